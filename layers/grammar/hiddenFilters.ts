import type { FilterSpecification } from "@maplibre/maplibre-gl-style-spec";
import type { LayerState } from "../../src/domain/board/board.ts";
import { buildColumnFilter } from "./columnFilters.ts";
import { passesFilter } from "./evaluateFilter.ts";
import type { DrawContext, LayerDefinition } from "./layer.ts";

const prefixes = { kind: "kind:", id: "id:" } as const;

const findNamed = (hidden: readonly string[], property: keyof typeof prefixes): string[] =>
  hidden.flatMap((entry) =>
    entry.startsWith(prefixes[property]) ? [entry.slice(prefixes[property].length)] : [],
  );

/** What a board takes off a layer. */
export type Taken = Pick<LayerState, "hidden" | "filter">;

/** Whether a feature is taken off by its kind, its id or the conditions of the layer, beside what legend entries take off. */
export const isTakenOff = (
  { hidden, filter }: Taken,
  feature: Readonly<Record<string, unknown>> & { id: string; kind: string },
): boolean =>
  hidden.includes(`${prefixes.kind}${feature.kind}`) ||
  hidden.includes(`${prefixes.id}${feature.id}`) ||
  // No condition asks for the shape.
  (filter !== undefined &&
    !passesFilter(buildColumnFilter(filter), { properties: feature, geometryType: "Point" }));

/**
 * What a board takes off a layer, as filters: its legend entries by id, `kind:<kind>` for everything of a
 * kind whatever its status, `id:<id>` for one feature, and what does not meet its conditions. Legend entries share features out by status
 * first, so they alone cannot say "only the hubs, built or not".
 */
export function findHiddenFilters(
  layer: LayerDefinition,
  { hidden, filter }: Taken,
  context: DrawContext,
): FilterSpecification[] {
  if (hidden.length === 0 && !filter) return [];
  const entries = layer.legend(context).filter((entry) => hidden.includes(entry.id));
  const named = (["kind", "id"] as const).flatMap((property) => {
    const values = findNamed(hidden, property);
    return values.length > 0 ? [["in", ["get", property], ["literal", values]] as FilterSpecification] : [];
  });
  const unmet = filter ? [["!", buildColumnFilter(filter)] as FilterSpecification] : [];
  return [...entries.map((entry) => entry.filter), ...named, ...unmet];
}
