import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { findBrowser, repositoryRoot, runStep } from "./browser.ts";

/**
 * The test command, in two lanes side by side: types, lint, unused code and unit tests in one, build and
 * browser tests in the other, which waits for the browser more than it computes. One closing line.
 */
const bin = (name: string) => join(repositoryRoot, "node_modules", ".bin", name);
const reports = join(repositoryRoot, "node_modules", ".cache", "test-reports");
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

let passed = 0;
let failed = 0;
let skipped = 0;

async function countStep(title: string, command: string, args: string[]) {
  if ((await runStep({ title, command, args })) === 0) passed += 1;
  else failed += 1;
}

function readReport<T>(file: string): T | undefined {
  try {
    return JSON.parse(readFileSync(join(reports, file), "utf8")) as T;
  } catch {
    return undefined;
  }
}

async function testUnits() {
  const code = await runStep({
    title: "unit tests",
    command: bin("vitest"),
    args: ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${join(reports, "unit.json")}`],
  });
  const unit = readReport<{ numPassedTests: number; numFailedTests: number; numPendingTests: number }>(
    "unit.json",
  );
  passed += unit?.numPassedTests ?? 0;
  failed += unit?.numFailedTests ?? 0;
  skipped += unit?.numPendingTests ?? 0;
  // A suite that fails to load counts no failed test: it must not pass for that.
  if (code !== 0 && (unit?.numFailedTests ?? 0) === 0) failed += 1;
}

async function testInBrowser() {
  const code = await runStep({
    title: "browser tests",
    command: bin("playwright"),
    args: ["test"],
    environment: {
      CHROMIUM_PATH: await findBrowser(),
      PLAYWRIGHT_JSON_OUTPUT_NAME: join(reports, "browser.json"),
    },
    isLive: true,
  });
  const stats = readReport<{
    stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  }>("browser.json")?.stats;
  passed += (stats?.expected ?? 0) + (stats?.flaky ?? 0);
  failed += stats?.unexpected ?? 0;
  skipped += stats?.skipped ?? 0;
  if (code !== 0 && !stats?.unexpected) failed += 1;
}

/** Runs a lane to its end; what keeps it from getting there is one failure, said in a line. */
async function runLane(steps: () => Promise<void>) {
  try {
    await steps();
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    failed += 1;
  }
}

await Promise.all([
  runLane(async () => {
    await countStep("types", bin("tsc"), ["--noEmit"]);
    await countStep("lint and format", bin("biome"), ["check", "."]);
    await countStep("unused code", bin("knip"), []);
    await testUnits();
  }),
  runLane(async () => {
    await countStep("build", bin("vite"), ["build", "--logLevel", "warn"]);
    await testInBrowser();
  }),
]);

console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
process.exitCode = failed > 0 ? 1 : 0;
