import type { Geometry, Position } from "geojson";
import { createEqualArea, type EqualArea } from "./equalArea.ts";
import type { ReachSource } from "./reachSource.ts";

/** Square cells on the equal-area plane; cell `row * columns + column`, rows from north to south. */
export interface Grid {
  columns: number;
  rows: number;
  cellMetres: number;
  westMetres: number;
  northMetres: number;
  projection: EqualArea;
}

export const createGrid = (source: ReachSource): Grid => ({
  columns: source.columns,
  rows: source.rows,
  cellMetres: source.cellMetres,
  westMetres: source.westMetres,
  northMetres: source.northMetres,
  projection: createEqualArea(source.centre[0], source.centre[1]),
});

/** Column and row of a position, fractions of a cell; whole numbers are cell centres. */
export function findGridPosition(grid: Grid, lngLat: readonly [number, number]): [number, number] {
  const [x, y] = grid.projection.project(lngLat[0], lngLat[1]);
  return [(x - grid.westMetres) / grid.cellMetres, (grid.northMetres - y) / grid.cellMetres];
}

/** The cell a position lies in, or −1 outside the grid. */
export function findCell(grid: Grid, lngLat: readonly [number, number]): number {
  const [column, row] = findGridPosition(grid, lngLat).map(Math.round) as [number, number];
  if (column < 0 || row < 0 || column >= grid.columns || row >= grid.rows) return -1;
  return row * grid.columns + column;
}

/** Longitude and latitude of a place given in columns and rows. */
export const findLngLat = (grid: Grid, column: number, row: number): [number, number] =>
  grid.projection.unproject(
    grid.westMetres + column * grid.cellMetres,
    grid.northMetres - row * grid.cellMetres,
  );

function fillRings(grid: Grid, rings: readonly Position[][], paint: (cell: number) => void) {
  const edges: [number, number, number, number][] = [];
  let [top, bottom] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const ring of rings) {
    const points = ring.map((p) => findGridPosition(grid, [p[0]!, p[1]!]));
    for (let i = 1; i < points.length; i += 1) {
      const [a, b] = [points[i - 1]!, points[i]!];
      edges.push([a[0], a[1], b[0], b[1]]);
      top = Math.min(top, a[1], b[1]);
      bottom = Math.max(bottom, a[1], b[1]);
    }
  }
  const first = Math.max(0, Math.ceil(top));
  const last = Math.min(grid.rows - 1, Math.floor(bottom));
  const crossings: number[][] = Array.from({ length: Math.max(0, last - first + 1) }, () => []);
  for (const [ax, ay, bx, by] of edges) {
    const from = Math.max(first, Math.ceil(Math.min(ay, by)));
    const to = Math.min(last, Math.ceil(Math.max(ay, by)) - 1);
    for (let row = from; row <= to; row += 1)
      crossings[row - first]!.push(ax + ((row - ay) / (by - ay)) * (bx - ax));
  }
  for (const [i, xs] of crossings.entries()) {
    xs.sort((a, b) => a - b);
    for (let k = 0; k + 1 < xs.length; k += 2) {
      const to = Math.min(grid.columns - 1, Math.ceil(xs[k + 1]!) - 1);
      for (let column = Math.max(0, Math.ceil(xs[k]!)); column <= to; column += 1)
        paint((first + i) * grid.columns + column);
    }
  }
}

/** Calls `paint` for each cell whose centre lies in a polygon; holes stay out. Other geometries paint nothing. */
export function paintGeometry(grid: Grid, geometry: Geometry, paint: (cell: number) => void) {
  if (geometry.type === "Polygon") fillRings(grid, geometry.coordinates, paint);
  if (geometry.type === "MultiPolygon")
    for (const rings of geometry.coordinates) fillRings(grid, rings, paint);
}
