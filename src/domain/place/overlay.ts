import Flatbush from "flatbush";
import type { Feature, Geometry, Position } from "geojson";
import { failure, type Problem, type Result, success } from "../result.ts";
import { type Bbox, findBoundingBox } from "./boundingBox.ts";
import { toPolygonGeometry } from "./buffers.ts";
import { isInsidePolygons } from "./insidePolygons.ts";
import { findLineOverlap } from "./lineOverlap.ts";
import { measureAreaSquareMetres, measureLineLengthMetres } from "./measure.ts";
import { combinePolygons, type Polygons, unitePolygons } from "./polygonEngine.ts";
import { findInvalidity } from "./validity.ts";

/** The flat parts of a geometry; those of a collection may overlap and are united. */
export function findPolygons(geometry: Geometry | null): Polygons {
  if (!geometry) return [];
  if (geometry.type === "Polygon") return [geometry.coordinates];
  if (geometry.type === "MultiPolygon") return geometry.coordinates;
  return geometry.type === "GeometryCollection" ? unitePolygons(geometry.geometries.map(findPolygons)) : [];
}

function findLines(geometry: Geometry): Position[][] {
  if (geometry.type === "LineString") return [geometry.coordinates];
  if (geometry.type === "MultiLineString") return geometry.coordinates;
  return geometry.type === "GeometryCollection" ? geometry.geometries.flatMap(findLines) : [];
}

function findPoints(geometry: Geometry): Position[] {
  if (geometry.type === "Point") return [geometry.coordinates];
  if (geometry.type === "MultiPoint") return geometry.coordinates;
  return geometry.type === "GeometryCollection" ? geometry.geometries.flatMap(findPoints) : [];
}

function assemble(points: Position[], lines: Position[][], polygons: Polygons): Geometry | null {
  const parts: Geometry[] = [];
  if (points.length === 1) parts.push({ type: "Point", coordinates: points[0]! });
  else if (points.length > 1) parts.push({ type: "MultiPoint", coordinates: points });
  if (lines.length === 1) parts.push({ type: "LineString", coordinates: lines[0]! });
  else if (lines.length > 1) parts.push({ type: "MultiLineString", coordinates: lines });
  if (polygons.length > 0) parts.push(toPolygonGeometry(polygons));
  if (parts.length === 0) return null;
  return parts.length === 1 ? parts[0]! : { type: "GeometryCollection", geometries: parts };
}

/** The part of a geometry of any kind inside the polygons of another, or null. Both valid, in degrees. */
export function buildIntersection(subject: Geometry, mask: Geometry): Geometry | null {
  const polygons = findPolygons(mask);
  const own = findPolygons(subject);
  const lines = findLines(subject);
  return assemble(
    findPoints(subject).filter((point) => isInsidePolygons(point, polygons)),
    lines.length > 0 && polygons.length > 0
      ? findLineOverlap(lines, { type: "MultiPolygon", coordinates: polygons }).inside
      : [],
    own.length > 0 && polygons.length > 0 ? combinePolygons("intersection", own, polygons) : [],
  );
}

/** The part of a geometry of any kind outside the polygons of another, or null. Both valid, in degrees. */
export function buildDifference(subject: Geometry, mask: Geometry): Geometry | null {
  const polygons = findPolygons(mask);
  if (polygons.length === 0) return subject;
  const own = findPolygons(subject);
  const lines = findLines(subject);
  return assemble(
    findPoints(subject).filter((point) => !isInsidePolygons(point, polygons)),
    lines.length > 0 ? findLineOverlap(lines, { type: "MultiPolygon", coordinates: polygons }).outside : [],
    own.length > 0 ? combinePolygons("difference", own, polygons) : [],
  );
}

/** One geometry that covers what the polygons of all of them cover, each place once; null where there are none. */
export function buildUnion(geometries: readonly Geometry[]): Geometry | null {
  return assemble([], [], unitePolygons(geometries.map(findPolygons)));
}

/** Why a list of features cannot be overlaid: the first invalid geometry, with its record (counted from 1) and place. */
export function checkOverlayInput(features: readonly Feature<Geometry | null>[]): Result<true> {
  for (const [index, feature] of features.entries()) {
    const found = feature.geometry ? findInvalidity(feature.geometry) : null;
    if (!found) continue;
    const at = found.place ? ` (${found.place.map((v) => v.toFixed(6)).join(", ")})` : "";
    return failure<Problem>({
      code: `geometry-${found.code}`,
      zh: `第 ${index + 1} 个要素的几何无效：${found.reason.zh}${at}；请先修复`,
      en: `the geometry of record ${index + 1} is not valid: ${found.reason.en}${at}; repair it first`,
      record: index + 1,
    });
  }
  return success(true);
}

/** A spatial index over the boxes of features; features without a geometry are never found. */
export function createFeatureIndex(features: readonly Feature<Geometry | null>[]): (box: Bbox) => number[] {
  const boxes = features.map((f) => (f.geometry ? findBoundingBox([f.geometry]) : undefined));
  const kept = boxes.flatMap((box, index) => (box ? [index] : []));
  if (kept.length === 0) return () => [];
  const index = new Flatbush(kept.length);
  for (const at of kept) index.add(...boxes[at]!);
  index.finish();
  return (box) => index.search(...box).map((i) => kept[i]!);
}

export type OverlayOperation = "intersection" | "difference" | "union";

export interface OverlayProperties {
  subjectIndex: number | null;
  maskIndex: number | null;
}

/**
 * Overlays two layers. Intersection: one feature for each pair that meets. Difference: each subject less
 * all masks. Union: one feature that covers both. Fails on the first geometry that is not valid.
 */
export function overlayFeatures(
  operation: OverlayOperation,
  subjects: readonly Feature<Geometry | null>[],
  masks: readonly Feature<Geometry | null>[],
): Result<Feature<Geometry, OverlayProperties>[]> {
  for (const side of [subjects, masks]) {
    const valid = checkOverlayInput(side);
    if (!valid.ok) return valid;
  }
  const found: Feature<Geometry, OverlayProperties>[] = [];
  const emit = (geometry: Geometry | null, subjectIndex: number | null, maskIndex: number | null) => {
    if (geometry) found.push({ type: "Feature", geometry, properties: { subjectIndex, maskIndex } });
  };
  if (operation === "union") {
    emit(buildUnion([...subjects, ...masks].flatMap((f) => (f.geometry ? [f.geometry] : []))), null, null);
    return success(found);
  }
  const search = createFeatureIndex(masks);
  subjects.forEach((subject, subjectIndex) => {
    const box = subject.geometry ? findBoundingBox([subject.geometry]) : undefined;
    if (!subject.geometry || !box) return;
    const near = search(box).sort((a, b) => a - b);
    if (operation === "intersection") {
      for (const at of near)
        emit(buildIntersection(subject.geometry, masks[at]!.geometry!), subjectIndex, at);
      return;
    }
    const cover = near.length > 0 ? buildUnion(near.map((at) => masks[at]!.geometry!)) : null;
    emit(cover ? buildDifference(subject.geometry, cover) : subject.geometry, subjectIndex, null);
  });
  return success(found);
}

export type LocationRelation = "intersects" | "within" | "disjoint";

/** Slivers below a square metre and a centimetre come from rounding, not from the shapes. */
const isNothing = (geometry: Geometry | null) =>
  geometry === null ||
  (findPoints(geometry).length === 0 &&
    measureAreaSquareMetres(geometry) < 1 &&
    findLines(geometry).reduce((sum, line) => sum + measureLineLengthMetres(line), 0) < 0.01);

/** Every position of the outline, for tests of being inside. */
function findOutline(geometry: Geometry): Position[] {
  return [...findPoints(geometry), ...findLines(geometry).flat(), ...findPolygons(geometry).flat(2)];
}

function meets(subject: Geometry, mask: Geometry): boolean {
  const polygons = findPolygons(mask);
  if (polygons.length > 0) {
    if (findOutline(subject).some((p) => isInsidePolygons(p, polygons))) return true;
    if (buildIntersection(subject, mask)) return true;
  }
  const own = findPolygons(subject);
  if (own.length > 0) {
    if (findOutline(mask).some((p) => isInsidePolygons(p, own))) return true;
    if (polygons.length === 0) return buildIntersection(mask, subject) !== null;
    return false;
  }
  const [a, b] = [findLines(subject), findLines(mask)];
  if (a.some((line) => b.some((other) => linesMeet(line, other)))) return true;
  return findPoints(subject).some((p) => isOn(p, mask)) || findPoints(mask).some((p) => isOn(p, subject));
}

const side = (a: Position, b: Position, p: Position) =>
  Math.sign((b[0]! - a[0]!) * (p[1]! - a[1]!) - (b[1]! - a[1]!) * (p[0]! - a[0]!));

const isBetween = (a: Position, b: Position, p: Position) =>
  side(a, b, p) === 0 &&
  p[0]! >= Math.min(a[0]!, b[0]!) &&
  p[0]! <= Math.max(a[0]!, b[0]!) &&
  p[1]! >= Math.min(a[1]!, b[1]!) &&
  p[1]! <= Math.max(a[1]!, b[1]!);

function linesMeet(first: readonly Position[], second: readonly Position[]): boolean {
  for (let i = 1; i < first.length; i += 1) {
    for (let j = 1; j < second.length; j += 1) {
      const [a, b, c, d] = [first[i - 1]!, first[i]!, second[j - 1]!, second[j]!];
      if (side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0) return true;
      if (isBetween(a, b, c) || isBetween(a, b, d) || isBetween(c, d, a) || isBetween(c, d, b)) return true;
    }
  }
  return false;
}

function isOn(point: Position, geometry: Geometry): boolean {
  if (findPoints(geometry).some((p) => p[0] === point[0] && p[1] === point[1])) return true;
  return findLines(geometry).some((line) =>
    line.some((to, i) => i > 0 && isBetween(line[i - 1]!, to, point)),
  );
}

/**
 * Places in the list of the subjects that stand in a relation to any mask: touching or overlapping it,
 * wholly covered by the masks together, or apart from all. For "within a distance", buffer the masks first.
 */
export function selectByLocation(
  subjects: readonly Feature<Geometry | null>[],
  masks: readonly Feature<Geometry | null>[],
  relation: LocationRelation,
): number[] {
  const search = createFeatureIndex(masks);
  const selected: number[] = [];
  subjects.forEach((subject, index) => {
    const box = subject.geometry ? findBoundingBox([subject.geometry]) : undefined;
    if (!subject.geometry || !box) return;
    const geometry = subject.geometry;
    const near = search(box).map((at) => masks[at]!.geometry!);
    if (relation === "within") {
      const cover = near.length > 0 ? buildUnion(near) : null;
      if (cover && isNothing(buildDifference(geometry, cover))) selected.push(index);
    } else if (near.some((mask) => meets(geometry, mask)) === (relation === "intersects"))
      selected.push(index);
  });
  return selected;
}
