import type { Geometry, Position } from "geojson";

export type Bbox = [west: number, south: number, east: number, north: number];

function grow(box: Bbox, coordinates: Position | readonly unknown[]) {
  if (typeof coordinates[0] === "number") {
    const [x, y] = coordinates as Position;
    box[0] = Math.min(box[0], x!);
    box[1] = Math.min(box[1], y!);
    box[2] = Math.max(box[2], x!);
    box[3] = Math.max(box[3], y!);
  } else for (const part of coordinates) grow(box, part as readonly unknown[]);
}

/**
 * The box round geometries that do not cross the date line.
 * @returns degrees west, south, east, north; undefined when there is no position at all.
 */
export function findBoundingBox(geometries: readonly Geometry[]): Bbox | undefined {
  const box: Bbox = [180, 90, -180, -90];
  for (const geometry of geometries) {
    if (geometry.type === "GeometryCollection") {
      const inner = findBoundingBox(geometry.geometries);
      if (inner) for (const corner of [inner.slice(0, 2), inner.slice(2)]) grow(box, corner);
    } else grow(box, geometry.coordinates);
  }
  return box[0] <= box[2] ? box : undefined;
}
