import type { Geometry, Position } from "geojson";

/** The parts of a line that lie in a polygon, and where it crosses the edge. Degrees in, degrees out. */
export interface LineOverlap {
  /** Parts inside, in order along the line; each has at least two positions. */
  inside: Position[][];
  /** Parts outside, likewise. */
  outside: Position[][];
  /** Places where the line passes the polygon's edge. */
  edges: Position[];
}

interface Edge {
  ax: number;
  ay: number;
  bx: number;
  by: number;
}

/** A polygon's edges in bands of latitude, so that a stretch of line meets only the edges beside it. */
interface EdgeBands {
  south: number;
  height: number;
  bands: Edge[][];
  box: [number, number, number, number];
}

const bandsOf = new WeakMap<Geometry, EdgeBands>();

function findRings(geometry: Geometry): Position[][] {
  if (geometry.type === "Polygon") return geometry.coordinates;
  if (geometry.type === "MultiPolygon") return geometry.coordinates.flat();
  return [];
}

function buildBands(polygon: Geometry): EdgeBands {
  const kept = bandsOf.get(polygon);
  if (kept) return kept;
  const edges: Edge[] = [];
  const box: EdgeBands["box"] = [180, 90, -180, -90];
  for (const ring of findRings(polygon)) {
    for (let i = 1; i < ring.length; i += 1) {
      const [ax, ay] = ring[i - 1] as [number, number];
      const [bx, by] = ring[i] as [number, number];
      edges.push({ ax, ay, bx, by });
      box[0] = Math.min(box[0], ax);
      box[1] = Math.min(box[1], ay);
      box[2] = Math.max(box[2], ax);
      box[3] = Math.max(box[3], ay);
    }
  }
  const count = Math.max(1, Math.min(256, Math.ceil(edges.length / 4)));
  const height = Math.max(1e-12, (box[3] - box[1]) / count);
  const bands: Edge[][] = Array.from({ length: count }, () => []);
  const clampBand = (y: number) => Math.min(count - 1, Math.max(0, Math.floor((y - box[1]) / height)));
  for (const edge of edges) {
    const last = clampBand(Math.max(edge.ay, edge.by));
    for (let band = clampBand(Math.min(edge.ay, edge.by)); band <= last; band += 1) bands[band]!.push(edge);
  }
  const built = { south: box[1], height, bands, box };
  bandsOf.set(polygon, built);
  return built;
}

function findBands({ south, height, bands }: EdgeBands, low: number, high: number): Edge[][] {
  const first = Math.max(0, Math.floor((low - south) / height) - 1);
  const last = Math.min(bands.length - 1, Math.floor((high - south) / height) + 1);
  return bands.slice(first, last + 1);
}

/**
 * Whether a position lies in a polygon, holes excluded (even-odd rule). Degrees.
 * A position exactly on an edge may fall on either side.
 */
export function isInsidePolygon([x, y]: Position, polygon: Geometry): boolean {
  const built = buildBands(polygon);
  if (x! < built.box[0] || x! > built.box[2] || y! < built.box[1] || y! > built.box[3]) return false;
  const seen = new Set<Edge>();
  let inside = false;
  for (const band of findBands(built, y!, y!)) {
    for (const edge of band) {
      if (edge.ay > y! === edge.by > y! || seen.has(edge)) continue;
      seen.add(edge);
      if (x! < ((edge.bx - edge.ax) * (y! - edge.ay)) / (edge.by - edge.ay) + edge.ax) inside = !inside;
    }
  }
  return inside;
}

/** Whether a stretch surely lies beside a box. */
const isApart = (a: Position, b: Position, [west, south, east, north]: EdgeBands["box"]): boolean =>
  (a[0]! < west && b[0]! < west) ||
  (a[0]! > east && b[0]! > east) ||
  (a[1]! < south && b[1]! < south) ||
  (a[1]! > north && b[1]! > north);

/** Where the stretch from a to b meets the edges, as fractions of its length, in order and without doubles. */
function findMeetings(a: Position, b: Position, built: EdgeBands): number[] {
  const [ax, ay] = a as [number, number];
  const [dx, dy] = [b[0]! - ax, b[1]! - ay];
  const [west, east] = [Math.min(ax, ax + dx), Math.max(ax, ax + dx)];
  const [south, north] = [Math.min(ay, ay + dy), Math.max(ay, ay + dy)];
  if (west > built.box[2] || east < built.box[0] || south > built.box[3] || north < built.box[1]) return [];
  const found: number[] = [];
  for (const band of findBands(built, south, north)) {
    for (const edge of band) {
      if (Math.max(edge.ax, edge.bx) < west || Math.min(edge.ax, edge.bx) > east) continue;
      const ex = edge.bx - edge.ax;
      const ey = edge.by - edge.ay;
      const cross = dx * ey - dy * ex;
      if (cross === 0) continue;
      const t = ((edge.ax - ax) * ey - (edge.ay - ay) * ex) / cross;
      const s = ((edge.ax - ax) * dy - (edge.ay - ay) * dx) / cross;
      if (t >= 0 && t <= 1 && s >= 0 && s <= 1) found.push(t);
    }
  }
  found.sort((one, two) => one - two);
  return found.filter((t, i) => i === 0 || t - found[i - 1]! > 1e-12);
}

/**
 * Cuts lines by a polygon.
 *
 * Each stretch is cut where it meets an edge and each piece is judged by its middle, so that touching a
 * corner or running along an edge never counts twice. Straight lines are straight in longitude and
 * latitude, as RFC 7946 has it.
 *
 * @param lines positions of each line, WGS 84 degrees.
 * @param polygon Polygon or MultiPolygon, WGS 84 degrees; other types have no inside.
 * @returns parts inside, parts outside and crossings of the edge. Parts of the polygon must not overlap.
 */
export function findLineOverlap(lines: readonly Position[][], polygon: Geometry): LineOverlap {
  const built = buildBands(polygon);
  const overlap: LineOverlap = { inside: [], outside: [], edges: [] };
  for (const line of lines) {
    let part: Position[] | undefined;
    let wasInside: boolean | undefined;
    for (let i = 1; i < line.length; i += 1) {
      const a = line[i - 1]!;
      const b = line[i]!;
      // Most of a long river passes far from a parcel.
      if (wasInside === false && isApart(a, b, built.box)) {
        part!.push(b);
        continue;
      }
      const at = (t: number): Position =>
        t === 0 ? a : t === 1 ? b : [a[0]! + t * (b[0]! - a[0]!), a[1]! + t * (b[1]! - a[1]!)];
      const cuts = [0, ...findMeetings(a, b, built).filter((t) => t > 0 && t < 1), 1];
      for (let c = 1; c < cuts.length; c += 1) {
        const [from, to] = [cuts[c - 1]!, cuts[c]!];
        const isInside = isInsidePolygon(at((from + to) / 2), polygon);
        if (isInside !== wasInside) {
          part = [at(from)];
          (isInside ? overlap.inside : overlap.outside).push(part);
          if (wasInside !== undefined) overlap.edges.push(at(from));
          wasInside = isInside;
        }
        part!.push(at(to));
      }
    }
  }
  return overlap;
}

type Box = readonly [west: number, south: number, east: number, north: number];

function findBox(lines: readonly Position[][]): Box {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const line of lines)
    for (const [x, y] of line as [number, number][]) {
      west = Math.min(west, x);
      south = Math.min(south, y);
      east = Math.max(east, x);
      north = Math.max(north, y);
    }
  return [west, south, east, north];
}

/** Stretches that come into a box, four numbers each: the only ones that can cross anything there. */
function findStretches(lines: readonly Position[][], [west, south, east, north]: Box): Float64Array {
  const found: number[] = [];
  for (const line of lines) {
    for (let i = 1; i < line.length; i += 1) {
      const [ax, ay] = line[i - 1] as [number, number];
      const [bx, by] = line[i] as [number, number];
      if (Math.max(ax, bx) < west || Math.min(ax, bx) > east) continue;
      if (Math.max(ay, by) < south || Math.min(ay, by) > north) continue;
      found.push(ax, ay, bx, by);
    }
  }
  return Float64Array.from(found);
}

/** Where two sets of lines cross, without doubles at shared vertices. Degrees; touching ends count as a crossing. */
export function findCrossings(one: readonly Position[][], two: readonly Position[][]): Position[] {
  const found = new Map<string, Position>();
  const others = findStretches(two, findBox(one));
  const own = others.length === 0 ? others : findStretches(one, findBox(two));
  for (let i = 0; i < own.length; i += 4) {
    const [ax, ay, bx, by] = [own[i]!, own[i + 1]!, own[i + 2]!, own[i + 3]!];
    const [west, east] = [Math.min(ax, bx), Math.max(ax, bx)];
    const [south, north] = [Math.min(ay, by), Math.max(ay, by)];
    for (let j = 0; j < others.length; j += 4) {
      const [cx, cy, ex, ey] = [others[j]!, others[j + 1]!, others[j + 2]!, others[j + 3]!];
      if ((cx < west && ex < west) || (cx > east && ex > east)) continue;
      if ((cy < south && ey < south) || (cy > north && ey > north)) continue;
      const cross = (bx - ax) * (ey - cy) - (by - ay) * (ex - cx);
      if (cross === 0) continue;
      const t = ((cx - ax) * (ey - cy) - (cy - ay) * (ex - cx)) / cross;
      const s = ((cx - ax) * (by - ay) - (cy - ay) * (bx - ax)) / cross;
      if (t < 0 || t > 1 || s < 0 || s > 1) continue;
      const place: Position = [ax + t * (bx - ax), ay + t * (by - ay)];
      found.set(`${place[0]!.toFixed(7)},${place[1]!.toFixed(7)}`, place);
    }
  }
  return [...found.values()];
}
