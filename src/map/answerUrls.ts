import type { Feature, FeatureCollection } from "geojson";
import { findBandColours } from "../../layers/reachColours.ts";
import { themes } from "../../layers/theme.ts";
import type { Board } from "../domain/board.ts";
import type { ReachPart } from "../domain/reach/explainReach.ts";
import type { ReachState } from "../state/reachStore.ts";
import { buildReachView } from "../state/reachView.ts";
import { useAtlas } from "../state/store.ts";
import type { Box } from "./countInView.ts";
import {
  buildEdgeFeatures,
  buildOriginFeatures,
  buildRingFeatures,
  buildRouteFeatures,
  countJourney,
} from "./reachFeatures.ts";
import { buildScenarioFeatures } from "./scenarioFeatures.ts";
import { railDataset } from "./traceRails.ts";

/** Time for the map to have read a file before its address is given up. */
const graceMilliseconds = 20_000;

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
  const known = new Map<string, { from: unknown[]; url: string | undefined }>();

  const give = (kernel: string, from: unknown[], build: () => FeatureCollection | null) => {
    const before = known.get(kernel);
    if (before && before.from.length === from.length && before.from.every((value, i) => value === from[i]))
      return;
    const collection = build();
    const url =
      collection && collection.features.length > 0
        ? URL.createObjectURL(new Blob([JSON.stringify(collection)], { type: "application/geo+json" }))
        : undefined;
    known.set(kernel, { from, url });
    const old = before?.url;
    if (old) setTimeout(() => URL.revokeObjectURL(old), graceMilliseconds);
  };

  return {
    /** Makes the addresses for what is to be shown now; true where any of them changed. */
    update(board: Board, state: ReachState): boolean {
      const before = [...known.values()].map(({ url }) => url).join(" ");
      const view = buildReachView(board, state);
      // During a drag or a play the numbers would lag behind the lines.
      const isMoving = state.dragged !== null || state.playMinutes !== null || state.movedCutoffs !== null;
      const bands = isMoving || board.reach?.view === "ring" || view.isStale ? null : view.bands;
      const only = board.reach?.against ? board.reach.focusMinutes : null;
      give("reachBands", [bands, only], () => bands && buildEdgeFeatures(bands, only));
      const ramp = themes[board.theme].reach.ramp;
      const colours = findBandColours(ramp, view.cutoffs.length);
      const ring = board.reach?.view === "ring";
      give("reachRing", [...view.rings, ramp, ring, view.cutoffs.join(",")], () =>
        buildRingFeatures(view.rings, (minutes) => colours[view.cutoffs.indexOf(minutes)] ?? ramp[0]!, ring),
      );
      const route = view.route?.path ?? (view.path?.ok ? view.path.value : null);
      const origins = hasOrigins ? buildOriginFeatures(board, state) : [];
      const courses = useAtlas.getState().datasets[railDataset];
      const rail = state.sources?.rail;
      const scenario = [board.scenario, board.phase, state.linkFrom, rail];
      give(
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
      return before !== [...known.values()].map(({ url }) => url).join(" ");
    },
    urlOf: (kernel: string): string | undefined => known.get(kernel)?.url,
    /** How much of what is drawn lies in a box, by layer and legend entry. */
    countIn: (box: Box) => ({ "reach-route": countJourney(journey, box) }),
    remove() {
      for (const { url } of known.values()) if (url) URL.revokeObjectURL(url);
      known.clear();
    },
  };
}
