import type { Selection } from "../../domain/board/board.ts";
import type { Bilingual } from "../../domain/plan.ts";
import { findFeature } from "../../state/features.ts";
import { useAtlas } from "../../state/store.ts";

/** The selected feature of the plan with its name; null where nothing, or nothing known, is selected. */
export function useSelectedFeature(): { selection: Selection; name: Bilingual } | null {
  const selection = useAtlas((state) => state.board.selection);
  const feature = useAtlas((state) => findFeature(state.datasets, state.board.selection));
  if (!selection || !feature) return null;
  const { properties } = feature;
  return { selection, name: { zh: properties["name:zh"], en: properties["name:en"] } };
}
