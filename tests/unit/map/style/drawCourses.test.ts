import { readFileSync } from "node:fs";
import fc from "fast-check";
import type { Position } from "geojson";
import { describe, expect, it } from "vitest";
import type { PlanFeatureCollection } from "../../../../src/domain/plan.ts";
import { curveThrough, cutTaper, drawCourses } from "../../../../src/map/style/drawCourses.ts";

const position = fc.tuple(
  fc.integer({ min: 106_000, max: 114_000 }).map((x) => x / 1000),
  fc.integer({ min: 38_000, max: 43_000 }).map((y) => y / 1000),
);
const line = fc.uniqueArray(position, { minLength: 2, maxLength: 12, selector: (p) => p.join() });

describe("a curve through a line", () => {
  it("passes through every corner, in order, and begins and ends with the line", () => {
    fc.assert(
      fc.property(line, (corners) => {
        const curve = curveThrough(corners);
        let at = -1;
        for (const corner of corners) {
          at = curve.findIndex(([x, y], index) => index > at && x === corner[0] && y === corner[1]);
          expect(at).toBeGreaterThanOrEqual(0);
        }
        expect(curve[0]).toEqual(corners[0]);
        expect(curve.at(-1)).toEqual(corners.at(-1));
      }),
    );
  });

  it("stays straight where the corners are in a row, however uneven their steps", () => {
    const curve = curveThrough([
      [110, 40],
      [110.01, 40.01],
      [110.5, 40.5],
      [110.52, 40.52],
    ]);
    for (const [x, y] of curve) expect(y! - 40).toBeCloseTo(x! - 110, 9);
  });

  it("turns less at a time than the line does", () => {
    const turn = ([a, b, c]: readonly Position[]) => {
      const angle = (p: Position, q: Position) => Math.atan2(q[1]! - p[1]!, q[0]! - p[0]!);
      const change = Math.abs(angle(a!, b!) - angle(b!, c!));
      return Math.min(change, 2 * Math.PI - change);
    };
    const corners: Position[] = [
      [110, 40],
      [110.2, 40.1],
      [110.3, 39.9],
      [110.5, 40],
    ];
    const sharpest = (path: readonly Position[]) =>
      Math.max(...path.slice(2).map((_, index) => turn(path.slice(index, index + 3))));
    expect(sharpest(curveThrough(corners))).toBeLessThan(sharpest(corners) / 3);
  });
});

it("the parts of a tapering line join end to end and give the whole line", () => {
  fc.assert(
    fc.property(line, (corners) => {
      const parts = cutTaper(corners);
      expect(parts.flatMap((part, index) => (index === 0 ? part.line : part.line.slice(1)))).toEqual(corners);
      for (const [index, { share }] of parts.entries())
        if (index > 0) expect(share).toBeGreaterThan(parts[index - 1]!.share);
    }),
  );
});

it("drawn rivers keep every id and kind of the dataset, and only streams are cut", () => {
  const text = readFileSync(new URL("../../../../public/data/rivers.geojson", import.meta.url), "utf8");
  const rivers = JSON.parse(text) as PlanFeatureCollection;
  const drawn = drawCourses(rivers, { tapering: ["tributary", "kongdui"] });
  expect(new Set(drawn.features.map((feature) => feature.properties?.id))).toEqual(
    new Set(rivers.features.map((feature) => feature.properties.id)),
  );
  const main = drawn.features.filter((feature) => feature.properties?.kind === "main-stem");
  expect(main).toHaveLength(2);
  expect(drawn.features.length).toBeGreaterThan(rivers.features.length * 3);
});
