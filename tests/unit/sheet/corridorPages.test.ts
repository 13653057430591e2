import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { layers } from "../../../layers/index.ts";
import type { Board } from "../../../src/domain/board/board.ts";
import type { PlanFeatureCollection } from "../../../src/domain/plan.ts";
import { success } from "../../../src/domain/result.ts";
import { tellSheet } from "../../../src/sheet/buildSheet.ts";
import { buildCorridorRequest } from "../../../src/sheet/corridorPages.ts";
import { countLegendColumns, drawSheet } from "../../../src/sheet/drawSheet.ts";
import { listSheetDatasets, type SheetData, sheetFontFiles } from "../../../src/sheet/sheetData.ts";
import { listRoutes } from "../../../src/sheet/sheetRoute.ts";

const root = join(import.meta.dirname, "../../../public");
const read = <T>(path: string) => JSON.parse(readFileSync(join(root, path), "utf8")) as T;
const shown = ["region", "units", "rail-lines", "roads", "stations"];
const board: Board = {
  ...read<Board>("boards/default.json"),
  language: "zh",
  layers: layers.map(({ id }) => ({ id, visible: shown.includes(id), opacity: 1, hidden: [] })),
  userLayers: [
    {
      id: "own-a",
      name: "我的廊道",
      origin: "drawing",
      content: "0".repeat(32),
      count: 1,
      bbox: null,
      shapes: ["LineString"],
      columns: [],
      paint: { by: "one", tone: 0 },
      label: null,
    },
  ],
};
const drawn = [
  [110, 40.6],
  [111.7, 40.8],
  [113.1, 41],
];
const data: SheetData = {
  datasets: Object.fromEntries(
    [...new Set([...listSheetDatasets(board), "region"])].map((id) => [
      id,
      read<PlanFeatureCollection>(`data/${id}.geojson`),
    ]),
  ),
  tiles: null,
  answers: {},
  own: {
    "own-a": {
      type: "FeatureCollection",
      features: [{ type: "Feature", properties: {}, geometry: { type: "LineString", coordinates: drawn } }],
    },
  },
  fonts: {
    regular: new Uint8Array(readFileSync(join(root, sheetFontFiles.regular))),
    strong: new Uint8Array(readFileSync(join(root, sheetFontFiles.strong))),
  },
};
const build = (along: string, scale: number | null, size: "A4" | "A3" = "A4") =>
  buildCorridorRequest(
    { board, size, scale, epsg: null, unitName: "", date: "", link: null },
    data,
    { title: "图集", along },
    (request, page) => countLegendColumns(request, page, data),
  );
const good = (along: string, scale: number | null) => {
  const request = build(along, scale);
  if (!request.ok) throw new Error(request.error.en);
  return request.value;
};
const lineOf = (id: string) => {
  const found = data.datasets["rail-lines"]!.features.find(({ properties }) => properties.id === id)!;
  if (found.geometry.type !== "LineString") throw new Error("expected a line");
  return found.geometry.coordinates;
};

describe("an atlas along a line", () => {
  it("shows every place of the line, at the scale asked for, in one grid", async () => {
    const request = good("rail-zhanghu", 300_000);
    const sheet = await drawSheet(request, data);
    if (!sheet.ok) throw new Error(sheet.error.en);
    const [index, ...sheets] = sheet.value.pages.map(({ maps }) => maps[0]!);
    expect(sheets.length).toBeGreaterThan(2);
    expect(new Set(sheets.map(({ scale }) => scale))).toEqual(new Set([300_000]));
    expect(new Set(sheets.map(({ crs }) => crs.epsg)).size).toBe(1);
    expect(new Set(sheets.map(({ map }) => `${map.width} ${map.height}`)).size).toBe(1);
    const isOn = ({ toPage, map }: (typeof sheets)[number], [x, y]: number[]) => {
      const [px, py] = toPage(x!, y!).map((value) => (value * 25.4) / 72) as [number, number];
      return (
        Math.min(px - map.left, map.left + map.width - px, py - map.bottom, map.bottom + map.height - py) > 5
      );
    };
    for (const place of lineOf("rail-zhanghu")) {
      expect(sheets.some((frame) => isOn(frame, place))).toBe(true);
      expect(isOn(index!, place)).toBe(true);
    }
    // Nothing is told as cut off: what a sheet leaves out is on the next.
    expect(tellSheet(sheet.value).notes.filter(({ code }) => code === "sheet-cut")).toEqual([]);
  });

  it("joins two sheets at one and the same line on both", () => {
    const strips = good("rail-zhanghu", 300_000).pages.flatMap(({ strip }) => strip ?? []);
    for (const [index, { matches }] of strips.entries()) {
      const next = matches.find(({ label }) => label === String(index + 3));
      const back = strips[index + 1]?.matches.find(({ label }) => label === String(index + 2));
      expect(next === undefined).toBe(index === strips.length - 1);
      expect(next?.ends).toEqual(back?.ends);
    }
  });

  it("takes a dozen sheets at most where no scale is given, and the larger scale would take more", () => {
    const request = good("rail-lines/rail-zhanghu", null);
    expect(request.pages.length - 1).toBeLessThanOrEqual(12);
    expect(good("rail-zhanghu", request.scale! * 0.75).pages.length).toBeGreaterThan(request.pages.length);
  });

  it("follows a line of one's own, by its name or id", () => {
    const [index, first] = good("我的廊道", 250_000).pages;
    expect(first!.title).toBe("我的廊道 · 图集");
    expect(index!.index!.length).toBe(good("own-a", 250_000).pages.length - 1);
  });

  it("offers the lines of the layers that are on, then those of one's own, each findable by its id", () => {
    const routes = listRoutes(board, data.datasets);
    expect(routes.map(({ id }) => id)).toContain("rail-lines/rail-zhanghu");
    expect(routes.at(-1)).toMatchObject({ id: "own-a", title: { zh: "我的廊道" } });
    expect(routes.some(({ id }) => id.startsWith("stations/"))).toBe(false);
    for (const { id } of routes) expect(build(id, 5_000_000)).toMatchObject(success({ scale: 5_000_000 }));
  });

  it("says what is wrong: nothing of that name, no line, too many sheets", () => {
    const problem = (along: string, scale: number | null) => {
      const request = build(along, scale);
      return request.ok ? "accepted" : `${request.error.code} ${request.error.zh} ${request.error.en}`;
    };
    expect(problem("nowhere", null)).toMatch(/^sheet-route .*没有.*nothing is called “nowhere”/);
    const unit = data.datasets.units!.features[0]!.properties.id;
    expect(problem(`units/${unit}`, null)).toMatch(/^sheet-route .*不是线.*is no line/);
    expect(problem("rail-zhanghu", 10_000)).toMatch(/^sheet-strip .*80 幅.*more than 80/);
  });
});
