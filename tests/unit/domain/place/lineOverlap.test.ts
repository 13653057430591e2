import fc from "fast-check";
import type { Polygon, Position } from "geojson";
import GeoJSONReader from "jsts/org/locationtech/jts/io/GeoJSONReader.js";
import OverlayOp from "jsts/org/locationtech/jts/operation/overlay/OverlayOp.js";
import { describe, expect, it } from "vitest";
import { findCrossings, findLineOverlap, isInsidePolygon } from "../../../../src/domain/place/lineOverlap.ts";

const square: Polygon = {
  type: "Polygon",
  coordinates: [
    [
      [110, 40],
      [111, 40],
      [111, 41],
      [110, 41],
      [110, 40],
    ],
    [
      [110.4, 40.4],
      [110.4, 40.6],
      [110.6, 40.6],
      [110.6, 40.4],
      [110.4, 40.4],
    ],
  ],
};

const flatLength = (parts: readonly Position[][]) =>
  parts.reduce(
    (sum, part) =>
      sum + part.slice(1).reduce((s, p, i) => s + Math.hypot(p[0]! - part[i]![0]!, p[1]! - part[i]![1]!), 0),
    0,
  );

describe("a line over a polygon", () => {
  it("is cut at the edge and at the hole", () => {
    const overlap = findLineOverlap(
      [
        [
          [109, 40.5],
          [112, 40.5],
        ],
      ],
      square,
    );
    expect(overlap.inside.map((part) => part.map(([x]) => Number(x!.toFixed(9))))).toEqual([
      [110, 110.4],
      [110.6, 111],
    ]);
    expect(overlap.edges).toHaveLength(4);
  });

  it("stays one part over its own vertices", () => {
    const overlap = findLineOverlap(
      [
        [
          [110.1, 40.1],
          [110.2, 40.2],
          [110.3, 40.1],
        ],
      ],
      square,
    );
    expect(overlap.inside).toHaveLength(1);
    expect(overlap.edges).toEqual([]);
  });

  it("has no part inside when it only touches a corner", () => {
    const overlap = findLineOverlap(
      [
        [
          [109.5, 40.5],
          [110.5, 39.5],
        ],
      ],
      square,
    );
    expect(overlap.inside).toEqual([]);
  });

  it("agrees with the JTS overlay on random polygons and lines", () => {
    const coordinate = fc.tuple(
      fc.double({ min: 108, max: 112, noNaN: true }),
      fc.double({ min: 39, max: 42, noNaN: true }),
    );
    fc.assert(
      fc.property(
        fc.array(coordinate, { minLength: 2, maxLength: 12 }),
        fc.array(fc.double({ min: 0.2, max: 1, noNaN: true }), { minLength: 5, maxLength: 30 }),
        (line, radii) => {
          const ring = radii.map((r, i) => {
            const angle = (2 * Math.PI * i) / radii.length;
            return [110 + r * Math.cos(angle), 40.5 + r * Math.sin(angle)];
          });
          const polygon: Polygon = { type: "Polygon", coordinates: [[...ring, ring[0]!]] };
          const reader = new GeoJSONReader();
          const expected = OverlayOp.intersection(
            reader.read({ type: "LineString", coordinates: line }),
            reader.read(polygon),
          ).getLength();
          // A line that runs over itself counts once in JTS; such a line is not what this compares.
          fc.pre(new Set(line.map(String)).size === line.length);
          expect(Math.abs(flatLength(findLineOverlap([line], polygon).inside) - expected)).toBeLessThan(1e-9);
        },
      ),
      { numRuns: 60, seed: 7 },
    );
  });
});

describe("a position in a polygon", () => {
  it("is not inside in a hole", () => {
    expect([
      isInsidePolygon([110.2, 40.5], square),
      isInsidePolygon([110.5, 40.5], square),
      isInsidePolygon([109, 40.5], square),
    ]).toEqual([true, false, false]);
  });
});

describe("lines crossing lines", () => {
  it("counts a crossing at a shared vertex once", () => {
    const river: Position[][] = [
      [
        [110, 40],
        [110.5, 40.5],
        [111, 41],
      ],
    ];
    const road: Position[][] = [
      [
        [110, 41],
        [110.5, 40.5],
        [111, 40],
      ],
    ];
    expect(findCrossings(road, river)).toHaveLength(1);
  });

  it("finds each bridge of a winding river", () => {
    const river: Position[][] = [
      [
        [110, 40],
        [110.2, 41],
        [110.4, 40],
        [110.6, 41],
      ],
    ];
    expect(
      findCrossings(
        [
          [
            [109, 40.5],
            [112, 40.5],
          ],
        ],
        river,
      ),
    ).toHaveLength(3);
  });
});
