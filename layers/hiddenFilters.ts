import type { FilterSpecification } from "@maplibre/maplibre-gl-style-spec";
import type { DrawContext, LayerDefinition } from "./layer.ts";

const kindPrefix = "kind:";

/** Kinds a board takes off a layer whole. */
export const findHiddenKinds = (hidden: readonly string[]): string[] =>
  hidden.flatMap((id) => (id.startsWith(kindPrefix) ? [id.slice(kindPrefix.length)] : []));

/**
 * What a board takes off a layer, as filters: its legend entries by id, and `kind:<kind>` for everything of a
 * kind whatever its status. Legend entries share features out by status first, so they alone cannot say
 * "only the hubs, built or not".
 */
export function findHiddenFilters(
  layer: LayerDefinition,
  hidden: readonly string[],
  context: DrawContext,
): FilterSpecification[] {
  if (hidden.length === 0) return [];
  const kinds = findHiddenKinds(hidden);
  return [
    ...layer
      .legend(context)
      .filter((entry) => hidden.includes(entry.id))
      .map((entry) => entry.filter),
    ...(kinds.length > 0 ? [["in", ["get", "kind"], ["literal", kinds]] as FilterSpecification] : []),
  ];
}
