import { readFileSync } from "node:fs";
import { buildSecurityHeaders, headerForms, writeHeaders } from "../build/securityHeaders.ts";
import { parseSettings } from "../domain/services/settings.ts";
import { type Command, parseArguments, UsageError } from "./command.ts";
import { resolvePath } from "./validate.ts";

function readSettings(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(resolvePath(path), "utf8");
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${path} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

export const command: Command = {
  usage:
    "policy [--for headers|nginx|caddy] [--settings FILE]   the security headers that a deployment's settings.json makes, for a server of your own",
  run(args) {
    const { words, flags } = parseArguments(args, ["for", "settings"]);
    if (words.length > 0) throw new UsageError(`policy takes no '${words[0]}'\nusage: ${command.usage}`);
    const said = flags.get("for") ?? "headers";
    const form = headerForms.find((known) => known === said);
    if (!form) throw new UsageError(`--for ${said}: one of ${headerForms.join(", ")}`);
    const path = flags.get("settings") ?? "public/settings.json";
    const { settings, problems } = parseSettings(readSettings(path));
    // A header that lacks a host the office wrote down would be found out by the users.
    if (problems.length > 0)
      return { code: 1, output: problems.map(({ en }) => `${path}: ${en}`).join("\n") };
    return { code: 0, output: writeHeaders(buildSecurityHeaders(settings), form) };
  },
};
