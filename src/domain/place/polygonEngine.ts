import { Clipper64, ClipType, FillRule, type Path64, type PolyPath64, PolyTree64 } from "clipper2-ts";
import type { Position } from "geojson";
import { isInsideRing } from "./insidePolygons.ts";

/** The coordinates of a multi-polygon: polygons of rings of positions in degrees. */
export type Polygons = Position[][][];

/**
 * Shapes are cut in the plane of longitude and latitude, where RFC 7946 says edges are straight, on a
 * grid of a billionth of a degree (0.1 mm): no projection is bent in between, and results agree with
 * GEOS on the same degrees. Measures of the results are ellipsoidal.
 */
const unitsPerDegree = 1e9;

interface Origin {
  x: number;
  y: number;
}

/** Coordinates are counted from a corner nearby, so that the engine's products stay exact in doubles. */
function findOrigin(polygons: Polygons): Origin {
  const position = polygons[0]?.[0]?.[0];
  return {
    x: Math.round((position?.[0] ?? 0) * unitsPerDegree),
    y: Math.round((position?.[1] ?? 0) * unitsPerDegree),
  };
}

/** Whether a path turns back on itself at `b`, or stands still, along a parallel. */
const isFlatSpike = (a: Path64[number], b: Path64[number], c: Path64[number]) =>
  a.y === b.y && b.y === c.y && (b.x - a.x) * (c.x - b.x) <= 0;

/**
 * A path without spikes along a parallel: they enclose nothing, and the engine's sweep may go round them for ever
 * (a coast of Viet Nam simplified to a grid did so).
 */
function dropFlatSpikes(path: Path64): Path64 {
  const isSound = path.every(
    (point, i) => !isFlatSpike(path[(i || path.length) - 1]!, point, path[(i + 1) % path.length]!),
  );
  if (isSound) return path;
  const kept: Path64 = [];
  for (const point of path) {
    kept.push(point);
    while (kept.length > 2 && isFlatSpike(kept.at(-3)!, kept.at(-2)!, kept.at(-1)!)) kept.splice(-2, 1);
  }
  while (kept.length > 2) {
    if (isFlatSpike(kept.at(-2)!, kept.at(-1)!, kept[0]!)) kept.pop();
    else if (isFlatSpike(kept.at(-1)!, kept[0]!, kept[1]!)) kept.shift();
    else break;
  }
  return kept;
}

function toPath(ring: readonly Position[], origin: Origin): Path64 {
  const path: Path64 = [];
  for (const position of ring) {
    path.push({
      x: Math.round(position[0]! * unitsPerDegree) - origin.x,
      y: Math.round(position[1]! * unitsPerDegree) - origin.y,
    });
  }
  return dropFlatSpikes(path);
}

const fromPath = (path: Path64, origin: Origin): Position[] =>
  path.map((p) => [(p.x + origin.x) / unitsPerDegree, (p.y + origin.y) / unitsPerDegree]);

function isCounterClockwise(path: Path64): boolean {
  let sum = 0;
  for (let i = 0, j = path.length - 1; i < path.length; j = i, i += 1) {
    sum += path[j]!.x * path[i]!.y - path[i]!.x * path[j]!.y;
  }
  return sum > 0;
}

/** Outer rings one way, holes the other, so that parts that overlap add up instead of cancelling out. */
function toPaths(polygons: Polygons, origin: Origin): Path64[] {
  const paths: Path64[] = [];
  for (const rings of polygons) {
    rings.forEach((ring, index) => {
      const path = toPath(ring, origin);
      if (isCounterClockwise(path) !== (index === 0)) path.reverse();
      paths.push(path);
    });
  }
  return paths;
}

/**
 * Loops of a ring that comes back to a place it has been to. The engine joins areas that touch at a corner
 * into one ring; simple features want them apart.
 */
function splitAtTouches(path: Path64): Path64[] {
  // Nearly every ring is free of them, and numbers are told apart faster than texts.
  if (new Set(path.map((point) => point.x)).size === path.length) return [path];
  const seen = new Map<string, number>();
  const loops: Path64[] = [];
  let open: Path64 = [];
  for (const point of path) {
    const key = `${point.x},${point.y}`;
    const at = seen.get(key);
    if (at !== undefined) {
      const loop = open.slice(at);
      for (const p of loop) seen.delete(`${p.x},${p.y}`);
      if (loop.length > 2) loops.push(loop);
      open = open.slice(0, at);
    }
    seen.set(key, open.length);
    open.push(point);
  }
  if (open.length > 2) loops.push(open);
  return loops;
}

const toRing = (path: Path64, origin: Origin, counterClockwise: boolean): Position[] => {
  const ring = fromPath(isCounterClockwise(path) === counterClockwise ? path : [...path].reverse(), origin);
  return [...ring, ring[0]!];
};

/** Outer rings counter-clockwise, holes clockwise, closed: the order RFC 7946 wants. */
function toPolygons(tree: PolyPath64, origin: Origin): Polygons {
  const polygons: Polygons = [];
  const pending: PolyPath64[] = [tree];
  for (let node = pending.pop(); node; node = pending.pop()) {
    for (let i = 0; i < node.count; i += 1) {
      const outer = node.child(i);
      const direction = isCounterClockwise(outer.poly ?? []);
      const outers: Polygons = [];
      const holes: Position[][] = [];
      for (const loop of splitAtTouches(outer.poly ?? [])) {
        if (isCounterClockwise(loop) === direction) outers.push([toRing(loop, origin, true)]);
        else holes.push(toRing(loop, origin, false));
      }
      for (let j = 0; j < outer.count; j += 1) {
        const hole = outer.child(j);
        for (const loop of splitAtTouches(hole.poly ?? [])) holes.push(toRing(loop, origin, false));
        pending.push(hole);
      }
      for (const hole of holes) {
        const home =
          outers.length === 1
            ? outers[0]
            : outers.find((rings) => hole.every((p) => isInsideRing(p, rings[0]!)));
        (home ?? outers[0])?.push(hole);
      }
      polygons.push(...outers);
    }
  }
  return polygons;
}

export type PolygonOperation = "intersection" | "difference" | "union" | "symmetric-difference";

const clipTypes: Record<PolygonOperation, ClipType> = {
  intersection: ClipType.Intersection,
  difference: ClipType.Difference,
  union: ClipType.Union,
  "symmetric-difference": ClipType.Xor,
};

function execute(
  operation: PolygonOperation,
  subject: Path64[],
  mask: Path64[],
  origin: Origin,
  rule: FillRule,
): Polygons {
  const clipper = new Clipper64();
  clipper.addSubject(subject);
  if (mask.length > 0) clipper.addClip(mask);
  const tree = new PolyTree64();
  if (!clipper.execute(clipTypes[operation], rule, tree)) {
    throw new Error(
      `the polygon engine could not finish a ${operation} of ${subject.length + mask.length} rings`,
    );
  }
  return toPolygons(tree, origin);
}

/**
 * Combines two sets of polygons. Degrees in, degrees out; rings of the answer are closed and wound as RFC 7946.
 * Parts of one side that overlap count once. A. Vatti's algorithm as in A. Johnson's Clipper 2.
 */
export function combinePolygons(operation: PolygonOperation, subject: Polygons, mask: Polygons): Polygons {
  const origin = findOrigin(subject.length > 0 ? subject : mask);
  return execute(operation, toPaths(subject, origin), toPaths(mask, origin), origin, FillRule.NonZero);
}

/** One set of polygons with no overlap that covers what all of them cover; neighbours are joined first. */
export function unitePolygons(sets: readonly Polygons[]): Polygons {
  let round = sets.filter((set) => set.length > 0);
  if (round.length === 1) return combinePolygons("union", round[0]!, []);
  while (round.length > 1) {
    const next: Polygons[] = [];
    for (let i = 0; i < round.length; i += 2) {
      const [a, b] = [round[i]!, round[i + 1]];
      next.push(b ? combinePolygons("union", a, b) : a);
    }
    round = next;
  }
  return round[0] ?? [];
}

/** Rings joined at once; the engine's sweep slows down with all that lie side by side in it. */
const ringsAtOnce = 3;

/**
 * The polygons that cover whatever any of some clockwise rings winds round, together with whole polygons.
 * The rings may cross themselves and each other. They are joined by threes, neighbours first, and only
 * the last join sorts holes from outlines.
 */
export function coverRings(rings: readonly Position[][], polygons: Polygons): Polygons {
  const origin = findOrigin(polygons.length > 0 ? polygons : [[...rings]]);
  let sets: Path64[][] = rings.map((ring) => [toPath(ring, origin).reverse()]);
  if (polygons.length > 0) sets.unshift(toPaths(polygons, origin));
  while (sets.length > ringsAtOnce) {
    const next: Path64[][] = [];
    for (let i = 0; i < sets.length; i += ringsAtOnce) {
      const joined: Path64[] = [];
      const clipper = new Clipper64();
      clipper.addSubject(sets.slice(i, i + ringsAtOnce).flat());
      if (!clipper.execute(ClipType.Union, FillRule.NonZero, joined))
        throw new Error(`the polygon engine could not join ${rings.length} rings`);
      next.push(joined);
    }
    sets = next;
  }
  return sets.length === 0 ? [] : execute("union", sets.flat(), [], origin, FillRule.NonZero);
}

/** Valid polygons from rings that cross themselves: what is inside by the even-odd rule, which keeps holes as drawn. */
export function repairPolygons(polygons: Polygons): Polygons {
  const origin = findOrigin(polygons);
  return unitePolygons(
    polygons.map((rings) =>
      execute(
        "union",
        rings.map((ring) => toPath(ring, origin)),
        [],
        origin,
        FillRule.EvenOdd,
      ),
    ),
  );
}
