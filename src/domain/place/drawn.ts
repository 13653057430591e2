import type { Geometry, Polygon, Position } from "geojson";
import { findDestination, measureBearingDegrees, measureDistanceMetres } from "./ellipsoid.ts";
import { measureAreaSquareMetres, measureLengthMetres } from "./measure.ts";
import { type LngLat, lngLat } from "./position.ts";

/** What is said of a shape while it is drawn. */
export interface DrawnMeasures {
  /** Of a line, or of the boundary of an area; 0 for a point. */
  lengthMetres: number;
  /** 0 for what is not an area. */
  areaSquareMetres: number;
  /** Of the last stretch of a line, clockwise from north; null for anything else. */
  bearingDegrees: number | null;
}

/** Corners of a drawn circle: the polygon's area is within 0.05 % of the circle's. */
const circleSteps = 128;

const round = (value: number) => Math.round(value * 1e9) / 1e9;

/**
 * A circle of geodesics round a position, counter-clockwise and closed.
 * @param radiusMetres greater than 0; corners lie exactly on the circle (GeographicLib).
 */
export function buildGeodesicCircle(centre: LngLat, radiusMetres: number): Polygon {
  if (!(radiusMetres > 0))
    throw new RangeError(`got a radius of ${radiusMetres}, expected metres greater than 0`);
  const ring: Position[] = Array.from({ length: circleSteps }, (_, index) => {
    const [x, y] = findDestination(centre, 360 - (index * 360) / circleSteps, radiusMetres);
    return [round(x), round(y)];
  });
  return { type: "Polygon", coordinates: [[...ring, ring[0]!]] };
}

/** Lengths, areas and the last bearing of a drawn shape on the WGS 84 ellipsoid. */
export function measureDrawn(geometry: Geometry): DrawnMeasures {
  // The corner in hand lies on the one before until the pointer moves: it is no stretch of its own.
  const line =
    geometry.type === "LineString"
      ? geometry.coordinates.filter(
          ([x, y], at, all) => at === 0 || x !== all[at - 1]![0] || y !== all[at - 1]![1],
        )
      : [];
  const [from, to] = line.slice(-2) as [Position?, Position?];
  return {
    lengthMetres: measureLengthMetres(geometry),
    areaSquareMetres: measureAreaSquareMetres(geometry),
    bearingDegrees:
      from && to ? measureBearingDegrees(lngLat(from[0]!, from[1]!), lngLat(to[0]!, to[1]!)) : null,
  };
}

/** The area between two opposite corners, in degrees. */
export const buildBox = ([x, y, toX, toY]: readonly [number, number, number, number]): Polygon => ({
  type: "Polygon",
  coordinates: [
    [
      [x, y],
      [toX, y],
      [toX, toY],
      [x, toY],
      [x, y],
    ],
  ],
});

/** The shape that positions entered one by one make; null while there are too few of them. */
export function buildSketch(
  tool: "point" | "line" | "polygon" | "circle" | "box" | "lasso",
  positions: readonly LngLat[],
  radiusMetres: number,
): Geometry | null {
  const points = positions.map(([x, y]): Position => [x, y]);
  const [first] = positions;
  if (!first) return null;
  if (tool === "point") return { type: "Point", coordinates: points[0]! };
  if (tool === "circle") return radiusMetres > 0 ? buildGeodesicCircle(first, radiusMetres) : null;
  if (tool === "line") return points.length > 1 ? { type: "LineString", coordinates: points } : null;
  if (tool === "box") {
    const [x, y] = first;
    const [east, north] = points.at(-1) as [number, number];
    return x === east || y === north ? null : buildBox([x, y, east, north]);
  }
  if (points.length < 3) return null;
  const polygon: Polygon = { type: "Polygon", coordinates: [[...points, points[0]!]] };
  return measureAreaSquareMetres(polygon) > 0 ? polygon : null;
}

/** Centre and radius of a ring that stands for a circle on a Mercator map. */
export function findCircle(ring: readonly Position[]): { centre: LngLat; radiusMetres: number } {
  const open = ring.slice(0, -1);
  const mercator = (latitude: number) => Math.log(Math.tan(Math.PI / 4 + (latitude * Math.PI) / 360));
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const longitude = mean(open.map(([x]) => x!));
  const latitude = (Math.atan(Math.exp(mean(open.map(([, y]) => mercator(y!))))) * 360) / Math.PI - 90;
  const centre = lngLat(longitude, latitude);
  return {
    centre,
    radiusMetres: mean(open.map(([x, y]) => measureDistanceMetres(centre, lngLat(x!, y!)))),
  };
}

/** A position people type: longitude, then latitude in degrees; undefined from anything else. */
export function parsePositionText(text: string): LngLat | undefined {
  const parts = text
    .trim()
    .split(/[\s,，;；]+/)
    .map(Number);
  const [x, y] = parts;
  return parts.length === 2 && Math.abs(x!) <= 180 && Math.abs(y!) <= 85 ? lngLat(x!, y!) : undefined;
}
