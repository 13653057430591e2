import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { extname, join, resolve } from "node:path";
import { expect, test } from "@playwright/test";
import { securityHeaders } from "../../src/build/securityHeaders.ts";
import { limitMilliseconds } from "../limits.ts";
import { Taker } from "./taker.ts";

test.use({ serviceWorkers: "allow" });
const dist = resolve(import.meta.dirname, "../../dist");
const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".geojson": "application/geo+json",
  ".svg": "image/svg+xml",
  ".webmanifest": "application/manifest+json",
};

/** Serves the build with some files put in place of its own, so that a release can be followed by another. */
async function serve(replaced: Map<string, string>): Promise<{ address: string; server: Server }> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://local").pathname.replace(/^\/$/, "/index.html").slice(1);
    const file = join(dist, path);
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
    response.setHeader("content-type", types[extname(path)] ?? "application/octet-stream");
    const own = replaced.get(path);
    if (own !== undefined) response.end(own);
    else if (existsSync(file) && statSync(file).isFile()) response.end(readFileSync(file));
    else response.writeHead(404).end();
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { address: `http://127.0.0.1:${address.port}/`, server };
}

test("after one visit everything works with the network off and the server gone", async ({
  page,
  context,
}) => {
  const { address, server } = await serve(new Map());
  const taker = new Taker(page);
  await taker.goesTo(address);
  await taker.seesMap();
  await taker.isKept();
  await context.setOffline(true);
  server.closeAllConnections();
  await new Promise((done) => server.close(done));

  await taker.reloads();
  const range = await taker.asksRanges("base.pmtiles");
  expect(range).toEqual([206, "bytes 0-6/n", "PMTiles", 416]);

  await taker.searches("hhht");
  await expect(taker.searchResults().first()).toBeVisible();
  await taker.presses("Enter");
  await expect(taker.inspector()).toBeVisible();

  await taker.opensTakeAway(/^离线$/);
  await expect(taker.dialog().locator('[data-offline="ready"]')).toBeVisible();
  await taker.presses("Escape");
  await taker.opensTakeAway(/^讲解$/);
  await taker.choosesScenes([0]);
  const { bytes } = await taker.saves(/^保存离线包$/);
  expect(bytes.length).toBeGreaterThan(2_000_000);
  // A range past the end was asked for on purpose.
  expect(taker.complaints.filter((complaint) => !complaint.includes("416"))).toEqual([]);
});

test("a new version is offered, not forced, and leaves what is open as it is", async ({ page, context }) => {
  const replaced = new Map<string, string>();
  const { address, server } = await serve(replaced);
  const taker = new Taker(page);
  await taker.goesTo(address);
  await taker.seesMap();
  await taker.isKept();
  const other = new Taker(await context.newPage());
  await other.goesTo(address);

  // The next release: another settings file, and a worker that lists it.
  const list = JSON.parse(readFileSync(join(dist, "release.json"), "utf8")) as { version: string };
  const worker = readFileSync(join(dist, "service-worker.js"), "utf8");
  const digest = /settings\.json\\",\\"([0-9a-f]{16})/.exec(worker)?.[1];
  replaced.set("settings.json", '{ "basemap": null, "release": "next" }');
  replaced.set(
    "service-worker.js",
    worker.replaceAll(list.version, "nextnextnext").replace(digest!, "0".repeat(16)),
  );
  await taker.looksForRelease();
  const offer = taker.offer("新版本已备好");
  await expect(offer).toBeVisible();

  // A room that is shown the walk is not asked; the presenter is, afterwards.
  await taker
    .button(/^讲解$/)
    .first()
    .click();
  await expect(taker.presentation()).toBeVisible();
  await expect(offer).toBeHidden();
  await taker.presses("Escape");
  await expect(offer).toBeVisible();

  expect(await taker.readsSettings()).not.toContain("next");
  await offer.getByRole("button", { name: "换用新版本" }).click();
  // The page reloads by itself; in between there is nothing to ask.
  await expect.poll(() => taker.readsSettings().catch(() => "reloading")).toContain("next");
  // The page that did not ask goes on with the release it was opened with.
  expect(await other.readsSettings()).not.toContain("next");
  await other.leaves();
  // What is left over goes at a visit after the last page that was shown it is known to be closed.
  await expect
    .poll(
      async () => {
        await taker.reloads();
        return taker.listsReleases();
      },
      { timeout: limitMilliseconds(90) },
    )
    .toEqual(["atlas-release-nextnextnext"]);
  expect(taker.complaints).toEqual([]);
  server.closeAllConnections();
  server.close();
});
