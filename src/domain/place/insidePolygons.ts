import type { Position } from "geojson";

/** Whether a position lies inside or on the edge of the polygons. */
export function isInsidePolygons(position: Position, polygons: readonly Position[][][]): boolean {
  return polygons.some(
    (rings) =>
      rings.length > 0 &&
      isInsideRing(position, rings[0]!) &&
      !rings.slice(1).some((hole) => isInsideRing(position, hole, true)),
  );
}

/** Whether a position lies inside a ring or on it; `strictly`: a position on the ring does not count. */
export function isInsideRing(position: Position, ring: readonly Position[], strictly = false): boolean {
  const [x, y] = position as [number, number];
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
    const [ax, ay] = ring[j] as [number, number];
    const [bx, by] = ring[i] as [number, number];
    const cross = (bx - ax) * (y - ay) - (by - ay) * (x - ax);
    if (
      cross === 0 &&
      x >= Math.min(ax, bx) &&
      x <= Math.max(ax, bx) &&
      y >= Math.min(ay, by) &&
      y <= Math.max(ay, by)
    ) {
      return !strictly;
    }
    if (ay > y !== by > y && cross > 0 === by > ay) inside = !inside;
  }
  return inside;
}
