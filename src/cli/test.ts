import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { findBrowser, repositoryRoot, runStep } from "./browser.ts";

/** The test command: types, lint, unused code, unit tests, build, browser tests; one closing line. */
const bin = (name: string) => join(repositoryRoot, "node_modules", ".bin", name);
const reports = join(repositoryRoot, "node_modules", ".cache", "test-reports");
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

let passed = 0;
let failed = 0;
let skipped = 0;

function countStep(title: string, command: string, args: string[], env?: Record<string, string>) {
  console.log(`\n— ${title}`);
  if (runStep(command, args, env) === 0) passed += 1;
  else failed += 1;
}

function readReport<T>(file: string): T | undefined {
  try {
    return JSON.parse(readFileSync(join(reports, file), "utf8")) as T;
  } catch {
    return undefined;
  }
}

countStep("types", bin("tsc"), ["--noEmit"]);
countStep("lint and format", bin("biome"), ["check", "."]);
countStep("unused code", bin("knip"), []);

console.log("\n— unit tests");
const unitCode = runStep(bin("vitest"), [
  "run",
  "--reporter=default",
  "--reporter=json",
  `--outputFile.json=${join(reports, "unit.json")}`,
]);
const unit = readReport<{ numPassedTests: number; numFailedTests: number; numPendingTests: number }>(
  "unit.json",
);
passed += unit?.numPassedTests ?? 0;
failed += unit?.numFailedTests ?? 0;
skipped += unit?.numPendingTests ?? 0;
// A suite that fails to load counts no failed test: it must not pass for that.
if (unitCode !== 0 && (unit?.numFailedTests ?? 0) === 0) failed += 1;

countStep("build", bin("vite"), ["build", "--logLevel", "warn"]);

console.log("\n— browser tests");
try {
  const browser = await findBrowser();
  const code = runStep(bin("playwright"), ["test"], {
    CHROMIUM_PATH: browser,
    PLAYWRIGHT_JSON_OUTPUT_NAME: join(reports, "browser.json"),
  });
  const stats = readReport<{
    stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  }>("browser.json")?.stats;
  passed += (stats?.expected ?? 0) + (stats?.flaky ?? 0);
  failed += stats?.unexpected ?? 0;
  skipped += stats?.skipped ?? 0;
  if (code !== 0 && !stats?.unexpected) failed += 1;
  if (stats?.flaky) console.log(`\n${stats.flaky} passed only on the second try: listed above as flaky`);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  failed += 1;
}

console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
process.exitCode = failed > 0 ? 1 : 0;
