import type { Position } from "geojson";
import { eccentricitySquared, radians, semiMajorAxisMetres } from "../place/ellipsoid.ts";
import type { LngLatBox } from "./corridor.ts";

/** What crossing a zone costs: polygons in degrees and the factor on each metre inside. */
export interface CostZone {
  polygons: readonly (readonly (readonly Position[])[])[];
  factor: number;
}

/**
 * Cells in rows from the south, columns from the west, equal in degrees. `cost` is the factor on a metre in a cell: 1
 * outside every zone.
 */
export interface CostGrid {
  columns: number;
  rows: number;
  west: number;
  south: number;
  /** Of one cell, in degrees. */
  width: number;
  height: number;
  cost: Float64Array;
}

/** Metres of one degree of latitude and of longitude, on the WGS 84 ellipsoid. */
export function measureDegree(latitude: number): { north: number; east: number } {
  const sine = Math.sin(latitude * radians);
  const root = Math.sqrt(1 - eccentricitySquared * sine * sine);
  return {
    north: (semiMajorAxisMetres * (1 - eccentricitySquared) * radians) / root ** 3,
    east: (semiMajorAxisMetres * Math.cos(latitude * radians) * radians) / root,
  };
}

/** An empty grid over a box, in cells of about so many metres. */
export function createCostGrid([west, south, east, north]: LngLatBox, cellMetres: number): CostGrid {
  const degree = measureDegree((south + north) / 2);
  const columns = Math.max(2, Math.ceil(((east - west) * degree.east) / cellMetres));
  const rows = Math.max(2, Math.ceil(((north - south) * degree.north) / cellMetres));
  return {
    columns,
    rows,
    west,
    south,
    width: (east - west) / columns,
    height: (north - south) / rows,
    cost: new Float64Array(columns * rows).fill(1),
  };
}

/** Longitudes at which a horizontal line meets the rings of a polygon, in order. */
function findMeetings(rings: readonly (readonly Position[])[], latitude: number): number[] {
  const meetings: number[] = [];
  for (const ring of rings)
    for (let i = 1; i < ring.length; i += 1) {
      const [ax, ay] = ring[i - 1] as [number, number];
      const [bx, by] = ring[i] as [number, number];
      if (ay <= latitude === by <= latitude) continue;
      meetings.push(ax + ((latitude - ay) / (by - ay)) * (bx - ax));
    }
  return meetings.sort((a, b) => a - b);
}

/**
 * Lays a zone into the grid: every cell whose middle lies inside costs at least its factor. Where zones overlap the
 * dearest counts, not their sum: two clauses on the same ground are not twice the obstacle.
 */
export function layZone(grid: CostGrid, { polygons, factor }: CostZone) {
  const { columns, rows, west, south, width, height, cost } = grid;
  for (const rings of polygons) {
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const [, y] of (rings[0] ?? []) as [number, number][]) {
      low = Math.min(low, y);
      high = Math.max(high, y);
    }
    const first = Math.max(0, Math.floor((low - south) / height - 0.5));
    const last = Math.min(rows - 1, Math.ceil((high - south) / height - 0.5));
    for (let row = first; row <= last; row += 1) {
      const meetings = findMeetings(rings, south + (row + 0.5) * height);
      for (let i = 0; i + 1 < meetings.length; i += 2) {
        const from = Math.max(0, Math.ceil((meetings[i]! - west) / width - 0.5));
        const to = Math.min(columns - 1, Math.ceil((meetings[i + 1]! - west) / width - 0.5) - 1);
        for (let column = from; column <= to; column += 1) {
          const at = row * columns + column;
          if (cost[at]! < factor) cost[at] = factor;
        }
      }
    }
  }
}

/** The cell a position lies in; undefined outside the grid. */
export function findCell(
  { columns, rows, west, south, width, height }: CostGrid,
  [lng, lat]: readonly [number, number],
): number | undefined {
  const column = Math.floor((lng - west) / width);
  const row = Math.floor((lat - south) / height);
  return column >= 0 && column < columns && row >= 0 && row < rows ? row * columns + column : undefined;
}

/** The middle of a cell, longitude and latitude. */
export const findMiddle = (
  { columns, west, south, width, height }: CostGrid,
  cell: number,
): [number, number] => [
  west + ((cell % columns) + 0.5) * width,
  south + (Math.floor(cell / columns) + 0.5) * height,
];
