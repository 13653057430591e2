import type { Feature } from "geojson";
import { findBandColours } from "../../../layers/answers/reachColours.ts";
import { themes } from "../../../layers/grammar/theme.ts";
import type { Board } from "../../domain/board/board.ts";
import type { ReachPart } from "../../domain/reach/explainReach.ts";
import type { AnswersState } from "../../state/answerEngine.ts";
import type { ReachState } from "../../state/reach/reachStore.ts";
import { buildReachView } from "../../state/reach/reachView.ts";
import { useAtlas } from "../../state/store.ts";
import {
  buildChangedFeatures,
  buildEdgeFeatures,
  buildOriginFeatures,
  buildRingFeatures,
  buildRouteFeatures,
  countJourney,
} from "../reach/reachFeatures.ts";
import { buildScenarioFeatures } from "../reach/scenarioFeatures.ts";
import { railDataset } from "../reach/traceRails.ts";
import type { Box } from "../view/countInView.ts";
import { createUrlKeeper } from "./createUrlKeeper.ts";

type Trace = (part: ReachPart) => [number, number][] | undefined;

/**
 * Addresses of the answers that are drawn as features: the map reads them as it reads any file, and the
 * style changes only when an answer does.
 *
 * @param trace the course of a ride along the rails.
 * @param hasOrigins whether origins are drawn too, where no mark lies over the map.
 */
export function createAnswerUrls(trace: Trace = () => undefined, hasOrigins = false) {
  let journey: readonly Feature[] = [];
  const urls = createUrlKeeper();

  return {
    /** Makes the addresses for what is to be shown now; true where any of them changed. */
    update(board: Board, state: ReachState, answers: AnswersState): boolean {
      const view = buildReachView(board, state, answers);
      // During a drag or a play the numbers would lag behind the lines.
      const isMoving = state.dragged !== null || state.playMinutes !== null || state.movedCutoffs !== null;
      const bands = isMoving || board.reach?.view === "ring" || view.isStale ? null : view.bands;
      const only = board.reach?.against ? board.reach.focusMinutes : null;
      const difference = !isMoving && view.difference?.ok ? view.difference.value : null;
      const areBandsNew = urls.give(
        "reachBands",
        [bands, only, difference],
        () =>
          bands && {
            type: "FeatureCollection",
            features: [
              ...buildEdgeFeatures(bands, only).features,
              ...(difference ? buildChangedFeatures(difference) : []),
            ],
          },
      );
      const ramp = themes[board.theme].reach.ramp;
      const colours = findBandColours(ramp, view.cutoffs.length);
      const ring = board.reach?.view === "ring";
      const areRingsNew = urls.give("reachRing", [...view.rings, ramp, ring, view.cutoffs.join(",")], () =>
        buildRingFeatures(view.rings, (minutes) => colours[view.cutoffs.indexOf(minutes)] ?? ramp[0]!, ring),
      );
      const route = view.route?.path ?? (view.path?.ok ? view.path.value : null);
      const origins = hasOrigins ? buildOriginFeatures(board, state) : [];
      const courses = useAtlas.getState().datasets[railDataset];
      const rail = state.sources?.rail;
      const scenario = [board.scenario, board.phase, state.linkFrom, rail];
      const isPathNew = urls.give(
        "reachPath",
        [route && JSON.stringify(route.parts), JSON.stringify(origins), courses, ...scenario],
        () => {
          const features = [
            ...(rail ? buildScenarioFeatures(board, rail, courses, state.linkFrom) : []),
            ...(route ? buildRouteFeatures(route, trace).features : []),
            ...origins,
          ];
          journey = features;
          return { type: "FeatureCollection", features };
        },
      );
      return areBandsNew || areRingsNew || isPathNew;
    },
    urlOf: urls.urlOf,
    /** How much of what is drawn lies in a box, by layer and legend entry. */
    countIn: (box: Box) => ({ "reach-route": countJourney(journey, box) }),
    remove: urls.remove,
  };
}
