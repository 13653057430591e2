import { measureDegree } from "../corridor/costGrid.ts";
import { findCrs } from "../place/crs.ts";
import { createProjection } from "../place/projection.ts";

/** Heights on a grid with north up, metres. Row 0 is the northernmost. */
export interface HeightGrid {
  columns: number;
  rows: number;
  /** Row by row from the north-west; NaN where nothing is known. */
  heights: Float32Array;
  /** Left edge of the first column and upper edge of the first row, in the units of the system. */
  west: number;
  north: number;
  /** Of one cell, both positive. */
  width: number;
  height: number;
  /** The system of the positions. */
  epsg: number;
}

/** Converts between a grid's columns and rows (0.5 is the middle of the first) and WGS 84 degrees. */
export interface GridPlaces {
  toGrid: (lngLat: readonly [number, number]) => [column: number, row: number];
  toLngLat: (column: number, row: number) => [number, number];
  isGeographic: boolean;
}

/** Throws where the system is none of those known. */
export function createGridPlaces({ epsg, west, north, width, height }: HeightGrid): GridPlaces {
  const crs = findCrs(epsg);
  if (!crs.ok) throw new Error(crs.error.en);
  const isGeographic = crs.value.kind === "geographic" && crs.value.definition === "";
  const projection = isGeographic ? null : createProjection(crs.value);
  return {
    isGeographic,
    toGrid: ([lng, lat]) => {
      const [x, y] = projection ? projection.fromLngLat(lng, lat) : [lng, lat];
      return [(x! - west) / width, (north - y!) / height];
    },
    toLngLat: (column, row) => {
      const place: [number, number] = [west + column * width, north - row * height];
      return projection ? projection.toLngLat(...place) : place;
    },
  };
}

/** Metres of a cell, east and north, for each row. */
export function measureCells(grid: HeightGrid): { east: Float64Array; north: Float64Array } {
  const { rows, width, height, north, epsg } = grid;
  const places = createGridPlaces(grid);
  const size = { east: new Float64Array(rows), north: new Float64Array(rows) };
  for (let row = 0; row < rows; row += 1) {
    if (places.isGeographic) {
      const degree = measureDegree(north - (row + 0.5) * height);
      size.east[row] = width * degree.east;
      size.north[row] = height * degree.north;
    } else {
      // Web Mercator is the one grid whose metres are not metres.
      const [, latitude] = epsg === 3857 ? places.toLngLat(0, row + 0.5) : [0, 0];
      const scale = Math.cos((latitude * Math.PI) / 180);
      size.east[row] = width * scale;
      size.north[row] = height * scale;
    }
  }
  return size;
}

/** How wide a cell is in the middle of the grid, metres. */
export function measureGrain(grid: HeightGrid): number {
  const { east, north } = measureCells(grid);
  const middle = grid.rows >> 1;
  return Math.max(east[middle]!, north[middle]!);
}

/** Height between the middles of four cells, bilinear; NaN outside and beside what is not known. */
export function sampleHeight({ columns, rows, heights }: HeightGrid, column: number, row: number): number {
  const [x, y] = [column - 0.5, row - 0.5];
  if (!(x >= -0.5 && y >= -0.5 && x <= columns - 0.5 && y <= rows - 0.5)) return Number.NaN;
  // Within half a cell of the edge the nearest heights serve.
  const left = Math.min(Math.max(0, Math.floor(x)), Math.max(0, columns - 2));
  const top = Math.min(Math.max(0, Math.floor(y)), Math.max(0, rows - 2));
  const [u, v] = [Math.min(1, Math.max(0, x - left)), Math.min(1, Math.max(0, y - top))];
  const at = top * columns + left;
  const [right, down] = [columns > 1 ? 1 : 0, rows > 1 ? columns : 0];
  return (
    heights[at]! * (1 - u) * (1 - v) +
    heights[at + right]! * u * (1 - v) +
    heights[at + down]! * (1 - u) * v +
    heights[at + down + right]! * u * v
  );
}

/** The grid at half its grain: means of four, of what is known of them. */
export function halveGrid(grid: HeightGrid): HeightGrid {
  const columns = Math.ceil(grid.columns / 2);
  const rows = Math.ceil(grid.rows / 2);
  const heights = new Float32Array(columns * rows);
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1) {
      let [sum, count] = [0, 0];
      for (let y = 2 * row; y < Math.min(grid.rows, 2 * row + 2); y += 1)
        for (let x = 2 * column; x < Math.min(grid.columns, 2 * column + 2); x += 1) {
          const height = grid.heights[y * grid.columns + x]!;
          if (Number.isNaN(height)) continue;
          sum += height;
          count += 1;
        }
      heights[row * columns + column] = count > 0 ? sum / count : Number.NaN;
    }
  return { ...grid, columns, rows, heights, width: grid.width * 2, height: grid.height * 2 };
}

/** Least and most height; null where nothing is known. */
export function findHeightRange({ heights }: HeightGrid): { least: number; most: number } | null {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const height of heights) {
    if (height < least) least = height;
    if (height > most) most = height;
  }
  return least <= most ? { least, most } : null;
}

/** The box of a grid in WGS 84 degrees: that of points along its edge. */
export function findGridBox(grid: HeightGrid): [number, number, number, number] {
  const { toLngLat } = createGridPlaces(grid);
  const box: [number, number, number, number] = [180, 90, -180, -90];
  for (let i = 0; i <= 8; i += 1) {
    const [column, row] = [(grid.columns * i) / 8, (grid.rows * i) / 8];
    for (const [lng, lat] of [
      toLngLat(column, 0),
      toLngLat(column, grid.rows),
      toLngLat(0, row),
      toLngLat(grid.columns, row),
    ]) {
      box[0] = Math.min(box[0], lng);
      box[1] = Math.min(box[1], lat);
      box[2] = Math.max(box[2], lng);
      box[3] = Math.max(box[3], lat);
    }
  }
  return box;
}
