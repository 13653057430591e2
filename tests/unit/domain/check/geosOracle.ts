import geodesicPackage from "geographiclib-geodesic";
import type { Geometry, MultiPolygon, Polygon, Position } from "geojson";
import initGeos from "geos-wasm";
import { geojsonToGeosGeom, geosGeomToGeojson } from "geos-wasm/helpers";

/** GEOS as an independent judge: overlays in the plane of longitude and latitude. */
const geos = await initGeos();

export function geosIntersection(a: Geometry, b: Geometry): Geometry {
  const [one, two] = [geojsonToGeosGeom(a, geos), geojsonToGeosGeom(b, geos)];
  const shared = geos.GEOSIntersection(one, two);
  const geometry = geosGeomToGeojson(shared, geos) as Geometry;
  for (const pointer of [one, two, shared]) geos.GEOSGeom_destroy(pointer);
  return geometry;
}

const { Geodesic } = geodesicPackage;

/** Area of a ring in square metres by GeographicLib's polygon, unsigned. */
function measureRing(ring: readonly Position[]): number {
  const polygon = Geodesic.WGS84.Polygon(false);
  for (const [longitude, latitude] of ring.slice(0, -1)) polygon.AddPoint(latitude!, longitude!);
  return Math.abs(polygon.Compute(false, true).area!);
}

const measureRings = (rings: readonly Position[][]) =>
  rings.reduce((sum, ring, index) => sum + (index === 0 ? 1 : -1) * measureRing(ring), 0);

/** Area in square metres of the flat parts of a geometry, by GeographicLib. */
export function measureGeographicLibArea(geometry: Geometry): number {
  if (geometry.type === "Polygon") return measureRings((geometry as Polygon).coordinates);
  if (geometry.type === "MultiPolygon")
    return (geometry as MultiPolygon).coordinates.reduce((sum, rings) => sum + measureRings(rings), 0);
  if (geometry.type === "GeometryCollection")
    return geometry.geometries.reduce((sum, part) => sum + measureGeographicLibArea(part), 0);
  return 0;
}

/** Length in metres of the lines of a geometry, by GeographicLib. */
export function measureGeographicLibLength(geometry: Geometry): number {
  const ofLine = (line: readonly Position[]) =>
    line
      .slice(1)
      .reduce(
        (sum, to, i) => sum + Geodesic.WGS84.Inverse(line[i]![1]!, line[i]![0]!, to[1]!, to[0]!).s12!,
        0,
      );
  if (geometry.type === "LineString") return ofLine(geometry.coordinates);
  if (geometry.type === "MultiLineString")
    return geometry.coordinates.reduce((sum, line) => sum + ofLine(line), 0);
  if (geometry.type === "GeometryCollection")
    return geometry.geometries.reduce((sum, part) => sum + measureGeographicLibLength(part), 0);
  return 0;
}
