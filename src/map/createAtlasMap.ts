import workerUrl from "virtual:maplibre-worker-url";
import { addProtocol, Map as MapLibreMap, setWorkerUrl } from "maplibre-gl";
import aloneWorkerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import { Protocol } from "pmtiles";
import { atlas } from "../../geodata/catalogue.ts";
import { phaseIds } from "../../geodata/plan/phases.ts";
import { buildDrawContext } from "../../layers/drawContext.ts";
import { findLayers } from "../../layers/findLayers.ts";
import { layers } from "../../layers/index.ts";
import { themes } from "../../layers/theme.ts";
import { isUserLayerId } from "../domain/board/userLayers.ts";
import type { Selection } from "../domain/board.ts";
import { lngLat } from "../domain/place/position.ts";
import type { PlanFeatureCollection } from "../domain/plan.ts";
import {
  hoverFeature,
  reportCounts,
  reportMapStatus,
  reportViewport,
  selectFeature,
  tellProblem,
} from "../state/actions.ts";
import { addPosition, isDrawing, useDrawing } from "../state/drawing.ts";
import { loadDataset } from "../state/loadData.ts";
import { countOwnLayers } from "../state/ownCounts.ts";
import { type AtlasState, type Flight, useAtlas } from "../state/store.ts";
import { findComparison, findContentPlace, tileScheme, useUserData } from "../state/userData.ts";
import type { AttachedCheck } from "./attachCheck.ts";
import type { AttachedReach } from "./attachReach.ts";
import { type Basemap, buildStyle, isAreaLabel } from "./buildStyle.ts";
import { countInView } from "./countInView.ts";
import { applyLit, collectLit } from "./featureStates.ts";
import { buildLabelPoints } from "./labelPoints.ts";
import { loadBasemap } from "./loadBasemap.ts";
import { buildLineNames } from "./nameLines.ts";
import { findOwnLitUrl, updateOwnLit } from "./ownLit.ts";
import { findPickable, pickFeature } from "./pickFeature.ts";
import { createRise } from "./rise.ts";
import { drawSignImage } from "./signImages.ts";

// A page on a disk cannot give its worker a second file.
setWorkerUrl(location.protocol === "file:" ? aloneWorkerUrl : workerUrl);
addProtocol("pmtiles", new Protocol().tile);
addProtocol(tileScheme, async ({ url }) => {
  const { loadContentTile } = await import("../state/contentTiles.ts");
  return { data: await loadContentTile(url) };
});

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

const addressOf = (path: string) => new URL(path, document.baseURI).href;
const fontFaces = {
  "Noto Sans SC Regular": addressOf("fonts/noto-sans-sc-regular.woff2"),
  "Noto Sans SC Medium": addressOf("fonts/noto-sans-sc-medium.woff2"),
};
/** Nearest the default view may come; a region does not need street zooms. */
const widestFitZoom = 9;
const edgePixels = 24;
const flightMilliseconds = 900;
/** How far a gentle flight rises above the straight way; 1.42 is MapLibre's own, and too much for a room. */
const gentleCurve = 1.15;

const prefersStill = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Datasets with names to be placed by us. */
const labelled = new Set(
  layers.flatMap((layer) =>
    "dataset" in layer.data &&
    layer.draw({ theme: themes.paper, phase: phaseIds[0]!, language: "zh" }).some(isAreaLabel)
      ? [layer.data.dataset]
      : [],
  ),
);

/** Addresses of the label points made so far, by dataset; the map reads them as it reads any file. */
export type LabelUrls = Map<string, { from: PlanFeatureCollection; url: string }>;

export function updateLabelUrls(urls: LabelUrls, { datasets }: AtlasState) {
  for (const [id, collection] of Object.entries(datasets)) {
    const known = urls.get(id);
    if (known?.from === collection) continue;
    if (known) URL.revokeObjectURL(known.url);
    if (!labelled.has(id)) continue;
    const text = JSON.stringify(buildLabelPoints(collection));
    const url = URL.createObjectURL(new Blob([text], { type: "application/geo+json" }));
    urls.set(id, { from: collection, url });
  }
}

export function buildCurrentStyle(
  { board, datasets, hovered, highlighted }: AtlasState,
  basemap: Basemap | null,
  labelUrls: LabelUrls,
  answerUrl?: (kernel: string) => string | undefined,
  // Neither in a room nor on paper can one point at things to learn their names.
  isNaming = board.theme === "room",
) {
  const lit = [board.selection, hovered, ...highlighted].flatMap((s) => (s ? [s.dataset] : []));
  const named = isNaming ? highlighted : [];
  return buildStyle({
    board,
    datasetUrl: (dataset) => addressOf(`data/${dataset}.geojson`),
    contentPlace: (layer) => findContentPlace(board, layer),
    comparison: findComparison(),
    ownLitUrl: findOwnLitUrl(board),
    tilesUrl: (tiles) => addressOf(`${tiles}.pmtiles`),
    labelUrl: (dataset) => labelUrls.get(dataset)?.url,
    ...(answerUrl ? { answerUrl } : {}),
    fontFaces,
    basemap,
    lit: [...new Set(lit)].sort(),
    named,
    lineNames: buildLineNames(named, datasets),
  });
}

const nothing: readonly Selection[] = [];

/** What the style depends on; anything else in the store leaves the style alone. */
const styleInputs = (state: AtlasState) => [
  state.board.layers,
  state.board.userLayers,
  state.board.phase,
  state.board.theme,
  state.board.language,
  state.board.theme === "room" ? state.highlighted : nothing,
];

const differ = (before: readonly unknown[], after: readonly unknown[]) =>
  before.some((value, index) => value !== after[index]);

/** Padding that leaves at least a quarter of the map free, however many panels are open. */
function fitPadding(map: MapLibreMap, padding: AtlasState["padding"]) {
  const { clientWidth, clientHeight } = map.getContainer();
  const squeeze = (first: number, second: number, size: number) => {
    const factor = Math.min(1, (size * 0.75) / Math.max(1, first + second));
    return [first * factor, second * factor] as const;
  };
  const [left, right] = squeeze(padding.left + edgePixels, padding.right + edgePixels, clientWidth);
  const [top, bottom] = squeeze(padding.top + edgePixels, padding.bottom + edgePixels, clientHeight);
  return { top, right, bottom, left };
}

/**
 * Has names placed as if nothing had been shown before. A name that may stand on several sides of its point
 * otherwise keeps the side it had, and the same scene would look different by the road to it.
 */
function forgetAnchors(map: MapLibreMap) {
  map.style.placement.variableOffsets = {};
  map.style.placement.setStale();
  map.triggerRepaint();
}

function fly(map: MapLibreMap, to: Flight["to"], padding: AtlasState["padding"], still: boolean) {
  const animate = !still && !prefersStill();
  const timing = { animate, duration: animate ? flightMilliseconds : 0 };
  if ("camera" in to) {
    const { longitude, latitude, ...camera } = to.camera;
    const target = { ...camera, center: [longitude, latitude] as [number, number] };
    const duration = to.durationMilliseconds;
    if (duration === undefined) map.easeTo({ ...target, ...timing });
    else if (duration > 0 && animate) map.flyTo({ ...target, duration, curve: gentleCurve });
    else map.jumpTo(target);
    return;
  }
  // The map hears of a new size some frames late; a sheet about to be printed would get the box of the screen.
  const [canvas, room] = [map.getCanvas(), map.getContainer()];
  if (canvas.clientWidth !== room.clientWidth || canvas.clientHeight !== room.clientHeight) map.resize();
  map.fitBounds(to.bbox, {
    ...timing,
    linear: true,
    maxZoom: to.maxZoom ?? widestFitZoom,
    padding: fitPadding(map, padding),
  });
}

/**
 * Creates the map in an element and ties it to the store for as long as it lives. Throws where the
 * browser has no WebGL 2; the caller says so and goes on without a map.
 */
export function createAtlasMap(container: HTMLElement): AtlasMap {
  const first = useAtlas.getState();
  const { camera } = first.board;
  let basemap: Basemap | null = null;
  const labelUrls: LabelUrls = new Map();
  updateLabelUrls(labelUrls, first);
  const map = new MapLibreMap({
    container,
    style: buildCurrentStyle(first, basemap, labelUrls),
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

  const rise = createRise(map);
  const disposals: (() => void)[] = [rise.remove];
  let fitted = camera !== null;
  let pickable: string[] | undefined;
  /** A scene is on its way: when it has arrived, its names are placed afresh. */
  let isSettling = false;
  let reach: AttachedReach | undefined;
  let check: AttachedCheck | undefined;
  const answerUrl = (kernel: string) => reach?.urlOf(kernel) ?? check?.urlOf(kernel);
  let isRemoved = false;
  let lit = collectLit(first.board.selection, first.hovered, first.highlighted);

  const markBusy = () => {
    container.dataset.idle = "false";
  };
  const fitRegion = () => fly(map, { bbox: atlas.bbox }, useAtlas.getState().padding, true);

  const showLit = () => {
    const { board, hovered, highlighted } = useAtlas.getState();
    const next = collectLit(board.selection, hovered, highlighted);
    applyLit(map, lit, next);
    lit = next;
  };
  const showStyle = () => {
    markBusy();
    pickable = undefined;
    // Tests hold the atlas's own style against the style spec, which is half the time of a change; a foreign one is not known.
    const validate = basemap !== null;
    map.setStyle(buildCurrentStyle(useAtlas.getState(), basemap, labelUrls, answerUrl), {
      diff: true,
      validate,
    });
    showLit();
  };
  /** Names of areas wait for their datasets, which the panels load too; several arrivals are one update. */
  let datasetFrame = 0;
  const showDatasets = () => {
    cancelAnimationFrame(datasetFrame);
    markBusy();
    datasetFrame = requestAnimationFrame(() => {
      updateLabelUrls(labelUrls, useAtlas.getState());
      showStyle();
    });
  };
  /** Whether all that the board asks for is on the sheet: data, names of areas, arcs. For tests and pictures. */
  const isComplete = () => {
    const { board, datasets } = useAtlas.getState();
    const missing = board.layers.some((state) => {
      const layer = state.visible && findLayers(board).find((other) => other.id === state.id);
      if (!layer || !("dataset" in layer.data)) return false;
      return isUserLayerId(layer.id) ? !findContentPlace(board, layer.id) : !datasets[layer.data.dataset];
    });
    return !missing && !rise.isPending();
  };
  const count = () => {
    const { board, datasets, viewport } = useAtlas.getState();
    if (!viewport) return;
    const visible = layers.filter((layer) => board.layers.some((s) => s.id === layer.id && s.visible));
    const context = buildDrawContext(board);
    const hidden = Object.fromEntries(board.layers.map((s) => [s.id, s.hidden]));
    reportCounts({
      ...countInView(visible, datasets, context, viewport.bbox, viewport.camera.zoom, hidden),
      ...countOwnLayers(board, viewport.bbox, count),
      ...reach?.countIn(viewport.bbox),
    });
    for (const layer of visible) if ("dataset" in layer.data) void loadDataset(layer.data.dataset);
  };
  const tellViewport = () => {
    const centre = map.getCenter();
    const bounds = map.getBounds();
    reportViewport({
      camera: {
        longitude: centre.lng,
        latitude: centre.lat,
        zoom: map.getZoom(),
        bearing: map.getBearing(),
        pitch: map.getPitch(),
      },
      bbox: [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()],
    });
  };
  const findPickableOnce = () => {
    pickable ??= findPickable(map);
    return pickable;
  };
  const pick = (point: { x: number; y: number }) => pickFeature(map, point, findPickableOnce());

  map.setMissingStyleImageResolver((id) => {
    const image = drawSignImage(id);
    if (image && !map.hasImage(id)) map.addImage(id, { ...image }, { pixelRatio: image.pixelRatio });
    return Promise.resolve();
  });
  map.on("dataloading", markBusy);
  map.on("movestart", (event) => {
    markBusy();
    if (event.originalEvent) fitted = true;
  });
  map.on("idle", () => {
    // The map comes to rest once more when that had to be put right.
    if (rise.keepOrder()) return;
    if (isSettling && isComplete()) {
      isSettling = false;
      forgetAnchors(map);
      return;
    }
    container.dataset.idle = "true";
    container.dataset.complete = String(isComplete());
    // A slow machine comes to rest between two moves of a finger; what is in view is the same as before.
    if (!reach?.isMoving()) count();
  });
  map.on("move", tellViewport);
  map.on("moveend", tellViewport);
  // Not `load`, which would wait for every file: one that fails must not keep the map from being used.
  map.once("style.load", () => {
    if (!fitted) fitRegion();
    tellViewport();
    showLit();
    reportMapStatus({ kind: "ready" });
    const attachAnalyses = () => {
      void import("./attachReach.ts").then(({ attachReach }) => {
        if (!isRemoved) reach = attachReach(map, showStyle);
      });
      void import("./attachCheck.ts").then(({ attachCheck }) => {
        if (!isRemoved) check = attachCheck(map, showStyle);
      });
    };
    // A board that asks for an analysis needs its code to be complete; for any other it can wait for the first picture.
    const { board } = useAtlas.getState();
    if (board.reach || board.scenario || board.check) attachAnalyses();
    else map.once("idle", attachAnalyses);
  });
  map.on("resize", () => {
    if (!fitted) fitRegion();
    tellViewport();
  });
  map.on("webglcontextlost", () => {
    markBusy();
    reportMapStatus({ kind: "loading" });
  });
  map.on("webglcontextrestored", () => reportMapStatus({ kind: "ready" }));
  map.on("error", ({ error, ...event }) => {
    // A tile or file that fails leaves a gap in the picture; the rest of the map goes on.
    const source = "sourceId" in event ? ` (${event.sourceId})` : "";
    console.warn(`map: ${error.message}${source}`);
  });

  let drawing: { remove: () => void } | "coming" | undefined;
  /** Drawing is there only while something is drawn: its code, its canvas, its ears. */
  const showDrawing = () => {
    if (!isDrawing()) {
      if (drawing && drawing !== "coming") drawing.remove();
      drawing = undefined;
    } else if (!drawing) {
      drawing = "coming";
      void import("./attachDrawing.ts").then(({ attachDrawing }) => {
        if (drawing === "coming" && !isRemoved && isDrawing()) drawing = attachDrawing(map);
      });
    }
  };

  let hoverFrame = 0;
  map.on("mousemove", (event) => {
    if (reach?.isDragging()) return;
    cancelAnimationFrame(hoverFrame);
    if (isDrawing()) return;
    hoverFrame = requestAnimationFrame(() => {
      const found = pick(event.point);
      const { hovered } = useAtlas.getState();
      map.getCanvas().style.cursor = found ? "pointer" : "";
      if (found?.dataset !== hovered?.dataset || found?.id !== hovered?.id) hoverFeature(found);
    });
  });
  map.on("mouseout", () => {
    cancelAnimationFrame(hoverFrame);
    hoverFeature(null);
  });
  map.on("click", (event) => {
    // A click while drawing sets a corner; terra-draw hears it by itself.
    if (isDrawing()) return;
    if (!check?.takeClick(event.point) && !reach?.takeClick(event.lngLat)) selectFeature(pick(event.point));
  });

  disposals.push(
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
      if (state.board.selection !== before.board.selection) void updateOwnLit(showStyle);
      if (inputsChanged || needsSource) showStyle();
      else if (litChanged) showLit();
      if (state.flight && state.flight !== before.flight) {
        fitted = true;
        isSettling = "camera" in state.flight.to && state.flight.to.durationMilliseconds !== undefined;
        fly(map, state.flight.to, state.padding, false);
      }
      if (state.padding !== before.padding && !fitted) fitRegion();
      if (state.board.camera && state.board.camera !== before.board.camera) {
        fitted = true;
        fly(map, { camera: state.board.camera }, state.padding, true);
      }
      if (state.datasets !== before.datasets) showDatasets();
    }),
    useDrawing.subscribe(showDrawing),
    useUserData.subscribe((state, before) => {
      if (state.contents !== before.contents || state.comparison !== before.comparison) showStyle();
      else if (state.boxes !== before.boxes) count();
    }),
  );

  void loadBasemap(addressOf("settings.json")).then((loaded) => {
    if (!loaded.ok) tellProblem(loaded.error);
    else if (loaded.value) {
      basemap = loaded.value;
      showStyle();
    }
  });

  return {
    map,
    pick,
    pickable: findPickableOnce,
    isReachMoving: () => reach?.isMoving() ?? false,
    takeCentre: () => {
      if (useDrawing.getState().tool === null)
        return check?.takeClick(map.project(map.getCenter())) || (reach?.takeClick(map.getCenter()) ?? false);
      const { lng, lat } = map.getCenter();
      addPosition(lngLat(lng, lat));
      return true;
    },
    remove: () => {
      isRemoved = true;
      if (drawing && drawing !== "coming") drawing.remove();
      reach?.remove();
      check?.remove();
      cancelAnimationFrame(hoverFrame);
      cancelAnimationFrame(datasetFrame);
      for (const { url } of labelUrls.values()) URL.revokeObjectURL(url);
      for (const dispose of disposals) dispose();
      map.remove();
    },
  };
}
