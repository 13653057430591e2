import { type Command, findNearest, UsageError } from "./command.ts";

/** Every command by name; each is loaded only when called, to keep a call under a second. */
const commands: Record<string, () => Promise<{ command: Command }>> = {
  items: () => import("./items.ts"),
  layers: () => import("./layers.ts"),
  find: () => import("./find.ts"),
  rail: () => import("./rail.ts"),
  reach: () => import("./reach.ts"),
  validate: () => import("./validate.ts"),
  convert: () => import("./convert.ts"),
  buffer: () => import("./buffer.ts"),
  check: () => import("./check.ts"),
  monitor: () => import("./monitor.ts"),
  corridor: () => import("./corridor.ts"),
  sheet: () => import("./sheet.ts"),
  pull: () => import("./pull.ts"),
  policy: () => import("./policy.ts"),
  compare: () => import("./compare.ts"),
};

async function runAtlas(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  const names = Object.keys(commands);
  if (name === undefined || name === "help" || name === "--help") {
    const usages = await Promise.all(names.map(async (n) => (await commands[n]!()).command.usage));
    process.stdout.write(
      `usage: npm run -s atlas -- COMMAND …\n\n${usages.map((u) => `  ${u}`).join("\n")}\n`,
    );
    return name === undefined ? 2 : 0;
  }
  const load = commands[name];
  if (!load) {
    process.stderr.write(`atlas: no command '${name}'; nearest: ${findNearest(name, names).join(", ")}\n`);
    return 2;
  }
  const { command } = await load();
  if (rest.includes("--help")) {
    process.stdout.write(`${command.usage}\n`);
    return 0;
  }
  try {
    const result = await command.run(rest);
    process.stdout.write(result.output);
    if (typeof result.output === "string" && !result.output.endsWith("\n")) process.stdout.write("\n");
    if (result.warning) process.stderr.write(`atlas ${name}: ${result.warning}\n`);
    return result.code;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`atlas ${name}: ${error.message}\n`);
    return 2;
  }
}

// A reader such as `head` that has seen enough is no error of ours.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

process.exitCode = await runAtlas(process.argv.slice(2));
