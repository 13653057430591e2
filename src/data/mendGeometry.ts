import type { Geometry } from "geojson";
import { toPolygonGeometry } from "../domain/place/buffers.ts";
import { repairPolygons } from "../domain/place/polygonEngine.ts";
import { findInvalidity } from "../domain/place/validity.ts";

/** A valid geometry of the same kind, or null where nothing is left of it. */
export function mendGeometry(geometry: Geometry): Geometry | null {
  if (geometry.type === "GeometryCollection") {
    const parts = geometry.geometries.map((part) => (findInvalidity(part) ? mendGeometry(part) : part));
    return parts.every((part): part is Geometry => part !== null)
      ? { type: "GeometryCollection", geometries: parts }
      : null;
  }
  if (geometry.type !== "Polygon" && geometry.type !== "MultiPolygon") return null;
  const polygons = repairPolygons(
    geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates,
  );
  const mended = toPolygonGeometry(polygons);
  return polygons.length > 0 && findInvalidity(mended) === null ? mended : null;
}
