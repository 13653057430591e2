import { contours } from "d3-contour";
import fc from "fast-check";
import GeoJSONReader from "jsts/org/locationtech/jts/io/GeoJSONReader.js";
import IsValidOp from "jsts/org/locationtech/jts/operation/valid/IsValidOp.js";
import { describe, expect, it } from "vitest";
import { buildBandLines, buildBandPolygons } from "../../../../src/domain/reach/buildBands.ts";
import type { Surface } from "../../../../src/domain/reach/computeSurface.ts";
import { searchSurface } from "../../../../src/domain/reach/computeSurface.ts";
import {
  type ContourRings,
  contourSurface,
  findBandAreas,
  findRingArea,
} from "../../../../src/domain/reach/contourSurface.ts";
import { findLngLat } from "../../../../src/domain/reach/grid.ts";
import { openReachModel, plainScenario } from "../../../../src/domain/reach/reachModel.ts";
import { mostExcess } from "../../../../src/domain/reach/surfaceRim.ts";
import { shippedFiles } from "./shippedFiles.ts";

const cutoffs = [30, 60, 90];

function surfaceOf(columns: number, rows: number, valueAt: (column: number, row: number) => number): Surface {
  const seconds = new Uint16Array(columns * rows).fill(65_535);
  for (let row = 1; row < rows - 1; row += 1)
    for (let column = 1; column < columns - 1; column += 1)
      seconds[row * columns + column] = valueAt(column, row);
  return { seconds, columns, rows, box: { west: 0, north: 0, east: columns, south: rows } };
}

const randomSurface = fc
  .record({
    columns: fc.integer({ min: 4, max: 40 }),
    rows: fc.integer({ min: 4, max: 40 }),
    hills: fc.array(fc.tuple(fc.nat(40), fc.nat(40), fc.integer({ min: 1, max: 900 })), {
      minLength: 1,
      maxLength: 5,
    }),
    noise: fc.nat(2000),
  })
  .map(({ columns, rows, hills, noise }) =>
    surfaceOf(columns, rows, (column, row) =>
      Math.min(
        ...hills.map(
          ([c, r, slope]) =>
            Math.round(Math.hypot(column - c, row - r) * slope) +
            ((column * 7919 + row * 104_729) % (noise + 1)),
        ),
      ),
    ),
  );

/** Even-odd test of a point against all rings of one cut-off. */
function isWithin(rings: ContourRings, k: number, x: number, y: number): boolean {
  let inside = false;
  for (let ring = 0; ring < rings.ringCutoff.length; ring += 1) {
    if (rings.ringCutoff[ring] !== k) continue;
    const [from, to] = [rings.ringOffset[ring]!, rings.ringOffset[ring + 1]!];
    for (let i = from, j = to - 1; i < to; j = i, i += 1) {
      const [ax, ay] = [rings.positions[2 * i]!, rings.positions[2 * i + 1]!];
      const [bx, by] = [rings.positions[2 * j]!, rings.positions[2 * j + 1]!];
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
    }
  }
  return inside;
}

/**
 * The same bands by d3-contour, in our columns and rows; it draws what is at least a threshold. Steps of more than
 * ten minutes count alike, as ours do.
 */
function askLibrary(surface: Surface, minutes: number): [number, number][][] {
  const limit = minutes * 60;
  const values = Array.from(
    surface.seconds,
    (value) => -Math.min(limit + mostExcess, Math.max(limit - mostExcess, value)),
  );
  const shape = contours().size([surface.columns, surface.rows]).contour(values, -limit);
  return shape.coordinates.flatMap((polygon) =>
    polygon.map((ring) => ring.slice(0, -1).map((p): [number, number] => [p[0]! - 0.5, p[1]! - 0.5])),
  );
}

const ringArea = (ring: readonly [number, number][]) =>
  ring.reduce((sum, p, i) => {
    const q = ring[(i + ring.length - 1) % ring.length]!;
    return sum + q[0] * p[1] - p[0] * q[1];
  }, 0) / 2;

describe("bands", () => {
  it("hold just the cells reached in time", () => {
    fc.assert(
      fc.property(randomSurface, (surface) => {
        const rings = contourSurface(surface, cutoffs);
        for (let row = 1; row < surface.rows - 1; row += 1)
          for (let column = 1; column < surface.columns - 1; column += 1)
            for (const [k, minutes] of cutoffs.entries()) {
              const value = surface.seconds[row * surface.columns + column]!;
              // On the very line either answer is right.
              if (value !== minutes * 60)
                expect(isWithin(rings, k, column + 1e-7, row + 1e-7)).toBe(value < minutes * 60);
            }
      }),
      { numRuns: 60, seed: 31 },
    );
  });

  it("lie within one cell of those of d3-contour, and hold the same area", () => {
    fc.assert(
      fc.property(randomSurface, (surface) => {
        const rings = contourSurface(surface, cutoffs);
        const areas = findBandAreas(rings, 1000);
        for (const [k, minutes] of cutoffs.entries()) {
          const theirs = askLibrary(surface, minutes);
          const points = theirs.flat();
          for (let ring = 0; ring < rings.ringCutoff.length; ring += 1) {
            if (rings.ringCutoff[ring] !== k) continue;
            for (let i = rings.ringOffset[ring]!; i < rings.ringOffset[ring + 1]!; i += 1) {
              const [x, y] = [rings.positions[2 * i]!, rings.positions[2 * i + 1]!];
              expect(Math.min(...points.map((p) => Math.hypot(p[0] - x, p[1] - y)))).toBeLessThan(1);
            }
          }
          const area = Math.abs(theirs.reduce((sum, ring) => sum + ringArea(ring), 0));
          expect(Math.abs(areas[k]! - area)).toBeLessThanOrEqual(1e-6 + 0.001 * area);
        }
      }),
      { numRuns: 60, seed: 32 },
    );
  });

  it("a larger cut-off holds the smaller", () => {
    fc.assert(
      fc.property(randomSurface, (surface) => {
        const areas = findBandAreas(contourSurface(surface, cutoffs), 1000);
        expect(areas).toEqual([...areas].sort((a, b) => a - b));
      }),
      { numRuns: 60, seed: 33 },
    );
  });

  it("a lake that is not reached is a hole, turning the other way", () => {
    const surface = surfaceOf(20, 20, (column, row) => (Math.hypot(column - 10, row - 10) < 3 ? 9000 : 600));
    const rings = contourSurface(surface, [30]);
    const areas = [0, 1].map((ring) => findRingArea(rings, ring)).sort((a, b) => a - b);
    expect(rings.ringCutoff).toHaveLength(2);
    expect(areas[0]).toBeLessThan(0);
    expect(areas[1]).toBeGreaterThan(0);
  });

  it("nothing reached gives no ring and no area", () => {
    const rings = contourSurface(
      surfaceOf(10, 10, () => 65_535),
      [30],
    );
    expect(rings.ringCutoff).toHaveLength(0);
    expect(findBandAreas(rings, 1000)).toEqual([0]);
  });

  it("the polygons of the region are valid and wound as RFC 7946 asks, the lines within two metres of them", () => {
    const model = openReachModel(shippedFiles, plainScenario("2020"));
    const search = searchSurface(
      model,
      { kind: "station", station: model.rail.cities[0]!.stations[0]! },
      "door",
    );
    if (!search.ok) throw new Error(search.error.en);
    const rings = contourSurface(search.value.surface, [30, 60, 120]);
    for (const coordinates of buildBandPolygons(model.ground, rings)) {
      expect(coordinates.length).toBeGreaterThan(0);
      const operation = new IsValidOp(new GeoJSONReader().read({ type: "MultiPolygon", coordinates }));
      expect(operation.isValid()).toBe(true);
      for (const [outer, ...holes] of coordinates) {
        expect(ringArea(outer as [number, number][])).toBeGreaterThan(0);
        for (const hole of holes) expect(ringArea(hole as [number, number][])).toBeLessThan(0);
      }
    }
    const lines = buildBandLines(model.ground, rings);
    for (let i = 0; i < rings.positions.length; i += 20) {
      const [longitude, latitude] = findLngLat(
        model.ground.grid,
        rings.positions[i]!,
        rings.positions[i + 1]!,
      );
      expect(Math.abs(lines[i]! - longitude)).toBeLessThan(3e-5);
      expect(Math.abs(lines[i + 1]! - latitude)).toBeLessThan(2e-5);
    }
  });
});
