import { describe, expect, it } from "vitest";
import { layoutSheet, wrapText } from "../../../../src/map/picture/pictureSheet.ts";
import { defaultBoard } from "../../../../src/state/board/defaultBoard.ts";
import type { SheetOptions } from "../../../../src/state/page/pictures.ts";

/** Every Chinese letter two wide, every other one. */
const measure = (text: string) => Array.from(text).reduce((sum, c) => sum + (c > "⺀" ? 2 : 1), 0);

describe("lines of text on a sheet", () => {
  it.each([
    ["一二三四五", 6, ["一二三", "四五"]],
    ["one two three", 8, ["one two", "three"]],
    ["资料 OpenStreetMap", 10, ["资料", "OpenStreetMap"]],
    ["", 10, []],
  ])("%s within %d breaks into %j", (text, width, lines) => {
    expect(wrapText(measure, text, width)).toEqual(lines);
  });

  it("loses no letter and passes the width only with a word longer than it", () => {
    const text = "数据截至 2025-12-31 资料来源 © OpenStreetMap contributors (ODbL); GeoNames";
    for (let width = 4; width < 60; width += 3) {
      const lines = wrapText(measure, text, width);
      expect(lines.join("").replace(/ /g, "")).toBe(text.replace(/ /g, ""));
      for (const line of lines) if (measure(line) > width) expect(line).not.toMatch(/ |[⺀-鿿]{2}/);
    }
  });
});

describe("the layout of a sheet", () => {
  const options = (more: Partial<SheetOptions>): SheetOptions => ({
    board: defaultBoard(),
    view: { frame: [106, 37, 115, 44], pitch: 0, bearing: 0 },
    widthPixels: 3840,
    heightPixels: 2160,
    pixelRatio: 2.4,
    highlights: [],
    format: "png",
    title: "",
    notes: [],
    link: null,
    parts: "sheet",
    ...more,
  });

  it.each([
    { widthPixels: 1920, heightPixels: 1080, pixelRatio: 1.2 },
    { widthPixels: 3840, heightPixels: 2160, pixelRatio: 2.4 },
    { widthPixels: 4961, heightPixels: 3508, pixelRatio: 3.1 },
    { widthPixels: 2136, heightPixels: 1284, pixelRatio: 1.9, parts: "map-and-legend" as const },
  ])("map and legend stay inside a sheet of $widthPixels by $heightPixels and off each other", (size) => {
    const { map, side, width, height } = layoutSheet(options(size));
    const ratio = size.pixelRatio;
    expect(map.left * ratio + map.width).toBeLessThanOrEqual(size.widthPixels);
    expect(map.top * ratio + map.height).toBeLessThanOrEqual(size.heightPixels + 1);
    expect(side.left).toBeGreaterThan(map.left + map.width / ratio);
    expect(side.left + side.width).toBeLessThanOrEqual(width + 0.01);
    expect(side.top + side.height).toBeLessThanOrEqual(height + 0.01);
    expect(map.width * map.height).toBeGreaterThan(0.5 * size.widthPixels * size.heightPixels);
  });

  it("gives a long legend more room, one note its line under the title, and the others theirs below the map", () => {
    const board = defaultBoard();
    const all = { ...board, layers: board.layers.map((layer) => ({ ...layer, visible: true })) };
    const few = {
      ...board,
      layers: board.layers.map((layer) => ({ ...layer, visible: layer.id === "rivers" })),
    };
    expect(layoutSheet(options({ board: all })).side.width).toBeGreaterThan(
      layoutSheet(options({ board: few })).side.width,
    );
    const [none, one, many] = [[], ["a"], ["a", "b", "c", "d"]].map((notes) =>
      layoutSheet(options({ notes })),
    );
    expect(one!.map.top).toBeGreaterThan(none!.map.top);
    expect(many!.map.top).toBe(one!.map.top);
    expect(many!.foot).toBeGreaterThan(one!.foot);
    expect(one!.foot).toBe(none!.foot);
  });
});
