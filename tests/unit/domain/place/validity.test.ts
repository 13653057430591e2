import fc from "fast-check";
import type { MultiPolygon, Position } from "geojson";
import GeoJSONReader from "jsts/org/locationtech/jts/io/GeoJSONReader.js";
import IsValidOp from "jsts/org/locationtech/jts/operation/valid/IsValidOp.js";
import { describe, expect, it } from "vitest";
import { findInvalidity } from "../../../../src/domain/place/validity.ts";

/** What JTS says of all parts at once. */
const judge = (geometry: MultiPolygon) => new IsValidOp(new GeoJSONReader().read(geometry)).isValid();

const box = (x: number, y: number, width: number, height = width): Position[] => [
  [x, y],
  [x + width, y],
  [x + width, y + height],
  [x, y + height],
  [x, y],
];
const multi = (...coordinates: Position[][][]): MultiPolygon => ({ type: "MultiPolygon", coordinates });

describe("polygons of many parts", () => {
  it("are judged part by part and pair by pair as JTS judges the whole", () => {
    const part = fc
      .tuple(
        fc.nat(8),
        fc.nat(8),
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 6 }),
        fc.boolean(),
      )
      .map(([x, y, width, height, hasHole]) => {
        const rings = [box(x, y, width, height)];
        if (hasHole && width > 2 && height > 2)
          rings.push(box(x + 1, y + 1, width - 2, height - 2).reverse());
        return rings;
      });
    fc.assert(
      fc.property(fc.array(part, { minLength: 2, maxLength: 5 }), (parts) => {
        const geometry = multi(...parts);
        expect(findInvalidity(geometry) === null).toBe(judge(geometry));
      }),
      { numRuns: 400 },
    );
  });

  it.each([
    ["one within the other", multi([box(0, 0, 10)], [box(2, 2, 3)]), "nested-outer-rings"],
    ["one in the hole of the other", multi([box(0, 0, 10), box(2, 2, 6).reverse()], [box(3, 3, 2)]), null],
    ["touching at a corner", multi([box(0, 0, 2)], [box(2, 2, 2)]), null],
    ["crossing", multi([box(0, 0, 4)], [box(2, 2, 4)]), "self-crossing"],
    ["sharing an edge", multi([box(0, 0, 2)], [box(2, 0, 2)]), "self-crossing"],
    ["a part without positions", multi([], [box(0, 0, 2)]), null],
  ])("%s", (_, geometry, code) => {
    expect(findInvalidity(geometry)?.code ?? null).toBe(code);
  });
});
