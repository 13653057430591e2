import type { Geometry, Position } from "geojson";
import { eccentricitySquared, radians, semiMajorAxisMetres } from "../place/ellipsoid.ts";
import { findNearestPosition } from "../place/nearest.ts";
import type { LngLat } from "../place/position.ts";

/** The two places where two geometries come nearest, and the geodesic between them. */
export interface NearestPlaces {
  distanceMetres: number;
  places: [Position, Position];
}

interface Stretches {
  /** ax, ay, bx, by of each stretch; a lone point is a stretch from itself to itself. */
  ends: Float64Array;
  west: number;
  south: number;
  east: number;
  north: number;
}

/** Of zones, which many subjects are held against, and of the subject of the last question. */
const stretchesOf = new WeakMap<Geometry, Stretches>();
let last: { geometry: Geometry; stretches: Stretches } | null = null;

function* listLines(geometry: Geometry): Generator<readonly Position[]> {
  if (geometry.type === "Point") yield [geometry.coordinates];
  else if (geometry.type === "MultiPoint") for (const point of geometry.coordinates) yield [point];
  else if (geometry.type === "LineString") yield geometry.coordinates;
  else if (geometry.type === "MultiLineString" || geometry.type === "Polygon") yield* geometry.coordinates;
  else if (geometry.type === "MultiPolygon") yield* geometry.coordinates.flat();
  else for (const part of geometry.geometries) yield* listLines(part);
}

function buildStretches(geometry: Geometry): Stretches {
  const ends: number[] = [];
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const line of listLines(geometry)) {
    for (let i = line.length === 1 ? 0 : 1; i < line.length; i += 1) {
      const [a, b] = [line[Math.max(0, i - 1)]!, line[i]!];
      ends.push(a[0]!, a[1]!, b[0]!, b[1]!);
    }
    for (const [x, y] of line as [number, number][]) {
      west = Math.min(west, x);
      east = Math.max(east, x);
      south = Math.min(south, y);
      north = Math.max(north, y);
    }
  }
  return { ends: Float64Array.from(ends), west, south, east, north };
}

function findSubjectStretches(geometry: Geometry): Stretches {
  if (last?.geometry !== geometry) last = { geometry, stretches: buildStretches(geometry) };
  return last.stretches;
}

function findZoneStretches(geometry: Geometry): Stretches {
  const found = stretchesOf.get(geometry) ?? buildStretches(geometry);
  stretchesOf.set(geometry, found);
  return found;
}

/** Metres of a degree of longitude and of latitude: radii of curvature of the ellipsoid. */
function findDegreeMetres(latitude: number): [number, number] {
  const w = 1 - eccentricitySquared * Math.sin(latitude * radians) ** 2;
  const prime = semiMajorAxisMetres / Math.sqrt(w);
  return [prime * Math.cos(latitude * radians) * radians, (prime * (1 - eccentricitySquared) * radians) / w];
}

function squareToStretch(px: number, py: number, ax: number, ay: number, bx: number, by: number): number {
  const dx = bx - ax;
  const dy = by - ay;
  const length = dx * dx + dy * dy;
  const t = length === 0 ? 0 : Math.min(1, Math.max(0, ((px - ax) * dx + (py - ay) * dy) / length));
  return (ax + t * dx - px) ** 2 + (ay + t * dy - py) ** 2;
}

const turn = (ax: number, ay: number, bx: number, by: number, cx: number, cy: number) =>
  (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);

interface Candidate {
  square: number;
  point: Position;
  stretch: [Position, Position];
  /** Whether the point is of the second geometry. */
  turned: boolean;
}

const isSamePlace = (one: Position, two: Position) => one[0] === two[0] && one[1] === two[1];

const isSame = (one: Candidate, two: Candidate): boolean =>
  one.turned === two.turned &&
  isSamePlace(one.point, two.point) &&
  isSamePlace(one.stretch[0], two.stretch[0]) &&
  isSamePlace(one.stretch[1], two.stretch[1]);

/** How much farther than the nearest a pair may seem, in the plane, and still be it. */
const isNearEnough = (square: number, best: number) => square <= best * 1.02 + 100;

/** Stretches of the second that come within so many degrees of the box of the first; their places in `ends`. */
function findNearStretches(one: Stretches, { ends }: Stretches, dx: number, dy: number): number[] {
  const west = one.west - dx;
  const east = one.east + dx;
  const south = one.south - dy;
  const north = one.north + dy;
  const near: number[] = [];
  for (let j = 0; j < ends.length; j += 4) {
    if ((ends[j]! < west && ends[j + 2]! < west) || (ends[j]! > east && ends[j + 2]! > east)) continue;
    if ((ends[j + 1]! < south && ends[j + 3]! < south) || (ends[j + 1]! > north && ends[j + 3]! > north))
      continue;
    near.push(j);
  }
  return near;
}

/** A distance in metres that the nearest places surely do not exceed: from an end of the one to the ends of the other. */
function findUpperBound({ ends: s }: Stretches, { ends: t }: Stretches, near: readonly number[]): number {
  const [px, py] = [s[0]!, s[1]!];
  let least = Infinity;
  for (const j of near) {
    const [kx, ky] = findDegreeMetres(Math.min(Math.abs(py), Math.abs(t[j + 1]!)));
    least = Math.min(least, ((t[j]! - px) * kx) ** 2 + ((t[j + 1]! - py) * ky) ** 2);
  }
  return Math.sqrt(least * 1.05 + 200);
}

/** Degrees of longitude and latitude within which all lies that is so near to a geometry. */
function findWindow({ south, north }: Stretches, metres: number): [number, number] {
  const farthest = Math.min(85, Math.max(Math.abs(south), Math.abs(north)) + 1);
  return [(metres * 1.01) / findDegreeMetres(farthest)[0], (metres * 1.01) / findDegreeMetres(0)[1]];
}

/** A place where edges cross, or the pairs of a vertex and a stretch that may be the nearest. */
function comparePairs(one: Stretches, two: Stretches, near: readonly number[], dx: number, dy: number) {
  let best = Infinity;
  let candidates: Candidate[] = [];
  const s = one.ends;
  const t = two.ends;
  for (let i = 0; i < s.length; i += 4) {
    const ax = s[i]!;
    const ay = s[i + 1]!;
    const bx = s[i + 2]!;
    const by = s[i + 3]!;
    const west = Math.min(ax, bx) - dx;
    const east = Math.max(ax, bx) + dx;
    const south = Math.min(ay, by) - dy;
    const north = Math.max(ay, by) + dy;
    for (const j of near) {
      const cx = t[j]!;
      const cy = t[j + 1]!;
      const ex = t[j + 2]!;
      const ey = t[j + 3]!;
      if ((cx < west && ex < west) || (cx > east && ex > east)) continue;
      if ((cy < south && ey < south) || (cy > north && ey > north)) continue;
      const p = turn(cx, cy, ex, ey, ax, ay);
      const q = turn(cx, cy, ex, ey, bx, by);
      if (p * q < 0 && turn(ax, ay, bx, by, cx, cy) * turn(ax, ay, bx, by, ex, ey) < 0) {
        const share = p / (p - q);
        return { place: [ax + share * (bx - ax), ay + share * (by - ay)] as Position };
      }
      const [kx, ky] = findDegreeMetres(
        (Math.max(Math.min(ay, by), Math.min(cy, ey)) + Math.min(Math.max(ay, by), Math.max(cy, ey))) / 2,
      );
      const offer = (
        px: number,
        py: number,
        fx: number,
        fy: number,
        gx: number,
        gy: number,
        turned: boolean,
      ) => {
        const square = squareToStretch(0, 0, (fx - px) * kx, (fy - py) * ky, (gx - px) * kx, (gy - py) * ky);
        // Long stretches bend the plane by up to a few metres in a thousand: all that come near the best are kept.
        if (!isNearEnough(square, best)) return;
        if (square < best) {
          best = square;
          candidates = candidates.filter((other) => isNearEnough(other.square, best));
        }
        candidates.push({
          square,
          point: [px, py],
          stretch: [
            [fx, fy],
            [gx, gy],
          ],
          turned,
        });
      };
      offer(ax, ay, cx, cy, ex, ey, false);
      offer(bx, by, cx, cy, ex, ey, false);
      offer(cx, cy, ax, ay, bx, by, true);
      offer(ex, ey, ax, ay, bx, by, true);
    }
  }
  return { candidates: candidates.sort((first, second) => first.square - second.square) };
}

/**
 * Where two geometries come nearest, along their points, lines and the edges of their polygons; a polygon's
 * inside is not looked at. Pairs of stretches are compared in the plane that touches the ellipsoid beside them;
 * the few nearest are measured again along the geodesic, within 1 m up to 100 km.
 *
 * @param a geometry, WGS 84 degrees.
 * @param b geometry, WGS 84 degrees; what is made of it is kept for the next that is held against it.
 * @param limitMetres farther than this nothing is looked for.
 * @returns distance 0 with the same place twice where edges cross; undefined past the limit.
 */
export function findNearestPlaces(a: Geometry, b: Geometry, limitMetres: number): NearestPlaces | undefined {
  const [one, two] = [findSubjectStretches(a), findZoneStretches(b)];
  let [dx, dy] = findWindow(one, limitMetres);
  if (one.west - dx > two.east || two.west - dx > one.east) return undefined;
  if (one.south - dy > two.north || two.south - dy > one.north) return undefined;
  let near = findNearStretches(one, two, dx, dy);
  const bound = findUpperBound(one, two, near);
  if (bound < limitMetres) {
    [dx, dy] = findWindow(one, bound);
    near = findNearStretches(one, two, dx, dy);
  }
  const { place, candidates = [] } = comparePairs(one, two, near, dx, dy);
  if (place) return { distanceMetres: 0, places: [place, place] };
  let nearest: NearestPlaces | undefined;
  for (const [at, { point, stretch, turned }] of candidates.slice(0, 16).entries()) {
    // Neighbouring edges share a vertex, which both have offered.
    if (candidates.slice(0, at).some((other) => isSame(other, candidates[at]!))) continue;
    const found = findNearestPosition(point as unknown as LngLat, {
      type: "LineString",
      coordinates: stretch,
    })!;
    if (nearest && found.distanceMetres >= nearest.distanceMetres) continue;
    const other = [...found.position];
    nearest = { distanceMetres: found.distanceMetres, places: turned ? [other, point] : [point, other] };
  }
  return nearest && nearest.distanceMetres <= limitMetres ? nearest : undefined;
}
