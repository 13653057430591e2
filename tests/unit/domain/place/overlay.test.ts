import fc from "fast-check";
import type { Feature, Geometry, Polygon, Position } from "geojson";
import GeoJSONReader from "jsts/org/locationtech/jts/io/GeoJSONReader.js";
import GeoJSONWriter from "jsts/org/locationtech/jts/io/GeoJSONWriter.js";
import OverlayOp from "jsts/org/locationtech/jts/operation/overlay/OverlayOp.js";
import IsValidOp from "jsts/org/locationtech/jts/operation/valid/IsValidOp.js";
import { describe, expect, it } from "vitest";
import { measureAreaSquareMetres, measureLengthMetres } from "../../../../src/domain/place/measure.ts";
import { findNearestPosition } from "../../../../src/domain/place/nearest.ts";
import {
  buildDifference,
  buildIntersection,
  buildUnion,
  overlayFeatures,
  selectByLocation,
} from "../../../../src/domain/place/overlay.ts";
import { repairPolygons } from "../../../../src/domain/place/polygonEngine.ts";
import { lngLat } from "../../../../src/domain/place/position.ts";
import { findInvalidity } from "../../../../src/domain/place/validity.ts";

const square = (x: number, y: number, size: number): Position[] => [
  [x, y],
  [x + size, y],
  [x + size, y + size],
  [x, y + size],
  [x, y],
];
const polygon = (...rings: Position[][]): Polygon => ({ type: "Polygon", coordinates: rings });
const feature = (geometry: Geometry | null): Feature<Geometry | null> => ({
  type: "Feature",
  properties: {},
  geometry,
});

/** A star-shaped ring, so never self-crossing, with a seeded outline. */
function star(x: number, y: number, size: number, count: number, seed: number): Position[] {
  let state = (seed % 2147483646) + 1;
  const ring: Position[] = [];
  for (let i = 0; i < count; i += 1) {
    state = (state * 16807) % 2147483647;
    const radius = size * (0.3 + (0.7 * state) / 2147483647);
    ring.push([
      x + radius * Math.cos((2 * Math.PI * i) / count),
      y + radius * Math.sin((2 * Math.PI * i) / count),
    ]);
  }
  return [...ring, ring[0]!];
}

/** What jsts's own declarations leave out. */
const Overlay = OverlayOp as unknown as {
  overlayOp(a: unknown, b: unknown, code: number): never;
  INTERSECTION: number;
  DIFFERENCE: number;
  UNION: number;
};
const reader = new GeoJSONReader();
const writer = new GeoJSONWriter();
function byJts(code: number, a: Geometry, b: Geometry): number {
  const result = Overlay.overlayOp(reader.read(a), reader.read(b), code);
  return measureAreaSquareMetres(writer.write(result) as Geometry);
}

describe("overlay", () => {
  it("agrees with JTS within 10 m² on 60 pairs of ragged zones, for all three operations", () => {
    let worst = 0;
    for (let seed = 1; seed <= 60; seed += 1) {
      const a = polygon(star(110, 40, 0.4, 20 + (seed % 60), seed), square(109.99, 39.99, 0.02).reverse());
      const b = polygon(star(110 + (seed % 7) / 20, 40 + (seed % 5) / 20, 0.3, 15 + (seed % 40), seed * 31));
      for (const [code, ours] of [
        [Overlay.INTERSECTION, buildIntersection(a, b)],
        [Overlay.DIFFERENCE, buildDifference(a, b)],
        [Overlay.UNION, buildUnion([a, b])],
      ] as const) {
        worst = Math.max(worst, Math.abs(measureAreaSquareMetres(ours) - byJts(code, a, b)));
      }
    }
    expect(worst).toBeLessThan(10);
  });

  // Edges are straight in degrees where they are cut and geodesic where they are measured. Between the two an edge of
  // length L at latitude φ encloses about L³·tan φ / 12R, which is all that a cut through it may move.
  const edgeSlackSquareMetres = (ring: readonly Position[]) =>
    ring.slice(1).reduce((sum, position, index) => {
      const length = measureLengthMetres({ type: "LineString", coordinates: [ring[index]!, position] });
      return sum + (length ** 3 * Math.tan((40.1 * Math.PI) / 180)) / (12 * 6_371_000);
    }, 0);

  it("whatever the two shapes, the parts of a subject add up to the subject", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), fc.integer({ min: 1, max: 1e9 }), (s, t) => {
        const a = polygon(star(110, 40, 0.01, 5 + (s % 30), s));
        const b = polygon(star(110.005, 40.0025, 0.01, 5 + (t % 30), t));
        const parts =
          measureAreaSquareMetres(buildIntersection(a, b)) + measureAreaSquareMetres(buildDifference(a, b));
        const slack = [a, b].reduce(
          (sum, { coordinates }) => sum + edgeSlackSquareMetres(coordinates[0]!),
          1,
        );
        expect(Math.abs(parts - measureAreaSquareMetres(a))).toBeLessThan(slack);
      }),
      { numRuns: 200 },
    );
  });

  it("zones that share an edge, that are equal, and that only touch at a corner are told apart", () => {
    const a = polygon(square(110, 40, 0.1));
    expect(buildIntersection(a, polygon(square(110.1, 40, 0.1)))).toBeNull();
    expect(buildIntersection(a, polygon(square(110.1, 40.1, 0.1)))).toBeNull();
    expect(measureAreaSquareMetres(buildIntersection(a, a))).toBeCloseTo(measureAreaSquareMetres(a), 1);
    expect(buildDifference(a, a)).toBeNull();
  });

  it("overlapping parts count once in a union, and holes stay holes", () => {
    const ring = polygon(square(110, 40, 0.3), square(110.1, 40.1, 0.1).reverse());
    const union = buildUnion([ring, ring, polygon(square(110.2, 40.2, 0.2))])!;
    expect(findInvalidity(union)).toBeNull();
    expect(union.type === "Polygon" && union.coordinates).toHaveLength(2);
    const filled = buildUnion([ring, polygon(square(110.1, 40.1, 0.1))])!;
    expect(filled.type === "Polygon" && filled.coordinates).toHaveLength(1);
  });

  it("lines are cut to the length inside and the length outside, points are kept or not", () => {
    const zone = polygon(square(110, 40, 0.1), square(110.04, 40.04, 0.02).reverse());
    const line: Geometry = {
      type: "LineString",
      coordinates: [
        [109.9, 40.05],
        [110.2, 40.05],
      ],
    };
    const inside = buildIntersection(line, zone)!;
    const outside = buildDifference(line, zone)!;
    expect(inside.type === "MultiLineString" && inside.coordinates).toHaveLength(2);
    const total = measureLengthMetres(line);
    // The whole edge is one geodesic, the parts are each their own: metres apart over 25 km.
    expect(Math.abs(measureLengthMetres(inside) + measureLengthMetres(outside) - total)).toBeLessThan(1);
    const points: Geometry = {
      type: "MultiPoint",
      coordinates: [
        [110.01, 40.01],
        [110.05, 40.05],
        [111, 41],
      ],
    };
    expect(buildIntersection(points, zone)).toEqual({ type: "Point", coordinates: [110.01, 40.01] });
  });

  it("a mixed collection keeps its kinds apart", () => {
    const mixed: Geometry = {
      type: "GeometryCollection",
      geometries: [polygon(square(110, 40, 0.2)), { type: "Point", coordinates: [110.05, 40.05] }],
    };
    const cut = buildIntersection(mixed, polygon(square(110, 40, 0.1)))!;
    expect(cut.type === "GeometryCollection" && cut.geometries.map((g) => g.type)).toEqual([
      "Point",
      "Polygon",
    ]);
  });

  it("layers are overlaid pair by pair, and an invalid shape is named instead of cut wrongly", () => {
    const subjects = [
      feature(polygon(square(110, 40, 0.1))),
      feature(null),
      feature(polygon(square(111, 40, 0.1))),
    ];
    const masks = [feature(polygon(square(110.05, 40, 0.1))), feature(polygon(square(110, 40, 0.02)))];
    const cut = overlayFeatures("intersection", subjects, masks);
    expect(cut.ok && cut.value.map((f) => [f.properties.subjectIndex, f.properties.maskIndex])).toEqual([
      [0, 0],
      [0, 1],
    ]);
    const rest = overlayFeatures("difference", subjects, masks);
    expect(rest.ok && rest.value.map((f) => f.properties.subjectIndex)).toEqual([0, 2]);
    const bow = feature(
      polygon([
        [110, 40],
        [111, 41],
        [111, 40],
        [110, 41],
        [110, 40],
      ]),
    );
    const refused = overlayFeatures("union", subjects, [masks[0]!, bow]);
    expect(refused.ok).toBe(false);
    if (!refused.ok) {
      expect(refused.error.record).toBe(2);
      expect(refused.error.en).toMatch(/110\.5.*40\.5/);
    }
  });
});

describe("select by location", () => {
  const masks = [feature(polygon(square(110, 40, 0.1))), feature(polygon(square(110.1, 40, 0.1)))];
  const subjects = [
    feature(polygon(square(110.07, 40.02, 0.06))),
    feature({ type: "Point", coordinates: [110.1, 40.05] }),
    feature({
      type: "LineString",
      coordinates: [
        [109, 40.05],
        [111, 40.05],
      ],
    }),
    feature(polygon(square(112, 40, 0.1))),
    feature(polygon(square(109, 39, 3))),
    feature({
      type: "LineString",
      coordinates: [
        [109.95, 40.05],
        [110.0, 40.05],
      ],
    }),
    feature(null),
  ];

  it("finds what meets, what is covered by neighbours together, and what is apart", () => {
    expect(selectByLocation(subjects, masks, "intersects")).toEqual([0, 1, 2, 4, 5]);
    expect(selectByLocation(subjects, masks, "within")).toEqual([0, 1]);
    expect(selectByLocation(subjects, masks, "disjoint")).toEqual([3]);
  });

  it("crossing lines meet, parallel ones do not, a point on a line does", () => {
    const line = feature({
      type: "LineString",
      coordinates: [
        [110, 40],
        [111, 41],
      ],
    });
    const others = [
      feature({
        type: "LineString",
        coordinates: [
          [110, 41],
          [111, 40],
        ],
      }),
      feature({
        type: "LineString",
        coordinates: [
          [110, 40.1],
          [111, 41.1],
        ],
      }),
      feature({ type: "Point", coordinates: [110.5, 40.5] }),
      feature({ type: "Point", coordinates: [110.5, 40.6] }),
    ];
    expect(selectByLocation(others, [line], "intersects")).toEqual([0, 2]);
  });
});

describe("validity", () => {
  const cases: [string, Position[][], string | null][] = [
    ["a square", [square(0, 0, 1)], null],
    ["a square with a hole", [square(0, 0, 1), square(0.2, 0.2, 0.2)], null],
    [
      "a hole that touches its shell at one corner",
      [
        square(0, 0, 1),
        [
          [0, 0],
          [0.5, 0.2],
          [0.2, 0.5],
          [0, 0],
        ],
      ],
      null,
    ],
    [
      "a bow tie",
      [
        [
          [0, 0],
          [1, 1],
          [1, 0],
          [0, 1],
          [0, 0],
        ],
      ],
      "self-crossing",
    ],
    ["a hole outside", [square(0, 0, 1), square(2, 2, 0.5)], "hole-outside"],
    ["a hole in a hole", [square(0, 0, 1), square(0.1, 0.1, 0.8), square(0.3, 0.3, 0.1)], "nested-holes"],
    ["a hole across the shell", [square(0, 0, 1), square(0.5, 0.5, 1)], "self-crossing"],
    [
      "a spike",
      [
        [
          [0, 0],
          [2, 0],
          [1, 0],
          [1, 1],
          [0, 0],
        ],
      ],
      "self-crossing",
    ],
    [
      "a ring that touches itself",
      [
        [
          [0, 0],
          [2, 0],
          [1, 1],
          [2, 2],
          [0, 2],
          [1, 1],
          [0, 0],
        ],
      ],
      "ring-self-touch",
    ],
    [
      "a flat ring",
      [
        [
          [0, 0],
          [1, 0],
          [1, 0],
          [0, 0],
        ],
      ],
      "too-few-positions",
    ],
    [
      "an open ring",
      [
        [
          [0, 0],
          [1, 0],
          [1, 1],
          [0, 1],
        ],
      ],
      "unreadable",
    ],
  ];
  it.each(cases)("%s", (_, rings, code) => {
    expect(findInvalidity({ type: "Polygon", coordinates: rings })?.code ?? null).toBe(code);
  });

  it("the quick test and JTS agree on random rings", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 })), {
          minLength: 3,
          maxLength: 9,
        }),
        (ring) => {
          const closed = [...ring, ring[0]!] as Position[];
          const quick = findInvalidity({ type: "Polygon", coordinates: [closed] });
          const asked = new IsValidOp(new GeoJSONReader().read({ type: "Polygon", coordinates: [closed] }));
          expect(quick === null).toBe(asked.isValid());
        },
      ),
      { numRuns: 400 },
    );
  });

  it("a scribble of twenty thousand edges is refused at its first crossing, a fine ring of as many is valid", () => {
    let state = 7;
    const random = () => {
      state = (state * 16807) % 2147483647;
      return state / 2147483647;
    };
    const scribble: Position[] = Array.from({ length: 20_000 }, () => [110 + random(), 40 + random()]);
    const found = findInvalidity({ type: "Polygon", coordinates: [[...scribble, scribble[0]!]] });
    expect(found?.code).toBe("self-crossing");
    expect(found?.place?.[0]).toBeGreaterThan(110);
    expect(findInvalidity({ type: "Polygon", coordinates: [star(110, 40, 1, 20_000, 5)] })).toBeNull();
  });

  it("a repaired bow tie keeps both its wings", () => {
    const bow = repairPolygons([
      [
        [
          [110, 40],
          [110.01, 40.01],
          [110.01, 40],
          [110, 40.01],
          [110, 40],
        ],
      ],
    ]);
    const wing = measureAreaSquareMetres(
      polygon([
        [110, 40],
        [110.005, 40.005],
        [110, 40.01],
        [110, 40],
      ]),
    );
    expect(bow).toHaveLength(2);
    expect(
      Math.abs(measureAreaSquareMetres({ type: "MultiPolygon", coordinates: bow }) - 2 * wing),
    ).toBeLessThan(10);
  });

  it("names the place, and a repair makes every broken polygon valid", () => {
    for (const [, rings, code] of cases) {
      if (code === null || code === "unreadable" || code === "too-few-positions") continue;
      const repaired = repairPolygons([rings]);
      expect(findInvalidity({ type: "MultiPolygon", coordinates: repaired })).toBeNull();
      expect(findInvalidity({ type: "Polygon", coordinates: rings })!.place).not.toBeNull();
    }
  });
});

describe("the nearest place", () => {
  it("of a polygon is the position itself inside, and lies on the edge outside", () => {
    const zone = polygon(square(110, 40, 0.1));
    expect(findNearestPosition(lngLat(110.05, 40.05), zone)).toEqual({
      position: [110.05, 40.05],
      distanceMetres: 0,
    });
    const found = findNearestPosition(lngLat(110.2, 40.05), zone)!;
    expect(found.position[0]).toBeCloseTo(110.1, 6);
    expect(found.distanceMetres).toBeCloseTo(8535, -2);
  });

  it("is undefined for nothing, and the far end of a line is found too", () => {
    expect(findNearestPosition(lngLat(110, 40), { type: "MultiPoint", coordinates: [] })).toBeUndefined();
    const line: Geometry = {
      type: "LineString",
      coordinates: [
        [111, 40],
        [112, 40],
      ],
    };
    expect(findNearestPosition(lngLat(110, 40), line)!.position).toEqual([111, 40]);
  });
});
