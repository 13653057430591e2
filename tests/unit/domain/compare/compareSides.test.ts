import { describe, expect, it } from "vitest";
import { roles } from "../../../../geodata/roles.ts";
import { type ComparedSide, compareSides } from "../../../../src/domain/compare/compareSides.ts";
import type { PlanFeature } from "../../../../src/domain/plan.ts";

const phases = ["now", "then"];
const feature = (
  id: string,
  now: PlanFeature["properties"][`status:${string}`],
  then = now,
): PlanFeature => ({
  type: "Feature",
  geometry: { type: "Point", coordinates: [110, 40] },
  properties: {
    id,
    "name:zh": id,
    "name:en": id,
    kind: "line",
    items: [],
    confidence: "town",
    source: "",
    "status:now": now,
    "status:then": then,
  },
});
const side = (phase: string, more: Partial<ComparedSide> = {}): ComparedSide => ({
  phaseKey: phase,
  phase,
  phases,
  ...more,
});
const lines = [
  {
    dataset: roles.railLines!,
    features: [feature("old", "existing"), feature("new", "planned", "existing")],
  },
];
const tell = (before: ComparedSide, after: ComparedSide) =>
  compareSides(lines, before, after).map(({ id, kind }) => `${id} ${kind}`);

describe("the sides of a comparison", () => {
  it("differ by phase", () => {
    expect(tell(side("now"), side("then"))).toEqual(["new opened"]);
  });

  it("differ by day within the phase that follows events", () => {
    const dated = feature("station", "absent");
    dated.properties["from:under-construction"] = 20210501;
    dated.properties["from:existing"] = 20231230;
    const on = (day: string) => side("now", { phaseKey: `now@${day}` });
    const list = (before: string, after: string) =>
      compareSides([{ dataset: "stations", features: [dated] }], on(before), on(after)).map(
        ({ kind }) => kind,
      );
    expect(list("2021-04-30", "2021-05-01")).toEqual(["added"]);
    expect(list("2021-05-01", "2023-12-30")).toEqual(["opened"]);
    expect(list("2022-01-01", "2023-12-29")).toEqual([]);
  });

  it("differ by what a scenario closes, opens, adds and changes", () => {
    const scenario: ComparedSide["scenario"] = [
      { kind: "without-line", line: "old" },
      { kind: "opening-phase", line: "new", phase: "now" },
      { kind: "line-speed", line: "new", speedKmh: 250 },
      { kind: "trains-per-day", service: "fast", trainsPerDay: 20 },
      {
        kind: "link",
        id: "link-1",
        from: "a",
        to: "b",
        lengthMetres: 9_000,
        speedKmh: 160,
        trainType: "emu",
        trainsPerDay: 10,
        openFrom: "then",
      },
    ];
    expect(tell(side("now"), side("now", { scenario }))).toEqual([
      "link-1 added",
      "new opened",
      "old dropped",
      "new changed",
      "service fast changed",
    ]);
    expect(tell(side("now", { scenario }), side("now", { scenario }))).toEqual([]);
    const kept = [{ kind: "opening-phase", line: "new", phase: null }] as const;
    expect(tell(side("then"), side("then", { scenario: kept }))).toEqual(["new dropped"]);
  });

  it("differ by where an alternative runs", () => {
    const alternatives = (x: number): ComparedSide["alternatives"] => [
      {
        id: "alt",
        name: "北线",
        activity: "railway",
        from: null,
        schematic: false,
        geometry: {
          type: "LineString",
          coordinates: [
            [x, 40],
            [x, 41],
          ],
        },
        handles: [],
      },
    ];
    expect(
      tell(
        side("now", { alternatives: alternatives(110) }),
        side("now", { alternatives: alternatives(110.1) }),
      ),
    ).toEqual(["alt moved"]);
    expect(tell(side("now"), side("now", { alternatives: alternatives(110) }))).toEqual(["alt added"]);
  });
});
