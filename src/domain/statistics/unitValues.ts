import { booleanPointInPolygon } from "@turf/turf";
import type { Feature, MultiPolygon, Polygon, Position } from "geojson";
import { measureAreaSquareMetres } from "../place/measure.ts";
import type { PlanFeature } from "../plan.ts";

const areasOf = (units: readonly PlanFeature[]) =>
  units.flatMap((unit) =>
    unit.geometry.type === "Polygon" || unit.geometry.type === "MultiPolygon"
      ? [{ id: unit.properties.id, area: unit.geometry as Polygon | MultiPolygon }]
      : [],
  );

/** A property of units as values by id; units without a finite number are left out. */
export function readUnitProperty(units: readonly PlanFeature[], key: string): Record<string, number> {
  return Object.fromEntries(
    units.flatMap(({ properties }) => {
      const value = properties[key];
      return typeof value === "number" && Number.isFinite(value) ? [[properties.id, value]] : [];
    }),
  );
}

/** One value over another by id, where both are there and the second is above zero. */
export const divideValues = (
  over: Record<string, number>,
  under: Record<string, number>,
): Record<string, number> =>
  Object.fromEntries(
    Object.entries(over).flatMap(([id, value]) => ((under[id] ?? 0) > 0 ? [[id, value / under[id]!]] : [])),
  );

/** A place that stands for a feature: a point itself, the middle vertex of a line, the mean corner of an area. */
function placeOf({ geometry }: PlanFeature): Position | undefined {
  if (geometry.type === "Point") return geometry.coordinates;
  if (geometry.type === "LineString") return geometry.coordinates[geometry.coordinates.length >> 1];
  const ring =
    geometry.type === "Polygon"
      ? geometry.coordinates[0]
      : geometry.type === "MultiPolygon"
        ? geometry.coordinates[0]?.[0]
        : undefined;
  if (!ring || ring.length < 2) return undefined;
  const corners = ring.slice(1);
  return [0, 1].map((axis) => corners.reduce((sum, corner) => sum + corner[axis]!, 0) / corners.length);
}

/**
 * Adds features up by the unit in which their place lies: points by themselves, areas by the mean of their corners.
 *
 * @param weigh what a feature counts; 1 counts features.
 * @returns values by unit id, 0 for units without any; features outside all units are not counted.
 */
export function addUpByUnit(
  units: readonly PlanFeature[],
  features: readonly PlanFeature[],
  weigh: (feature: PlanFeature) => number = () => 1,
): Record<string, number> {
  const areas = areasOf(units);
  const values = Object.fromEntries(areas.map(({ id }) => [id, 0]));
  for (const feature of features) {
    const place = placeOf(feature);
    const unit = place && areas.find(({ area }) => booleanPointInPolygon(place, area));
    if (unit) values[unit.id] = values[unit.id]! + weigh(feature);
  }
  return values;
}

/**
 * Areas of units less what is left of them, in square kilometres on the ellipsoid.
 *
 * @param rests what is left, with the unit's own `id`; a unit without any is gone whole.
 * @returns by unit id, to a tenth of a hectare: cuts move edges by less than that.
 */
export function subtractAreas(
  units: readonly PlanFeature[],
  rests: readonly Feature[],
): Record<string, number> {
  const left = new Map<unknown, number>();
  for (const { properties, geometry } of rests)
    left.set(properties?.id, (left.get(properties?.id) ?? 0) + measureAreaSquareMetres(geometry));
  return Object.fromEntries(
    areasOf(units).map(({ id, area }) => {
      const squareKilometres = (measureAreaSquareMetres(area) - (left.get(id) ?? 0)) / 1e6;
      return [id, Math.max(0, Math.round(squareKilometres * 1e3) / 1e3)];
    }),
  );
}
