import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { expect, test } from "@playwright/test";
import { RailPlanner } from "./railPlanner.ts";

/** Budgets in KiB, brotli at its best as a release would serve it. */
const budgets = { blocking: 10, shell: 70, firstMap: 430, analysis: 90, deck: 200 };

const assets = resolve(import.meta.dirname, "../../dist/assets");
const sizes = new Map<string, number>();

function sizeOf(name: string): number {
  let size = sizes.get(name);
  if (size === undefined) {
    const text = readFileSync(join(assets, name));
    size = brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length / 1024;
    sizes.set(name, size);
  }
  return size;
}
const sum = (names: Iterable<string>) => [...new Set(names)].reduce((total, name) => total + sizeOf(name), 0);

/** A file and all it imports without being asked. */
function withStaticImports(name: string, seen = new Set<string>()): Set<string> {
  if (seen.has(name)) return seen;
  seen.add(name);
  const text = readFileSync(join(assets, name), "utf8");
  for (const match of text.matchAll(/(?:from|import)\s*["']\.\/([\w.-]+\.js)["']/g))
    withStaticImports(match[1]!, seen);
  return seen;
}

const find = (pattern: RegExp) => readdirSync(assets).filter((name) => pattern.test(name));
const fixed = (value: number) => Number(value.toFixed(1));

test("what the first load weighs stays within the budget", async ({ page }) => {
  const html = readFileSync(join(assets, "../index.html"), "utf8");
  const entry = html.match(/<script[^>]+src="[^"]*\/([\w.-]+\.js)"/)![1]!;
  const blocking = withStaticImports(entry);
  const shell = new Set([
    ...blocking,
    ...find(/^App-.*\.js$/).flatMap((name) => [...withStaticImports(name)]),
  ]);

  const asked = new Set<string>();
  page.on("response", (response) => {
    const name = new URL(response.url()).pathname.match(/\/assets\/([\w.-]+\.(?:js|mjs|css))$/)?.[1];
    if (name) asked.add(name);
  });
  const planner = new RailPlanner(page);
  await page.goto("/");
  await planner.seesFirstMap();
  // MapLibre starts its worker by itself, at times after the style is there; the map needs it all the same.
  const first = new Set([...asked, ...find(/^map-worker-/).flatMap((name) => [...withStaticImports(name)])]);
  await planner.seesMap();
  const before = new Set([...asked, ...first]);
  await planner.opensAnalysis();
  await planner.seesMap();
  // What a worker fetches for itself is not told to the page.
  const kernels = find(/^(worker|reachKernels|railKernels)-.*\.js$/).flatMap((name) => [
    ...withStaticImports(name),
  ]);
  expect(kernels.length).toBeGreaterThan(2);
  const analysis = [...asked, ...kernels].filter((name) => !before.has(name));
  const measured = {
    blocking: fixed(sum(blocking)),
    shell: fixed(sum(shell)),
    firstMap: fixed(sum(first)),
    analysis: fixed(sum(analysis)),
    deck: fixed(
      sum(
        find(/riseOverlay.*\.js$/).flatMap((name) =>
          [...withStaticImports(name)].filter((other) => !before.has(other)),
        ),
      ),
    ),
  };
  console.log("KiB brotli:", JSON.stringify(measured), "of", JSON.stringify(budgets));
  for (const [name, budget] of Object.entries(budgets))
    expect(measured[name as keyof typeof measured], name).toBeLessThanOrEqual(budget);
  // Arcs and columns are off in the default board: their engine must not be fetched for it.
  expect([...asked].filter((name) => /riseOverlay/.test(name))).toEqual([]);
});

test("nothing jumps while the page opens", async ({ page }) => {
  await page.addInitScript(() => {
    const shifts: number[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & {
        value: number;
        hadRecentInput: boolean;
      })[])
        if (!entry.hadRecentInput) shifts.push(entry.value);
    }).observe({ type: "layout-shift", buffered: true });
  });
  const planner = new RailPlanner(page);
  await planner.opensAtlas();
  const shifts = await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts);
  expect(shifts.reduce((total, value) => total + value, 0)).toBeLessThan(0.01);
});
