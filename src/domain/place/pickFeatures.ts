import type {
  Feature,
  FeatureCollection,
  Geometry,
  LineString,
  MultiPolygon,
  Polygon,
  Position,
} from "geojson";
import type { DataFiles, Kernel } from "../kernel.ts";
import { success } from "../result.ts";
import { isInsidePolygons } from "./insidePolygons.ts";
import { measureAreaSquareMetres, measureLineLengthMetres } from "./measure.ts";
import { findPolygons, selectByLocation } from "./overlay.ts";
import { type Polygons, unitePolygons } from "./polygonEngine.ts";

/** How a feature stands to an area to be picked by it: touching it, wholly within it, or with its middle in it. */
export const pickRelations = ["touching", "within", "centred"] as const;
export type PickRelation = (typeof pickRelations)[number];

/** Features that may be picked: a file below `public/data`, or `own/<key>.geojson`. */
export interface PickSource {
  /** What the picked ones are kept under. */
  dataset: string;
  file: string;
  /** Features are known by their place in the file, as a reader's own are, not by an id. */
  byPlace: boolean;
}

export interface PickInput {
  /** In degrees; a ring that crosses itself, as a lasso does, stands for all it winds round. */
  area: Polygon | MultiPolygon;
  relation: PickRelation;
  sources: readonly PickSource[];
}

/** Ids of features by dataset, in the order of their file; datasets without any are left out. */
export type PickedIds = Record<string, string[]>;

type Located = Feature<Geometry | null>;

const featuresOf = (file: unknown): readonly Located[] =>
  (file as FeatureCollection<Geometry | null>).features;
const idOf = ({ properties }: Located, place: number, byPlace: boolean) =>
  byPlace ? String(place) : String(properties?.id);

/** The position half way along a line, by length. */
function findMidway(line: readonly Position[]): Position | undefined {
  let left = measureLineLengthMetres(line) / 2;
  for (let at = 1; at < line.length; at += 1) {
    const [from, to] = [line[at - 1]!, line[at]!];
    const length = measureLineLengthMetres([from, to]);
    if (length >= left && length > 0)
      return [0, 1].map((axis) => from[axis]! + ((to[axis]! - from[axis]!) * left) / length);
    left -= length;
  }
  return line[0];
}

/** The centroid of polygons in the plane of degrees, each ring weighed by its area; holes take away. */
function findCentroid(polygons: Polygons): Position | undefined {
  const [origin] = polygons[0]?.[0] ?? [];
  if (!origin) return undefined;
  const [x0, y0] = origin as [number, number];
  let [weight, x, y] = [0, 0, 0];
  for (const rings of polygons)
    rings.forEach((ring, index) => {
      let [double, sumX, sumY] = [0, 0, 0];
      for (let at = 1; at < ring.length; at += 1) {
        const [ax, ay] = [ring[at - 1]![0]! - x0, ring[at - 1]![1]! - y0];
        const [bx, by] = [ring[at]![0]! - x0, ring[at]![1]! - y0];
        const cross = ax * by - bx * ay;
        double += cross;
        sumX += (ax + bx) * cross;
        sumY += (ay + by) * cross;
      }
      const sign = Math.sign(double) * (index === 0 ? 1 : -1);
      weight += sign * double;
      x += sign * sumX;
      y += sign * sumY;
    });
  return weight > 0 ? [x0 + x / (3 * weight), y0 + y / (3 * weight)] : origin;
}

/**
 * The place that stands for a geometry: a point itself, the position half way along the longest line, the centroid
 * of areas, which may lie outside a bent one. Undefined for an empty geometry.
 */
export function findMiddle(geometry: Geometry): Position | undefined {
  const polygons = findPolygons(geometry);
  if (polygons.length > 0) return findCentroid(polygons);
  switch (geometry.type) {
    case "Point":
      return geometry.coordinates;
    case "MultiPoint":
      return geometry.coordinates[0];
    case "LineString":
      return findMidway(geometry.coordinates);
    case "MultiLineString": {
      const lengths = geometry.coordinates.map(measureLineLengthMetres);
      return findMidway(geometry.coordinates[lengths.indexOf(Math.max(...lengths))] ?? []);
    }
    case "GeometryCollection":
      return geometry.geometries.map(findMiddle).find(Boolean);
    default:
      return undefined;
  }
}

/** Places in a list of the features that stand in a relation to some polygons, in degrees and valid. */
function findPlaces(features: readonly Located[], polygons: Polygons, relation: PickRelation): number[] {
  if (relation === "centred")
    return features.flatMap(({ geometry }, place) => {
      const middle = geometry && findMiddle(geometry);
      return middle && isInsidePolygons(middle, polygons) ? [place] : [];
    });
  // Each part of the area by itself: an index over boxes then keeps far features out.
  const masks = (relation === "within" ? [polygons] : polygons.map((rings) => [rings])).map(
    (coordinates): Feature<MultiPolygon> => ({
      type: "Feature",
      properties: {},
      geometry: { type: "MultiPolygon", coordinates },
    }),
  );
  return selectByLocation(features, masks, relation === "within" ? "within" : "intersects");
}

/**
 * Features of several layers that touch an area, lie wholly within it or have their middle in it. Edges are straight
 * in degrees, as the map draws them; the edge of the area counts as inside.
 */
export const pickFeatures: Kernel<PickInput, PickedIds> = {
  files: ({ sources }) => sources.map(({ file }) => file),
  run({ area, relation, sources }: PickInput, files: DataFiles) {
    const polygons = unitePolygons([findPolygons(area)]);
    const picked: PickedIds = {};
    if (polygons.length === 0) return success(picked);
    for (const { dataset, file, byPlace } of sources) {
      const features = featuresOf(files[file]);
      const ids = findPlaces(features, polygons, relation).map((at) => idOf(features[at]!, at, byPlace));
      if (ids.length > 0) picked[dataset] = ids;
    }
    return success(picked);
  },
};

/** What is asked of the features picked. */
export interface MeasurePickedInput {
  sources: readonly (PickSource & { ids: readonly string[] })[];
}

/** The features of one kind together. */
export interface PickedMeasures {
  dataset: string;
  /** Of the plan's features; "" of a reader's own. */
  kind: string;
  count: number;
  /** Of lines alone, on the ellipsoid. */
  lengthMetres: number;
  /** On the ellipsoid; where areas overlap each counts. */
  areaSquareMetres: number;
}

/** Length of the lines of a geometry; edges of areas are none. */
function measureLines(geometry: Geometry | null): number {
  if (!geometry) return 0;
  if (geometry.type === "GeometryCollection")
    return geometry.geometries.reduce((sum, part) => sum + measureLines(part), 0);
  const lines: readonly LineString["coordinates"][] =
    geometry.type === "LineString"
      ? [geometry.coordinates]
      : geometry.type === "MultiLineString"
        ? geometry.coordinates
        : [];
  return lines.reduce((sum, line) => sum + measureLineLengthMetres(line), 0);
}

/** Count, length and area of picked features by layer and kind, in the order they are met. */
export const measurePicked: Kernel<MeasurePickedInput, PickedMeasures[]> = {
  files: ({ sources }) => sources.map(({ file }) => file),
  run({ sources }: MeasurePickedInput, files: DataFiles) {
    const rows = new Map<string, PickedMeasures>();
    for (const { dataset, file, byPlace, ids } of sources) {
      const wanted = new Set(ids);
      featuresOf(files[file]).forEach((feature, place) => {
        if (!wanted.has(idOf(feature, place, byPlace))) return;
        const kind = byPlace ? "" : String(feature.properties?.kind ?? "");
        const key = `${dataset}/${kind}`;
        const row = rows.get(key) ?? { dataset, kind, count: 0, lengthMetres: 0, areaSquareMetres: 0 };
        row.count += 1;
        row.lengthMetres += measureLines(feature.geometry);
        row.areaSquareMetres += measureAreaSquareMetres(feature.geometry);
        rows.set(key, row);
      });
    }
    return success([...rows.values()]);
  },
};
