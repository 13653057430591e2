import type { Geometry, Position } from "geojson";
import { type Bbox, findBoundingBox } from "../place/boundingBox.ts";
import { findCrossings, findLineOverlap } from "../place/lineOverlap.ts";
import { measureLineLengthMetres } from "../place/measure.ts";
import { type Polygons, unitePolygons } from "../place/polygonEngine.ts";
import type { PartyForm } from "./conflict.ts";
import { findNearestPlaces } from "./nearestPlaces.ts";
import { findPolygonOverlap } from "./polygonOverlap.ts";
import { isInsidePrepared, type PreparedPolygons, preparePolygons } from "./preparedPolygons.ts";

/** A geometry taken apart once for many pairs. Degrees, metres, square metres. */
export interface Shape {
  geometry: Geometry;
  box: Bbox;
  form: PartyForm;
  polygons: Polygons;
  prepared: PreparedPolygons | null;
  flat: Geometry;
  lines: Position[][];
  points: Position[];
  lengthMetres: number;
}

/** A ring or polygon without positions is allowed by RFC 7946 and means nothing. */
const dropEmptyRings = (polygons: Polygons): Polygons =>
  polygons
    .filter(([outer]) => outer !== undefined && outer.length > 0)
    .map((rings) =>
      rings.every((ring) => ring.length > 0) ? rings : rings.filter((ring) => ring.length > 0),
    );

function takeApart(
  geometry: Geometry,
  parts: { polygons: Polygons; lines: Position[][]; points: Position[] },
) {
  switch (geometry.type) {
    case "Point":
      parts.points.push(geometry.coordinates);
      break;
    case "MultiPoint":
      parts.points.push(...geometry.coordinates);
      break;
    case "LineString":
      parts.lines.push(geometry.coordinates);
      break;
    case "MultiLineString":
      parts.lines.push(...geometry.coordinates);
      break;
    case "Polygon":
      parts.polygons.push(...dropEmptyRings([geometry.coordinates]));
      break;
    case "MultiPolygon":
      parts.polygons.push(...dropEmptyRings(geometry.coordinates));
      break;
    default:
      for (const part of geometry.geometries) takeApart(part, parts);
  }
}

/** Takes a valid geometry apart; undefined for an empty one. */
export function buildShape(geometry: Geometry): Shape | undefined {
  const parts = { polygons: [] as Polygons, lines: [] as Position[][], points: [] as Position[] };
  takeApart(geometry, parts);
  const box = findBoundingBox([geometry]);
  if (!box) return undefined;
  const { lines, points } = parts;
  // Only the parts of a collection may overlap and still be valid.
  const polygons =
    geometry.type === "GeometryCollection" && parts.polygons.length > 1
      ? unitePolygons(parts.polygons.map((polygon) => [polygon]))
      : parts.polygons;
  return {
    geometry,
    box,
    form: polygons.length > 0 ? "area" : lines.length > 0 ? "line" : "point",
    polygons,
    prepared: polygons.length > 0 ? preparePolygons(polygons) : null,
    flat: { type: "MultiPolygon", coordinates: polygons },
    lines,
    points,
    lengthMetres: lines.reduce((sum, line) => sum + measureLineLengthMetres(line), 0),
  };
}

const shapes = new WeakMap<Geometry, Shape>();

/** The same, kept for as long as the geometry is: what was taken apart before is not taken apart again. */
export function findShape(geometry: Geometry): Shape | undefined {
  const shape = shapes.get(geometry) ?? buildShape(geometry);
  if (shape) shapes.set(geometry, shape);
  return shape;
}

/** What two shapes share; parts below the smallest sizes are left out. */
export interface PairMeasure {
  overlap: Polygons;
  areaSquareMetres: number;
  inside: Position[][];
  lengthMetres: number;
  zoneInside: Position[][];
  zoneLengthMetres: number;
  crossings: Position[];
  pointsInside: Position[];
  /** Whether a point of the zone lies in the subject's area: they meet, though nothing is shared. */
  holdsZonePoint: boolean;
}

const sumLengths = (lines: readonly Position[][]) =>
  lines.reduce((sum, line) => sum + measureLineLengthMetres(line), 0);

/** Measures what a subject and a zone share: area, lines inside, crossings, points inside. */
export function measurePair(
  subject: Shape,
  zone: Shape,
  smallest: { smallestAreaSquareMetres: number; smallestLengthMetres: number },
): PairMeasure {
  const measure: PairMeasure = {
    overlap: [],
    areaSquareMetres: 0,
    inside: [],
    lengthMetres: 0,
    zoneInside: [],
    zoneLengthMetres: 0,
    crossings: [],
    pointsInside: [],
    holdsZonePoint: false,
  };
  if (subject.prepared && zone.prepared) {
    const shared = findPolygonOverlap(subject.prepared, zone.prepared);
    if (shared.areaSquareMetres >= smallest.smallestAreaSquareMetres) {
      measure.overlap = shared.polygons;
      measure.areaSquareMetres = Math.min(
        shared.areaSquareMetres,
        subject.prepared.areaSquareMetres,
        zone.prepared.areaSquareMetres,
      );
    }
  }
  if (subject.lines.length > 0 && zone.prepared) {
    const { inside, edges } = findLineOverlap(subject.lines, zone.flat);
    const length = sumLengths(inside);
    if (length >= smallest.smallestLengthMetres) {
      measure.inside = inside;
      measure.lengthMetres = Math.min(length, subject.lengthMetres);
      measure.crossings.push(...edges);
    }
  }
  if (subject.lines.length > 0 && zone.lines.length > 0)
    measure.crossings.push(...findCrossings(subject.lines, zone.lines));
  if (subject.prepared && zone.lines.length > 0) {
    const { inside } = findLineOverlap(zone.lines, subject.flat);
    const length = sumLengths(inside);
    if (length >= smallest.smallestLengthMetres) {
      measure.zoneInside = inside;
      measure.zoneLengthMetres = Math.min(length, zone.lengthMetres);
    }
  }
  if (zone.prepared)
    measure.pointsInside = subject.points.filter(([x, y]) => isInsidePrepared(x!, y!, zone.prepared!));
  if (subject.prepared)
    measure.holdsZonePoint = zone.points.some(([x, y]) => isInsidePrepared(x!, y!, subject.prepared!));
  return measure;
}

/** Whether the two share ground, line or place. */
export const isMeeting = (measure: PairMeasure): boolean =>
  measure.areaSquareMetres > 0 ||
  measure.lengthMetres > 0 ||
  measure.zoneLengthMetres > 0 ||
  measure.crossings.length > 0 ||
  measure.pointsInside.length > 0 ||
  measure.holdsZonePoint;

/** Nearest places of two shapes that do not meet, within a limit in metres. */
export const findGap = (subject: Shape, zone: Shape, limitMetres: number) =>
  findNearestPlaces(subject.geometry, zone.geometry, limitMetres);

/** What the map shows of a meeting: shared ground, lines, crossings and points. */
export function buildSharedGeometry(measure: PairMeasure, zone: Shape): Geometry {
  const parts: Geometry[] = [];
  const { overlap, inside, zoneInside, crossings, pointsInside } = measure;
  if (overlap.length === 1) parts.push({ type: "Polygon", coordinates: overlap[0]! });
  else if (overlap.length > 1) parts.push({ type: "MultiPolygon", coordinates: overlap });
  const lines = [...inside, ...zoneInside];
  if (lines.length === 1) parts.push({ type: "LineString", coordinates: lines[0]! });
  else if (lines.length > 1) parts.push({ type: "MultiLineString", coordinates: lines });
  const points = [
    ...(inside.length > 0 ? [] : crossings),
    ...pointsInside,
    ...(measure.holdsZonePoint ? zone.points : []),
  ];
  if (points.length === 1) parts.push({ type: "Point", coordinates: points[0]! });
  else if (points.length > 1) parts.push({ type: "MultiPoint", coordinates: points });
  return parts.length === 1 ? parts[0]! : { type: "GeometryCollection", geometries: parts };
}
