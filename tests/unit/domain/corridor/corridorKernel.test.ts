import type { Position } from "geojson";
import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import { readShippedText } from "../../../../src/cli/dataFolder.ts";
import { type ConflictsInput, conflicts } from "../../../../src/domain/check/kernels.ts";
import type { RuleTable } from "../../../../src/domain/check/rules.ts";
import { type CorridorInput, standardWeights } from "../../../../src/domain/corridor/corridor.ts";
import { corridor } from "../../../../src/domain/corridor/corridorKernel.ts";
import {
  buildCorridorCollection,
  type CorridorReport,
  findStability,
} from "../../../../src/domain/corridor/corridorReport.ts";
import { formatCorridorCsv } from "../../../../src/domain/corridor/corridorRows.ts";
import { createCostGrid, findMiddle } from "../../../../src/domain/corridor/costGrid.ts";
import { findSearchBox } from "../../../../src/domain/corridor/findCorridors.ts";

const rules = JSON.parse(readShippedText("rules.json")) as RuleTable;
const files = Object.fromEntries(
  conflicts.files(createCheck([])).map((name) => [name, JSON.parse(readShippedText(name)) as unknown]),
);

const square = (west: number, south: number, east: number, north: number): Position[] => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
];

/** Zones of the user's own alone, so that the case is known to the metre. */
function createCheck(zones: { kind: string; ring: Position[] }[]): ConflictsInput {
  return {
    phase: "plan-2025",
    decisionDate: "2026-09-01",
    datasets: [],
    subjects: [],
    ownSubjects: [],
    planZones: false,
    ownZones: zones.map(({ kind, ring }, index) => ({
      id: `zone-${index}`,
      name: { zh: `范围 ${index}`, en: `zone ${index}` },
      kind,
      geometry: { type: "Polygon", coordinates: [ring] },
      schematic: false,
      source: "test",
    })),
    rules,
    parameters: null,
    time: "2026-09-01T00:00:00Z",
  };
}

const ask = (zones: Parameters<typeof createCheck>[0], change: Partial<CorridorInput> = {}) =>
  corridor.run(
    {
      check: createCheck(zones),
      activity: "road",
      from: [110.5, 40.5],
      to: [110.9, 40.5],
      weights: standardWeights,
      cellMetres: 500,
      ...change,
    },
    files,
  );

const redline = { kind: "ecological-redline", ring: square(110.65, 40.42, 110.75, 40.58) };

it("on free ground the best way is the straight one, and no weight moves it", () => {
  const result = ask([]);
  if (!result.ok) throw new Error(result.error.en);
  const { ways, trials, straightMetres } = result.value;
  expect(ways[0]!.lengthMetres / straightMetres).toBeLessThan(1.02);
  expect(ways[0]!.zones).toEqual([]);
  expect(trials).toEqual([]);
});

it("a zone is gone round, and the ways, their zones and clauses are those of the check", () => {
  const result = ask([redline]);
  if (!result.ok) throw new Error(result.error.en);
  const { ways, trials, band } = result.value;
  expect(ways.length).toBeGreaterThanOrEqual(2);
  const [best] = ways;
  const spoken = best!.lengthByVerdict;
  expect(Object.values(spoken).reduce((a, b) => a + b, 0)).toBe(0);
  // Round a zone 17.8 km high, from the middle: at least the two legs to a corner.
  expect(best!.lengthMetres).toBeGreaterThan(result.value.straightMetres * 1.05);
  expect(best!.coordinates[0]).toEqual([110.5, 40.5]);
  expect(best!.coordinates.at(-1)).toEqual([110.9, 40.5]);
  expect(trials.every(({ keptShare }) => keptShare >= 0 && keptShare <= 1)).toBe(true);
  expect(trials.length).toBe(2);
  expect(band.type).toBe("MultiPolygon");
});

it("a wall from edge to edge is crossed, and its kilometres and clauses are told", () => {
  const wall = { kind: "ecological-redline", ring: square(110.69, 39.5, 110.71, 41.5) };
  const result = ask([wall]);
  if (!result.ok) throw new Error(result.error.en);
  const [best] = result.value.ways;
  const [zone] = best!.zones;
  expect(zone).toMatchObject({ name: { en: "zone 0" } });
  expect(zone!.clauses.length).toBeGreaterThan(0);
  // 0.02 degrees of longitude at 40.5° north: 1.697 km on the ellipsoid; a step of 500 m may cut it aslant.
  expect(zone!.lengthMetres).toBeGreaterThan(1_690);
  expect(zone!.lengthMetres).toBeLessThan(1_950);
  const crossed = Object.values(best!.lengthByVerdict).reduce((a, b) => a + b, 0);
  expect(Math.abs(crossed - zone!.lengthMetres)).toBeLessThan(1_100);
});

it.each([
  [{ weights: { ...standardWeights, notice: 0 } }, "corridor-weight"],
  [{ activity: "spaceport" }, "corridor-activity"],
  [{ to: [110.5, 40.501] as [number, number] }, "corridor-ends"],
  [{ cellMetres: 10 }, "corridor-cell"],
])("a question that cannot be answered is refused with a reason: %j", (change, code) => {
  expect(ask([], change)).toMatchObject({ ok: false, error: { code } });
});

it("the weight of one kind goes before that of its clause, and is told with the result", () => {
  const weigh = (kindWeights: Record<string, number>) => {
    const result = ask([redline], { kindWeights });
    if (!result.ok) throw new Error(result.error.en);
    return result.value;
  };
  const usual = weigh({});
  const cheap = weigh({ "ecological-redline": 1 });
  expect(usual.kinds).toMatchObject([{ kind: "ecological-redline", zoneCount: 1 }]);
  expect(usual.kinds[0]!.weight).toBe(standardWeights[usual.kinds[0]!.verdict]);
  expect(cheap.kinds[0]!.weight).toBe(1);
  // At the price of free ground nothing is gone round.
  expect(cheap.ways[0]!.lengthMetres / cheap.straightMetres).toBeLessThan(1.02);
  expect(usual.ways[0]!.lengthMetres).toBeGreaterThan(cheap.ways[0]!.lengthMetres * 1.02);
  expect(ask([redline], { kindWeights: { "ecological-redline": 0.5 } })).toMatchObject({
    ok: false,
    error: { code: "corridor-weight" },
  });
});

it("each trial is the search with that weight changed, and no way is cheaper then than the best", () => {
  const wide = { kind: "ecological-redline", ring: square(110.69, 39.9, 110.71, 41.1) };
  const lake = { kind: "lake", ring: square(110.55, 40.3, 110.62, 40.55) };
  const result = ask([wide, lake]);
  if (!result.ok) throw new Error(result.error.en);
  const { trials, kinds, ways } = result.value;
  expect(trials.length).toBe(kinds.length * 2);
  for (const { kind, factor, costRatios } of trials) {
    expect(costRatios.length).toBe(ways.length);
    expect(Math.min(...costRatios)).toBeGreaterThanOrEqual(1 - 1e-9);
    const weight = kinds.find((one) => one.kind === kind)!.weight * factor;
    const again = ask([wide, lake], { kindWeights: { [kind]: weight } });
    if (!again.ok) throw new Error(again.error.en);
    // The same best way then: its cost ratio is 1 exactly where ours has stayed the best.
    const same = JSON.stringify(again.value.ways[0]!.coordinates) === JSON.stringify(ways[0]!.coordinates);
    if (same) expect(costRatios[0]).toBeCloseTo(1, 9);
    else expect(costRatios[0]!).toBeGreaterThan(1 - 1e-9);
  }
});

it("files and tables tell the same ways, zones and weights", () => {
  const result = ask([{ kind: "ecological-redline", ring: square(110.69, 39.5, 110.71, 41.5) }]);
  if (!result.ok) throw new Error(result.error.en);
  const report: CorridorReport = {
    from: { lngLat: [110.5, 40.5], name: { zh: "=甲", en: "=A" } },
    to: { lngLat: [110.9, 40.5], name: null },
    activity: { zh: "公路", en: "road" },
    result: result.value,
  };
  const { data } = Papa.parse<string[]>(formatCorridorCsv(report, "en").slice(1).trimEnd(), {
    delimiter: ",",
  });
  const [head, ...rows] = data;
  const ways = rows.slice(
    0,
    rows.findIndex(([first]) => first === ""),
  );
  expect(new Set(ways.map((row) => row.length))).toEqual(new Set([head!.length]));
  expect(ways[0]![0]).toBe("'=A 110.50000 40.50000");
  const inside = Number(ways[0]![head!.indexOf("inside (km)")]);
  expect(inside).toBeCloseTo(result.value.ways[0]!.zones[0]!.lengthMetres / 1000, 1);
  expect(data.at(-1)![2]).toBe(String(result.value.kinds[0]!.weight));
  const collection = buildCorridorCollection(result.value);
  expect(collection.features.map(({ properties }) => properties!.part)).toEqual([
    "band",
    ...result.value.ways.map(() => "way"),
  ]);
  expect(findStability(result.value)[0]!.costRatios[0]).toBe(1);
});

describe("slope as a cost", () => {
  const box = findSearchBox([110.5, 40.5], [110.9, 40.5]);
  const cells = createCostGrid(box, 500);
  /** A ridge across the straight line, with a gap in the north; the east is unknown. */
  const slopes = Array.from(cells.cost, (_, cell) => {
    const [lng, lat] = findMiddle(cells, cell);
    if (lng > 110.85) return null;
    return Math.abs(lng - 110.7) < 0.02 && lat < 40.6 ? 40 : 1;
  });
  const askSlope = (weight: number, values: unknown = slopes) =>
    corridor.run(
      {
        check: createCheck([]),
        activity: "road",
        from: [110.5, 40.5],
        to: [110.9, 40.5],
        weights: standardWeights,
        slope: { file: "own/slope.json", weight, terrain: "ridge", grainMetres: 90 },
        cellMetres: 500,
      },
      { ...files, "own/slope.json": values },
    );

  it("leads round a ridge when it counts and over it when it does not", () => {
    const [over, round] = [askSlope(0), askSlope(5)];
    if (!over.ok || !round.ok) throw new Error("refused");
    const north = (way: { coordinates: [number, number][] }) =>
      Math.max(...way.coordinates.map(([, lat]) => lat));
    expect(north(over.value.ways[0]!)).toBeLessThan(40.52);
    expect(north(round.value.ways[0]!)).toBeGreaterThan(40.59);
    expect(over.value.ways[0]!.meanSlopePercent!).toBeGreaterThan(2);
    expect(round.value.ways[0]!.meanSlopePercent!).toBeCloseTo(1, 5);
    expect(round.value.slope).toMatchObject({ weight: 5, terrain: "ridge" });
    expect(round.value.slope!.knownShare).toBeLessThan(0.9);
    // The weight of slope is tried like any other.
    expect(round.value.trials.map(({ kind, factor }) => [kind, factor])).toEqual([
      ["slope", 0.8],
      ["slope", 1.2],
    ]);
    expect(
      formatCorridorCsv(
        {
          from: { lngLat: [1, 2], name: null },
          to: { lngLat: [1, 2], name: null },
          activity: { zh: "路", en: "road" },
          result: round.value,
        },
        "zh",
      ),
    ).toContain("坡度（每 10%，ridge）,,5");
  });

  it("of another grid, or out of bounds, is refused", () => {
    expect(askSlope(1, [1, 2, 3])).toMatchObject({ ok: false, error: { code: "corridor-slope" } });
    expect(askSlope(-1)).toMatchObject({ ok: false, error: { code: "corridor-weight" } });
  });
});
