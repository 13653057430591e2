import fc from "fast-check";
import type { Geometry } from "geojson";
import { describe, expect, it } from "vitest";
import { type Check, type CheckParty, checkParameters } from "../../../../src/domain/check/conflict.ts";
import { cumulate, cumulative } from "../../../../src/domain/check/cumulate.ts";
import { uniteGroups } from "../../../../src/domain/check/uniteGroups.ts";
import { unitePolygons } from "../../../../src/domain/place/polygonEngine.ts";
import { measureGeographicLibArea } from "./geosOracle.ts";
import { fullEvidence, ruleOf, tableOf } from "./ruleCases.ts";

const ring = (west: number, south: number, width: number, height: number) => [
  [west, south],
  [west + width, south],
  [west + width, south + height],
  [west, south + height],
  [west, south],
];
const box = (...edge: [number, number, number, number]): Geometry => ({
  type: "Polygon",
  coordinates: [ring(...edge)],
});
const party = (id: string, kind: string, geometry: Geometry): CheckParty => ({
  dataset: kind,
  id,
  name: { zh: id, en: id },
  kind,
  geometry,
  schematic: false,
  evidence: fullEvidence,
  status: null,
  source: "test",
});
const checkOf = (works: Geometry[]): Check => ({
  phase: "now",
  decisionDate: "2026-11-30",
  testedArea: null,
  basinAreas: [],
  subjects: works.map((geometry, index) => party(`w${index}`, "works", geometry)),
  zones: [party("z", "reserve", box(110, 40, 0.1, 0.1))],
  rules: tableOf([ruleOf("in", "inside", "notice")]),
  untestedZones: [],
  leftOut: [],
  dataVersions: {},
  parameters: checkParameters,
  time: "",
});

describe("what projects take of a zone together", () => {
  it("counts each square metre once and names the project that passes the threshold", () => {
    // A quarter, the same quarter again, another quarter.
    const works = [box(110, 40, 0.05, 0.05), box(110, 40, 0.05, 0.05), box(110.05, 40, 0.05, 0.05)];
    const [zone] = cumulate(checkOf(works), 0.3);
    expect(zone!.share).toBeCloseTo(0.5, 3);
    expect(zone!.passedBy).toBe("works/w2");
    expect(cumulate(checkOf(works), 0.2)[0]!.passedBy).toBe("works/w0");
    expect(cumulate(checkOf(works), 0.6)[0]!.passedBy).toBeNull();
  });

  it("leaves out a zone that nothing reaches, and refuses a threshold that is no share", () => {
    expect(cumulate(checkOf([box(111, 41, 0.1, 0.1)]), 0.1)).toEqual([]);
    const check = checkOf([]);
    expect(
      cumulative.run({ check: { ...check, datasets: [] } as never, phases: [], threshold: 2 }, {}),
    ).toMatchObject({ ok: false, error: { code: "threshold" } });
  });
});

describe("uniting by groups", () => {
  /**
   * Outline of grid cells with a corner at every grid point, so that no engine adds one: a corner added on a
   * parallel moves the geodesics beside it, by more square metres than the two engines may differ.
   */
  const gridRing = (x: number, y: number, w: number, h: number) => {
    const at = (i: number, j: number) => [110 + (x + i) / 100, 40 + (y + j) / 100];
    const side = (length: number) => Array.from({ length }, (_, i) => i);
    return [
      ...side(w).map((i) => at(i, 0)),
      ...side(h).map((j) => at(w, j)),
      ...side(w).map((i) => at(w - i, h)),
      ...side(h).map((j) => at(0, h - j)),
      at(0, 0),
    ];
  };

  it("covers what the polygon engine covers when given everything at once", () => {
    const boxes = fc.array(
      fc.tuple(
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 12 }),
      ),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(boxes, (edges) => {
        const sets = edges.map(([x, y, w, h]) => [[gridRing(x, y, w, h)]]);
        const { areaSquareMetres } = uniteGroups(sets);
        const expected = measureGeographicLibArea({ type: "MultiPolygon", coordinates: unitePolygons(sets) });
        expect(Math.abs(areaSquareMetres - expected)).toBeLessThan(expected * 1e-6);
      }),
      { numRuns: 60 },
    );
  });
});
