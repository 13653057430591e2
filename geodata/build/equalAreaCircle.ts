/** Circles that stand for zones of which only a point and an area are known. */
import geodesic from "geographiclib-geodesic";
import type { Polygon, Position } from "geojson";

const { WGS84 } = geodesic.Geodesic;
const cornerCount = 64;

/** Area inside a ring on the ellipsoid, in square metres. */
export function measureRingArea(ring: readonly Position[]): number {
  const polygon = WGS84.Polygon(false);
  for (const [lon, lat] of ring.slice(0, -1)) polygon.AddPoint(lat!, lon!);
  return Math.abs(polygon.Compute(false, true).area ?? 0);
}

function drawRing(lon: number, lat: number, radiusMetres: number): Position[] {
  const ring: Position[] = [];
  for (let i = 0; i < cornerCount; i += 1) {
    const corner = WGS84.Direct(lat, lon, (-360 * i) / cornerCount, radiusMetres);
    ring.push([corner.lon2!, corner.lat2!]);
  }
  return [...ring, ring[0]!];
}

/**
 * A polygon of 64 corners round a point, all at the same geodesic distance, that encloses exactly the area
 * given; a true circle of that radius would enclose 0.16 % more.
 */
export function buildEqualAreaCircle(lon: number, lat: number, areaSquareMetres: number): Polygon {
  let radiusMetres = Math.sqrt(areaSquareMetres / Math.PI);
  for (let round = 0; round < 4; round += 1)
    radiusMetres *= Math.sqrt(areaSquareMetres / measureRingArea(drawRing(lon, lat, radiusMetres)));
  return { type: "Polygon", coordinates: [drawRing(lon, lat, radiusMetres)] };
}
