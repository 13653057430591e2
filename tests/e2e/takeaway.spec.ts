import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "@playwright/test";
import { strFromU8, unzipSync } from "fflate";
import { PNG } from "pngjs";
import { Taker, unpack } from "./taker.ts";

/** Pages of a PDF and their size in points, from its page objects. */
function readPages(pdf: Buffer): string[] {
  const text = pdf.toString("latin1");
  return [
    ...text.matchAll(
      /\/Type\s*\/Page\b[^s][\s\S]*?\/MediaBox\s*\[([^\]]+)\]|\/MediaBox\s*\[([^\]]+)\][\s\S]{0,400}?\/Type\s*\/Page\b[^s]/g,
    ),
  ].map((match) => (match[1] ?? match[2]!).trim());
}

/** The words of a PDF as another program selects them; undefined where that program is not installed. */
function selectText(pdf: Buffer): string | undefined {
  const file = join(mkdtempSync(join(tmpdir(), "atlas-handout-")), "handout.pdf");
  writeFileSync(file, pdf);
  const run = spawnSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" });
  return run.status === 0 ? run.stdout : undefined;
}

test("the handout has a cover, a page a scene and the sources, in letters that can be selected", async ({
  page,
}) => {
  const taker = new Taker(page);
  await taker.watchesPrinter();
  await taker.opensAtlas();
  await taker.opensTakeAway(/^讲解$/);
  await taker.choosesScenes([0, 8]);
  const names = await taker.sceneNames();
  const pdf = await taker.prints(/^打印讲义$/);

  const pages = readPages(pdf);
  expect(pages).toHaveLength(4);
  // A4 across: 842 by 595 points.
  for (const size of pages)
    expect(size.split(/\s+/).map((n) => Math.round(Number(n)))).toEqual([0, 0, 842, 595]);
  const text = selectText(pdf);
  test.info().annotations.push({ type: "pdftotext", description: text ? "read" : "not installed" });
  if (text) {
    for (const place of [0, 8]) expect(text).toContain(names[place]!.replace(/^\s*\d+\.\s*/, "").trim());
    for (const word of ["第 4 页，共 4 页", "示意图，非标准地图", "资料来源与许可", "km"])
      expect(text).toContain(word);
    // Every page is a form feed's end.
    expect(text.split("\f").filter((part) => part.trim() !== "")).toHaveLength(4);
  }
  expect(taker.complaints).toEqual([]);
  expect(taker.foreignRequests).toEqual([]);
});

test("the browser's print key leads to the page as it will be; the screen can still be printed", async ({
  page,
}) => {
  const taker = new Taker(page);
  await taker.watchesPrinter();
  await taker.opensAtlas();
  await expect(taker.text("构建一体化发展空间格局")).toBeVisible();
  await taker.presses("Control+p");
  await expect(taker.dialog().getByRole("img", { name: "页面预览：呼包鄂乌一张图" })).toBeVisible();
  const facts = taker.dialog().getByRole("status");
  await expect(facts).toHaveText(/^A3，1:3 000 000，420 × 297 毫米，图心 /);
  const before = await facts.textContent();
  await taker
    .dialog()
    .getByRole("application", { name: /方向键/ })
    .press("ArrowRight");
  await expect(facts).not.toHaveText(before!);

  await taker.button("按屏幕打印").click();
  const sheet = await taker.seesPrinted();
  for (const word of [
    "呼包鄂乌一张图",
    "2020 年底的实际情况",
    "图例",
    "高速铁路",
    "示意图，非标准地图",
    "来源",
  ])
    expect(sheet).toContain(word);
  // Each source once, in the language of the sheet.
  expect(sheet.match(/国家统计局/g)).toHaveLength(1);
  expect(sheet).not.toContain("构建一体化发展空间格局");
  await expect(taker.text("构建一体化发展空间格局")).toBeVisible();
  expect(taker.complaints).toEqual([]);
});

test("the slides are one a scene behind the cover, in English, with the notes in their field", async ({
  page,
}) => {
  const taker = new Taker(page);
  await taker.opensAtlas();
  await taker.switchesLanguage();
  await taker.opensTakeAway(/^Walk$/);
  await taker.choosesScenes([8]);
  const names = await taker.sceneNames();
  const { name, bytes } = await taker.saves(/^Save PPTX$/);

  expect(name).toMatch(/\.pptx$/);
  const parts = unzipSync(bytes);
  const slides = Object.keys(parts).filter((part) => /^ppt\/slides\/slide\d+\.xml$/.test(part));
  expect(slides).toHaveLength(2);
  const slide = strFromU8(parts["ppt/slides/slide2.xml"]!);
  expect(slide).toContain(names[8]!.replace(/^\s*\d+\.\s*/, "").trim());
  const notes = strFromU8(parts["ppt/notesSlides/notesSlide2.xml"]!);
  expect(notes.match(/<a:t>[^<]{20,}<\/a:t>/)).not.toBeNull();
  const picture = PNG.sync.read(Buffer.from(parts["ppt/media/image2.png"]!));
  expect([picture.width, picture.height]).toEqual([2136, 1284]);
  expect(countColours(picture)).toBeGreaterThan(60);
  expect(taker.complaints).toEqual([]);
});

/** How many different colours a sample of a picture holds: an empty one holds a handful. */
function countColours({ data }: PNG): number {
  const seen = new Set<number>();
  for (let at = 0; at < data.length; at += 4 * 37) seen.add(data.readUIntBE(at, 3));
  return seen.size;
}

test("a scene becomes a picture of 3840 by 2160 with a map on it", async ({ page }) => {
  const taker = new Taker(page);
  await taker.opensAtlas();
  await taker.opensTakeAway(/^讲解$/);
  const { bytes } = await taker.saves(/^保存为 4K 图片：/);
  const picture = PNG.sync.read(Buffer.from(bytes));
  expect([picture.width, picture.height]).toEqual([3840, 2160]);
  expect(countColours(picture)).toBeGreaterThan(60);
  expect(taker.complaints).toEqual([]);
});

test("a scene becomes a page that needs nothing beside it, and a video that plays", async ({
  page,
  context,
}) => {
  const taker = new Taker(page);
  await taker.opensAtlas();
  await taker.opensTakeAway(/^讲解$/);
  const made = await taker.saves(/^保存为可嵌入网页的单幕：一条大河/);
  await taker.choosesScenes([0]);
  const video = await taker.saves(/^生成视频$/);

  const reader = new Taker(await context.newPage());
  const asked = reader.watchesAddresses();
  await reader.holds(made.bytes.toString("utf8"));
  await expect(reader.heading()).toHaveText("一条大河，四座城");
  await expect(reader.picture()).toHaveJSProperty("naturalWidth", 1_600);
  expect(asked.filter((address) => /^https?:/.test(address))).toEqual([]);

  expect(video.name).toMatch(/\.(mp4|webm)$/);
  // One scene without steps stays nine seconds; the sources close it with four.
  const played = await reader.plays(video.bytes);
  expect([played.width, played.height]).toEqual([1_920, 1_080]);
  expect(played.seconds).toBeCloseTo(13, 0);
  expect(played.colours).toBeGreaterThan(60);
  expect(taker.complaints).toEqual([]);
});

test("the archive runs from a disk, offline, with nothing but a browser", async ({ page, browser }) => {
  const taker = new Taker(page);
  await taker.opensAtlas();
  await taker.opensTakeAway(/^讲解$/);
  await taker.choosesScenes([0, 1]);
  const { bytes } = await taker.saves(/^保存离线包$/);
  const { folder, files } = unpack(bytes);
  const names = Object.keys(files).map((name) => name.split("/").at(-1));
  expect(names).toEqual(["打开方法.txt", "HOW-TO-OPEN.txt", "walk.html", "atlas.html", "walk.json"]);

  const elsewhere = await browser.newContext({ offline: true, serviceWorkers: "block" });
  const reader = new Taker(await elsewhere.newPage());
  const asked = reader.watchesAddresses();

  const walk = pathToFileURL(join(folder, "walk.html")).href;
  await reader.goesTo(walk);
  const title = await reader.heading().textContent();
  await expect(reader.picture()).toHaveJSProperty("naturalWidth", 1680);
  await reader.presses("PageDown");
  await expect(reader.heading()).not.toHaveText(title!);
  await reader.types("1");
  await reader.presses("Enter");
  await expect(reader.heading()).toHaveText(title!);

  const atlas = pathToFileURL(join(folder, "atlas.html")).href;
  await reader.goesTo(atlas);
  await reader.seesMap();
  await reader.searches("hhht");
  await expect(reader.searchResults().first()).toBeVisible();
  await reader.presses("Enter");
  await expect(reader.inspector()).toBeVisible();

  expect(asked).toEqual([walk, atlas]);
  expect(reader.complaints).toEqual([]);
  await elsewhere.close();
});
