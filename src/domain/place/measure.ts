import type { Geometry, Position } from "geojson";
import {
  authalicRadiusMetres,
  halfAuthalicTangent,
  measureDistanceMetres,
  measureExactEdgeArea,
  radians,
} from "./ellipsoid.ts";
import type { LngLat } from "./position.ts";

/** Past this span of an edge, a great circle of the authalic sphere strays too far from the geodesic. */
const longEdgeDegrees = 0.015;

/**
 * Signed area of a ring in square metres on WGS 84, positive when it runs counter-clockwise.
 * `ring`: degrees, closed or not. Edges are geodesics. Short edges are great circles of the authalic
 * sphere (spherical excess over the equator, R. G. Chamberlain and W. H. Duquette 2007, with Snyder's
 * authalic latitude), longer ones are GeographicLib's: within 1 m² of it for polygons the size of a county.
 */
export function measureRingAreaSquareMetres(ring: readonly Position[]): number {
  const count = ring.length;
  if (count < 3) return 0;
  let excess = 0;
  let exact = 0;
  let from = ring[count - 1]!;
  let fromTangent = halfAuthalicTangent(from[1]!);
  for (let i = 0; i < count; i += 1) {
    const to = ring[i]!;
    const toTangent = halfAuthalicTangent(to[1]!);
    let span = to[0]! - from[0]!;
    if (span > 180) span -= 360;
    else if (span < -180) span += 360;
    if (Math.abs(span) > longEdgeDegrees || (span !== 0 && Math.abs(to[1]! - from[1]!) > longEdgeDegrees)) {
      exact += measureExactEdgeArea(from as unknown as LngLat, to as unknown as LngLat);
    } else if (span !== 0) {
      excess +=
        2 *
        Math.atan(
          (Math.tan((span * radians) / 2) * (fromTangent + toTangent)) / (1 + fromTangent * toTangent),
        );
    }
    from = to;
    fromTangent = toTangent;
  }
  return -(excess * authalicRadiusMetres * authalicRadiusMetres + exact);
}

/** Area of a polygon in square metres: the outer ring less its holes, whatever way the rings run. */
export function measurePolygonAreaSquareMetres(rings: readonly (readonly Position[])[]): number {
  let area = 0;
  rings.forEach((ring, index) => {
    const size = Math.abs(measureRingAreaSquareMetres(ring));
    area += index === 0 ? size : -size;
  });
  return Math.max(0, area);
}

/** Length in metres of a line of geodesics. `line`: degrees. */
export function measureLineLengthMetres(line: readonly Position[]): number {
  let length = 0;
  for (let i = 1; i < line.length; i += 1) {
    length += measureDistanceMetres(line[i - 1] as unknown as LngLat, line[i] as unknown as LngLat);
  }
  return length;
}

/** Area in square metres of everything flat in a geometry; parts that overlap count twice. */
export function measureAreaSquareMetres(geometry: Geometry | null): number {
  if (!geometry) return 0;
  switch (geometry.type) {
    case "Polygon":
      return measurePolygonAreaSquareMetres(geometry.coordinates);
    case "MultiPolygon":
      return geometry.coordinates.reduce((sum, rings) => sum + measurePolygonAreaSquareMetres(rings), 0);
    case "GeometryCollection":
      return geometry.geometries.reduce((sum, part) => sum + measureAreaSquareMetres(part), 0);
    default:
      return 0;
  }
}

/** Length in metres of the lines of a geometry, and of the boundary of its polygons. */
export function measureLengthMetres(geometry: Geometry | null): number {
  if (!geometry) return 0;
  const ofLines = (lines: readonly (readonly Position[])[]) =>
    lines.reduce((sum, line) => sum + measureLineLengthMetres(line), 0);
  switch (geometry.type) {
    case "LineString":
      return measureLineLengthMetres(geometry.coordinates);
    case "MultiLineString":
    case "Polygon":
      return ofLines(geometry.coordinates);
    case "MultiPolygon":
      return geometry.coordinates.reduce((sum, rings) => sum + ofLines(rings), 0);
    case "GeometryCollection":
      return geometry.geometries.reduce((sum, part) => sum + measureLengthMetres(part), 0);
    default:
      return 0;
  }
}
