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

const stretchesOf = new WeakMap<Geometry, Stretches>();

function* listLines(geometry: Geometry): Generator<readonly Position[]> {
  if (geometry.type === "Point") yield [geometry.coordinates];
  else if (geometry.type === "MultiPoint") for (const point of geometry.coordinates) yield [point];
  else if (geometry.type === "LineString") yield geometry.coordinates;
  else if (geometry.type === "MultiLineString" || geometry.type === "Polygon") yield* geometry.coordinates;
  else if (geometry.type === "MultiPolygon") yield* geometry.coordinates.flat();
  else for (const part of geometry.geometries) yield* listLines(part);
}

function findStretches(geometry: Geometry): Stretches {
  const kept = stretchesOf.get(geometry);
  if (kept) return kept;
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
  const found = { ends: Float64Array.from(ends), west, south, east, north };
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
  const [dx, dy] = [bx - ax, by - ay];
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

/**
 * Where two geometries come nearest, along their points, lines and the edges of their polygons; a polygon's
 * inside is not looked at. Pairs of stretches are compared in the plane that touches the ellipsoid beside them;
 * the few nearest are measured again along the geodesic, within 1 m up to 100 km.
 *
 * @param a geometry, WGS 84 degrees.
 * @param b geometry, WGS 84 degrees.
 * @param limitMetres farther than this nothing is looked for.
 * @returns distance 0 with the same place twice where edges cross; undefined past the limit.
 */
export function findNearestPlaces(a: Geometry, b: Geometry, limitMetres: number): NearestPlaces | undefined {
  const [one, two] = [findStretches(a), findStretches(b)];
  const farthest = Math.min(85, Math.max(Math.abs(one.south), Math.abs(one.north)) + 1);
  const dx = (limitMetres * 1.01) / findDegreeMetres(farthest)[0];
  const dy = (limitMetres * 1.01) / findDegreeMetres(0)[1];
  if (one.west - dx > two.east || two.west - dx > one.east) return undefined;
  if (one.south - dy > two.north || two.south - dy > one.north) return undefined;
  let best = Infinity;
  let candidates: Candidate[] = [];
  const s = one.ends;
  const t = two.ends;
  for (let i = 0; i < s.length; i += 4) {
    const [ax, ay, bx, by] = [s[i]!, s[i + 1]!, s[i + 2]!, s[i + 3]!];
    const [west, east] = [Math.min(ax, bx) - dx, Math.max(ax, bx) + dx];
    const [south, north] = [Math.min(ay, by) - dy, Math.max(ay, by) + dy];
    if (west > two.east || east < two.west || south > two.north || north < two.south) continue;
    for (let j = 0; j < t.length; j += 4) {
      const [cx, cy, ex, ey] = [t[j]!, t[j + 1]!, t[j + 2]!, t[j + 3]!];
      if ((cx < west && ex < west) || (cx > east && ex > east)) continue;
      if ((cy < south && ey < south) || (cy > north && ey > north)) continue;
      const [c, e] = [turn(ax, ay, bx, by, cx, cy), turn(ax, ay, bx, by, ex, ey)];
      const [p, q] = [turn(cx, cy, ex, ey, ax, ay), turn(cx, cy, ex, ey, bx, by)];
      if (c * e < 0 && p * q < 0) {
        const share = p / (p - q);
        const place: Position = [ax + share * (bx - ax), ay + share * (by - ay)];
        return { distanceMetres: 0, places: [place, place] };
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
        if (square > best * 1.02 + 100) return;
        if (square < best) {
          best = square;
          candidates = candidates.filter((other) => other.square <= best * 1.02 + 100);
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
  let nearest: NearestPlaces | undefined;
  candidates.sort((first, second) => first.square - second.square);
  for (const { point, stretch, turned } of candidates.slice(0, 16)) {
    const found = findNearestPosition(point as unknown as LngLat, {
      type: "LineString",
      coordinates: stretch,
    })!;
    if (nearest && found.distanceMetres >= nearest.distanceMetres) continue;
    const place = [...found.position];
    nearest = { distanceMetres: found.distanceMetres, places: turned ? [place, point] : [point, place] };
  }
  return nearest && nearest.distanceMetres <= limitMetres ? nearest : undefined;
}
