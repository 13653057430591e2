import type { Position } from "geojson";
import type { Polygons } from "../place/polygonEngine.ts";
import { measureEdgeAreaSquareMetres } from "./edgeArea.ts";

/**
 * Polygons laid out for being overlaid many times: vertices in flat arrays, outer rings counter-clockwise and
 * holes clockwise, the area under each edge summed up beforehand, edges in bands of latitude.
 */
export interface PreparedPolygons {
  polygons: Polygons;
  /** Vertex v begins edge v, which ends at `next[v]`. Degrees. */
  x: Float64Array;
  y: Float64Array;
  next: Int32Array;
  /** First vertex of each ring, and the count of vertices at the end. */
  ringStarts: number[];
  ringOf: Int32Array;
  /** Area under the edges of a ring before vertex v, square metres. */
  areaBefore: Float64Array;
  ringAreas: number[];
  areaSquareMetres: number;
  west: number;
  south: number;
  east: number;
  north: number;
  bandHeight: number;
  /** Edges of band b: `bandEdges[bandStarts[b]]` up to `bandStarts[b + 1]`. */
  bandStarts: Int32Array;
  bandEdges: Int32Array;
}

function turnsLeft(ring: readonly Position[]): boolean {
  let sum = 0;
  const [ox, oy] = ring[0] as [number, number];
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1)
    sum += (ring[j]![0]! - ox) * (ring[i]![1]! - oy) - (ring[i]![0]! - ox) * (ring[j]![1]! - oy);
  return sum > 0;
}

/** Open rings in the normal direction; repeated positions are dropped, rings without area too. */
function normalizeRings(polygons: Polygons): Position[][] {
  const rings: Position[][] = [];
  for (const polygon of polygons) {
    polygon.forEach((ring, index) => {
      const open = ring.filter((p, i) => i === 0 || p[0] !== ring[i - 1]![0] || p[1] !== ring[i - 1]![1]);
      const [first, last] = [open[0], open.at(-1)];
      if (open.length > 1 && first![0] === last![0] && first![1] === last![1]) open.pop();
      if (open.length < 3) return;
      if (turnsLeft(open) !== (index === 0)) open.reverse();
      rings.push(open);
    });
  }
  return rings;
}

export const clampBand = (prepared: PreparedPolygons, latitude: number): number =>
  Math.min(
    prepared.bandStarts.length - 2,
    Math.max(0, Math.floor((latitude - prepared.south) / prepared.bandHeight)),
  );

/** Lays out valid polygons for overlay. Degrees. */
export function preparePolygons(polygons: Polygons): PreparedPolygons {
  const rings = normalizeRings(polygons);
  const count = rings.reduce((sum, ring) => sum + ring.length, 0);
  const bandCount = Math.max(1, Math.min(512, count >> 1));
  const prepared: PreparedPolygons = {
    polygons,
    x: new Float64Array(count),
    y: new Float64Array(count),
    next: new Int32Array(count),
    ringStarts: [],
    ringOf: new Int32Array(count),
    areaBefore: new Float64Array(count),
    ringAreas: [],
    areaSquareMetres: 0,
    west: Infinity,
    south: Infinity,
    east: -Infinity,
    north: -Infinity,
    bandHeight: 1,
    bandStarts: new Int32Array(bandCount + 1),
    bandEdges: new Int32Array(0),
  };
  let at = 0;
  rings.forEach((ring, index) => {
    const start = at;
    prepared.ringStarts.push(start);
    let area = 0;
    ring.forEach((position, i) => {
      const [x, y] = position as [number, number];
      prepared.x[at] = x;
      prepared.y[at] = y;
      prepared.next[at] = i + 1 < ring.length ? at + 1 : start;
      prepared.ringOf[at] = index;
      prepared.areaBefore[at] = area;
      area -= measureEdgeAreaSquareMetres(position, ring[i + 1] ?? ring[0]!);
      prepared.west = Math.min(prepared.west, x);
      prepared.south = Math.min(prepared.south, y);
      prepared.east = Math.max(prepared.east, x);
      prepared.north = Math.max(prepared.north, y);
      at += 1;
    });
    prepared.ringAreas.push(area);
    prepared.areaSquareMetres += area;
  });
  prepared.ringStarts.push(count);
  prepared.bandHeight = Math.max(1e-12, (prepared.north - prepared.south) / bandCount);
  if (count > 0) fillBands(prepared, bandCount, count);
  return prepared;
}

function fillBands(prepared: PreparedPolygons, bandCount: number, count: number) {
  const { y, next, bandStarts } = prepared;
  const first = new Int32Array(count);
  const last = new Int32Array(count);
  for (let edge = 0; edge < count; edge += 1) {
    const [a, b] = [y[edge]!, y[next[edge]!]!];
    first[edge] = clampBand(prepared, Math.min(a, b));
    last[edge] = clampBand(prepared, Math.max(a, b));
    for (let band = first[edge]!; band <= last[edge]!; band += 1) bandStarts[band + 1]! += 1;
  }
  for (let band = 0; band < bandCount; band += 1) bandStarts[band + 1]! += bandStarts[band]!;
  const cursor = bandStarts.slice();
  prepared.bandEdges = new Int32Array(bandStarts[bandCount]!);
  for (let edge = 0; edge < count; edge += 1)
    for (let band = first[edge]!; band <= last[edge]!; band += 1) {
      prepared.bandEdges[cursor[band]!] = edge;
      cursor[band]! += 1;
    }
}

/** Whether a position lies inside (even-odd rule; a position on an edge may fall on either side). Degrees. */
export function isInsidePrepared(px: number, py: number, prepared: PreparedPolygons): boolean {
  if (px < prepared.west || px > prepared.east || py < prepared.south || py > prepared.north) return false;
  const { x, y, next, bandStarts, bandEdges } = prepared;
  const band = clampBand(prepared, py);
  let inside = false;
  for (let k = bandStarts[band]!; k < bandStarts[band + 1]!; k += 1) {
    const edge = bandEdges[k]!;
    const end = next[edge]!;
    const ay = y[edge]!;
    const by = y[end]!;
    if (ay > py === by > py) continue;
    if (px < ((x[end]! - x[edge]!) * (py - ay)) / (by - ay) + x[edge]!) inside = !inside;
  }
  return inside;
}
