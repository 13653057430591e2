import type { Position } from "geojson";
import type { Ground } from "./buildGround.ts";
import { type ContourRings, findRingArea } from "./contourSurface.ts";
import { findLngLat } from "./grid.ts";
import { blockCells } from "./reachSource.ts";

function isInside(ring: readonly [number, number][], x: number, y: number): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
    const [ax, ay] = ring[i]!;
    const [bx, by] = ring[j]!;
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

/**
 * Positions of all rings in longitude and latitude, interleaved. Interpolated between the corners of blocks, which
 * is within two metres of the projection and ten times quicker.
 */
export function buildBandLines(ground: Ground, rings: ContourRings): Float64Array {
  const { cornerLngLat, blockColumns } = ground;
  const { positions } = rings;
  const lngLat = new Float64Array(positions.length);
  for (let i = 0; i < positions.length; i += 2) {
    const column = positions[i]! / blockCells;
    const row = positions[i + 1]! / blockCells;
    const c = Math.min(blockColumns - 1, Math.floor(column));
    const r = Math.min(ground.blockRows - 1, Math.floor(row));
    const [u, v] = [column - c, row - r];
    const at = 2 * (r * (blockColumns + 1) + c);
    const below = at + 2 * (blockColumns + 1);
    for (let axis = 0; axis < 2; axis += 1)
      lngLat[i + axis] =
        (1 - v) * ((1 - u) * cornerLngLat[at + axis]! + u * cornerLngLat[at + 2 + axis]!) +
        v * ((1 - u) * cornerLngLat[below + axis]! + u * cornerLngLat[below + 2 + axis]!);
  }
  return lngLat;
}

interface Outer {
  ring: [number, number][];
  area: number;
  box: [number, number, number, number];
  holes: [number, number][][];
}

const boxOf = (ring: readonly [number, number][]): [number, number, number, number] => [
  Math.min(...ring.map((p) => p[0])),
  Math.min(...ring.map((p) => p[1])),
  Math.max(...ring.map((p) => p[0])),
  Math.max(...ring.map((p) => p[1])),
];

/**
 * The area within each cut-off as polygons with their holes, in longitude and latitude, outer rings to the left
 * as RFC 7946 asks, at most 6 decimals. A cut-off within which nothing lies has no polygon.
 */
export function buildBandPolygons(ground: Ground, rings: ContourRings): Position[][][][] {
  return rings.cutoffs.map((_, k) => {
    const outers: Outer[] = [];
    const holes: [number, number][][] = [];
    for (let ring = 0; ring < rings.ringCutoff.length; ring += 1) {
      if (rings.ringCutoff[ring] !== k) continue;
      const points: [number, number][] = [];
      for (let i = rings.ringOffset[ring]!; i < rings.ringOffset[ring + 1]!; i += 1) {
        const point: [number, number] = [rings.positions[2 * i]!, rings.positions[2 * i + 1]!];
        const last = points[points.length - 1];
        if (!last || last[0] !== point[0] || last[1] !== point[1]) points.push(point);
      }
      const area = findRingArea(rings, ring);
      if (points.length < 3 || area === 0) continue;
      if (area > 0) outers.push({ ring: points, area, box: boxOf(points), holes: [] });
      else holes.push(points);
    }
    // The smallest outer ring that holds a hole is its own.
    outers.sort((a, b) => a.area - b.area);
    for (const hole of holes) {
      const [x, y] = findInnerPoint(hole);
      outers
        .find(
          (o) => x >= o.box[0] && y >= o.box[1] && x <= o.box[2] && y <= o.box[3] && isInside(o.ring, x, y),
        )
        ?.holes.push(hole);
    }
    return outers.map((outer) => [outer.ring, ...outer.holes].map((ring) => toLngLatRing(ground, ring)));
  });
}

/** A point just inside a ring's first side, on the side of its interior. */
function findInnerPoint(ring: readonly [number, number][]): [number, number] {
  const [ax, ay] = ring[0]!;
  const [bx, by] = ring[1]!;
  const length = Math.hypot(bx - ax, by - ay);
  // Holes turn against the clock on screen: their interior is to the left.
  return [(ax + bx) / 2 + ((by - ay) / length) * 1e-6, (ay + by) / 2 - ((bx - ax) / length) * 1e-6];
}

function toLngLatRing(ground: Ground, ring: readonly [number, number][]): Position[] {
  const positions = ring.map(([column, row]) => {
    const [longitude, latitude] = findLngLat(ground.grid, column, row);
    return [Math.round(longitude * 1e6) / 1e6, Math.round(latitude * 1e6) / 1e6];
  });
  // Rows go down but latitude goes up, so the turn on the screen is the turn on the map: outer rings are clockwise.
  positions.reverse();
  positions.push(positions[0]!);
  return positions;
}
