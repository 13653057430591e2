import type { Position } from "geojson";
import type { AlternativeGeometry, Handle } from "../board/checkQuery.ts";
import { findDestination } from "../place/ellipsoid.ts";

/** A geometry with the vertices that can be taken hold of. */
export interface Course {
  geometry: AlternativeGeometry;
  handles: readonly Handle[];
}

const mostHandles = 24;

/** The paths of a geometry: one a line or ring, ring after ring; a point is a path of one. */
export function listPaths(geometry: AlternativeGeometry): Position[][] {
  switch (geometry.type) {
    case "Point":
      return [[geometry.coordinates]];
    case "MultiPoint":
      return geometry.coordinates.map((position) => [position]);
    case "LineString":
      return [geometry.coordinates];
    case "MultiPolygon":
      return geometry.coordinates.flat();
    default:
      return geometry.coordinates;
  }
}

/** The same kind of geometry with other paths, rounded to 1e-7 degrees. */
export function replacePaths(
  geometry: AlternativeGeometry,
  paths: readonly Position[][],
): AlternativeGeometry {
  const rounded = paths.map((path) =>
    path.map(([x, y]): Position => [Math.round(x! * 1e7) / 1e7, Math.round(y! * 1e7) / 1e7]),
  );
  switch (geometry.type) {
    case "Point":
      return { type: "Point", coordinates: rounded[0]![0]! };
    case "MultiPoint":
      return { type: "MultiPoint", coordinates: rounded.map((path) => path[0]!) };
    case "LineString":
      return { type: "LineString", coordinates: rounded[0]! };
    case "MultiPolygon": {
      let from = 0;
      return {
        type: "MultiPolygon",
        coordinates: geometry.coordinates.map((rings) => {
          from += rings.length;
          return rounded.slice(from - rings.length, from);
        }),
      };
    }
    default:
      return { type: geometry.type, coordinates: rounded };
  }
}

const isClosed = (geometry: AlternativeGeometry) => geometry.type.endsWith("Polygon");

/** Distance of a position from the line through two others, in degrees with longitudes shrunk by latitude. */
function findDeviation(at: Position, from: Position, to: Position): number {
  const shrink = Math.cos((at[1]! * Math.PI) / 180);
  const [ax, ay] = [(at[0]! - from[0]!) * shrink, at[1]! - from[1]!];
  const [bx, by] = [(to[0]! - from[0]!) * shrink, to[1]! - from[1]!];
  const length = Math.hypot(bx, by);
  if (length === 0) return Math.hypot(ax, ay);
  const share = Math.max(0, Math.min(1, (ax * bx + ay * by) / length ** 2));
  return Math.hypot(ax - share * bx, ay - share * by);
}

/**
 * The vertices that give a path its shape, most telling first taken: ends, then by Douglas and Peucker's
 * order (1973) until there are `most`.
 */
function findShapePositions(path: readonly Position[], most: number): number[] {
  const last = path.length - 1;
  if (last < 1) return [0];
  const chosen = [0, last];
  while (chosen.length < most) {
    let best = { at: -1, deviation: 0 };
    for (let i = 0; i + 1 < chosen.length; i += 1)
      for (let at = chosen[i]! + 1; at < chosen[i + 1]!; at += 1) {
        const deviation = findDeviation(path[at]!, path[chosen[i]!]!, path[chosen[i + 1]!]!);
        if (deviation > best.deviation) best = { at, deviation };
      }
    // A kilometre or less of bend is not what a corridor is moved by.
    if (best.at < 0 || (best.deviation < 0.01 && chosen.length > 2)) break;
    chosen.push(best.at);
    chosen.sort((a, b) => a - b);
  }
  return chosen;
}

/** Vertices of a geometry to take hold of, at most 24 in all; a ring is not given its last, which is its first. */
export function findHandles(geometry: AlternativeGeometry): Handle[] {
  const paths = listPaths(geometry);
  const least = geometry.type.endsWith("Point") ? 1 : isClosed(geometry) ? 3 : 2;
  const most = Math.floor(mostHandles / least);
  const each = Math.max(least, Math.floor(mostHandles / Math.min(paths.length, most)));
  // Where there are more parts than can be held, those with most vertices are the ones to bend.
  const order = paths.map((_, index) => index).sort((a, b) => paths[b]!.length - paths[a]!.length || a - b);
  return order
    .slice(0, most)
    .sort((a, b) => a - b)
    .flatMap((index) => {
      const path = paths[index]!;
      const positions = findShapePositions(path, isClosed(geometry) ? each + 1 : each);
      const open = isClosed(geometry) ? positions.filter((at) => at !== path.length - 1) : positions;
      return open.map((position) => ({ path: index, position }));
    })
    .slice(0, mostHandles);
}

const distance = ([x1, y1]: Position, [x2, y2]: Position) =>
  Math.hypot((x1! - x2!) * Math.cos((y1! * Math.PI) / 180), y1! - y2!);

/** Moves the positions strictly between two held ones by a share that falls from 1 at `from` to 0 at `to`. */
function pullBetween(path: Position[], from: number, to: number, [dx, dy]: [number, number]) {
  const step = to > from ? 1 : -1;
  const before = path.map(([x, y]): Position => [x!, y!]);
  let whole = 0;
  for (let at = from; at !== to; at += step) whole += distance(before[at]!, before[at + step]!);
  let along = 0;
  for (let at = from + step; at !== to; at += step) {
    along += distance(before[at - step]!, before[at]!);
    const share = whole > 0 ? 1 - along / whole : 0;
    path[at] = [before[at]![0]! + dx * share, before[at]![1]! + dy * share];
  }
}

/**
 * Moves one handle to a place; what lies between it and the next handles follows in proportion to the way
 * along the path, so that a bend stays smooth and the other handles stay where they are. WGS 84 degrees.
 * Throws where there is no such handle.
 */
export function moveHandle(course: Course, index: number, to: Position): Course {
  const handle = course.handles[index];
  if (!handle) throw new Error(`moveHandle: got ${index}, expected 0 to ${course.handles.length - 1}`);
  const paths = listPaths(course.geometry).map((path) => [...path]);
  const path = paths[handle.path]!;
  const last = path.length - 1;
  const held = course.handles
    .filter((other) => other.path === handle.path)
    .map(({ position }) => position)
    .sort((a, b) => a - b);
  const at = handle.position;
  const shift: [number, number] = [to[0]! - path[at]![0]!, to[1]! - path[at]![1]!];
  const closed = isClosed(course.geometry);
  const next = held.find((position) => position > at) ?? (closed ? last : undefined);
  const previous = held.filter((position) => position < at).at(-1);
  if (next !== undefined) pullBetween(path, at, next, shift);
  if (previous !== undefined) pullBetween(path, at, previous, shift);
  path[at] = [to[0]!, to[1]!];
  if (closed && at === 0) {
    // The ring's end is its beginning.
    const before = held.at(-1);
    if (before !== undefined && before !== 0) pullBetween(path, last, before, shift);
    path[last] = [to[0]!, to[1]!];
  }
  return { ...course, geometry: replacePaths(course.geometry, paths) };
}

/** Moves a whole course by metres towards a bearing (degrees from north), as its first position moves. */
export function moveCourse(course: Course, bearing: number, metres: number): Course {
  const paths = listPaths(course.geometry);
  const [x, y] = paths[0]![0]! as [number, number];
  const [longitude, latitude] = findDestination([x, y], bearing, metres);
  return shiftCourse(course, [longitude - x, latitude - y]);
}

/** Moves a whole course by degrees. */
export const shiftCourse = (course: Course, [dx, dy]: [number, number]): Course => ({
  ...course,
  geometry: replacePaths(
    course.geometry,
    listPaths(course.geometry).map((path) => path.map(([x, y]): Position => [x! + dx, y! + dy])),
  ),
});

/** Where a handle stands. */
export const placeOfHandle = (course: Course, index: number): [number, number] | undefined => {
  const handle = course.handles[index];
  const at = handle && listPaths(course.geometry)[handle.path]?.[handle.position];
  return at && [at[0]!, at[1]!];
};

/** A course with one handle more, half-way from a handle to the next of its path; unchanged where there is none. */
export function addHandle(course: Course, index: number): Course {
  const handle = course.handles[index];
  if (!handle) return course;
  const paths = listPaths(course.geometry).map((path) => [...path]);
  const path = paths[handle.path]!;
  const later = course.handles
    .filter((other) => other.path === handle.path && other.position > handle.position)
    .map(({ position }) => position);
  const to = later.length > 0 ? Math.min(...later) : isClosed(course.geometry) ? path.length - 1 : undefined;
  if (to === undefined) return course;
  let position = Math.floor((handle.position + to) / 2);
  let handles = [...course.handles];
  if (position === handle.position) {
    const [a, b] = [path[handle.position]!, path[to]!];
    position = handle.position + 1;
    path.splice(position, 0, [(a[0]! + b[0]!) / 2, (a[1]! + b[1]!) / 2]);
    handles = handles.map((other) =>
      other.path === handle.path && other.position >= position
        ? { ...other, position: other.position + 1 }
        : other,
    );
  }
  handles.splice(index + 1, 0, { path: handle.path, position });
  return { geometry: replacePaths(course.geometry, paths), handles };
}

/** A course without one handle: the way between its neighbours becomes straight. Ends and a ring's last three stay. */
export function removeHandle(course: Course, index: number): Course {
  const handle = course.handles[index];
  if (!handle) return course;
  const paths = listPaths(course.geometry).map((path) => [...path]);
  const path = paths[handle.path]!;
  const held = course.handles
    .filter((other) => other.path === handle.path)
    .map(({ position }) => position)
    .sort((a, b) => a - b);
  const previous = held.filter((position) => position < handle.position).at(-1);
  const next =
    held.find((position) => position > handle.position) ??
    (isClosed(course.geometry) ? path.length - 1 : undefined);
  if (previous === undefined || next === undefined) return course;
  if (isClosed(course.geometry) && held.length <= 3) return course;
  const taken = next - previous - 1;
  path.splice(previous + 1, taken);
  return {
    geometry: replacePaths(course.geometry, paths),
    handles: course.handles
      .filter((other) => other !== handle)
      .map((other) =>
        other.path === handle.path && other.position >= next
          ? { ...other, position: other.position - taken }
          : other,
      ),
  };
}
