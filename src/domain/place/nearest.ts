import type { Geometry, Position } from "geojson";
import { measureDistanceMetres } from "./ellipsoid.ts";
import { findLocalGrid } from "./localGrid.ts";
import { isInsidePolygons } from "./polygonEngine.ts";
import type { LngLat } from "./position.ts";

export interface NearestPosition {
  position: LngLat;
  /** Along the geodesic; 0 inside a polygon. */
  distanceMetres: number;
}

/** The place on the edge from `a` to `b` (straight in degrees) nearest to `from`, by a grid drawn round it. */
function findOnEdge(from: LngLat, a: Position, b: Position): [number, number] {
  let share = 0.5;
  let low = 0;
  let high = 1;
  // On a long edge the first grid is bent; each round looks again at a tenth of the edge round the last answer.
  for (let round = 0; round < 3; round += 1) {
    const grid = findLocalGrid(from[0]);
    const at = (s: number) => grid.toGrid(a[0]! + (b[0]! - a[0]!) * s, a[1]! + (b[1]! - a[1]!) * s);
    const [px, py] = grid.toGrid(from[0], from[1]);
    const [ax, ay] = at(low);
    const [bx, by] = at(high);
    const square = (bx - ax) ** 2 + (by - ay) ** 2;
    const inner = square === 0 ? 0 : ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / square;
    share = low + (high - low) * Math.max(0, Math.min(1, inner));
    const half = (high - low) / 20;
    low = Math.max(0, share - half);
    high = Math.min(1, share + half);
  }
  return [a[0]! + (b[0]! - a[0]!) * share, a[1]! + (b[1]! - a[1]!) * share];
}

/**
 * The place of a geometry nearest to a position: on its points, lines or polygon edges, or the position
 * itself where it lies inside a polygon; undefined for an empty geometry. Distance along the geodesic,
 * within 1 m up to 100 km.
 */
export function findNearestPosition(from: LngLat, geometry: Geometry): NearestPosition | undefined {
  let best: { square: number; a: Position; b: Position } | undefined;
  const narrow = Math.cos((from[1] * Math.PI) / 180);
  const offer = (a: Position, b: Position) => {
    const [ax, ay] = [(a[0]! - from[0]) * narrow, a[1]! - from[1]];
    const [bx, by] = [(b[0]! - from[0]) * narrow, b[1]! - from[1]];
    const length = (bx - ax) ** 2 + (by - ay) ** 2;
    const s = length === 0 ? 0 : Math.max(0, Math.min(1, -(ax * (bx - ax) + ay * (by - ay)) / length));
    const square = (ax + (bx - ax) * s) ** 2 + (ay + (by - ay) * s) ** 2;
    if (!best || square < best.square) best = { square, a, b };
  };
  const offerLine = (line: readonly Position[]) => {
    if (line.length === 1) offer(line[0]!, line[0]!);
    for (let i = 1; i < line.length; i += 1) offer(line[i - 1]!, line[i]!);
  };
  const pending: Geometry[] = [geometry];
  for (let g = pending.pop(); g; g = pending.pop()) {
    if (g.type === "GeometryCollection") pending.push(...g.geometries);
    else if (g.type === "Point") offer(g.coordinates, g.coordinates);
    else if (g.type === "MultiPoint") for (const p of g.coordinates) offer(p, p);
    else if (g.type === "LineString") offerLine(g.coordinates);
    else if (g.type === "MultiLineString") for (const line of g.coordinates) offerLine(line);
    else {
      const polygons = g.type === "Polygon" ? [g.coordinates] : g.coordinates;
      if (isInsidePolygons(from as unknown as Position, polygons))
        return { position: from, distanceMetres: 0 };
      for (const rings of polygons) for (const ring of rings) offerLine(ring);
    }
  }
  if (!best) return undefined;
  const position = findOnEdge(from, best.a, best.b) as unknown as LngLat;
  return { position, distanceMetres: measureDistanceMetres(from, position) };
}
