import { findBandColours, splitColour } from "../../../layers/answers/reachColours.ts";
import { themes } from "../../../layers/grammar/theme.ts";
import type { Board } from "../../domain/board/board.ts";
import type { AnswersState } from "../../state/answerEngine.ts";
import type { ReachState } from "../../state/reach/reachStore.ts";
import { buildReachView } from "../../state/reach/reachView.ts";
import type { ReachPicture } from "./reachSurface.ts";

const layerId = "reach-bands";
/** Lets the map's own lines and names through, and still gives each band its own grey. */
const fillOpacity = 0.72;
/** A surface that is out of date steps back until the new one is there. */
const staleOpacity = 0.45;

/** What the surface layer paints for a board and its answers; null for nothing. */
export function buildReachPicture(
  board: Board,
  state: ReachState,
  answers: AnswersState,
): ReachPicture | null {
  const layer = board.layers.find((other) => other.id === layerId);
  const { reach } = board;
  if (!reach || !layer?.visible) return null;
  const view = buildReachView(board, state, answers);
  const isRingAlone = reach.view === "ring" && reach.against === null;
  if (!view.surface || isRingAlone) return null;
  const { reach: colours } = themes[board.theme];
  const bandColours = findBandColours(colours.ramp, view.cutoffs.length);
  return {
    surface: view.surface.surface,
    before: view.before?.surface ?? null,
    range: view.range,
    bands: view.cutoffs.map((minutes, index) => ({
      limitSeconds: minutes * 60,
      colour: splitColour(bandColours[index]!),
      opacity: layer.hidden.includes(`within-${minutes}`) ? 0 : fillOpacity,
    })),
    focusSeconds: reach.focusMinutes * 60,
    ceilingSeconds: state.playMinutes === null ? null : state.playMinutes * 60,
    // While a finger drags, each frame is the one before last: dimming would flicker.
    opacity: layer.opacity * (view.isStale && !state.dragged ? staleOpacity : 1),
    showsUntested: !layer.hidden.includes("untested"),
    edge: splitColour(colours.edge),
    gained: splitColour(colours.gained),
    lost: splitColour(colours.lost),
    faster: splitColour(colours.faster),
  };
}
