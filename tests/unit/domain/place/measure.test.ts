import geodesicPackage from "geographiclib-geodesic";
import { describe, expect, it } from "vitest";
import {
  findDestination,
  measureBearingDegrees,
  measureDistanceMetres,
} from "../../../../src/domain/place/ellipsoid.ts";
import {
  measureAreaSquareMetres,
  measureLengthMetres,
  measurePolygonAreaSquareMetres,
  measureRingAreaSquareMetres,
} from "../../../../src/domain/place/measure.ts";
import { lngLat } from "../../../../src/domain/place/position.ts";

const { Geodesic, PolygonArea } = geodesicPackage;

function exactArea(ring: number[][]): number {
  const polygon = new PolygonArea.PolygonArea(Geodesic.WGS84, false);
  for (const [x, y] of ring) polygon.AddPoint(y!, x!);
  return polygon.Compute(false, true).area!;
}

/** A wobbly ring with a seeded outline, `size` degrees across, `count` corners. */
function buildRing(
  longitude: number,
  latitude: number,
  size: number,
  count: number,
  seed: number,
): number[][] {
  let state = seed;
  const random = () => {
    state = (state * 16807) % 2147483647;
    return state / 2147483647;
  };
  const ring: number[][] = [];
  for (let i = 0; i < count; i += 1) {
    const angle = (2 * Math.PI * i) / count;
    const radius = (size / 2) * (0.6 + 0.4 * random());
    ring.push([longitude + radius * Math.cos(angle), latitude + radius * Math.sin(angle)]);
  }
  return [...ring, ring[0]!];
}

describe("areas", () => {
  it("agree with GeographicLib within a square metre for fields, counties and provinces", () => {
    for (const [size, count] of [
      [0.02, 8],
      [0.2, 60],
      [1, 400],
      [3, 2000],
      [6, 12],
    ] as const) {
      for (let seed = 1; seed <= 6; seed += 1) {
        const ring = buildRing(105 + seed, 34 + seed * 2, size, count, seed * 977);
        const difference = Math.abs(measureRingAreaSquareMetres(ring) - exactArea(ring));
        expect(difference, `size ${size}, ${count} corners, seed ${seed}`).toBeLessThan(1);
      }
    }
  });

  it("agree with the published area of the whole ellipsoid's octant", () => {
    const octant = measureRingAreaSquareMetres([
      [0, 0],
      [90, 0],
      [0, 90],
    ]);
    expect(octant).toBeCloseTo(510_065_621_724_088.44 / 8, -2);
  });

  it("take holes away and do not mind which way a ring runs", () => {
    const outer = buildRing(110, 40, 0.5, 40, 7);
    const hole = buildRing(110, 40, 0.1, 20, 9);
    const whole = measurePolygonAreaSquareMetres([outer, hole]);
    expect(whole).toBeCloseTo(exactArea(outer) - exactArea(hole), 0);
    expect(measurePolygonAreaSquareMetres([[...outer].reverse(), [...hole].reverse()])).toBeCloseTo(whole, 3);
    expect(measureRingAreaSquareMetres([...outer].reverse())).toBeCloseTo(
      -measureRingAreaSquareMetres(outer),
      3,
    );
  });

  it("count every part of a collection and nothing of lines and points", () => {
    const ring = buildRing(110, 40, 0.1, 9, 3);
    const one = measurePolygonAreaSquareMetres([ring]);
    expect(
      measureAreaSquareMetres({
        type: "GeometryCollection",
        geometries: [
          { type: "MultiPolygon", coordinates: [[ring], [ring.map(([x, y]) => [x! + 1, y!])]] },
          { type: "LineString", coordinates: ring },
          { type: "Point", coordinates: [1, 2] },
        ],
      }),
    ).toBeCloseTo(one * 2, 0);
    expect(measureAreaSquareMetres(null)).toBe(0);
  });
});

describe("lengths and bearings", () => {
  it("agree with GeographicLib within a tenth of a millimetre from one metre to across the country", () => {
    let seed = 12345;
    const random = () => {
      seed = (seed * 16807) % 2147483647;
      return seed / 2147483647;
    };
    for (let i = 0; i < 400; i += 1) {
      const from = lngLat(75 + 60 * random(), 18 + 35 * random());
      const span = 10 ** (-5 + 6.3 * random());
      const to = lngLat(from[0] + span * (random() - 0.5), from[1] + span * 0.5 * (random() - 0.5));
      const truth = Geodesic.WGS84.Inverse(from[1], from[0], to[1], to[0]);
      expect(Math.abs(measureDistanceMetres(from, to) - truth.s12!)).toBeLessThan(1e-4);
      if (truth.s12! > 1) {
        const turned = Math.abs(measureBearingDegrees(from, to) - ((truth.azi1! + 360) % 360));
        expect(Math.min(turned, 360 - turned)).toBeLessThan(1e-4);
      }
    }
  });

  it("give an answer for antipodes, where the quick formula has none", () => {
    expect(measureDistanceMetres(lngLat(0, 0), lngLat(179.9, 0.1))).toBeCloseTo(
      Geodesic.WGS84.Inverse(0, 0, 0.1, 179.9).s12!,
      3,
    );
    expect(measureDistanceMetres(lngLat(5, 5), lngLat(5, 5))).toBe(0);
  });

  it("a destination lies as far as asked, in the direction asked", () => {
    const from = lngLat(110, 40);
    const to = findDestination(from, 123.4, 12_345);
    expect(measureDistanceMetres(from, to)).toBeCloseTo(12_345, 4);
    expect(measureBearingDegrees(from, to)).toBeCloseTo(123.4, 6);
  });

  it("a polygon's length is that of all its rings", () => {
    const ring = buildRing(110, 40, 0.1, 9, 3);
    const line = measureLengthMetres({ type: "LineString", coordinates: ring });
    expect(measureLengthMetres({ type: "Polygon", coordinates: [ring, ring] })).toBeCloseTo(2 * line, 6);
    expect(measureLengthMetres({ type: "Point", coordinates: [1, 2] })).toBe(0);
  });
});
