import type { Geometry, Position } from "geojson";
import { type FilterFeature, passesFilter } from "../../../layers/grammar/evaluateFilter.ts";
import { isTakenOff, type Taken } from "../../../layers/grammar/hiddenFilters.ts";
import type { DrawContext, LayerDefinition } from "../../../layers/grammar/layer.ts";
import type { PlanFeature, PlanFeatureCollection } from "../../domain/plan.ts";
import { readStatus } from "../../domain/plan.ts";

/** West, south, east, north in degrees. */
export type Box = readonly [number, number, number, number];

const isInside = ([x, y]: Position, [west, south, east, north]: Box) =>
  x! >= west && x! <= east && y! >= south && y! <= north;

/** Whether a segment meets a box: Liang and Barsky's clip of the segment's parameter. */
function crossesBox([x1, y1]: Position, [x2, y2]: Position, [west, south, east, north]: Box): boolean {
  const [dx, dy] = [x2! - x1!, y2! - y1!];
  let [enter, leave] = [0, 1];
  for (const [step, room] of [
    [-dx, x1! - west],
    [dx, east - x1!],
    [-dy, y1! - south],
    [dy, north - y1!],
  ] as const) {
    if (step === 0) {
      if (room < 0) return false;
    } else if (step < 0) enter = Math.max(enter, room / step);
    else leave = Math.min(leave, room / step);
  }
  return enter <= leave;
}

const pathMeets = (path: readonly Position[], box: Box) =>
  path.length === 1
    ? isInside(path[0]!, box)
    : path.some((position, index) => index > 0 && crossesBox(path[index - 1]!, position, box));

/** Whether a ring winds round a position: crossings of a ray to the east, by the even-odd rule. */
function ringHolds(ring: readonly Position[], [x, y]: Position): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
    const [[xi, yi], [xj, yj]] = [ring[i]! as [number, number], ring[j]! as [number, number]];
    if (yi > y! !== yj > y! && x! < ((xj - xi) * (y! - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}

function polygonMeets(rings: readonly Position[][], box: Box): boolean {
  if (rings.some((ring) => pathMeets(ring, box))) return true;
  // No edge meets the box, so the box lies wholly inside or wholly outside.
  const corner: Position = [box[0], box[1]];
  return rings.filter((ring) => ringHolds(ring, corner)).length % 2 === 1;
}

/** Whether any part of a geometry lies in a box; both in WGS 84 degrees, the box not across 180°. */
export function meetsBox(geometry: Geometry, box: Box): boolean {
  switch (geometry.type) {
    case "Point":
      return isInside(geometry.coordinates, box);
    case "MultiPoint":
      return geometry.coordinates.some((position) => isInside(position, box));
    case "LineString":
      return pathMeets(geometry.coordinates, box);
    case "MultiLineString":
      return geometry.coordinates.some((path) => pathMeets(path, box));
    case "Polygon":
      return polygonMeets(geometry.coordinates, box);
    case "MultiPolygon":
      return geometry.coordinates.some((rings) => polygonMeets(rings, box));
    case "GeometryCollection":
      return geometry.geometries.some((part) => meetsBox(part, box));
  }
}

export const geometryTypeOf = (geometry: Geometry): FilterFeature["geometryType"] =>
  geometry.type.endsWith("Point") ? "Point" : geometry.type.endsWith("LineString") ? "LineString" : "Polygon";

const isAbsent = (properties: PlanFeature["properties"], phase: string) =>
  readStatus(properties, phase) === "absent";

const describe = ({ properties, geometry }: PlanFeature): FilterFeature => ({
  properties,
  geometryType: geometryTypeOf(geometry),
});

/** Features of a dataset that stand in this phase and lie in the box. */
export const findInView = (collection: PlanFeatureCollection, phase: string, box: Box): PlanFeature[] =>
  collection.features.filter(
    (feature) => !isAbsent(feature.properties, phase) && meetsBox(feature.geometry, box),
  );

/**
 * How many features of each legend entry lie in the box: counts[layer][entry]. Layers whose data are
 * not loaded, or come from tiles, are left out rather than counted as nothing; what the map draws only
 * from a nearer zoom does not count yet.
 */
export function countInView(
  layers: readonly LayerDefinition[],
  collections: Readonly<Record<string, PlanFeatureCollection>>,
  context: DrawContext,
  box: Box,
  zoom: number,
  /** What the board takes off each layer; see `findHiddenFilters`. */
  taken: Readonly<Record<string, Taken>> = {},
): Record<string, Record<string, number>> {
  const counts: Record<string, Record<string, number>> = {};
  for (const layer of layers) {
    const collection = "dataset" in layer.data ? collections[layer.data.dataset] : undefined;
    if (!collection) continue;
    const state = taken[layer.id];
    const shown = findInView(collection, context.phase, box).filter(
      (feature) => !state || !isTakenOff(state, feature.properties),
    );
    const inView = shown.map(describe);
    const entries = layer.legend(context);
    const ahead = entries.some((entry) => entry.ofAbsent)
      ? collection.features
          .filter(
            ({ properties, geometry }) => isAbsent(properties, context.phase) && meetsBox(geometry, box),
          )
          .map(describe)
      : [];
    counts[layer.id] = Object.fromEntries(
      entries.map((entry) => [
        entry.id,
        zoom < (entry.fromZoom ?? 0)
          ? 0
          : (entry.ofAbsent ? ahead : inView).filter((feature) => passesFilter(entry.filter, feature)).length,
      ]),
    );
  }
  return counts;
}
