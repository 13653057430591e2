import type { Feature } from "geojson";
import type { Map as MapLibreMap } from "maplibre-gl";
import { findBandColours } from "../../../layers/answers/reachColours.ts";
import { themes } from "../../../layers/grammar/theme.ts";
import type { Board } from "../../domain/board/board.ts";
import { surfaceRequest } from "../../domain/board/reachRequests.ts";
import { createGrid } from "../../domain/reach/grid.ts";
import type { Bands } from "../../domain/reach/reachKernels.ts";
import { answerRequest, completeBoard } from "../../state/answers.ts";
import { useAnswers } from "../../state/answersStore.ts";
import { loadDataset } from "../../state/loadData.ts";
import { buildReachNotes } from "../../state/reach/reachNotes.ts";
import { useReach } from "../../state/reach/reachStore.ts";
import { buildReachView } from "../../state/reach/reachView.ts";
import { buildBandFeatures, type Contour } from "../reach/bandFeatures.ts";
import { buildReachPicture } from "../reach/reachPicture.ts";
import { createReachSurface, type ReachSurface, reachSurfaceId } from "../reach/reachSurface.ts";
import { createTrace, railDataset } from "../reach/traceRails.ts";
import { createAnswerUrls } from "../style/answerUrls.ts";
import { reachAnchor } from "../style/buildStyle.ts";

/** Answers for a picture: nothing in motion, nothing out of date. */
const readAnswers = () => ({ ...useAnswers.getState(), latest: {} });
const stillState = () => ({
  ...useReach.getState(),
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
    await completeBoard(board);
    urls.update(board, stillState(), readAnswers());
  }
  return {
    urlOf: urls.urlOf,
    /** The surface as areas and lines, where it is not painted cell by cell; after `prepare`. */
    async buildBands(board: Board): Promise<Feature[]> {
      const { reach } = board;
      const scenario = surfaceRequest(board)?.scenario;
      const { bands, surface, before, range } = buildReachView(board, stillState(), readAnswers());
      if (!reach || !scenario || !bands || !surface) return [];
      let asked = 0;
      const contour: Contour = async (mixed, cutoffs) => {
        asked += 1;
        const answer = await answerRequest<Bands>({
          key: JSON.stringify(["reachBands", { onPaper: asked, reach, scenario }]),
          kernel: "reachBands",
          input: { surface: mixed, scenario, cutoffs, wantsPolygons: false },
        });
        return answer.ok ? answer.value : null;
      };
      const colours = findBandColours(themes[board.theme].reach.ramp, bands.cutoffs.length);
      return buildBandFeatures(
        { reach, bands, surface: surface.surface, before: before?.surface ?? null, range, colours },
        contour,
      );
    },
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
      surface?.show(buildReachPicture(board, stillState(), readAnswers()));
    },
    /** How much of the journey and the scenario lies in a box, by layer and legend entry. */
    countIn: urls.countIn,
    remove: urls.remove,
  };
}
