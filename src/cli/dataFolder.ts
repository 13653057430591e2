import { readFileSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "./command.ts";

/** Where the files lie that the app itself reads. */
export const dataFolder = join(process.env.ATLAS_ROOT ?? process.cwd(), "public", "data");

/** The text of a shipped file; tells how to make it where it is not there. */
export function readShippedText(name: string): string {
  try {
    return readFileSync(join(dataFolder, name), "utf8");
  } catch {
    throw new UsageError(`${join(dataFolder, name)} cannot be read; make it with 'npm run geodata'`);
  }
}
