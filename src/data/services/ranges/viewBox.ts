import { bboxPolygon, booleanIntersects } from "@turf/turf";
import type { Geometry, Position } from "geojson";
import type { Bbox } from "../../../domain/place/boundingBox.ts";
import type { Crs } from "../../../domain/place/crs.ts";
import { createProjection } from "../../../domain/place/projection.ts";

const steps = 16;

function boundPlaces(places: Iterable<readonly number[]>): Bbox {
  const box: Bbox = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of places) {
    box[0] = Math.min(box[0], x!);
    box[1] = Math.min(box[1], y!);
    box[2] = Math.max(box[2], x!);
    box[3] = Math.max(box[3], y!);
  }
  return box;
}

function* walkEdge([west, south, east, north]: Bbox): Generator<[number, number]> {
  for (let i = 0; i <= steps; i += 1) {
    const [x, y] = [west + ((east - west) * i) / steps, south + ((north - south) * i) / steps];
    yield [x, south];
    yield [x, north];
    yield [west, y];
    yield [east, y];
  }
}

/** The box of a view in the system of a file: the least that holds its edge. A file without a system is in degrees. */
export function projectBox(bbox: Bbox, crs: Crs | null): Bbox {
  if (!crs) return bbox;
  const { fromLngLat } = createProjection(crs);
  return boundPlaces([...walkEdge(bbox)].map(([lng, lat]) => fromLngLat(lng, lat)));
}

/** The box in degrees of a box in the system of a file. */
export function unprojectBox(bbox: Bbox, crs: Crs | null): Bbox {
  if (!crs) return bbox;
  const { toLngLat } = createProjection(crs);
  return boundPlaces([...walkEdge(bbox)].map(([x, y]) => toLngLat(x, y)));
}

function* walkPositions(geometry: Geometry): Generator<Position> {
  if (geometry.type === "GeometryCollection") {
    for (const part of geometry.geometries) yield* walkPositions(part);
    return;
  }
  const pending: unknown[] = [geometry.coordinates];
  for (let value = pending.pop(); value !== undefined; value = pending.pop())
    if (Array.isArray(value))
      if (typeof value[0] === "number") yield value as Position;
      else for (const part of value) pending.push(part);
}

export const meetsBox = (a: readonly number[], b: readonly number[]) =>
  a[0]! <= b[2]! && b[0]! <= a[2]! && a[1]! <= b[3]! && b[1]! <= a[3]!;

/** Whether a shape and a box share a place; both in the same plane. */
export function isInBox(geometry: Geometry, box: Bbox): boolean {
  const places = [...walkPositions(geometry)];
  const own = boundPlaces(places);
  if (!meetsBox(own, box)) return false;
  const isInside = ([x, y]: Position) => x! >= box[0] && x! <= box[2] && y! >= box[1] && y! <= box[3];
  if (places.some(isInside)) return true;
  // A polygon may hold the box, and an edge may cross it, with no corner inside.
  return geometry.type !== "Point" && geometry.type !== "MultiPoint"
    ? booleanIntersects(geometry, bboxPolygon(box))
    : false;
}
