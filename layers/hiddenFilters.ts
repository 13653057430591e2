import type { FilterSpecification } from "@maplibre/maplibre-gl-style-spec";
import type { DrawContext, LayerDefinition } from "./layer.ts";

const prefixes = { kind: "kind:", id: "id:" } as const;

const findNamed = (hidden: readonly string[], property: keyof typeof prefixes): string[] =>
  hidden.flatMap((entry) =>
    entry.startsWith(prefixes[property]) ? [entry.slice(prefixes[property].length)] : [],
  );

/** Whether a feature is taken off by its kind or id, beside what legend entries take off. */
export const isTakenOff = (hidden: readonly string[], feature: { id: string; kind: string }): boolean =>
  hidden.includes(`${prefixes.kind}${feature.kind}`) || hidden.includes(`${prefixes.id}${feature.id}`);

/**
 * What a board takes off a layer, as filters: its legend entries by id, `kind:<kind>` for everything of a
 * kind whatever its status, and `id:<id>` for one feature. Legend entries share features out by status
 * first, so they alone cannot say "only the hubs, built or not".
 */
export function findHiddenFilters(
  layer: LayerDefinition,
  hidden: readonly string[],
  context: DrawContext,
): FilterSpecification[] {
  if (hidden.length === 0) return [];
  const entries = layer.legend(context).filter((entry) => hidden.includes(entry.id));
  const named = (["kind", "id"] as const).flatMap((property) => {
    const values = findNamed(hidden, property);
    return values.length > 0 ? [["in", ["get", property], ["literal", values]] as FilterSpecification] : [];
  });
  return [...entries.map((entry) => entry.filter), ...named];
}
