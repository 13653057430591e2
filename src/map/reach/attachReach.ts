import type { Map as MapLibreMap } from "maplibre-gl";
import { createGrid } from "../../domain/reach/grid.ts";
import type { ReachSource } from "../../domain/reach/reachSource.ts";
import { useAnswers } from "../../state/answersStore.ts";
import { loadDataset } from "../../state/loadData.ts";
import { takeMapClick } from "../../state/reach/reach.ts";
import { useReach } from "../../state/reach/reachStore.ts";
import { useAtlas } from "../../state/store.ts";
import { createAnswerUrls } from "../style/answerUrls.ts";
import { reachAnchor } from "../style/buildStyle.ts";
import type { Box } from "../view/countInView.ts";
import { createReachMarkers } from "./reachMarkers.ts";
import { buildReachPicture } from "./reachPicture.ts";
import { createReachSurface, type ReachSurface, reachSurfaceId } from "./reachSurface.ts";
import { createTrace, railDataset } from "./traceRails.ts";

/** How near to a station a click must be to mean it. */
const stationPixels = 14;

/** Tells how long a drag took to be seen: from the pointer's move to the frame that shows its surface. */
function measurePainted() {
  const [input] = performance.getEntriesByName("reach-input", "mark").slice(-1);
  if (!input) return;
  performance.measure("reach-drag", { start: input.startTime, end: performance.now() });
  performance.clearMarks("reach-input");
}

/** Puts the surface into a map's style, and back after the style has been replaced. */
export function addReachSurface(map: MapLibreMap, source: ReachSource): ReachSurface {
  const surface = createReachSurface(createGrid(source), measurePainted);
  const place = () => {
    if (!map.getLayer(reachSurfaceId) && map.getLayer(reachAnchor)) map.addLayer(surface, reachAnchor);
  };
  place();
  map.on("styledata", place);
  return surface;
}

/** The reach analysis on a map. */
export interface AttachedReach {
  /** Where the features of an answer are, for the style. */
  urlOf: (kernel: string) => string | undefined;
  /** True while a finger holds an origin: what lies under it is not meant. */
  isDragging: () => boolean;
  /** True while a drag, a slider or the playing minutes change the surface frame by frame. */
  isMoving: () => boolean;
  /** How much of the journey and the scenario lies in a box, by layer and legend entry. */
  countIn: (box: Box) => Record<string, Record<string, number>>;
  /** True where a click was the analysis's own. */
  takeClick: (lngLat: { lng: number; lat: number }) => boolean;
  remove: () => void;
}

/**
 * Ties the reach analysis to the map for as long as it lives. Nothing is loaded before it is asked for.
 * @param onUrls called when features that the style reads have changed.
 */
export function attachReach(map: MapLibreMap, onUrls: () => void): AttachedReach {
  const markers = createReachMarkers(map);
  const urls = createAnswerUrls(createTrace());
  let surface: ReachSurface | null = null;
  let frame = 0;
  /** Whether the last frame showed a scenario, which must be taken off when it is gone. */
  let hadRailway = false;
  const draw = () => {
    frame = 0;
    const { board } = useAtlas.getState();
    const state = useReach.getState();
    const answers = useAnswers.getState();
    const hasRailway = board.scenario !== undefined || state.linkFrom !== null;
    if (!board.reach && !hasRailway && !hadRailway && !surface) return;
    hadRailway = hasRailway;
    // A line that a scenario opens or closes is drawn along the railways' own courses.
    if (board.scenario && !useAtlas.getState().datasets[railDataset]) void loadDataset(railDataset);
    markers.show();
    if (!surface && state.sources && map.getLayer(reachAnchor))
      surface = addReachSurface(map, state.sources.reach);
    surface?.show(buildReachPicture(board, state, answers));
    if (urls.update(board, state, answers)) onUrls();
    map.triggerRepaint();
  };
  const queue = () => {
    frame ||= requestAnimationFrame(draw);
  };
  const disposals = [
    useReach.subscribe(queue),
    useAnswers.subscribe(queue),
    useAtlas.subscribe((state, before) => {
      if (state.board !== before.board || state.datasets !== before.datasets) queue();
    }),
  ];
  map.once("style.load", queue);
  queue();
  return {
    urlOf: urls.urlOf,
    isDragging: () => useReach.getState().dragged !== null,
    isMoving: () => {
      const { dragged, movedCutoffs, playMinutes } = useReach.getState();
      return dragged !== null || movedCutoffs !== null || playMinutes !== null;
    },
    countIn: urls.countIn,
    takeClick({ lng, lat }) {
      // Metres to a pixel of the Mercator map: Earth's girth over the world's width in pixels.
      const metresPerPixel = (40_075_016.7 * Math.cos((lat * Math.PI) / 180)) / (512 * 2 ** map.getZoom());
      return takeMapClick([lng, lat], stationPixels * metresPerPixel);
    },
    remove: () => {
      cancelAnimationFrame(frame);
      for (const dispose of disposals) dispose();
      markers.remove();
      urls.remove();
    },
  };
}
