import "./mapProtocols.ts";
import { Map as MapLibreMap } from "maplibre-gl";
import { atlas } from "../../geodata/catalogue.ts";
import { buildDrawContext } from "../../layers/grammar/drawContext.ts";
import { findLayers } from "../../layers/grammar/findLayers.ts";
import { layers } from "../../layers/index.ts";
import type { Selection } from "../domain/board/board.ts";
import { isUserLayerId } from "../domain/board/userLayers.ts";
import { lngLat } from "../domain/place/position.ts";
import { reportCounts, reportMapStatus, tellProblem } from "../state/actions.ts";
import { useAnswers } from "../state/answersStore.ts";
import { loadDataset } from "../state/loadData.ts";
import { addPosition, useDrawing } from "../state/own/drawing.ts";
import { countOwnLayers } from "../state/own/ownCounts.ts";
import { findContentPlace } from "../state/own/userData.ts";
import { useAtlas } from "../state/store.ts";
import { type Analyses, createAnalyses } from "./createAnalyses.ts";
import { createDeckLayers } from "./deck/deckLayers.ts";
import { followDrawing } from "./draw/followDrawing.ts";
import { followBoard } from "./followBoard.ts";
import { createStyleKeeper, type StyleKeeper } from "./style/createStyleKeeper.ts";
import { buildCurrentStyle, isHandheld, type LabelUrls, updateLabelUrls } from "./style/currentStyle.ts";
import { loadBasemap } from "./style/loadBasemap.ts";
import { addSignImage } from "./style/signImages.ts";
import { attachPointer } from "./view/attachPointer.ts";
import { countInView } from "./view/countInView.ts";
import {
  createMapCamera,
  edgePixels,
  type MapCamera,
  prefersStill,
  tellViewport,
} from "./view/createMapCamera.ts";
import { pickFeature } from "./view/pickFeature.ts";

/** The map with what the page asks of it beyond the store. */
export interface AtlasMap {
  map: MapLibreMap;
  pick: (point: { x: number; y: number }) => Selection | null;
  pickable: () => readonly string[];
  /** True where what a click at the crosshair means is not to select. */
  takeCentre: () => boolean;
  /** True while frame follows frame of one surface: where the features lie does not change. */
  isReachMoving: () => boolean;
  remove: () => void;
}

type DeckLayers = ReturnType<typeof createDeckLayers>;

/** Whether all that the board asks for is on the sheet: data, names of areas, columns. For tests and pictures. */
function isComplete(deckLayers: DeckLayers, style: StyleKeeper): boolean {
  const { board, datasets } = useAtlas.getState();
  const missing = board.layers.some((state) => {
    const layer = state.visible && findLayers(board).find((other) => other.id === state.id);
    if (!layer || !("dataset" in layer.data)) return false;
    return isUserLayerId(layer.id) ? !findContentPlace(board, layer.id) : !datasets[layer.data.dataset];
  });
  return !missing && !style.isEdgeComing() && !deckLayers.isPending();
}

/** Counts what is in view, by layer and legend entry, and has loaded what cannot be counted yet. */
function countShown(analyses: Analyses) {
  const { board, datasets, viewport } = useAtlas.getState();
  if (!viewport) return;
  const visible = layers.filter((layer) => board.layers.some((s) => s.id === layer.id && s.visible));
  const context = buildDrawContext(board);
  const taken = Object.fromEntries(board.layers.map((s) => [s.id, s]));
  reportCounts({
    ...countInView(visible, datasets, context, viewport.bbox, viewport.camera.zoom, taken),
    ...countOwnLayers(board, viewport.bbox, useAnswers.getState().answers),
    ...analyses.countIn(viewport.bbox),
  });
  for (const layer of visible) if ("dataset" in layer.data) void loadDataset(layer.data.dataset);
}

/** A map of the board as it is now, before anything follows it. */
function openMap(container: HTMLElement, labelUrls: LabelUrls): MapLibreMap {
  const state = useAtlas.getState();
  const { camera } = state.board;
  const map = new MapLibreMap({
    container,
    style: buildCurrentStyle(state, null, labelUrls),
    ...(camera
      ? {
          center: [camera.longitude, camera.latitude],
          zoom: camera.zoom,
          bearing: camera.bearing,
          pitch: camera.pitch,
        }
      : { bounds: atlas.bbox, fitBoundsOptions: { padding: edgePixels } }),
    minZoom: 3,
    maxZoom: 16,
    maxPitch: 60,
    attributionControl: false,
    keyboard: false,
    fadeDuration: prefersStill() ? 0 : 150,
    localIdeographFontFamily: "'Noto Sans SC', sans-serif",
    renderWorldCopies: false,
    dragRotate: true,
  });
  map.getCanvas().tabIndex = -1;
  map.getCanvas().removeAttribute("role");
  map.getCanvas().removeAttribute("aria-label");
  map.setMissingStyleImageResolver((id) => {
    addSignImage(map, id);
    return Promise.resolve();
  });
  map.on("error", ({ error, ...event }) => {
    // A tile or file that fails leaves a gap in the picture; the rest of the map goes on.
    const source = "sourceId" in event ? ` (${event.sourceId})` : "";
    console.warn(`map: ${error.message}${source}`);
  });
  return map;
}

/** Tells the store how the map is and what it shows, and marks on its element when it is at rest. */
function reportState(parts: {
  map: MapLibreMap;
  deckLayers: DeckLayers;
  style: StyleKeeper;
  camera: MapCamera;
  analyses: Analyses;
  markBusy: () => void;
}) {
  const { map, deckLayers, style, camera, analyses, markBusy } = parts;
  const { dataset: marks } = map.getContainer();
  map.on("dataloading", markBusy);
  map.on("movestart", (event) => {
    markBusy();
    if (event.originalEvent) camera.release();
  });
  map.on("idle", () => {
    // The map comes to rest once more when that had to be put right.
    if (deckLayers.keepOrder() || camera.settle(() => isComplete(deckLayers, style))) return;
    marks.idle = "true";
    marks.complete = String(isComplete(deckLayers, style));
    // A slow machine comes to rest between two moves of a finger; what is in view is the same as before.
    if (!analyses.isMoving()) countShown(analyses);
  });
  map.on("move", () => tellViewport(map));
  map.on("moveend", () => tellViewport(map));
  // Not `load`, which would wait for every file: one that fails must not keep the map from being used.
  map.once("style.load", () => {
    // What the page had asked for by now is what a first map costs; a test weighs it.
    performance.mark("first-map");
    camera.fitRegion();
    tellViewport(map);
    style.showLit();
    reportMapStatus({ kind: "ready" });
    analyses.attachSoon();
  });
  let wasHandheld = isHandheld();
  map.on("resize", () => {
    camera.fitRegion();
    tellViewport(map);
    if (wasHandheld === isHandheld()) return;
    wasHandheld = !wasHandheld;
    style.showStyle();
  });
  map.on("webglcontextlost", () => {
    markBusy();
    reportMapStatus({ kind: "loading" });
  });
  map.on("webglcontextrestored", () => reportMapStatus({ kind: "ready" }));
}

/**
 * Creates the map in an element and ties it to the store for as long as it lives. Throws where the
 * browser has no WebGL 2; the caller says so and goes on without a map.
 */
export function createAtlasMap(container: HTMLElement): AtlasMap {
  const labelUrls: LabelUrls = new Map();
  updateLabelUrls(labelUrls, useAtlas.getState());
  const map = openMap(container, labelUrls);
  const markBusy = () => {
    container.dataset.idle = "false";
  };
  const deckLayers = createDeckLayers(map);
  const camera = createMapCamera(map);
  const analyses = createAnalyses(map, () => style.showStyle());
  const style = createStyleKeeper(map, labelUrls, analyses.urlOf, markBusy);
  const pick = (point: { x: number; y: number }) =>
    analyses.pick(point) ?? pickFeature(map, point, style.pickable());
  reportState({ map, deckLayers, style, camera, analyses, markBusy });
  const disposals = [
    attachPointer(map, analyses, pick),
    followDrawing(map),
    followBoard({ map, style, camera, analyses, count: () => countShown(analyses) }),
    analyses.remove,
    style.remove,
    deckLayers.remove,
  ];

  void loadBasemap(new URL("settings.json", document.baseURI).href).then((loaded) => {
    if (!loaded.ok) tellProblem(loaded.error);
    else if (loaded.value) style.showBasemap(loaded.value);
  });

  return {
    map,
    pick,
    pickable: style.pickable,
    isReachMoving: analyses.isMoving,
    takeCentre: () => {
      const centre = map.getCenter();
      if (useDrawing.getState().tool === null) return analyses.takeClick(map.project(centre), centre);
      addPosition(lngLat(centre.lng, centre.lat));
      return true;
    },
    remove: () => {
      for (const dispose of disposals) dispose();
      map.remove();
    },
  };
}
