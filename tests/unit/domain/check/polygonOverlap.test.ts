import { readFileSync } from "node:fs";
import fc from "fast-check";
import type { Feature, Polygon, Position } from "geojson";
import { describe, expect, it } from "vitest";
import {
  measureEdgeAreaSquareMetres,
  measurePolygonsSquareMetres,
} from "../../../../src/domain/check/edgeArea.ts";
import { findPolygonOverlap } from "../../../../src/domain/check/polygonOverlap.ts";
import { preparePolygons } from "../../../../src/domain/check/preparedPolygons.ts";
import { measureExactEdgeArea } from "../../../../src/domain/place/ellipsoid.ts";
import { combinePolygons, type Polygons } from "../../../../src/domain/place/polygonEngine.ts";
import { lngLat } from "../../../../src/domain/place/position.ts";
import { geosIntersection, measureGeographicLibArea } from "./geosOracle.ts";

const box = (west: number, south: number, east: number, north: number): Position[] => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
];

/** A star round a place: valid whatever the radii are. Whole micro-degrees, as shipped data have. */
const star = (radii: readonly number[], longitude: number, latitude: number): Position[] => {
  const ring = radii.map((radius, i): Position => {
    const angle = (2 * Math.PI * i) / radii.length;
    return [
      Math.round((longitude + radius * Math.cos(angle)) * 1e6) / 1e6,
      Math.round((latitude + radius * Math.sin(angle)) * 1e6) / 1e6,
    ];
  });
  return [...ring, ring[0]!];
};

const stars = fc
  .record({
    radii: fc.array(fc.double({ min: 0.02, max: 0.5, noNaN: true }), { minLength: 5, maxLength: 40 }),
    longitude: fc.double({ min: 109, max: 110, noNaN: true }),
    latitude: fc.double({ min: 40, max: 41, noNaN: true }),
    hole: fc.boolean(),
  })
  .map(({ radii, longitude, latitude, hole }) => {
    const outer = star(radii, longitude, latitude);
    const inner = star(
      radii.map((radius) => radius / 3),
      longitude,
      latitude,
    );
    return [hole ? [outer, inner] : [outer]] as Polygons;
  });

const overlap = (a: Polygons, b: Polygons) => findPolygonOverlap(preparePolygons(a), preparePolygons(b));

const readPolygons = (dataset: string) =>
  (JSON.parse(readFileSync(`public/data/${dataset}.geojson`, "utf8")).features as Feature[]).filter(
    (feature): feature is Feature<Polygon> => feature.geometry.type === "Polygon",
  );

describe("the area under an edge", () => {
  it("is within half a square metre of GeographicLib's", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 100, max: 120, noNaN: true }),
        fc.double({ min: 20, max: 60, noNaN: true }),
        fc.double({ min: -0.2, max: 0.2, noNaN: true }),
        fc.double({ min: -0.2, max: 0.2, noNaN: true }),
        (x, y, dx, dy) => {
          const [from, to] = [lngLat(x, y), lngLat(x + dx, y + dy)];
          const measured = measureEdgeAreaSquareMetres([...from], [...to]);
          expect(Math.abs(measured - measureExactEdgeArea(from, to))).toBeLessThan(0.5);
        },
      ),
    );
  });
});

describe("what two polygons share", () => {
  it("is the lens between two boxes, with its own corners", () => {
    const shared = overlap([[box(110, 40, 110.2, 40.2)]], [[box(110.1, 40.1, 110.3, 40.3)]]);
    expect(shared.polygons).toHaveLength(1);
    expect(
      [...new Set(shared.polygons[0]![0]!.map((p) => p.map((v) => v.toFixed(9)).join()))].sort(),
    ).toEqual([
      "110.100000000,40.100000000",
      "110.100000000,40.200000000",
      "110.200000000,40.100000000",
      "110.200000000,40.200000000",
    ]);
  });

  it("is the whole of a polygon inside another, less the other's hole", () => {
    const outer = [box(110, 40, 111, 41), box(110.4, 40.4, 110.6, 40.6)];
    const inner = [box(110.3, 40.3, 110.7, 40.7)];
    const shared = overlap([outer], [inner]);
    expect(shared.polygons).toHaveLength(1);
    expect(shared.polygons[0]).toHaveLength(2);
    expect(shared.areaSquareMetres).toBeCloseTo(
      measurePolygonsSquareMetres([inner]) - measurePolygonsSquareMetres([[outer[1]!]]),
      0,
    );
  });

  it("is nothing where two polygons share only an edge or a corner", () => {
    const one: Polygons = [[box(110, 40, 110.5, 40.5)]];
    expect(overlap(one, [[box(110.5, 40, 111, 40.5)]])).toEqual({ polygons: [], areaSquareMetres: 0 });
    expect(overlap(one, [[box(110.5, 40.5, 111, 41)]])).toEqual({ polygons: [], areaSquareMetres: 0 });
  });

  it("is the polygon itself for a polygon and itself, and for one that shares half its border", () => {
    const one: Polygons = [[box(110, 40, 110.5, 40.5)]];
    const area = measurePolygonsSquareMetres(one);
    expect(overlap(one, one).areaSquareMetres).toBeCloseTo(area, 0);
    expect(overlap(one, [[box(110, 40, 111, 41)]]).areaSquareMetres).toBeCloseTo(area, 0);
  });

  it("agrees with the polygon engine on random stars with holes, in area and in shape", () => {
    fc.assert(
      fc.property(stars, stars, (a, b) => {
        const shared = overlap(a, b);
        const expected = measurePolygonsSquareMetres(combinePolygons("intersection", a, b));
        expect(Math.abs(shared.areaSquareMetres - expected)).toBeLessThan(10);
        expect(Math.abs(measurePolygonsSquareMetres(shared.polygons) - expected)).toBeLessThan(10);
      }),
      { numRuns: 300 },
    );
  });

  it("agrees with GEOS where edges and corners touch: boxes and triangles on one coarse grid", () => {
    const place = fc.integer({ min: 0, max: 6 });
    // Small, because a vertex more or less on a long edge moves its geodesic.
    const grid = (v: number) => 110 + v / 1000;
    const shapes = fc.oneof(
      fc
        .tuple(place, place, fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }))
        .map(([x, y, w, h]) => box(grid(x), 40 + y / 1000, grid(x + w), 40 + (y + h) / 1000)),
      fc
        .array(fc.tuple(place, place), { minLength: 3, maxLength: 3 })
        .filter(([a, b, c]) => (b![0] - a![0]) * (c![1] - a![1]) !== (b![1] - a![1]) * (c![0] - a![0]))
        .map((corners): Position[] => [...corners, corners[0]!].map(([x, y]) => [grid(x), 40 + y / 1000])),
    );
    fc.assert(
      fc.property(shapes, shapes, (a, b) => {
        const shared = overlap([[a]], [[b]]);
        const expected = measureGeographicLibArea(
          geosIntersection({ type: "Polygon", coordinates: [a] }, { type: "Polygon", coordinates: [b] }),
        );
        expect(Math.abs(shared.areaSquareMetres - expected)).toBeLessThan(1);
        expect(Math.abs(measurePolygonsSquareMetres(shared.polygons) - expected)).toBeLessThan(1);
      }),
      { numRuns: 500 },
    );
  });

  it("is within 10 m² of GEOS measured by GeographicLib for every unit and every shipped zone", () => {
    const units = readPolygons("units");
    const zones = [
      "nature-reserves",
      "lakes-wetlands",
      "deserts",
      "mountains",
      "leaving-areas",
      "water-works",
    ].flatMap(readPolygons);
    expect(units.length * zones.length).toBeGreaterThan(1000);
    const prepared = zones.map((zone) => preparePolygons([zone.geometry.coordinates]));
    let meeting = 0;
    let worst = 0;
    for (const unit of units) {
      const own = preparePolygons([unit.geometry.coordinates]);
      zones.forEach((zone, index) => {
        const shared = findPolygonOverlap(own, prepared[index]!);
        if (shared.areaSquareMetres === 0 && own.east < prepared[index]!.west) return;
        const expected = measureGeographicLibArea(geosIntersection(unit.geometry, zone.geometry));
        if (expected > 0) meeting += 1;
        worst = Math.max(worst, Math.abs(shared.areaSquareMetres - expected));
      });
    }
    expect(meeting).toBeGreaterThan(100);
    expect(worst).toBeLessThan(10);
  });
});
