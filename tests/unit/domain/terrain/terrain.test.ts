import { readFileSync } from "node:fs";
import fc from "fast-check";
import type { LineString, Position } from "geojson";
import { describe, expect, it } from "vitest";
import { readAscGrid } from "../../../../src/data/terrain/readAscGrid.ts";
import { buildContours, chooseContourStep, cutGrid } from "../../../../src/domain/terrain/contours.ts";
import {
  createGridPlaces,
  findGridBox,
  type HeightGrid,
  halveGrid,
  measureGrain,
  sampleHeight,
} from "../../../../src/domain/terrain/heightGrid.ts";
import { buildProfile, measureCorridorSlope } from "../../../../src/domain/terrain/profile.ts";
import { buildHillshade, buildSlope } from "../../../../src/domain/terrain/shade.ts";

const folder = "tests/fixtures/terrain";
const read = (name: string) =>
  readAscGrid({ name, bytes: new Uint8Array(readFileSync(`${folder}/${name}`)) }, undefined, 4525, 1e6).grid;
const hills = read("hills.asc");

/** Cells whose eight neighbours are known and inside: beyond them GDAL says nothing. */
const inner = [...hills.heights.keys()].filter((cell) => {
  const [x, y] = [cell % hills.columns, Math.floor(cell / hills.columns)];
  if (x === 0 || y === 0 || x === hills.columns - 1 || y === hills.rows - 1) return false;
  return [-1, 0, 1].every((dy) =>
    [-1, 0, 1].every((dx) => !Number.isNaN(hills.heights[cell + dy * hills.columns + dx]!)),
  );
});

/** A plane that rises so many metres a metre east and north, on a grid of metres. */
const createPlane = (east: number, north: number, columns = 40, rows = 30): HeightGrid => ({
  columns,
  rows,
  heights: Float32Array.from(
    { length: columns * rows },
    (_, i) => 500 + 100 * ((i % columns) * east + (rows - 1 - Math.floor(i / columns)) * north),
  ),
  west: 37_500_000,
  north: 4_500_000,
  width: 100,
  height: 100,
  epsg: 4525,
});

describe("light and slope", () => {
  it("are those of gdaldem, cell by cell", () => {
    const [shade, slope] = [buildHillshade(hills), buildSlope(hills)];
    const [theirShade, theirSlope] = [read("shade.asc"), read("slope.asc")];
    expect(inner.length).toBeGreaterThan(2_400);
    for (const cell of inner) {
      // Theirs is rounded to a whole number from single precision.
      expect(Math.abs(shade[cell]! - theirShade.heights[cell]!)).toBeLessThanOrEqual(1);
      expect(slope[cell]!).toBeCloseTo(theirSlope.heights[cell]!, 2);
    }
  });

  it("of a plane are the plane's own, in every direction", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1, max: 1, noNaN: true }),
        fc.double({ min: -1, max: 1, noNaN: true }),
        (e, n) => {
          const slope = buildSlope(createPlane(e, n));
          expect(slope[15 * 40 + 20]!).toBeCloseTo(100 * Math.hypot(e, n), 1);
        },
      ),
      { numRuns: 40, seed: 18 },
    );
    // Flat ground: 1 + 254 sin 45°.
    expect(buildHillshade(createPlane(0, 0))[500]).toBe(181);
  });

  it("in degrees count with the metres of the latitude", () => {
    const plane = createPlane(0.2, 0);
    const degrees = { ...plane, epsg: 4490, west: 110, north: 41, width: 0.001, height: 0.001 };
    // 100 m of rise for 0.2 of 100 m: a cell of 0.001° at 40.985° north is 84.15 m (WGS 84, radius of the parallel).
    expect(buildSlope(degrees)[15 * 40 + 20]!).toBeCloseTo((100 * 20) / 84.15, 1);
  });
});

describe("places of a grid", () => {
  it("are those that GDAL transforms", () => {
    const { toLngLat, toGrid } = createGridPlaces(hills);
    const given = [
      [37_502_000, 4_502_000],
      [37_503_123, 4_501_234],
      [37_504_500, 4_503_333],
    ] as const;
    const theirs = readFileSync(`${folder}/places.txt`, "utf8")
      .trim()
      .split("\n")
      .map((line) => line.split(" ").map(Number));
    given.forEach(([x, y], index) => {
      const [column, row] = [(x - hills.west) / 90, (hills.north - y) / 90];
      const [lng, lat] = toLngLat(column, row);
      expect(lng).toBeCloseTo(theirs[index]![0]!, 8);
      expect(lat).toBeCloseTo(theirs[index]![1]!, 8);
      const back = toGrid([lng, lat]);
      expect(back[0]).toBeCloseTo(column, 5);
      expect(back[1]).toBeCloseTo(row, 5);
    });
  });

  it("heights between the middles of cells are those of gdalwarp -r bilinear", () => {
    const half = read("half.asc");
    for (let row = 0; row < half.rows; row += 1)
      for (let column = 0; column < half.columns; column += 1) {
        const x = half.west + (column + 0.5) * half.width;
        const y = half.north - (row + 0.5) * half.height;
        const height = sampleHeight(hills, (x - hills.west) / 90, (hills.north - y) / 90);
        expect(height).toBeCloseTo(half.heights[row * half.columns + column]!, 1);
      }
  });

  it("half the grain keeps the mean, and the box holds the corners", () => {
    const plane = createPlane(0.1, 0.3);
    const mean = (grid: HeightGrid) =>
      grid.heights.reduce((sum, height) => sum + height, 0) / grid.heights.length;
    expect(mean(halveGrid(plane))).toBeCloseTo(mean(plane), 2);
    expect(measureGrain(halveGrid(plane))).toBe(200);
    const [west, south, east, north] = findGridBox(hills);
    const [lng, lat] = createGridPlaces(hills).toLngLat(30, 20);
    expect(lng > west && lng < east && lat > south && lat < north).toBe(true);
  });
});

describe("contours", () => {
  it("are those of gdal_contour: the same heights, and every vertex on one of its lines", () => {
    const theirs = JSON.parse(readFileSync(`${folder}/contours-grid.geojson`, "utf8")) as {
      features: { properties: { height: number }; geometry: LineString }[];
    };
    const ours = buildContours(hills, 50);
    const heights = [...new Set(theirs.features.map(({ properties }) => properties.height))].sort(
      (a, b) => a - b,
    );
    expect(ours.features.map(({ properties }) => properties.height)).toEqual(heights);
    const { toGrid } = createGridPlaces(hills);
    const inMetres = (place: Position): [number, number] => {
      const [column, row] = toGrid([place[0]!, place[1]!]);
      return [hills.west + column * 90, hills.north - row * 90];
    };
    const length = (line: readonly Position[]) =>
      line.slice(1).reduce((sum, [x, y], i) => sum + Math.hypot(x! - line[i]![0]!, y! - line[i]![1]!), 0);
    for (const { properties, geometry } of ours.features) {
      const lines = theirs.features
        .filter((feature) => feature.properties.height === properties.height)
        .map((feature) => feature.geometry.coordinates);
      const own = geometry.coordinates.map((line) => line.map(inMetres));
      // GDAL goes on half a cell to the edge of the grid, where we stop at the last middle.
      const total = own.reduce((sum, line) => sum + length(line), 0);
      const expected = lines.reduce((sum, line) => sum + length(line), 0);
      expect(total).toBeGreaterThan(0.85 * expected);
      expect(total).toBeLessThan(1.01 * expected);
      for (const [x, y] of own.flat()) {
        const nearest = Math.min(
          ...lines.flatMap((line) =>
            line.slice(1).map(([bx, by], i) => {
              const [ax, ay] = line[i] as [number, number];
              const [dx, dy] = [bx! - ax, by! - ay];
              const t = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
              return Math.hypot(x - ax - t * dx, y - ay - t * dy);
            }),
          ),
        );
        expect(nearest).toBeLessThan(2);
      }
    }
  });

  it("of a part are those of the whole there, and the step follows the range", () => {
    const part = cutGrid(hills, [20, 10, 40, 30])!;
    expect(part.heights[0]).toBe(hills.heights[9 * hills.columns + 19]);
    expect(cutGrid(hills, [-50, -50, -20, -20])).toBeNull();
    expect([chooseContourStep(0, 30), chooseContourStep(1_000, 1_900), chooseContourStep(0, 8_000)]).toEqual([
      2, 50, 500,
    ]);
    expect(() => buildContours(hills, 0.1)).toThrow(/levels/);
  });
});

describe("along a line", () => {
  const plane = createPlane(0.05, 0, 100, 40);
  const { toLngLat } = createGridPlaces(plane);
  const line = [toLngLat(10, 20), toLngLat(90, 20)];

  it("a plane rises evenly, and what leaves the terrain is told", () => {
    const profile = buildProfile(plane, line);
    expect(profile.lengthMetres).toBeCloseTo(8_000, -1);
    expect(profile.climbMetres).toBeCloseTo(400, 0);
    expect(profile.dropMetres).toBeCloseTo(0, 1);
    expect(profile.steepestPercent!).toBeCloseTo(5, 1);
    expect(profile.knownShare).toBeCloseTo(1, 6);
    const beyond = buildProfile(plane, [toLngLat(50, 20), toLngLat(150, 20)]);
    expect(beyond.knownShare).toBeGreaterThan(0.45);
    expect(beyond.knownShare).toBeLessThan(0.53);
    expect(beyond.points.at(-1)!.heightMetres).toBeNull();
  });

  it("the ground of a corridor has the slope of its cells", () => {
    const slope = measureCorridorSlope(plane, buildSlope(plane), line, 1_000);
    expect(slope.meanPercent!).toBeCloseTo(5, 1);
    expect(slope.steepShare).toBe(0);
    expect(slope.knownShare).toBe(1);
    const steep = createPlane(0.3, 0, 100, 40);
    expect(measureCorridorSlope(steep, buildSlope(steep), line, 1_000).steepShare).toBe(1);
  });
});
