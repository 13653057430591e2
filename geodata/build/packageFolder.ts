import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { repositoryRoot } from "./factTable.ts";

/**
 * Folder of a package that the build reads files of: among its own packages, or those of a folder above.
 * Throws where it is not installed.
 */
export function findPackageFolder(name: string): string {
  const from = createRequire(join(repositoryRoot, "geodata", "build", "index.ts"));
  const found = from.resolve
    .paths(name)
    ?.map((place) => join(place, name))
    .find((place) => existsSync(join(place, "package.json")));
  if (!found) throw new Error(`${name} is not installed: run \`npm ci --omit=optional\` in geodata/build`);
  return found;
}
