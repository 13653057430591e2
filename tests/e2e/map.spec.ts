import { expect, test } from "@playwright/test";
import { phaseIds } from "../../geodata/plan/phases.ts";
import { encodeBoard } from "../../src/domain/board/linkBoard.ts";
import { defaultBoard } from "../../src/state/board/defaultBoard.ts";
import { findDifferentShare, MapReader } from "./mapReader.ts";

/** What only a browser with a canvas can show of the map: pointer, keyboard, loss of graphics. */
test.describe("one open map", () => {
  // None of these leaves more behind than another view: one page serves them all.
  let reader: MapReader;
  test.beforeAll(async ({ browser }) => {
    reader = new MapReader(await browser.newPage());
    await reader.opensAtlas();
    await reader.seesWholeMap();
  });
  test.afterAll(async () => {
    await reader.leaves();
  });

  test("the map opens without a complaint and asks nobody else for anything", () => {
    expect(reader.foreignRequests).toEqual([]);
    expect(reader.complaints).toEqual([]);
    expect(reader.mapWarnings).toEqual([]);
  });

  test("features in view can be reached, read and selected by keyboard", async () => {
    await reader.map().focus();
    await expect(reader.featuresInView().first()).toBeAttached();
    await reader.presses("Alt+ArrowRight");
    const feature = await reader.activeFeature();
    await expect(feature).toHaveText(/\S/);
    await reader.presses("Enter");
    await expect(feature).toHaveAttribute("aria-selected", "true");
    await expect(reader.inspector()).toBeVisible();
    await reader.presses("Escape");
    await expect(feature).toHaveAttribute("aria-selected", "false");
    await expect(reader.inspector()).toHaveCount(0);
  });

  test("a click selects what lies under it", async () => {
    // The column of the feature before has closed, and the map has taken its room.
    await reader.seesWholeMap();
    await reader.clicksFirstFeature();
    await reader.map().focus();
    await expect(reader.feature(true)).toHaveCount(1);
    await reader.presses("Escape");
    await expect(reader.feature(true)).toHaveCount(0);
  });

  test("arrows move the map and plus brings it nearer", async () => {
    const before = await reader.scale().getAttribute("aria-label");
    await reader.map().focus();
    await reader.presses("+", "+", "+");
    await reader.seesWholeMap();
    await expect(reader.scale()).not.toHaveAttribute("aria-label", before!);
  });
});

test("map and columns look the same after the graphics were lost, and go on", async ({ page }) => {
  const board = defaultBoard();
  const camera = { longitude: 110.8, latitude: 40.2, zoom: 6, bearing: 0, pitch: 45 };
  const shown = board.layers.map((layer) =>
    layer.id === "unit-people" ? { ...layer, visible: true } : layer,
  );
  const code = encodeBoard({ ...board, phase: phaseIds[1]!, layers: shown, camera }, board);
  if (!code.ok) throw new Error(code.error.en);
  const reader = new MapReader(page);
  await reader.opensAtlas(`#b=${code.value}`);
  await reader.seesWholeMap();
  const before = await reader.takesPicture();
  await reader.losesAndRegainsGraphics();
  expect(findDifferentShare(before, await reader.takesPicture())).toBeLessThan(0.001);
  await reader.choosesPhase("现状 2020");
  await reader.seesMap();
  await expect(reader.legendEntries().first()).toContainText(/\d/);
  const said = [...reader.complaints, ...reader.mapWarnings];
  expect(said.filter((words) => !/WebGL context/i.test(words))).toEqual([]);
});
