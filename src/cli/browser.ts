import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const runs = (path: string) => spawnSync(path, ["--version"], { stdio: "ignore" }).status === 0;

function findOnPath(): string | undefined {
  for (const name of ["chromium", "chromium-browser", "google-chrome"]) {
    const found = spawnSync("sh", ["-c", `command -v ${name}`], { encoding: "utf8" });
    const path = found.stdout?.trim();
    if (found.status === 0 && path && runs(path)) return path;
  }
  return undefined;
}

async function findPlaywrightBrowser(): Promise<string | undefined> {
  const { chromium } = await import("@playwright/test");
  const path = chromium.executablePath();
  return path && existsSync(path) && runs(path) ? path : undefined;
}

/** Software rendering needs no screen and no sandbox; the rest keeps the browser off the network. */
const tryInstall = (command: string, args: string[]) => {
  console.log(`no browser found: trying ${command} ${args.join(" ")}`);
  return spawnSync(command, args, { stdio: ["ignore", "ignore", "ignore"], timeout: 300_000 }).status === 0;
};

/**
 * Finds a Chromium, installing one when there is none: CHROMIUM_PATH, Playwright's own, the PATH,
 * then `playwright install`, then Debian's package as root. Throws saying what to do.
 */
export async function findBrowser(): Promise<string> {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (runs(named)) return named;
    throw new Error(`CHROMIUM_PATH is ${named}, but that does not run; point it at a Chromium or unset it`);
  }
  const present = (await findPlaywrightBrowser()) ?? findOnPath();
  if (present) return present;
  if (tryInstall("npx", ["playwright", "install", "chromium"])) {
    const installed = await findPlaywrightBrowser();
    if (installed) return installed;
  }
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    tryInstall("apt-get", ["update"]);
    tryInstall("apt-get", ["install", "-y", "--no-install-recommends", "chromium"]);
    const installed = findOnPath();
    if (installed) return installed;
  }
  throw new Error(
    "the browser tests need Chromium and none could be found or installed: install it (for example `apt-get install chromium`) or set CHROMIUM_PATH",
  );
}

/** Root of the repository, as the launcher found it. */
export const repositoryRoot = process.env.ATLAS_ROOT ?? process.cwd();

export interface Step {
  title: string;
  command: string;
  args: string[];
  environment?: Record<string, string>;
  /** Says what it says as it comes; any other step says it all at its end, not mixed with its neighbour's. */
  isLive?: boolean;
}

/** Runs a step of the tests in the repository, beside others. Gives its exit code. */
export function runStep({ title, command, args, environment, isLive }: Step): Promise<number> {
  return new Promise((resolve) => {
    const said: Buffer[] = [];
    const step = spawn(command, args, {
      cwd: repositoryRoot,
      env: { ...process.env, ...environment },
      stdio: ["ignore", isLive ? "inherit" : "pipe", isLive ? "inherit" : "pipe"],
    });
    if (isLive) console.log(`\n— ${title}`);
    for (const stream of [step.stdout, step.stderr])
      stream?.on("data", (chunk: Buffer) => {
        said.push(chunk);
      });
    const end = (code: number, problem = "") => {
      if (!isLive) console.log(`\n— ${title}\n${Buffer.concat(said).toString("utf8")}${problem}`.trimEnd());
      resolve(code);
    };
    step.on("error", (error) => end(1, error.message));
    step.on("close", (code) => end(code ?? 1));
  });
}
