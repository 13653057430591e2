import geodesic from "geographiclib-geodesic";
import type { Geometry, Position } from "geojson";
import { describe, expect, it } from "vitest";
import { findNearestDistanceMetres } from "../../../../src/domain/place/nearest.ts";
import { neighboursWithin } from "../../../../src/domain/place/neighboursWithin.ts";
import type { PlanFeature } from "../../../../src/domain/plan.ts";

const point = (longitude: number, latitude: number): Geometry => ({
  type: "Point",
  coordinates: [longitude, latitude],
});
const line = (...coordinates: Position[]): Geometry => ({ type: "LineString", coordinates });
const square = (west: number, south: number, size: number): Geometry => ({
  type: "Polygon",
  coordinates: [
    [
      [west, south],
      [west + size, south],
      [west + size, south + size],
      [west, south + size],
      [west, south],
    ],
  ],
});
const far = 1_000_000;

/** Independent method: GeographicLib's geodesic, the point of a segment found by halving. */
function geodesicToSegment([x, y]: Position, [a, b]: [Position, Position]): number {
  const wgs84 = geodesic.Geodesic.WGS84;
  const distanceAt = (t: number) =>
    wgs84.Inverse(y!, x!, a[1]! + t * (b[1]! - a[1]!), a[0]! + t * (b[0]! - a[0]!)).s12!;
  let [low, high] = [0, 1];
  for (let i = 0; i < 80; i += 1) {
    const [m, n] = [low + (high - low) / 3, high - (high - low) / 3];
    if (distanceAt(m) < distanceAt(n)) high = n;
    else low = m;
  }
  return distanceAt((low + high) / 2);
}

describe("the nearest distance", () => {
  it("between points agrees with the geodesic within 0.1 % up to 50 km", () => {
    for (let i = 0; i < 200; i += 1) {
      const [x, y] = [106 + (i % 20) * 0.45, 37.5 + Math.floor(i / 20) * 0.6];
      const [dx, dy] = [Math.cos(i) * 0.45, Math.sin(i) * 0.4];
      const truth = geodesic.Geodesic.WGS84.Inverse(y, x, y + dy, x + dx).s12!;
      const measured = findNearestDistanceMetres(point(x, y), point(x + dx, y + dy), far)!;
      expect(Math.abs(measured / truth - 1)).toBeLessThan(1e-3);
    }
  });

  it("from a point to a line is to the nearest place on it, not to a vertex", () => {
    const segment: [Position, Position] = [
      [110, 40],
      [110.4, 40.1],
    ];
    for (const from of [
      [110.2, 40.1],
      [110.1, 39.95],
      [109.9, 40.02],
    ] as Position[]) {
      const measured = findNearestDistanceMetres(point(from[0]!, from[1]!), line(...segment), far)!;
      expect(Math.abs(measured / geodesicToSegment(from, segment) - 1)).toBeLessThan(1e-3);
    }
  });

  it("is the same from either side", () => {
    const [a, b] = [square(110, 40, 0.1), line([110.3, 40], [110.5, 40.4])];
    expect(findNearestDistanceMetres(a, b, far)).toBe(findNearestDistanceMetres(b, a, far));
  });

  it("is 0 inside, on crossing and on touching", () => {
    expect(findNearestDistanceMetres(point(110.05, 40.05), square(110, 40, 0.1), far)).toBe(0);
    expect(findNearestDistanceMetres(square(110.04, 40.04, 0.01), square(110, 40, 0.1), far)).toBe(0);
    expect(findNearestDistanceMetres(line([110, 40], [111, 41]), line([110, 41], [111, 40]), far)).toBe(0);
    expect(findNearestDistanceMetres(square(110, 40, 0.1), square(110.1, 40, 0.1), far)).toBe(0);
  });

  it("in the hole of an area is the way to its edge", () => {
    const ring = (square(110, 40, 0.3) as { coordinates: Position[][] }).coordinates[0]!;
    const hole = (square(110.1, 40.1, 0.1) as { coordinates: Position[][] }).coordinates[0]!;
    const area: Geometry = { type: "Polygon", coordinates: [ring, [...hole].reverse()] };
    expect(findNearestDistanceMetres(point(110.15, 40.15), area, far)).toBeGreaterThan(4000);
  });

  it("past the limit is undefined", () => {
    expect(findNearestDistanceMetres(point(110, 40), point(110, 40.1), 10_000)).toBeUndefined();
    expect(findNearestDistanceMetres(point(110, 40), point(110, 40.09), 10_000)).toBeCloseTo(9993, -1);
  });
});

const feature = (id: string, geometry: Geometry): PlanFeature => ({
  type: "Feature",
  geometry,
  properties: {
    id,
    "name:zh": id,
    "name:en": id,
    kind: "town",
    items: [],
    confidence: "surveyed",
    source: "test",
  },
});
const files = {
  "towns.geojson": {
    type: "FeatureCollection",
    features: [
      feature("here", point(110, 40)),
      feature("near", point(110, 40.05)),
      feature("far", point(111, 40)),
    ],
  },
  "zones.geojson": { type: "FeatureCollection", features: [feature("round", square(109.9, 39.9, 0.2))] },
};

describe("neighbours", () => {
  const input = { subject: { dataset: "towns", id: "here" }, kilometres: 10, datasets: ["towns", "zones"] };

  it("are those within the distance, nearest first, without the feature itself", () => {
    const answer = neighboursWithin.run(input, files);
    expect(answer.ok && answer.value.map((n) => n.id)).toEqual(["round", "near"]);
    expect(answer.ok && answer.value[0]!.distanceMetres).toBe(0);
  });

  it("name the files they need, each once", () => {
    expect(neighboursWithin.files(input)).toEqual(["towns.geojson", "zones.geojson"]);
  });

  it("of an unknown feature are refused, naming it", () => {
    const answer = neighboursWithin.run({ ...input, subject: { dataset: "towns", id: "nowhere" } }, files);
    expect(!answer.ok && answer.error.en).toContain("nowhere");
  });
});
