import type { Position } from "geojson";
import { eccentricitySquared, radians, semiMajorAxisMetres } from "../place/ellipsoid.ts";
import type { PairMeasure, Shape } from "./measurePair.ts";
import { clampBand, isInsidePrepared, type PreparedPolygons } from "./preparedPolygons.ts";

/** Between two looked-at places of a line or an edge. */
const stepShare = 1 / 16;
/** The plane below is true to one part in a hundred over a zone: less is said, never more. */
const planeError = 0.99;

/** Places between the ends of the stretches of a path, the ends themselves included. */
function someStep(path: readonly Position[], holds: (x: number, y: number) => boolean): boolean {
  for (let i = 1; i < path.length; i += 1) {
    const ax = path[i - 1]![0]!;
    const ay = path[i - 1]![1]!;
    const dx = path[i]![0]! - ax;
    const dy = path[i]![1]! - ay;
    for (let share = 0; share < 1; share += stepShare)
      if (holds(ax + share * dx, ay + share * dy)) return true;
  }
  return false;
}

/** A grid over the box of a ring. */
function someOfGrid(ring: readonly Position[], holds: (x: number, y: number) => boolean): boolean {
  let west = Infinity;
  let east = -Infinity;
  let south = Infinity;
  let north = -Infinity;
  for (const position of ring) {
    west = Math.min(west, position[0]!);
    east = Math.max(east, position[0]!);
    south = Math.min(south, position[1]!);
    north = Math.max(north, position[1]!);
  }
  for (let i = 1; i < 8; i += 1)
    for (let j = 1; j < 8; j += 1)
      if (holds(west + ((east - west) * i) / 8, south + ((north - south) * j) / 8)) return true;
  return false;
}

/** Whether one of the looked-at places of the subject in the zone is as asked: vertices, steps between them, a grid over shared ground. */
const somePlace = (measure: PairMeasure, holds: (x: number, y: number) => boolean): boolean =>
  measure.pointsInside.some(([x, y]) => holds(x!, y!)) ||
  measure.inside.some((line) => someStep(line, holds)) ||
  measure.overlap.some(
    ([outer]) => outer !== undefined && (someStep(outer, holds) || someOfGrid(outer, holds)),
  );

/** Metres of a degree of longitude and of latitude at a latitude. */
function findDegreeMetres(latitude: number): [number, number] {
  const sine = Math.sin(latitude * radians);
  const w = 1 - eccentricitySquared * sine * sine;
  return [
    (semiMajorAxisMetres / Math.sqrt(w)) * Math.cos(latitude * radians) * radians,
    ((semiMajorAxisMetres * (1 - eccentricitySquared)) / (w * Math.sqrt(w))) * radians,
  ];
}

/** No place of a zone lies farther from its edge than half its smaller side. */
function isTooNarrow({ west, south, east, north }: PreparedPolygons, metres: number): boolean {
  const [kx, ky] = findDegreeMetres(Math.min(Math.abs(south), Math.abs(north)));
  return Math.min((east - west) * kx, (north - south) * ky) * 1.01 < 2 * metres;
}

/**
 * Whether every edge of a zone is farther from a place than so many metres, in the plane that touches there. Only
 * edges in the bands of latitude within those metres can be nearer.
 */
function isFarFromEdges(px: number, py: number, prepared: PreparedPolygons, metres: number): boolean {
  const { x, y, next, bandStarts, bandEdges } = prepared;
  const [kx, ky] = findDegreeMetres(py);
  const least = metres * metres;
  const [dLongitude, dLatitude] = [metres / kx, metres / ky];
  const last = clampBand(prepared, py + dLatitude);
  for (let k = bandStarts[clampBand(prepared, py - dLatitude)]!; k < bandStarts[last + 1]!; k += 1) {
    const edge = bandEdges[k]!;
    const end = next[edge]!;
    const from = x[edge]! - px;
    const to = x[end]! - px;
    if ((from > dLongitude && to > dLongitude) || (from < -dLongitude && to < -dLongitude)) continue;
    const ax = from * kx;
    const ay = (y[edge]! - py) * ky;
    const dx = to * kx - ax;
    const dy = (y[end]! - y[edge]!) * ky;
    const length = dx * dx + dy * dy;
    const t = length === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / length));
    if ((ax + t * dx) ** 2 + (ay + t * dy) ** 2 <= least) return false;
  }
  return true;
}

/**
 * Whether a subject surely reaches inside a zone by more than so many metres: some place that belongs to both lies
 * farther than that from the zone's edge. What is not found among the places looked at is not said.
 */
export function reachesInside(measure: PairMeasure, subject: Shape, zone: Shape, metres: number): boolean {
  const { prepared } = zone;
  if (!prepared || isTooNarrow(prepared, metres)) return false;
  const farEnough = metres / planeError;
  const own = measure.overlap.length > 0 ? subject.prepared : null;
  return somePlace(
    measure,
    (px, py) =>
      isInsidePrepared(px, py, prepared) &&
      // The grid's places belong to both only where they lie in the subject too.
      (own === null || isInsidePrepared(px, py, own)) &&
      isFarFromEdges(px, py, prepared, farEnough),
  );
}
