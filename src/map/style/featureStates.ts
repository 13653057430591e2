import type { Map as MapLibreMap } from "maplibre-gl";
import type { Selection } from "../../domain/board/board.ts";

type LitState = "selected" | "hovered" | "highlighted";
/** Features that shall be lit, keyed `dataset/id`. */
type LitFeatures = Map<string, { selection: Selection; states: Set<LitState> }>;

export function collectLit(
  selected: Selection | null,
  hovered: Selection | null,
  highlighted: readonly Selection[],
): LitFeatures {
  const lit: LitFeatures = new Map();
  const add = (selection: Selection | null, state: LitState) => {
    if (!selection) return;
    const key = `${selection.dataset}/${selection.id}`;
    const entry = lit.get(key) ?? { selection, states: new Set() };
    entry.states.add(state);
    lit.set(key, entry);
  };
  add(selected, "selected");
  add(hovered, "hovered");
  for (const selection of highlighted) add(selection, "highlighted");
  return lit;
}

/** Features that come in tiles have no marks to be lit; the selected one is shown by itself instead. */
const isWhole = (map: MapLibreMap, dataset: string) => map.getSource(dataset)?.type === "geojson";

/** Puts the lit features on the map by feature-state, and takes the light off those that were lit before. */
export function applyLit(map: MapLibreMap, before: LitFeatures, after: LitFeatures) {
  for (const [key, { selection }] of before) {
    if (!after.has(key) && isWhole(map, selection.dataset)) {
      map.removeFeatureState({ source: selection.dataset, id: selection.id });
    }
  }
  for (const { selection, states } of after.values()) {
    if (!isWhole(map, selection.dataset)) continue;
    map.setFeatureState(
      { source: selection.dataset, id: selection.id },
      {
        selected: states.has("selected"),
        hovered: states.has("hovered"),
        highlighted: states.has("highlighted"),
      },
    );
  }
}
