import { createServer } from "node:net";
import { defineConfig } from "@playwright/test";
import { limitMilliseconds } from "./tests/limits.ts";

const executablePath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";

/** A port nobody listens on, so that suites of two checkouts can run at once. */
async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (address === null || typeof address === "string") throw new Error("no port is free");
  return address.port;
}
// The processes that run the tests read this file too, and must come to the same server.
process.env.ATLAS_TEST_PORT ??= String(await findFreePort());
const address = `http://127.0.0.1:${process.env.ATLAS_TEST_PORT}/`;

export default defineConfig({
  testDir: "tests",
  testMatch: ["e2e/**/*.spec.ts", "render/**/*.spec.ts"],
  // Opens the atlas once: the limits below grow with how long that took.
  globalSetup: "./tests/e2e/measureSpeed.ts",
  // One machine with two cores and software rendering: more workers only make each other late.
  workers: 1,
  fullyParallel: false,
  // What passes only on the second try is a fault of the test or of the page.
  retries: 0,
  // Where the page does not even open, every test would wait in vain.
  maxFailures: 12,
  // Each wait ends, and says what it waited for, long before the whole test does.
  timeout: limitMilliseconds(180),
  expect: { timeout: limitMilliseconds(30) },
  reporter: [
    ["list"],
    ["json", { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ?? "test-results/browser.json" }],
  ],
  use: {
    baseURL: address,
    viewport: { width: 1440, height: 900 },
    locale: "zh-CN",
    // Flights and fades are drawn frame by frame in software; the tests of motion ask for it.
    contextOptions: { reducedMotion: "reduce" },
    actionTimeout: limitMilliseconds(30),
    navigationTimeout: limitMilliseconds(45),
    // A page answered by the service worker would slip past tests that watch or refuse requests.
    serviceWorkers: "block",
    launchOptions: {
      executablePath,
      timeout: limitMilliseconds(60),
      args: [
        "--no-sandbox",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--use-gl=angle",
        "--use-angle=swiftshader",
        "--enable-unsafe-swiftshader",
      ],
    },
  },
  webServer: {
    command: "node src/cli/launch.mjs serve",
    url: address,
    // Phones of the room come in over this machine's own line: it may be in no network.
    env: { PORT: process.env.ATLAS_TEST_PORT, ATLAS_ROOM_ADDRESS: "127.0.0.1" },
    reuseExistingServer: false,
    timeout: limitMilliseconds(180),
  },
});
