import type { Map as MapLibreMap } from "maplibre-gl";
import { keyPhase } from "../../geodata/phaseDay.ts";
import type { Selection } from "../domain/board/board.ts";
import { useAnswers } from "../state/answersStore.ts";
import { useUserData } from "../state/own/userData.ts";
import { type AtlasState, useAtlas } from "../state/store.ts";
import { useTerrain } from "../state/terrain/terrainStore.ts";
import type { Analyses } from "./createAnalyses.ts";
import type { StyleKeeper } from "./style/createStyleKeeper.ts";
import { followPicked, followServices } from "./style/currentStyle.ts";
import { updateOwnLit } from "./style/ownLit.ts";
import type { MapCamera } from "./view/createMapCamera.ts";

const nothing: readonly Selection[] = [];

/** What the style depends on; anything else in the store leaves the style alone. */
const styleInputs = (state: AtlasState) => [
  state.board.layers,
  state.board.userLayers,
  state.board.statistics,
  state.board.monitor?.byState,
  keyPhase(state.board.phase, state.board.monitor?.asOf),
  state.board.theme,
  state.board.language,
  state.board.theme === "room" ? state.highlighted : nothing,
];

const differ = (before: readonly unknown[], after: readonly unknown[]) =>
  before.some((value, index) => value !== after[index]);

/** Has a map follow the store: style, light, camera, counts. Returns what ends it. */
export function followBoard(parts: {
  map: MapLibreMap;
  style: StyleKeeper;
  camera: MapCamera;
  analyses: Analyses;
  count: () => void;
}): () => void {
  const { map, style, camera, analyses, count } = parts;
  const { showStyle, showLit, showDatasets, showEdge } = style;
  let isRemoved = false;
  const showStyleHere = () => {
    if (!isRemoved) showStyle();
  };
  const disposals = [
    useAtlas.subscribe((state, before) => {
      const inputsChanged = differ(styleInputs(before), styleInputs(state));
      const litChanged =
        state.hovered !== before.hovered ||
        state.highlighted !== before.highlighted ||
        state.board.selection !== before.board.selection;
      const needsSource =
        litChanged &&
        [state.board.selection, state.hovered, ...state.highlighted].some(
          (selection) => selection && !map.getSource(selection.dataset),
        );
      if (state.board.selection !== before.board.selection) updateOwnLit(showStyle);
      if (inputsChanged) {
        analyses.showStates();
        showEdge();
      }
      if (inputsChanged || needsSource) showStyle();
      else if (litChanged) showLit();
      camera.follow(state, before);
      if (state.datasets !== before.datasets) showDatasets();
      if (state.board.serviceLayers !== before.board.serviceLayers) void followServices(showStyleHere);
      if (state.board.picked !== before.board.picked) void followPicked(showStyleHere);
    }),
    useTerrain.subscribe(() => void followServices(showStyleHere)),
    useUserData.subscribe((state, before) => {
      if (state.contents !== before.contents || state.comparison !== before.comparison) showStyle();
      if (state.contents !== before.contents) void followPicked(showStyleHere);
    }),
    useAnswers.subscribe((state, before) => {
      if (state.answers === before.answers || !useAtlas.getState().board.userLayers) return;
      updateOwnLit(showStyle);
      count();
    }),
  ];
  analyses.showStates();
  void followServices(showStyleHere);
  void followPicked(showStyleHere);
  return () => {
    isRemoved = true;
    for (const dispose of disposals) dispose();
  };
}
