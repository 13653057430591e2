import { readdirSync, readFileSync } from "node:fs";
import { request as ask, createServer } from "node:http";
import { join, resolve } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { expect, test } from "@playwright/test";
import { MapReader } from "./mapReader.ts";
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

/** Stands before the server and counts what reaches it: what the browser keeps by itself does not. */
async function openCountingDoor(behind: string) {
  const asked = new Map<string, number>();
  const door = createServer((request, response) => {
    const key = `${request.url}${request.headers.range ? ` ${request.headers.range}` : ""}`;
    asked.set(key, (asked.get(key) ?? 0) + 1);
    const { host } = new URL(behind);
    const passed = ask(new URL(request.url!, behind), { headers: { ...request.headers, host } }, (answer) => {
      response.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(response);
    });
    passed.on("error", () => response.destroy());
    passed.end();
  });
  await new Promise<void>((done) => door.listen(0, "127.0.0.1", done));
  const place = door.address();
  if (place === null || typeof place === "string") throw new Error("the door has no port");
  return { asked, address: `http://127.0.0.1:${place.port}/`, close: () => door.close() };
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

  const planner = new RailPlanner(page);
  const pattern = /\/assets\/([\w.-]+\.(?:js|mjs|css))$/;
  const asked = planner.watchesFiles(pattern);
  await planner.startsAtlas();
  await planner.seesFirstMap();
  // MapLibre starts its worker by itself, at times after the style is there; the map needs it all the same.
  // What comes while a slow page is looked at is none of it: the page itself notes the moment.
  const first = new Set([
    ...(await planner.readsFirstFiles(pattern)),
    ...find(/^map-worker-/).flatMap((name) => [...withStaticImports(name)]),
  ]);
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
        find(/deckOverlay.*\.js$/).flatMap((name) =>
          [...withStaticImports(name)].filter((other) => !before.has(other)),
        ),
      ),
    ),
  };
  console.log("KiB brotli:", JSON.stringify(measured), "of", JSON.stringify(budgets));
  for (const [name, budget] of Object.entries(budgets))
    expect(measured[name as keyof typeof measured], name).toBeLessThanOrEqual(budget);
  // Arcs and columns are off in the default board: their engine must not be fetched for it.
  expect([...asked].filter((name) => /deckOverlay/.test(name))).toEqual([]);
});

test("nothing jumps while the page opens, and no file is asked for twice", async ({ page, baseURL }) => {
  const planner = new MapReader(page);
  const readShifts = await planner.watchesShifts();
  const door = await openCountingDoor(baseURL!);
  await planner.goesTo(door.address);
  await planner.seesWholeMap();
  expect((await readShifts()).reduce((total, value) => total + value, 0)).toBeLessThan(0.01);
  expect([...door.asked.keys()]).toContain("/fonts/noto-sans-sc-medium.woff2");
  expect([...door.asked].filter(([, times]) => times > 1)).toEqual([]);
  door.close();
});
