import { bbox, buffer as turfBuffer } from "@turf/turf";
import geodesicPackage from "geographiclib-geodesic";
import type { Feature, LineString, Position } from "geojson";
import { describe, expect, it } from "vitest";
import { buildBuffer, buildBuffers, toPolygonGeometry } from "../../../../src/domain/place/buffers.ts";
import { isInsidePolygons } from "../../../../src/domain/place/insidePolygons.ts";
import { measureAreaSquareMetres } from "../../../../src/domain/place/measure.ts";
import { findInvalidity } from "../../../../src/domain/place/validity.ts";

const geodesic = geodesicPackage.Geodesic.WGS84;
const distance = (a: Position, b: Position) => geodesic.Inverse(a[1]!, a[0]!, b[1]!, b[0]!).s12!;
const square = (x: number, y: number, size: number): Position[][] => [
  [
    [x, y],
    [x + size, y],
    [x + size, y + size],
    [x, y + size],
    [x, y],
  ],
];

/** A seeded river: about 6 km between vertices, meandering east. */
function buildRiver(count: number, from: Position = [107, 40]): Position[] {
  let seed = 20210301;
  const random = () => {
    seed = (seed * 16807) % 2147483647;
    return seed / 2147483647;
  };
  const line: Position[] = [from];
  let heading = 0.3;
  for (let i = 1; i < count; i += 1) {
    heading = (heading + (random() - 0.5) * 1.6) * 0.95;
    const last = line[i - 1]!;
    line.push([last[0]! + 0.02 * Math.cos(heading), last[1]! + 0.016 * Math.sin(heading)]);
  }
  return line;
}

/** Boundary positions of a shape: corners and the middles of its edges. */
const boundary = (rings: Position[][]): Position[] =>
  rings.flatMap((ring) =>
    ring.slice(1).flatMap((b, i) => {
      const a = ring[i]!;
      return [b, [(a[0]! + b[0]!) / 2, (a[1]! + b[1]!) / 2]];
    }),
  );

/** Geodesic distance to a line by looking at it every 20 m or so, then by golden section. */
function truth(p: Position, line: Position[], looked = 6): number {
  let best = Number.POSITIVE_INFINITY;
  const near = line
    .map((q, i) => ({ i, d: Math.hypot((p[0]! - q[0]!) * 0.76, p[1]! - q[1]!) }))
    .sort((a, b) => a.d - b.d)
    .slice(0, looked);
  for (const { i } of near) {
    for (const [a, b] of [
      [line[i - 1], line[i]],
      [line[i], line[i + 1]],
    ]) {
      if (!a || !b) continue;
      let [low, high] = [0, 1];
      const at = (s: number): Position => [a[0]! + (b[0]! - a[0]!) * s, a[1]! + (b[1]! - a[1]!) * s];
      while (high - low > 1e-5) {
        const [m, n] = [low + (high - low) * 0.382, low + (high - low) * 0.618];
        if (distance(p, at(m)) < distance(p, at(n))) high = n;
        else low = m;
      }
      best = Math.min(best, distance(p, at(low)), distance(p, a), distance(p, b));
    }
  }
  return best;
}

describe("a buffer", () => {
  it.each([10, 500, 1000, 5000, 10_000, 50_000])(
    "of a point at %i m keeps to the geodesic circle",
    (metres) => {
      for (const center of [
        [111.7, 40.8],
        [107.24, 38.1],
        [114.26, 43.4],
      ] as Position[]) {
        const shape = buildBuffer({ type: "Point", coordinates: center }, metres);
        expect(shape).toHaveLength(1);
        for (const p of boundary(shape[0]!)) {
          expect(Math.abs(distance(center, p) - metres)).toBeLessThan(Math.max(0.001 * metres, 0.05));
          if (metres <= 10_000) expect(Math.abs(distance(center, p) - metres)).toBeLessThan(10);
        }
        expect(measureAreaSquareMetres(toPolygonGeometry(shape)) / (Math.PI * metres * metres)).toBeCloseTo(
          1,
          3,
        );
      }
    },
  );

  it("of a river by 10 km stays within 10 m of the geodesic truth all along its boundary", () => {
    const river = buildRiver(280);
    const shape = buildBuffer({ type: "LineString", coordinates: river }, 10_000);
    expect(findInvalidity(toPolygonGeometry(shape))).toBeNull();
    let worst = 0;
    for (const rings of shape) {
      boundary(rings).forEach((p, i) => {
        if (i % 5 === 0) worst = Math.max(worst, Math.abs(truth(p, river) - 10_000));
      });
    }
    expect(worst).toBeLessThan(10);
  });

  it("of lines with sharp bends and edges long and short holds what is near and nothing else", () => {
    let seed = 77;
    const random = () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed / 2_147_483_647;
    };
    for (let round = 0; round < 12; round += 1) {
      const line: Position[] = [[110 + random(), 40 + random()]];
      const count = 3 + Math.floor(random() * 10);
      let heading = random() * 6.28;
      while (line.length < count) {
        heading += (random() - 0.5) * (round % 3 === 0 ? 6.28 : 2.5);
        const reach = 0.002 + 0.2 * random() ** 3;
        const [x, y] = line.at(-1) as [number, number];
        line.push([x + reach * Math.cos(heading), y + reach * Math.sin(heading)]);
      }
      const polygons = buildBuffer({ type: "LineString", coordinates: line }, 10_000);
      const around = polygons.flatMap(boundary).filter((_, index) => index % 4 === 0);
      for (const p of around) expect(Math.abs(truth(p, line, count) - 10_000)).toBeLessThan(10);
      for (let i = 0; i < 30; i += 1) {
        const [x, y] = line[Math.floor(random() * line.length)] as [number, number];
        const p: Position = [x + (random() - 0.5) * 0.3, y + (random() - 0.5) * 0.24];
        const away = truth(p, line, count) - 10_000;
        if (Math.abs(away) > 12) expect(isInsidePolygons(p, polygons)).toBe(away < 0);
      }
    }
  });

  it("of a long straight edge follows the edge as drawn in degrees", () => {
    const edge: Position[] = [
      [106, 41],
      [110, 41],
    ];
    const shape = buildBuffer({ type: "LineString", coordinates: edge }, 5000);
    const dense: Position[] = [...Array(401).keys()].map((i) => [106 + i / 100, 41]);
    for (const p of boundary(shape[0]!)) expect(Math.abs(truth(p, dense) - 5000)).toBeLessThan(10);
  });

  it("agrees with turf on its area within a hundredth", () => {
    const line: Feature<LineString> = {
      type: "Feature",
      properties: {},
      geometry: { type: "LineString", coordinates: buildRiver(40) },
    };
    const ours = measureAreaSquareMetres(toPolygonGeometry(buildBuffer(line.geometry, 3000)));
    const theirs = measureAreaSquareMetres(turfBuffer(line, 3, { units: "kilometers", steps: 32 })!.geometry);
    expect(ours / theirs).toBeGreaterThan(0.99);
    expect(ours / theirs).toBeLessThan(1.01);
  });

  it("of a polygon holds the polygon, fills a small hole and keeps a big one", () => {
    const outer = square(110, 40, 0.5)[0]!;
    const small = square(110.1, 40.1, 0.005)[0]!;
    const big = square(110.2, 40.2, 0.2)[0]!;
    const shape = buildBuffer({ type: "Polygon", coordinates: [outer, small, big] }, 1000);
    expect(shape).toHaveLength(1);
    expect(shape[0]).toHaveLength(2);
    const [west, south, east, north] = bbox(toPolygonGeometry(shape));
    expect(distance([west, 40.25], [110, 40.25])).toBeCloseTo(1000, -1);
    expect(distance([110.25, south], [110.25, 40])).toBeCloseTo(1000, -1);
    expect(east).toBeGreaterThan(110.5);
    expect(north).toBeGreaterThan(40.5);
  });

  it("closed into a loop keeps the eye of the loop open", () => {
    const loop: Position[] = [...Array(61).keys()].map((i) => {
      const angle = (i / 60) * 2 * Math.PI;
      return [110 + 0.2 * Math.cos(angle), 40 + 0.15 * Math.sin(angle)];
    });
    const shape = buildBuffer({ type: "LineString", coordinates: loop }, 2000);
    expect(shape).toHaveLength(1);
    expect(shape[0]).toHaveLength(2);
  });

  it("refuses a distance that is none and places past the grid", () => {
    for (const metres of [0, -5, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => buildBuffer({ type: "Point", coordinates: [110, 40] }, metres)).toThrow(RangeError);
    }
    expect(() => buildBuffer({ type: "Point", coordinates: [110, 89] }, 1000)).toThrow(RangeError);
    expect(() => buildBuffer({ type: "Point", coordinates: [179.99, 40] }, 10_000)).toThrow(RangeError);
    expect(buildBuffer({ type: "MultiPoint", coordinates: [] }, 1000)).toEqual([]);
  });
});

describe("buffers of a layer", () => {
  const points: Feature[] = [
    [110, 40],
    [110.05, 40],
    [112, 41],
  ].map((coordinates, i) => ({
    type: "Feature",
    id: `p${i}`,
    properties: {},
    geometry: { type: "Point", coordinates },
  }));

  it("one by one name their source and distance, nearest first", () => {
    const found = buildBuffers(points, { distancesMetres: [5000, 1000], dissolve: false, rings: false });
    expect(found.map((f) => [f.properties.sourceId, f.properties.distanceMetres])).toEqual([
      ["p0", 1000],
      ["p0", 5000],
      ["p1", 1000],
      ["p1", 5000],
      ["p2", 1000],
      ["p2", 5000],
    ]);
  });

  it("dissolved, those that meet become one and nothing counts twice", () => {
    const [near, far] = buildBuffers(points, { distancesMetres: [1000, 5000], dissolve: true, rings: false });
    expect(near!.geometry.type === "MultiPolygon" && near!.geometry.coordinates).toHaveLength(3);
    expect(far!.geometry.type === "MultiPolygon" && far!.geometry.coordinates).toHaveLength(2);
    expect(measureAreaSquareMetres(far!.geometry)).toBeLessThan(3 * Math.PI * 25e6);
  });

  it("as rings are apart and add up to the widest", () => {
    const options = { distancesMetres: [1000, 5000, 10_000], dissolve: true };
    const rings = buildBuffers(points, { ...options, rings: true });
    const whole = buildBuffers(points, { ...options, rings: false });
    expect(rings.map((r) => [r.properties.fromMetres, r.properties.distanceMetres])).toEqual([
      [0, 1000],
      [1000, 5000],
      [5000, 10_000],
    ]);
    const sum = rings.reduce((total, ring) => total + measureAreaSquareMetres(ring.geometry), 0);
    expect(Math.abs(sum - measureAreaSquareMetres(whole[2]!.geometry))).toBeLessThan(10);
  });
});
