import type { Geometry, Position } from "geojson";

export type Bbox = [west: number, south: number, east: number, north: number];

/**
 * One function for each depth of coordinates, here and below: a loop that met numbers and arrays alike would have the
 * engine box every number of every position it passes, for good, which for a large layer is a hundred megabytes.
 */
function growByPath(box: Bbox, path: readonly Position[]) {
  for (const position of path) {
    box[0] = Math.min(box[0], position[0]!);
    box[1] = Math.min(box[1], position[1]!);
    box[2] = Math.max(box[2], position[0]!);
    box[3] = Math.max(box[3], position[1]!);
  }
}

function growByPaths(box: Bbox, paths: readonly (readonly Position[])[]) {
  for (const path of paths) growByPath(box, path);
}

function grow(box: Bbox, geometry: Geometry) {
  switch (geometry.type) {
    case "Point":
      // An empty point, which RFC 7946 allows, has no place.
      if (geometry.coordinates.length > 0) growByPath(box, [geometry.coordinates]);
      break;
    case "MultiPoint":
    case "LineString":
      growByPath(box, geometry.coordinates);
      break;
    case "MultiLineString":
    case "Polygon":
      growByPaths(box, geometry.coordinates);
      break;
    case "MultiPolygon":
      for (const paths of geometry.coordinates) growByPaths(box, paths);
      break;
    default:
      for (const part of geometry.geometries) grow(box, part);
  }
}

/**
 * The box round geometries that do not cross the date line.
 * @returns degrees west, south, east, north; undefined when there is no position at all.
 */
export function findBoundingBox(geometries: readonly Geometry[]): Bbox | undefined {
  const box: Bbox = [180, 90, -180, -90];
  for (const geometry of geometries) grow(box, geometry);
  return box[0] <= box[2] ? box : undefined;
}
