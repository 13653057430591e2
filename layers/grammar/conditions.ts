import type { ExpressionSpecification } from "@maplibre/maplibre-gl-style-spec";
import type { Status } from "../../src/domain/plan.ts";

/**
 * The one grammar of the map, for every line, area and sign. Status is the stroke: existing solid, under
 * construction dash and gap, planned dotted, study finer dotted, closed grey. Certainty is the body:
 * surveyed full, town lighter, schematic a soft wider band, a stippled fill or a hollow sign.
 */
export type Condition = ExpressionSpecification;

export const condition = (...parts: unknown[]) => parts as unknown as Condition;

const statusKey = (phase: string) => `status:${phase}`;
/** Statuses an event gives, the latest of a thing first. A test holds them to those of `readStatus`. */
export const eventStatuses: readonly Status[] = [
  "absent",
  "upgrade-done",
  "existing",
  "upgrade-under-way",
  "under-construction",
  "upgrade-planned",
  "planned",
];

/** The status of a feature in a phase, or on a day of it (`phase@day`). */
export function statusIn(phase: string): Condition {
  const [id, day] = phase.split("@") as [string, string | undefined];
  if (day === undefined) return condition("get", statusKey(id));
  // On a day, the last event up to it decides; the furthest status is the latest, as works do not go back.
  const date = Number(day.replaceAll("-", ""));
  return condition(
    "case",
    ...eventStatuses.flatMap((status) => [
      ["<=", ["coalesce", ["get", `from:${status}`], 99_999_999], date],
      status,
    ]),
    ["coalesce", ["get", "status:earlier"], ["get", statusKey(id)]],
  );
}
export const hasStatus = (phase: string, ...wanted: Status[]): Condition =>
  condition("in", statusIn(phase), ["literal", wanted]);
/** Whether there is anything to draw in this phase. */
export const isDrawn = (phase: string): Condition => condition("!", hasStatus(phase, "absent"));
export const isKind = (...kinds: string[]): Condition => condition("in", ["get", "kind"], ["literal", kinds]);
export const hasText = (key: string): Condition => condition("!=", ["to-string", ["get", key]], "");
export const isValue = (key: string, ...values: (string | number)[]): Condition =>
  condition("in", ["get", key], ["literal", values]);
export const isSchematic: Condition = condition("==", ["get", "confidence"], "schematic");
export const isTown: Condition = condition("==", ["get", "confidence"], "town");
export const isArea: Condition = condition("==", ["geometry-type"], "Polygon");
export const isLine: Condition = condition("==", ["geometry-type"], "LineString");
/** Whether a circle stands for an area whose outline nobody has published. */
export const isUnknownOutline: Condition = condition("==", ["get", "shape"], "equal-area circle");
export const isPoint: Condition = condition("==", ["geometry-type"], "Point");
export const every = (...conditions: (Condition | undefined)[]): Condition =>
  condition("all", ...conditions.filter((c) => c !== undefined));
export const not = (other: Condition): Condition => condition("!", other);

/** A width or size that grows with zoom, given at a few zooms; it may depend on the feature. */
export type ByZoom = readonly (readonly [zoom: number, size: number | ExpressionSpecification])[];
export const byZoom = (stops: ByZoom, factor = 1): ExpressionSpecification =>
  condition(
    "interpolate",
    ["linear"],
    ["zoom"],
    ...stops.flatMap(([zoom, size]) => [
      zoom,
      typeof size === "number" ? size * factor : factor === 1 ? size : ["*", factor, size],
    ]),
  );
/** A value picked by kind: `[kind, value]` pairs and the value otherwise. */
export const byKind = (
  pairs: readonly (readonly [kind: string, value: string | number])[],
  otherwise: string | number,
): ExpressionSpecification => condition("match", ["get", "kind"], ...pairs.flat(), otherwise);
