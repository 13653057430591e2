import type { Position } from "geojson";
import type { Bbox } from "./boundingBox.ts";
import { isInsidePolygons } from "./insidePolygons.ts";
import type { Polygons } from "./polygonEngine.ts";

type Edge = readonly [a: Position, b: Position];

/** Twice the signed area of a triangle, in square degrees. */
const turn = (a: Position, b: Position, c: Position) =>
  (b[0]! - a[0]!) * (c[1]! - a[1]!) - (b[1]! - a[1]!) * (c[0]! - a[0]!);

function* listEdges(polygons: Polygons, [west, south, east, north]: Bbox): Generator<Edge> {
  for (const rings of polygons)
    for (const ring of rings)
      for (let i = 1; i < ring.length; i += 1) {
        const [a, b] = [ring[i - 1]!, ring[i]!];
        const isNear =
          Math.max(a[0]!, b[0]!) >= west &&
          Math.min(a[0]!, b[0]!) <= east &&
          Math.max(a[1]!, b[1]!) >= south &&
          Math.min(a[1]!, b[1]!) <= north;
        if (isNear) yield [a, b];
      }
}

/** Where along an edge (0 to 1) another touches or crosses it, ends of either among them. */
function findTouches([a, b]: Edge, [c, d]: Edge): number[] {
  const [atC, atD] = [turn(a, b, c), turn(a, b, d)];
  const along = (p: Position) => {
    const [dx, dy] = [b[0]! - a[0]!, b[1]! - a[1]!];
    return ((p[0]! - a[0]!) * dx + (p[1]! - a[1]!) * dy) / (dx * dx + dy * dy);
  };
  if (atC === 0 && atD === 0) return [along(c), along(d)];
  if (atC > 0 === atD > 0 && atC !== 0 && atD !== 0) return [];
  const share = atC / (atC - atD);
  return [along([c[0]! + share * (d[0]! - c[0]!), c[1]! + share * (d[1]! - c[1]!)])];
}

/**
 * Whether two areas may share ground: true wherever they do, and false for neighbours that only share a border. Each
 * edge is cut where the other area's border meets it; areas that share ground have a piece inside the other, or are
 * one in the other, or have the same border. Far cheaper than their intersection: only edges near both are looked at.
 *
 * @param common the box both lie in, degrees.
 */
export function sharesGround(first: Polygons, second: Polygons, common: Bbox): boolean {
  const sides: [Edge[], Polygons][] = [
    [[...listEdges(first, common)], second],
    [[...listEdges(second, common)], first],
  ];
  let isApart = false;
  for (const [at, [edges, other]] of sides.entries()) {
    const others = sides[1 - at]![0];
    for (const edge of edges) {
      const [a, b] = edge;
      const cuts = others
        .flatMap((facing) => findTouches(edge, facing))
        .filter((share) => share > 0 && share < 1)
        .sort((x, y) => x - y);
      const stops = [0, ...cuts, 1];
      for (let i = 1; i < stops.length; i += 1) {
        const middle = (stops[i - 1]! + stops[i]!) / 2;
        const place: Position = [a[0]! + middle * (b[0]! - a[0]!), a[1]! + middle * (b[1]! - a[1]!)];
        const onBorder = others.some(([c, d]) => isOnEdge(place, c, d));
        if (onBorder) continue;
        if (isInsidePolygons(place, other)) return true;
        isApart = true;
      }
    }
  }
  // Every piece of either border lies on the other's: the same area, drawn twice in another order.
  return !isApart && sides.every(([edges]) => edges.length > 0);
}

const nearness = 1e-12;

function isOnEdge(p: Position, a: Position, b: Position): boolean {
  const length = Math.hypot(b[0]! - a[0]!, b[1]! - a[1]!);
  if (Math.abs(turn(a, b, p)) > nearness * Math.max(1, length)) return false;
  const isBetween = (k: 0 | 1) =>
    p[k]! >= Math.min(a[k]!, b[k]!) - nearness && p[k]! <= Math.max(a[k]!, b[k]!) + nearness;
  return isBetween(0) && isBetween(1);
}
