import type { Map as MapLibreMap } from "maplibre-gl";
import { atlas } from "../../../geodata/catalogue.ts";
import { reportViewport } from "../../state/actions.ts";
import { type AtlasState, type CameraRequest, useAtlas } from "../../state/store.ts";

/** Nearest the default view may come; a region does not need street zooms. */
const widestFitZoom = 9;
export const edgePixels = 24;
const flightMilliseconds = 900;
/** How far a gentle flight rises above the straight way; 1.42 is MapLibre's own, and too much for a room. */
const gentleCurve = 1.15;

export const prefersStill = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Padding that leaves at least a quarter of the map free, however many panels are open. */
function fitPadding(map: MapLibreMap, covered: AtlasState["padding"]) {
  // Panes lie beside the panels, not under them.
  const isFree = useAtlas.getState().board.compare?.view === "panes";
  const padding = isFree ? { top: 0, right: 0, bottom: 0, left: 0 } : covered;
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

function fly(map: MapLibreMap, to: CameraRequest["to"], padding: AtlasState["padding"], still: boolean) {
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

/** Tells the store what the map shows. */
export function tellViewport(map: MapLibreMap) {
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
}

/** Moves a map where the board and the flights ask; until somebody has moved it, the region fills it. */
export function createMapCamera(map: MapLibreMap) {
  let fitted = useAtlas.getState().board.camera !== null;
  /**
   * A scene, or the first picture of all, is on its way: when it has arrived, its names are placed afresh. Until then
   * the side each name takes is that of the tile that happened to come first.
   */
  let isSettling = true;
  const fitRegion = () => {
    if (!fitted) fly(map, { bbox: atlas.bbox }, useAtlas.getState().padding, true);
  };
  return {
    fitRegion,
    /** From now on the region need not fill the map. */
    release() {
      fitted = true;
    },
    /** True where a scene or the first picture has just arrived whole, and its names are placed once more. */
    settle(isComplete: () => boolean): boolean {
      if (!isSettling || !isComplete()) return false;
      isSettling = false;
      forgetAnchors(map);
      return true;
    },
    follow(state: AtlasState, before: AtlasState) {
      if (state.cameraRequest && state.cameraRequest !== before.cameraRequest) {
        fitted = true;
        isSettling =
          "camera" in state.cameraRequest.to && state.cameraRequest.to.durationMilliseconds !== undefined;
        fly(map, state.cameraRequest.to, state.padding, false);
      }
      if (state.padding !== before.padding) fitRegion();
      if (state.board.camera && state.board.camera !== before.board.camera) {
        fitted = true;
        fly(map, { camera: state.board.camera }, state.padding, true);
      }
    },
  };
}

export type MapCamera = ReturnType<typeof createMapCamera>;
