import type { Map as MapLibreMap } from "maplibre-gl";
import type { Board } from "../domain/board.ts";
import { createGrid } from "../domain/reach/grid.ts";
import { loadDataset } from "../state/loadData.ts";
import { loadReachSources } from "../state/reach.ts";
import { completeReach } from "../state/reachAnswers.ts";
import { buildReachNotes } from "../state/reachNotes.ts";
import { useReach } from "../state/reachStore.ts";
import { createAnswerUrls } from "./answerUrls.ts";
import { reachAnchor } from "./buildStyle.ts";
import { buildReachPicture } from "./reachPicture.ts";
import { createReachSurface, type ReachSurface, reachSurfaceId } from "./reachSurface.ts";
import { createTrace, railDataset } from "./traceRails.ts";

/** Answers for a picture: nothing in motion, nothing out of date. */
const stillState = () => ({
  ...useReach.getState(),
  shownKey: null,
  dragged: null,
  movedCutoffs: null,
  playMinutes: null,
  linkFrom: null,
});

/** The reach analysis on the map of a picture, whole and for exactly the board that is pictured. */
export function createPicturedReach() {
  const urls = createAnswerUrls(createTrace(), true);
  let surface: ReachSurface | null = null;
  async function prepare(board: Board) {
    if (board.scenario) await loadDataset(railDataset);
    if (board.reach || board.scenario) await loadReachSources();
    if (board.reach) await completeReach(board);
    urls.update(board, stillState());
  }
  return {
    urlOf: urls.urlOf,
    /** Has the answers and makes their features, before the style that reads them is built. */
    prepare,
    /** Lines that say how the travel times of a board were found; none where it shows none. */
    async describe(board: Board): Promise<string[]> {
      if (!board.reach) return [];
      await prepare(board);
      return buildReachNotes(board);
    },
    /** Puts the surface into the style of the map. */
    show(map: MapLibreMap, board: Board) {
      const { sources } = useReach.getState();
      if (!surface && board.reach && sources)
        surface = createReachSurface(createGrid(sources.reach), () => undefined);
      if (surface && !map.getLayer(reachSurfaceId) && map.getLayer(reachAnchor))
        map.addLayer(surface, reachAnchor);
      surface?.show(buildReachPicture(board, stillState()));
    },
    /** How much of the journey and the scenario lies in a box, by layer and legend entry. */
    countIn: urls.countIn,
    remove: urls.remove,
  };
}
