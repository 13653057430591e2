import type { Map as MapLibreMap } from "maplibre-gl";
import { useAtlas } from "../../state/store.ts";
import { findPickable } from "../view/pickFeature.ts";
import type { Basemap } from "./buildStyle.ts";
import { buildCurrentStyle, type LabelUrls, updateLabelUrls } from "./currentStyle.ts";
import { applyLit, collectLit } from "./featureStates.ts";
import type { PanelEdge } from "./panelEdge.ts";

const collectNow = () => {
  const { board, hovered, highlighted } = useAtlas.getState();
  return collectLit(board.selection, hovered, highlighted);
};

/** Keeps the style of a map, and what is lit on it, as the store asks. */
export function createStyleKeeper(
  map: MapLibreMap,
  labelUrls: LabelUrls,
  answerUrl: (kernel: string) => string | undefined,
  markBusy: () => void,
) {
  let basemap: Basemap | null = null;
  let pickable: string[] | undefined;
  let lit = collectNow();
  let datasetFrame = 0;
  let edge: PanelEdge | "coming" | undefined;
  let isRemoved = false;

  const showLit = () => {
    const next = collectNow();
    applyLit(map, lit, next);
    lit = next;
  };
  const showStyle = () => {
    markBusy();
    pickable = undefined;
    // Tests hold the atlas's own style against the style spec, which is half the time of a change; a foreign one is not known.
    const validate = basemap !== null;
    const style = buildCurrentStyle(useAtlas.getState(), basemap, labelUrls, answerUrl);
    map.setStyle(edge && edge !== "coming" ? edge.addTo(style) : style, { diff: true, validate });
    showLit();
  };
  return {
    showLit,
    showStyle,
    /** On the wall no name is cut by the panel; anywhere else the map needs no rim. */
    showEdge() {
      if (edge || useAtlas.getState().board.theme !== "room") return;
      edge = "coming";
      void import("./panelEdge.ts").then(({ attachPanelEdge }) => {
        if (isRemoved) return;
        edge = attachPanelEdge(map);
        showStyle();
      });
    },
    isEdgeComing: () => edge === "coming",
    /** Names of areas wait for their datasets, which the panels load too; several arrivals are one update. */
    showDatasets() {
      cancelAnimationFrame(datasetFrame);
      markBusy();
      datasetFrame = requestAnimationFrame(() => {
        updateLabelUrls(labelUrls, useAtlas.getState());
        showStyle();
      });
    },
    showBasemap(loaded: Basemap) {
      basemap = loaded;
      showStyle();
    },
    /** Layers that can be pointed at; found once a style. */
    pickable() {
      pickable ??= findPickable(map);
      return pickable;
    },
    remove() {
      isRemoved = true;
      if (edge && edge !== "coming") edge.remove();
      cancelAnimationFrame(datasetFrame);
      for (const { url } of labelUrls.values()) URL.revokeObjectURL(url);
    },
  };
}

export type StyleKeeper = ReturnType<typeof createStyleKeeper>;
