import Flatbush from "flatbush";
import type { Geometry, MultiPolygon, Polygon, Position } from "geojson";
import GeoJSONReader from "jsts/org/locationtech/jts/io/GeoJSONReader.js";
import IsValidOp from "jsts/org/locationtech/jts/operation/valid/IsValidOp.js";
import type { Bilingual } from "../plan.ts";

/** Why a geometry is not valid (OGC simple features), and where. */
export interface Invalidity {
  code: string;
  reason: Bilingual;
  /** Where it goes wrong, degrees; null where no one place can be named. */
  place: [longitude: number, latitude: number] | null;
}

/** By the error numbers of JTS `TopologyValidationError`. */
const reasons: Record<number, { code: string; reason: Bilingual }> = {
  2: { code: "hole-outside", reason: { zh: "洞在外环之外", en: "a hole lies outside its outer ring" } },
  3: { code: "nested-holes", reason: { zh: "洞套洞", en: "a hole lies inside another hole" } },
  4: { code: "interior-split", reason: { zh: "内部不连通", en: "the interior is not connected" } },
  5: { code: "self-crossing", reason: { zh: "环自相交", en: "rings cross themselves or each other" } },
  6: { code: "ring-self-touch", reason: { zh: "环自接触", en: "a ring touches itself" } },
  7: { code: "nested-outer-rings", reason: { zh: "外环套外环", en: "an outer ring lies inside another" } },
  8: { code: "duplicate-rings", reason: { zh: "重复的环", en: "two rings are the same" } },
  9: { code: "too-few-positions", reason: { zh: "不同的点太少", en: "too few different positions" } },
  10: { code: "coordinate", reason: { zh: "坐标不是有限数", en: "a coordinate is not a finite number" } },
  11: { code: "ring-not-closed", reason: { zh: "环未闭合", en: "a ring is not closed" } },
};

/** Above this many edges, testing each against each is slower than asking JTS, which sweeps. */
const pairwiseLimit = 80;
/** Used again for every polygon: a layer of a hundred thousand would otherwise leave as many behind. */
const scratchEdges = new Float64Array(pairwiseLimit * 4);
const scratchNext = new Int32Array(pairwiseLimit);

/**
 * True when the rings are certainly valid: all edges apart, holes apart and inside. False means only that
 * it is not certain (rings that touch, many edges): then JTS decides. This settles nearly every field,
 * lake and zone of a file some hundred times faster than JTS.
 */
function isCertainlyValid(rings: readonly (readonly Position[])[]): boolean {
  let count = 0;
  for (const ring of rings) {
    count += ring.length - 1;
    const [first, last] = [ring[0], ring[ring.length - 1]];
    if (ring.length < 4 || first![0] !== last![0] || first![1] !== last![1]) return false;
  }
  if (count > pairwiseLimit) return false;
  const edges = scratchEdges;
  const nextOf = scratchNext;
  let edge = 0;
  for (const ring of rings) {
    const start = edge;
    for (let i = 1; i < ring.length; i += 1) {
      edges[edge * 4] = ring[i - 1]![0]!;
      edges[edge * 4 + 1] = ring[i - 1]![1]!;
      edges[edge * 4 + 2] = ring[i]![0]!;
      edges[edge * 4 + 3] = ring[i]![1]!;
      nextOf[edge] = edge + 1;
      edge += 1;
    }
    nextOf[edge - 1] = start;
  }
  for (let i = 0; i < count; i += 1) {
    const ax = edges[i * 4]!;
    const ay = edges[i * 4 + 1]!;
    const bx = edges[i * 4 + 2]!;
    const by = edges[i * 4 + 3]!;
    if (ax === bx && ay === by) return false;
    for (let j = i + 1; j < count; j += 1) {
      const cx = edges[j * 4]!;
      const cy = edges[j * 4 + 1]!;
      const dx = edges[j * 4 + 2]!;
      const dy = edges[j * 4 + 3]!;
      if (nextOf[i] === j || nextOf[j] === i) {
        // Neighbours share an end; they must not fold back onto each other.
        const cross = (bx - ax) * (dy - cy) - (by - ay) * (dx - cx);
        if (cross === 0 && (bx - ax) * (dx - cx) + (by - ay) * (dy - cy) <= 0) return false;
        if (cross === 0) continue;
        if (Math.abs(cross) < 1e-24) return false;
        continue;
      }
      if (Math.max(ax, bx) < Math.min(cx, dx) || Math.max(cx, dx) < Math.min(ax, bx)) continue;
      if (Math.max(ay, by) < Math.min(cy, dy) || Math.max(cy, dy) < Math.min(ay, by)) continue;
      const abc = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
      const abd = (bx - ax) * (dy - ay) - (by - ay) * (dx - ax);
      if ((abc > 1e-22 && abd > 1e-22) || (abc < -1e-22 && abd < -1e-22)) continue;
      const cda = (dx - cx) * (ay - cy) - (dy - cy) * (ax - cx);
      const cdb = (dx - cx) * (by - cy) - (dy - cy) * (bx - cx);
      if ((cda > 1e-22 && cdb > 1e-22) || (cda < -1e-22 && cdb < -1e-22)) continue;
      return false;
    }
  }
  const outer = rings[0]!;
  return rings
    .slice(1)
    .every(
      (hole, index) =>
        isStrictlyInside(hole[0]!, outer) &&
        rings.every((other, at) => at === 0 || at === index + 1 || !isStrictlyInside(hole[0]!, other)),
    );
}

/** Where two edges cross each other for certain, not at an end and not by a rounding; undefined where they do not. */
function findCrossing(a: Position, b: Position, c: Position, d: Position): [number, number] | undefined {
  const turn = (p: Position, q: Position, r: Position) =>
    (q[0]! - p[0]!) * (r[1]! - p[1]!) - (q[1]! - p[1]!) * (r[0]! - p[0]!);
  const [abc, abd, cda, cdb] = [turn(a, b, c), turn(a, b, d), turn(c, d, a), turn(c, d, b)];
  const apart = 1e-18;
  if (Math.min(Math.abs(abc), Math.abs(abd), Math.abs(cda), Math.abs(cdb)) < apart) return undefined;
  if (abc > 0 === abd > 0 || cda > 0 === cdb > 0) return undefined;
  const share = cda / (cda - cdb);
  return [a[0]! + (b[0]! - a[0]!) * share, a[1]! + (b[1]! - a[1]!) * share];
}

/**
 * The first certain crossing in rings of many edges. JTS counts every crossing before it answers, which
 * takes minutes for a scribble of a hundred thousand; one is enough to refuse it.
 */
function findFirstCrossing(rings: readonly (readonly Position[])[]): [number, number] | undefined {
  const edges: [Position, Position][] = [];
  for (const ring of rings) for (let i = 1; i < ring.length; i += 1) edges.push([ring[i - 1]!, ring[i]!]);
  if (edges.length <= pairwiseLimit) return undefined;
  const index = new Flatbush(edges.length);
  const box = ([a, b]: [Position, Position]) =>
    [Math.min(a[0]!, b[0]!), Math.min(a[1]!, b[1]!), Math.max(a[0]!, b[0]!), Math.max(a[1]!, b[1]!)] as const;
  for (const edge of edges) index.add(...box(edge));
  index.finish();
  let found: [number, number] | undefined;
  for (let i = 0; i < edges.length && !found; i += 1) {
    const [a, b] = edges[i]!;
    index.search(...box(edges[i]!), (j) => {
      if (j > i) found ??= findCrossing(a, b, edges[j]![0], edges[j]![1]);
      return false;
    });
  }
  return found;
}

/** Only asked where no edges meet, so the boundary cannot matter. */
function isStrictlyInside(position: Position, ring: readonly Position[]): boolean {
  const [x, y] = position as [number, number];
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
    const [ax, ay] = ring[j] as [number, number];
    const [bx, by] = ring[i] as [number, number];
    if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) inside = !inside;
  }
  return inside;
}

/** What jsts's own declarations leave out. */
interface JtsError {
  getErrorType(): number;
  getCoordinate(): { x: number; y: number } | null;
}

let reader: GeoJSONReader | undefined;

function askJts(geometry: Polygon | MultiPolygon): Invalidity | null {
  const rings = geometry.type === "Polygon" ? geometry.coordinates : geometry.coordinates.flat();
  const crossing = findFirstCrossing(rings);
  if (crossing) return { ...reasons[5]!, place: crossing };
  reader ??= new GeoJSONReader();
  let error: JtsError | null;
  try {
    error = new IsValidOp(reader.read(geometry)).getValidationError() as unknown as JtsError | null;
  } catch (caught) {
    const said = caught instanceof Error ? caught.message : String(caught);
    return {
      code: "unreadable",
      reason: { zh: `几何无法检查：${said}`, en: `the geometry cannot be checked: ${said}` },
      place: null,
    };
  }
  if (!error) return null;
  const at = error.getCoordinate();
  const known = reasons[error.getErrorType()] ?? {
    code: "invalid",
    reason: { zh: "几何无效", en: "the geometry is not valid" },
  };
  return { ...known, place: at ? [at.x, at.y] : null };
}

type Box = [west: number, south: number, east: number, north: number];

function boxOf(ring: readonly Position[]): Box {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of ring as [number, number][]) {
    if (x < box[0]) box[0] = x;
    if (y < box[1]) box[1] = y;
    if (x > box[2]) box[2] = x;
    if (y > box[3]) box[3] = y;
  }
  return box;
}

/** For each part, the later parts whose edges come near its own: only those can cross, touch or share an edge. */
function findNearParts(parts: readonly Position[][][]): Set<number>[] {
  let count = 0;
  for (const rings of parts) for (const ring of rings) count += Math.max(0, ring.length - 1);
  const near = parts.map(() => new Set<number>());
  const index = new Flatbush(count);
  const owners = new Int32Array(count);
  let edge = 0;
  const eachEdge = (visit: (part: number, box: Box) => void) => {
    parts.forEach((rings, part) => {
      for (const ring of rings)
        for (let i = 1; i < ring.length; i += 1) visit(part, boxOf([ring[i - 1]!, ring[i]!]));
    });
  };
  eachEdge((part, box) => {
    index.add(...box);
    owners[edge] = part;
    edge += 1;
  });
  index.finish();
  eachEdge((part, box) => {
    index.search(...box, (i) => {
      if (owners[i]! > part) near[part]!.add(owners[i]!);
      return false;
    });
  });
  return near;
}

/**
 * Why a polygon of many parts is not valid. It is valid when each part is and no two share ground: pairs
 * whose edges come near each other are asked of JTS, all others can only lie one within the other. JTS asked
 * for all parts at once takes minutes for ten thousand.
 */
function findInvalidityOfParts(all: Position[][][]): Invalidity | null {
  const parts = all.filter((rings) => rings.some((ring) => ring.length > 1));
  if (parts.length === 0) return null;
  for (const coordinates of parts) {
    const found = findInvalidity({ type: "Polygon", coordinates });
    if (found) return found;
  }
  const near = findNearParts(parts);
  const boxes = parts.map((rings) => boxOf(rings[0]!));
  const index = new Flatbush(parts.length);
  for (const box of boxes) index.add(...box);
  index.finish();
  const isWithin = (inner: number, outer: number) => {
    const [first] = parts[inner]![0]!;
    const [shell, ...holes] = parts[outer]!;
    return isStrictlyInside(first!, shell!) && !holes.some((hole) => isStrictlyInside(first!, hole));
  };
  for (let i = 0; i < parts.length; i += 1) {
    for (const j of near[i]!) {
      const found = askJts({ type: "MultiPolygon", coordinates: [parts[i]!, parts[j]!] });
      if (found) return found;
    }
    const nested = index
      .search(...boxes[i]!)
      .find((j) => j > i && !near[i]!.has(j) && (isWithin(j, i) || isWithin(i, j)));
    if (nested !== undefined) {
      const [inner] = isWithin(nested, i) ? parts[nested]![0]! : parts[i]![0]!;
      return { ...reasons[7]!, place: [inner![0]!, inner![1]!] };
    }
  }
  return null;
}

/**
 * Why a geometry is not valid by OGC simple features, or null when it is. Degrees.
 * Points and lines are always valid here (a line that crosses itself is a line). JTS `IsValidOp` by way of
 * jsts, after a quick test that settles the plain cases; the two agree by test.
 */
export function findInvalidity(geometry: Geometry): Invalidity | null {
  switch (geometry.type) {
    case "Polygon":
      return isCertainlyValid(geometry.coordinates) ? null : askJts(geometry);
    case "MultiPolygon":
      if (geometry.coordinates.length === 1) {
        return findInvalidity({ type: "Polygon", coordinates: geometry.coordinates[0]! });
      }
      return findInvalidityOfParts(geometry.coordinates);
    case "GeometryCollection":
      for (const part of geometry.geometries) {
        const found = findInvalidity(part);
        if (found) return found;
      }
      return null;
    default:
      return null;
  }
}
