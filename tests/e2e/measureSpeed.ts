import { chromium, type FullConfig } from "@playwright/test";
import { findSlowness, keepSlowness } from "../limits.ts";
import { Planner } from "./planner.ts";

/** Seconds from the address to a map at rest, in a fresh browser on an idle reference machine. */
const referenceSeconds = 8;

/** Opens the atlas as every test does, and has the limits grow with the time that took. */
export default async function measureSpeed({ projects }: FullConfig) {
  const { baseURL, launchOptions, locale, viewport } = projects[0]!.use;
  const browser = await chromium.launch(launchOptions);
  try {
    const page = await browser.newPage({ baseURL, locale, viewport });
    const started = performance.now();
    await new Planner(page).opensAtlas();
    const seconds = (performance.now() - started) / 1_000;
    keepSlowness(seconds / referenceSeconds);
    console.log(
      `the atlas opens in ${seconds.toFixed(1)} s here: limits are ${findSlowness()} times the usual`,
    );
  } finally {
    await browser.close();
  }
}
