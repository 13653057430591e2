import Flatbush from "flatbush";
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

/** Fewer edges are gone through faster than they are put in order. */
const fewEdges = 40;

/** Finds the edges whose boxes meet a box; all of them where they are few. */
function indexEdges(edges: readonly Edge[]): (box: Bbox) => readonly Edge[] {
  if (edges.length <= fewEdges) return () => edges;
  const index = new Flatbush(edges.length);
  for (const [a, b] of edges)
    index.add(Math.min(a[0]!, b[0]!), Math.min(a[1]!, b[1]!), Math.max(a[0]!, b[0]!), Math.max(a[1]!, b[1]!));
  index.finish();
  return (box) => index.search(...box).map((at) => edges[at]!);
}

/** Edges of one area that matter where both lie, and whether a place lies within it. */
function createSide(polygons: Polygons, common: Bbox) {
  const edges = [...listEdges(polygons, common)];
  const near = indexEdges(edges);
  if (edges.length <= fewEdges)
    return { edges, near, holds: (place: Position) => isInsidePolygons(place, polygons) };
  // Large areas are asked at each piece of the other's border: only edges that a ray to the east meets are counted.
  const [west, south, eastmost, north] = common;
  const east = indexEdges([...listEdges(polygons, [west, south, Number.POSITIVE_INFINITY, north])]);
  const holds = ([x, y]: Position) => {
    // A piece that leads out of the common box leads out of the other area.
    if (x! < west || x! > eastmost || y! < south || y! > north) return false;
    let isInside = false;
    for (const [a, b] of east([x!, y!, Number.POSITIVE_INFINITY, y!])) {
      const isCrossed =
        a[1]! > y! !== b[1]! > y! && x! < a[0]! + ((y! - a[1]!) * (b[0]! - a[0]!)) / (b[1]! - a[1]!);
      if (isCrossed) isInside = !isInside;
    }
    return isInside;
  };
  return { edges, near, holds };
}

/**
 * Whether two areas may share ground: true wherever they do, and false for neighbours that only share a border. Each
 * edge is cut where the other area's border meets it; areas that share ground have a piece inside the other, or are
 * one in the other, or have the same border. Far cheaper than their intersection: only edges near both are looked at,
 * and each is held against those alone that it may meet.
 *
 * @param common the box both lie in, degrees.
 */
export function sharesGround(first: Polygons, second: Polygons, common: Bbox): boolean {
  const sides = [createSide(first, common), createSide(second, common)] as const;
  let isApart = false;
  for (const [at, { edges }] of sides.entries()) {
    const other = sides[1 - at]!;
    for (const edge of edges) {
      const [a, b] = edge;
      const facing = other.near([
        Math.min(a[0]!, b[0]!) - nearness,
        Math.min(a[1]!, b[1]!) - nearness,
        Math.max(a[0]!, b[0]!) + nearness,
        Math.max(a[1]!, b[1]!) + nearness,
      ]);
      const cuts = facing
        .flatMap((one) => findTouches(edge, one))
        .filter((share) => share > 0 && share < 1)
        .sort((x, y) => x - y);
      const stops = [0, ...cuts, 1];
      for (let i = 1; i < stops.length; i += 1) {
        const middle = (stops[i - 1]! + stops[i]!) / 2;
        const place: Position = [a[0]! + middle * (b[0]! - a[0]!), a[1]! + middle * (b[1]! - a[1]!)];
        if (facing.some(([c, d]) => isOnEdge(place, c, d))) continue;
        if (other.holds(place)) return true;
        isApart = true;
      }
    }
  }
  // Every piece of either border lies on the other's: the same area, drawn twice in another order.
  return !isApart && sides.every(({ edges }) => edges.length > 0);
}

const nearness = 1e-12;

function isOnEdge(p: Position, a: Position, b: Position): boolean {
  const length = Math.hypot(b[0]! - a[0]!, b[1]! - a[1]!);
  if (Math.abs(turn(a, b, p)) > nearness * Math.max(1, length)) return false;
  const isBetween = (k: 0 | 1) =>
    p[k]! >= Math.min(a[k]!, b[k]!) - nearness && p[k]! <= Math.max(a[k]!, b[k]!) + nearness;
  return isBetween(0) && isBetween(1);
}
