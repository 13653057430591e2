import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type FilterSpecification, featureFilter } from "@maplibre/maplibre-gl-style-spec";
import { describe, expect, it } from "vitest";
import { unitStatistics } from "../../../layers/answers/unit-statistics.ts";
import { buildDrawContext } from "../../../layers/grammar/drawContext.ts";
import { passesFilter } from "../../../layers/grammar/evaluateFilter.ts";
import { layers } from "../../../layers/index.ts";
import type { Board } from "../../../src/domain/board/board.ts";
import { evaluatePlan, noOwnRows, parseMonitor } from "../../../src/domain/monitor/monitor.ts";
import { type PlanFeatureCollection, parsePlan } from "../../../src/domain/plan.ts";
import { addStatistics } from "../../../src/sheet/addStatistics.ts";
import { answerBoard } from "../../../src/sheet/answerBoard.ts";
import { listAbsentAnswers } from "../../../src/sheet/listAbsentAnswers.ts";
import { listSheetDatasets, type SheetData } from "../../../src/sheet/sheetData.ts";
import { buildSheetFrame } from "../../../src/sheet/sheetFrame.ts";
import { layLegend, listLegend } from "../../../src/sheet/sheetLegend.ts";

const root = join(import.meta.dirname, "../../../public");
const readText = (path: string) => readFileSync(join(root, path), "utf8");
const read = <T>(path: string) => JSON.parse(readText(path)) as T;
const standard: Board = {
  ...read<Board>("boards/default.json"),
  layers: layers.map(({ id, shown }) => ({ id, visible: shown, opacity: 1, hidden: [] })),
};
const units = read<PlanFeatureCollection>("data/units.geojson");
const values = Object.fromEntries(
  units.features.map(({ properties }, index) => [properties.id, index * 10 + 0.5]),
);
const counted: Board = {
  ...standard,
  statistics: {
    measure: "density",
    level: "unit",
    form: "areas",
    method: "quantile",
    classes: 3,
    breaks: [100, 1_000],
    values,
  },
};

const dataOf = (board: Board, answers: SheetData["answers"] = {}): SheetData => ({
  datasets: Object.fromEntries(
    listSheetDatasets(board).map((id) => [id, read<PlanFeatureCollection>(`data/${id}.geojson`)]),
  ),
  tiles: null,
  answers,
  own: {},
  fonts: { regular: new Uint8Array(), strong: new Uint8Array() },
});
const legendOf = (board: Board, data: SheetData) => {
  const frame = buildSheetFrame({
    size: "A3",
    scale: null,
    epsg: null,
    extent: [106.6, 37.5, 114.6, 43.5],
    legendColumns: 1,
  });
  if (!frame.ok) throw new Error(frame.error.en);
  return layLegend(listLegend(board, frame.value, data)).map(({ text }) => text);
};

describe("statistics on a sheet", () => {
  it("are drawn over all units, with the number's name and the classes that some unit is in", () => {
    const data = addStatistics(counted, dataOf(counted));
    expect(data.answers[unitStatistics.data.kernel]!.features).toHaveLength(38);
    expect(listAbsentAnswers(counted, data.answers)).toEqual([]);
    const legend = legendOf(counted, data);
    const at = legend.indexOf("人口密度（2020 年），人/km²");
    // No value reaches a thousand: the last class is on no unit and not in the legend.
    expect(legend.slice(at, at + 3)).toEqual(["人口密度（2020 年），人/km²", "小于 100", "100—1,000"]);
    expect(legend).not.toContain("1,000 及以上");
  });

  it("as circles stand on a point in each unit, with their sizes", () => {
    const board: Board = { ...counted, statistics: { ...counted.statistics!, form: "circles" } };
    const data = addStatistics(board, dataOf(board));
    expect(data.answers[unitStatistics.data.kernel]!.features.map(({ geometry }) => geometry.type)).toEqual(
      Array<string>(38).fill("Point"),
    );
    expect(legendOf(board, data).filter((text) => ["100", "200", "400"].includes(text))).toEqual([
      "100",
      "200",
      "400",
    ]);
  });

  it("are missed where they are not on the sheet", () => {
    const off = {
      ...counted,
      layers: counted.layers.map((layer) => ({ ...layer, visible: layer.id !== unitStatistics.id })),
    };
    const names = listAbsentAnswers(off, addStatistics(off, dataOf(off)).answers).map(({ en }) => en);
    expect(names).toEqual(["the statistics by unit"]);
  });

  it("are put into classes as the map's own evaluator does it", () => {
    const context = buildDrawContext(counted);
    for (const { filter } of unitStatistics.legend(context)) {
      const compiled = featureFilter(filter as FilterSpecification, "legend");
      for (const { properties } of units.features) {
        const taken = passesFilter(filter, { properties, geometryType: "Polygon" });
        expect(taken).toBe(compiled.filter({ zoom: 6 }, { type: "Polygon", properties }));
      }
    }
  });
});

describe("states of promised projects on a sheet", () => {
  it("are those of the evaluation, in their own signs, with the legend of those that occur", async () => {
    const board: Board = { ...standard, phase: "actual-2025", monitor: { byState: true } };
    const plan = parsePlan(readText("data/plan.json"));
    const monitor = parseMonitor(readText("data/monitor.json"));
    if (!plan.ok || !monitor.ok) throw new Error("the shipped tables cannot be read");
    const { answers } = await answerBoard(board, {
      readFiles: (names) => Object.fromEntries(names.map((name) => [name, read(`data/${name}`)])),
      check: { shipped: { rules: [] } as never, find: () => undefined, today: "2026-01-01" },
      readPromises: () => ({ plan: plan.value, monitor: monitor.value }),
    });
    const { features } = answers.projectStates!;
    const states = new Map(
      evaluatePlan(monitor.value, noOwnRows, "2025-12-31").projects.map(({ project, state }) => [
        project,
        state,
      ]),
    );
    expect(features.length).toBeGreaterThan(100);
    for (const { properties } of features) expect(properties!.state).toBe(states.get(properties!.project));
    const data = dataOf(board, answers);
    expect(listAbsentAnswers(board, data.answers)).toEqual([]);
    const legend = legendOf(board, data);
    expect(legend).toContain("承诺项目的状态");
    expect(legend).toContain("已建成");
    // Listed as absent where nobody evaluated.
    expect(listAbsentAnswers(board, {}).map(({ en }) => en)).toEqual(["the states of the promised projects"]);
  });
});
