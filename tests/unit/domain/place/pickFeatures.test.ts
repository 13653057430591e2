import * as turf from "@turf/turf";
import fc from "fast-check";
import { Geodesic } from "geographiclib-geodesic";
import type { Feature, Geometry, Polygon, Position } from "geojson";
import GeoJSONReader from "jsts/org/locationtech/jts/io/GeoJSONReader.js";
import RelateOp from "jsts/org/locationtech/jts/operation/relate/RelateOp.js";
import { describe, expect, it } from "vitest";
import { findMiddle, measurePicked, pickFeatures } from "../../../../src/domain/place/pickFeatures.ts";

/** What jsts's own declarations leave out. */
interface Matrix {
  isIntersects(): boolean;
  isCoveredBy(): boolean;
}
const { relate } = RelateOp as unknown as { relate(a: unknown, b: unknown): Matrix };
const reader = new GeoJSONReader();
const byJts = (subject: Geometry, area: Geometry) => relate(reader.read(subject), reader.read(area));

const polygon = (...rings: Position[][]): Polygon => ({ type: "Polygon", coordinates: rings });
const feature = (geometry: Geometry | null, properties: object = {}): Feature<Geometry | null> => ({
  type: "Feature",
  properties,
  geometry,
});
const box = (west: number, south: number, east: number, north: number): Position[] => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
];

/** A star-shaped ring with ragged corners, so never self-crossing. */
const ring = (size: number) =>
  fc
    .tuple(
      fc.double({ min: 110, max: 111, noNaN: true }),
      fc.double({ min: 40, max: 41, noNaN: true }),
      fc.array(fc.double({ min: 0.3, max: 1, noNaN: true }), { minLength: 5, maxLength: 24 }),
    )
    .map(([x, y, radii]) => {
      const corners = radii.map((radius, i): Position => {
        const angle = (2 * Math.PI * i) / radii.length;
        return [x + size * radius * Math.cos(angle), y + size * radius * Math.sin(angle)];
      });
      return { x, y, corners: [...corners, corners[0]!] };
    });
/** An area with a hole round its middle. */
const holed = (size: number) =>
  ring(size).map(({ x, y, corners }) =>
    polygon(corners, box(x - size / 8, y - size / 8, x + size / 8, y + size / 8).reverse()),
  );
const position = fc.tuple(
  fc.double({ min: 109.5, max: 111.5, noNaN: true }),
  fc.double({ min: 39.5, max: 41.5, noNaN: true }),
);
const subject = fc.oneof(
  position.map(([x, y]): Geometry => ({ type: "Point", coordinates: [x, y] })),
  fc
    .array(position, { minLength: 2, maxLength: 6 })
    .map((coordinates): Geometry => ({ type: "LineString", coordinates })),
  holed(0.15),
  ring(0.2).map(({ corners }): Geometry => polygon(corners)),
);

const source = { dataset: "things", file: "things.geojson", byPlace: true };
function pick(geometries: readonly Geometry[], area: Polygon, relation: "touching" | "within" | "centred") {
  const files = {
    "things.geojson": {
      type: "FeatureCollection",
      features: geometries.map((geometry) => feature(geometry)),
    },
  };
  const picked = pickFeatures.run({ area, relation, sources: [source] }, files);
  if (!picked.ok) throw new Error(picked.error.en);
  return (picked.value.things ?? []).map(Number);
}

describe("features picked by an area", () => {
  it("are those JTS finds to touch it, and those it finds covered, for points, lines and areas with holes", () => {
    fc.assert(
      fc.property(holed(0.6), fc.array(subject, { minLength: 1, maxLength: 8 }), (area, subjects) => {
        const places = subjects.map((_, place) => place);
        expect(pick(subjects, area, "touching")).toEqual(
          places.filter((place) => byJts(subjects[place]!, area).isIntersects()),
        );
        expect(pick(subjects, area, "within")).toEqual(
          places.filter((place) => byJts(subjects[place]!, area).isCoveredBy()),
        );
      }),
      { numRuns: 150 },
    );
  });

  it("what lies in a hole of the area is not picked, and what the hole cuts is not within", () => {
    const area = polygon(box(0, 0, 10, 10), box(4, 4, 6, 6).reverse());
    const inHole = polygon(box(4.5, 4.5, 5.5, 5.5));
    const roundHole = polygon(box(3, 3, 7, 7));
    const acrossHole: Geometry = {
      type: "LineString",
      coordinates: [
        [1, 5],
        [9, 5],
      ],
    };
    expect(pick([inHole, roundHole, acrossHole], area, "touching")).toEqual([1, 2]);
    expect(pick([inHole, roundHole, acrossHole], area, "within")).toEqual([]);
  });

  it("a lasso that crosses itself picks from both its loops", () => {
    const eight = polygon([
      [0, 0],
      [4, 4],
      [4, 0],
      [0, 4],
      [0, 0],
    ]);
    const points = [
      [0.5, 2],
      [3.5, 2],
      [2, 3.5],
    ].map((coordinates): Geometry => ({ type: "Point", coordinates }));
    expect(pick(points, eight, "touching")).toEqual([0, 1]);
  });

  it("a neighbour that shares an edge touches an area but has its middle elsewhere", () => {
    const [inside, beside] = [polygon(box(1, 1, 2, 2)), polygon(box(4, 0, 8, 4))];
    const area = polygon(box(0, 0, 4, 4));
    expect(pick([inside, beside], area, "touching")).toEqual([0, 1]);
    expect(pick([inside, beside], area, "centred")).toEqual([0]);
  });

  it("go by id in the plan's files and by place in a reader's own; a feature without a shape is never picked", () => {
    const files = {
      "plan.geojson": {
        type: "FeatureCollection",
        features: [feature({ type: "Point", coordinates: [1, 1] }, { id: "a" }), feature(null, { id: "b" })],
      },
      "own/1.geojson": {
        type: "FeatureCollection",
        features: [feature(null), feature({ type: "Point", coordinates: [1, 1] }, { id: "x" })],
      },
    };
    const sources = [
      { dataset: "plan", file: "plan.geojson", byPlace: false },
      { dataset: "user-1", file: "own/1.geojson", byPlace: true },
    ];
    const picked = pickFeatures.run({ area: polygon(box(0, 0, 2, 2)), relation: "touching", sources }, files);
    expect(picked.ok && picked.value).toEqual({ plan: ["a"], "user-1": ["1"] });
  });
});

describe("the middle of a geometry", () => {
  it("of an area with a hole is the mean of its triangles' middles, as Turf has it", () => {
    fc.assert(
      fc.property(holed(0.4), (area) => {
        // Turf's centre of mass leaves holes out: the hole is taken away by its own.
        const [outer, hole] = area.coordinates.map((corners) => ({
          centre: turf.centerOfMass(polygon(corners)).geometry.coordinates,
          weight: Math.abs(
            corners.slice(1).reduce((sum, [x, y], at) => {
              const [px, py] = corners[at]!;
              return sum + ((px! - 110) * (y! - 40) - (x! - 110) * (py! - 40)) / 2;
            }, 0),
          ),
        }));
        const middle = findMiddle(area)!;
        for (const axis of [0, 1])
          expect(middle[axis]).toBeCloseTo(
            (outer!.centre[axis]! * outer!.weight - hole!.centre[axis]! * hole!.weight) /
              (outer!.weight - hole!.weight),
            6,
          );
      }),
    );
  });

  it("of a line is half its length along, as Turf goes", () => {
    fc.assert(
      fc.property(fc.array(position, { minLength: 2, maxLength: 6 }), (coordinates) => {
        const line = turf.lineString(coordinates);
        const there = turf.along(line, turf.length(line) / 2);
        // Turf measures on a sphere: a few hundred metres on the longest of these.
        expect(turf.distance(there, findMiddle(line.geometry)!)).toBeLessThan(
          0.01 * turf.length(line) + 1e-6,
        );
      }),
    );
  });
});

describe("what is picked, measured", () => {
  it("adds up lines by GeographicLib and areas less their holes, by layer and kind", () => {
    const lines = [
      [
        [110, 40],
        [111, 40.5],
      ],
      [
        [110, 41],
        [110.2, 41.4],
      ],
    ];
    const hole = box(110.02, 40.02, 110.04, 40.04).reverse();
    const files = {
      "roads.geojson": {
        type: "FeatureCollection",
        features: [
          ...lines.map((coordinates, at) =>
            feature({ type: "LineString", coordinates }, { id: `r${at}`, kind: "road" }),
          ),
          feature({ type: "LineString", coordinates: lines[0]! }, { id: "not-picked", kind: "road" }),
          feature(polygon(box(110, 40, 110.1, 40.1), hole), { id: "z", kind: "yard" }),
        ],
      },
    };
    const sources = [{ dataset: "roads", file: "roads.geojson", byPlace: false, ids: ["r0", "r1", "z"] }];
    const measured = measurePicked.run({ sources }, files);
    if (!measured.ok) throw new Error(measured.error.en);
    const [road, yard] = measured.value;
    const length = lines.reduce(
      (sum, [from, to]) => sum + Geodesic.WGS84.Inverse(from![1]!, from![0]!, to![1]!, to![0]!).s12!,
      0,
    );
    expect(road).toMatchObject({ dataset: "roads", kind: "road", count: 2, areaSquareMetres: 0 });
    expect(road!.lengthMetres).toBeCloseTo(length, 2);
    const areaOf = (corners: readonly Position[]) => {
      const area = Geodesic.WGS84.Polygon(false);
      for (const [x, y] of corners.slice(1)) area.AddPoint(y!, x!);
      return Math.abs(area.Compute(false, true).area!);
    };
    expect(yard).toMatchObject({ kind: "yard", count: 1, lengthMetres: 0 });
    expect(yard!.areaSquareMetres).toBeCloseTo(areaOf(box(110, 40, 110.1, 40.1)) - areaOf(hole), -1);
  });
});
