import { contours } from "d3-contour";
import type { Feature, FeatureCollection, MultiLineString, Position } from "geojson";
import { createGridPlaces, type HeightGrid } from "./heightGrid.ts";

/** Steps between contours, metres. */
export const contourSteps = [1, 2, 5, 10, 20, 50, 100, 200, 500] as const;
const mostLevels = 400;

/** The step that gives about twenty lines over a range. */
export const chooseContourStep = (least: number, most: number): number =>
  contourSteps.find((step) => (most - least) / step <= 20) ?? 500;

/** A part of a grid that covers a box of columns and rows, with a cell around it. */
export function cutGrid(grid: HeightGrid, box: readonly [number, number, number, number]): HeightGrid | null {
  const [left, top, right, bottom] = box;
  const west = Math.max(0, Math.floor(left) - 1);
  const north = Math.max(0, Math.floor(top) - 1);
  const east = Math.min(grid.columns, Math.ceil(right) + 1);
  const south = Math.min(grid.rows, Math.ceil(bottom) + 1);
  if (east - west < 2 || south - north < 2) return null;
  const heights = new Float32Array((east - west) * (south - north));
  for (let row = north; row < south; row += 1)
    heights.set(
      grid.heights.subarray(row * grid.columns + west, row * grid.columns + east),
      (row - north) * (east - west),
    );
  return {
    ...grid,
    columns: east - west,
    rows: south - north,
    heights,
    west: grid.west + west * grid.width,
    north: grid.north - north * grid.height,
  };
}

/** Rings as lines, without the stretches along the edge of the grid and of what is not known. */
function openRing(ring: readonly Position[], { columns, rows, heights }: HeightGrid): Position[][] {
  const isKnown = (x: number, y: number) =>
    x >= 0 && y >= 0 && x < columns && y < rows && !Number.isNaN(heights[y * columns + x]!);
  // A contour crosses between the middles of two neighbouring cells; both must be known. Beside a gap the library sets
  // it on the middle of the cell that is known, so that there its neighbours must be too.
  const isTrue = ([x, y]: Position) => {
    const [u, v] = [x! - 0.5, y! - 0.5];
    const [left, top, right, bottom] = [Math.floor(u), Math.floor(v), Math.ceil(u), Math.ceil(v)];
    if (left === right && top === bottom)
      return (
        isKnown(left - 1, top) && isKnown(left + 1, top) && isKnown(left, top - 1) && isKnown(left, top + 1)
      );
    return isKnown(left, top) && isKnown(right, bottom);
  };
  const first = ring.findIndex((place) => !isTrue(place));
  if (first < 0) return [[...ring]];
  const lines: Position[][] = [];
  let line: Position[] = [];
  // The last position of a ring is its first again.
  const open = ring.slice(0, -1);
  for (let i = 1; i <= open.length; i += 1) {
    const place = open[(first + i) % open.length]!;
    if (isTrue(place)) line.push(place);
    else {
      if (line.length > 1) lines.push(line);
      line = [];
    }
  }
  return lines;
}

/**
 * Lines of equal height at every whole multiple of a step, by marching squares with straight interpolation between the
 * middles of cells; every fifth is an index contour. WGS 84 degrees. Throws where there would be too many.
 */
export function buildContours(
  grid: HeightGrid,
  stepMetres: number,
): FeatureCollection<MultiLineString, { height: number; index: boolean }> {
  const { columns, rows, heights } = grid;
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const height of heights) {
    if (height < least) least = height;
    if (height > most) most = height;
  }
  const [from, to] = [Math.ceil(least / stepMetres), Math.floor(most / stepMetres)];
  if (to - from > mostLevels) throw new Error(`contours: ${to - from + 1} levels, at most ${mostLevels}`);
  const { toLngLat } = createGridPlaces(grid);
  const values = Array.from(heights);
  const trace = contours().size([columns, rows]);
  const features: Feature<MultiLineString, { height: number; index: boolean }>[] = [];
  for (let level = from; level <= to; level += 1) {
    const height = level * stepMetres;
    const coordinates = trace
      .contour(values, height)
      .coordinates.flatMap((rings) => rings.flatMap((ring) => openRing(ring, grid)))
      .map((line) => line.map(([x, y]): Position => toLngLat(x!, y!)));
    if (coordinates.length > 0)
      features.push({
        type: "Feature",
        properties: { height, index: level % 5 === 0 },
        geometry: { type: "MultiLineString", coordinates },
      });
  }
  return { type: "FeatureCollection", features };
}
