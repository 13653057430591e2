import { defineConfig } from "@playwright/test";

const executablePath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";

export default defineConfig({
  testDir: "tests",
  testMatch: ["e2e/**/*.spec.ts", "render/**/*.spec.ts"],
  // One machine with two cores and software rendering: more workers only make each other late.
  workers: 1,
  fullyParallel: false,
  // Software rendering can starve a page for a minute. What passes only on the second try is named in the summary.
  retries: 1,
  timeout: 60_000,
  reporter: [
    ["list"],
    ["json", { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ?? "test-results/browser.json" }],
  ],
  use: {
    baseURL: "http://127.0.0.1:4471/",
    viewport: { width: 1440, height: 900 },
    locale: "zh-CN",
    // A page answered by the service worker would slip past tests that watch or refuse requests.
    serviceWorkers: "block",
    launchOptions: {
      executablePath,
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
    url: "http://127.0.0.1:4471/",
    env: { PORT: "4471" },
    reuseExistingServer: false,
    timeout: 180_000,
  },
});
