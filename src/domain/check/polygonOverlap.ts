import type { Position } from "geojson";
import { combinePolygons, type Polygons } from "../place/polygonEngine.ts";
import {
  measureEdgeAreaSquareMetres,
  measurePolygonsSquareMetres,
  measureRingSquareMetres,
} from "./edgeArea.ts";
import { clampBand, isInsidePrepared, type PreparedPolygons } from "./preparedPolygons.ts";

/** What two sets of polygons share. Rings closed and wound as RFC 7946 wants. */
export interface PolygonOverlap {
  polygons: Polygons;
  areaSquareMetres: number;
}

/** A place where an edge of one side properly crosses an edge of the other. */
interface Crossing {
  edges: [number, number];
  shares: [number, number];
  place: Position;
  /** The stretch of each side that begins here. */
  begins: [Stretch | undefined, Stretch | undefined];
}

/** A piece of the boundary of one side that lies inside the other, from crossing to crossing. */
interface Stretch {
  side: 0 | 1;
  positions: Position[];
  area: number;
  end: Crossing;
  taken: boolean;
}

/** Nearer to an edge than this (in degrees: about a tenth of a micrometre) is touching, not crossing. */
const touchDegrees = 1e-12;

/**
 * All proper crossings, or undefined where the sides touch: then the walk below would not be certain. Written without
 * arrays in the loop: a layer of parcels goes through it a hundred million times.
 */
function findProperCrossings(a: PreparedPolygons, b: PreparedPolygons): Crossing[] | undefined {
  const found: Crossing[] = [];
  const low = Math.max(a.south, b.south);
  const high = Math.min(a.north, b.north);
  const west = Math.max(a.west, b.west);
  const east = Math.min(a.east, b.east);
  const { x, y, next, bandStarts, bandEdges } = b;
  for (let i = 0; i < a.x.length; i += 1) {
    const ax = a.x[i]!;
    const ay = a.y[i]!;
    const bx = a.x[a.next[i]!]!;
    const by = a.y[a.next[i]!]!;
    const south = Math.min(ay, by);
    const north = Math.max(ay, by);
    if (north < low || south > high) continue;
    const left = Math.min(ax, bx);
    const right = Math.max(ax, bx);
    if (right < west || left > east) continue;
    const dx = bx - ax;
    const dy = by - ay;
    const reach = (right - left + north - south) * touchDegrees;
    const firstBand = clampBand(b, south);
    const lastBand = clampBand(b, north);
    for (let band = firstBand; band <= lastBand; band += 1) {
      for (let k = bandStarts[band]!; k < bandStarts[band + 1]!; k += 1) {
        const j = bandEdges[k]!;
        const end = next[j]!;
        const cx = x[j]!;
        const ex = x[end]!;
        if ((cx < left && ex < left) || (cx > right && ex > right)) continue;
        const cy = y[j]!;
        const ey = y[end]!;
        if ((cy < south && ey < south) || (cy > north && ey > north)) continue;
        // An edge stands in every band it passes: the pair belongs to the first band they share.
        if (band !== Math.max(firstBand, clampBand(b, Math.min(cy, ey)))) continue;
        const gx = ex - cx;
        const gy = ey - cy;
        const c = dx * (cy - ay) - dy * (cx - ax);
        const e = dx * (ey - ay) - dy * (ex - ax);
        const p = gx * (ay - cy) - gy * (ax - cx);
        const q = gx * (by - cy) - gy * (bx - cx);
        const otherReach = (Math.abs(gx) + Math.abs(gy)) * touchDegrees;
        if ((c > reach && e > reach) || (c < -reach && e < -reach)) continue;
        if ((p > otherReach && q > otherReach) || (p < -otherReach && q < -otherReach)) continue;
        if (Math.abs(c) <= reach || Math.abs(e) <= reach) return undefined;
        if (Math.abs(p) <= otherReach || Math.abs(q) <= otherReach) return undefined;
        const t = p / (p - q);
        found.push({
          edges: [i, j],
          shares: [t, c / (c - e)],
          place: [ax + dx * t, ay + dy * t],
          begins: [undefined, undefined],
        });
      }
    }
  }
  return found;
}

/** The stretch along one ring between two crossings of it. */
function buildStretch(prepared: PreparedPolygons, side: 0 | 1, from: Crossing, end: Crossing): Stretch {
  const { x, y, next, areaBefore, ringOf, ringAreas } = prepared;
  const [i, j] = [from.edges[side], end.edges[side]];
  const positions: Position[] = [from.place];
  let area = 0;
  if (i === j && end.shares[side] > from.shares[side]) {
    area = -measureEdgeAreaSquareMetres(from.place, end.place);
  } else {
    let vertex = next[i]!;
    const first = vertex;
    for (;;) {
      positions.push([x[vertex]!, y[vertex]!]);
      if (vertex === j) break;
      vertex = next[vertex]!;
    }
    area = areaBefore[j]! - areaBefore[first]! + (j < first ? ringAreas[ringOf[i]!]! : 0);
    area -= measureEdgeAreaSquareMetres(from.place, positions[1]!);
    area -= measureEdgeAreaSquareMetres(positions.at(-1)!, end.place);
  }
  return { side, positions, area, end, taken: false };
}

const ringPositions = (prepared: PreparedPolygons, ring: number): Position[] => {
  const positions: Position[] = [];
  for (let v = prepared.ringStarts[ring]!; v < prepared.ringStarts[ring + 1]!; v += 1)
    positions.push([prepared.x[v]!, prepared.y[v]!]);
  return positions;
};

interface Ring {
  positions: Position[];
  area: number;
}

/** Marks which stretches of a side lie inside the other; whole rings without a crossing are found at once. */
function walkSide(
  prepared: PreparedPolygons,
  other: PreparedPolygons,
  side: 0 | 1,
  crossings: readonly Crossing[],
): { whole: Ring[]; stretches: Stretch[] } | undefined {
  const byRing = new Map<number, Crossing[]>();
  for (const crossing of crossings) {
    const ring = prepared.ringOf[crossing.edges[side]]!;
    const list = byRing.get(ring);
    if (list) list.push(crossing);
    else byRing.set(ring, [crossing]);
  }
  const whole: Ring[] = [];
  const stretches: Stretch[] = [];
  for (let ring = 0; ring + 1 < prepared.ringStarts.length; ring += 1) {
    const own = byRing.get(ring);
    if (!own) {
      const start = prepared.ringStarts[ring]!;
      if (isInsidePrepared(prepared.x[start]!, prepared.y[start]!, other))
        whole.push({ positions: ringPositions(prepared, ring), area: prepared.ringAreas[ring]! });
      continue;
    }
    if (own.length % 2 === 1) return undefined;
    own.sort((one, two) => one.edges[side] - two.edges[side] || one.shares[side] - two.shares[side]);
    // Inside and outside take turns; one vertex tells where the turns begin.
    const last = own.at(-1)!;
    const vertex = prepared.next[last.edges[side]]!;
    const holdsVertex = last.edges[side] !== own[0]!.edges[side] || own.length === 1;
    let lastInside: boolean;
    if (holdsVertex) lastInside = isInsidePrepared(prepared.x[vertex]!, prepared.y[vertex]!, other);
    else {
      const before = own[0]!.edges[side];
      lastInside = isInsidePrepared(prepared.x[before]!, prepared.y[before]!, other);
    }
    for (let i = own.length - 1, inside = lastInside; i >= 0; i -= 1, inside = !inside) {
      if (!inside) continue;
      const from = own[i]!;
      const stretch = buildStretch(prepared, side, from, own[(i + 1) % own.length]!);
      from.begins[side] = stretch;
      stretches.push(stretch);
    }
  }
  return { whole, stretches };
}

/** Rings of the shared area: along one side inside the other, changing sides at each crossing. */
function linkRings(stretches: readonly Stretch[]): Ring[] | undefined {
  const rings: Ring[] = [];
  for (const start of stretches) {
    if (start.taken) continue;
    const ring: Ring = { positions: [], area: 0 };
    let stretch: Stretch | undefined = start;
    while (stretch && !stretch.taken) {
      stretch.taken = true;
      for (const position of stretch.positions) ring.positions.push(position);
      ring.area += stretch.area;
      stretch = stretch.end.begins[stretch.side === 0 ? 1 : 0];
    }
    if (stretch !== start) return undefined;
    rings.push(ring);
  }
  return rings;
}

function isInsideRing([px, py]: Position, ring: readonly Position[]): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
    const [ax, ay] = ring[j] as [number, number];
    const [bx, by] = ring[i] as [number, number];
    if (ay > py! !== by > py! && px! < ((bx - ax) * (py! - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

/** Outer rings run counter-clockwise, so their area is positive; each hole goes to the smallest outer ring round it. */
function assemblePolygons(rings: readonly Ring[]): Polygons {
  const close = (positions: Position[]) => [...positions, positions[0]!];
  const outer = rings
    .filter((ring) => ring.area > 0)
    .map((ring) => ({ ring, polygon: [close(ring.positions)] }));
  for (const hole of rings) {
    if (hole.area > 0) continue;
    const around = outer.filter(
      ({ ring }) => outer.length === 1 || isInsideRing(hole.positions[0]!, ring.positions),
    );
    around.sort((one, two) => one.ring.area - two.ring.area);
    around[0]?.polygon.push(close(hole.positions));
  }
  return outer.map(({ polygon }) => polygon);
}

function overlapByEngine(a: PreparedPolygons, b: PreparedPolygons): PolygonOverlap {
  const polygons = combinePolygons("intersection", a.polygons, b.polygons);
  // Slivers of rounding on shared edges are not an overlap.
  const kept = polygons.filter(([outer]) => Math.abs(measureRingSquareMetres(outer!)) > 0.01);
  return { polygons: kept, areaSquareMetres: measurePolygonsSquareMetres(kept) };
}

const nothing: PolygonOverlap = { polygons: [], areaSquareMetres: 0 };

/**
 * What two sets of valid polygons share, edges straight in longitude and latitude, the area of the result
 * ellipsoidal (geodesic edges), square metres.
 *
 * Each boundary is followed where it lies inside the other (Weiler and Atherton, 1977), and the area comes from
 * sums made beforehand, so that a pair costs little more than finding its crossings. Where boundaries touch
 * (a vertex on an edge, shared edges) the polygon engine takes over.
 */
export function findPolygonOverlap(a: PreparedPolygons, b: PreparedPolygons): PolygonOverlap {
  if (a.west > b.east || b.west > a.east || a.south > b.north || b.south > a.north) return nothing;
  const crossings = findProperCrossings(a, b);
  const one = crossings && walkSide(a, b, 0, crossings);
  const two = one && walkSide(b, a, 1, crossings);
  const linked = two && linkRings([...one.stretches, ...two.stretches]);
  if (!linked) return overlapByEngine(a, b);
  const rings = [...linked, ...one.whole, ...two.whole];
  if (rings.length === 0) return nothing;
  return {
    polygons: assemblePolygons(rings),
    areaSquareMetres: Math.max(
      0,
      rings.reduce((sum, ring) => sum + ring.area, 0),
    ),
  };
}
