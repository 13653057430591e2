import { type PhaseId, phaseIds } from "../geodata/plan/phases.ts";
import type { Board } from "../src/domain/board.ts";
import type { DrawContext } from "./layer.ts";
import { themes } from "./theme.ts";

type Shown = Pick<Board, "theme" | "phase" | "language" | "reach" | "check" | "scenario">;

/** What of a scenario is seen on the map; whether a line opens or closes by it depends on the phase. */
function describeScenario(edits: NonNullable<Board["scenario"]>, phase: string): Partial<DrawContext> {
  const opens = (edit: (typeof edits)[number]) =>
    edit.kind === "opening-phase" &&
    edit.phase !== null &&
    phaseIds.indexOf(edit.phase as PhaseId) <= phaseIds.indexOf(phase as PhaseId);
  return {
    showsLinks: edits.some((edit) => edit.kind === "link"),
    showsOpened: edits.some(opens),
    showsClosed: edits.some(
      (edit) => edit.kind === "without-line" || (edit.kind === "opening-phase" && !opens(edit)),
    ),
  };
}

/** What the drawing and the legend of every layer may depend on, from the board. */
export const buildDrawContext = ({ theme, phase, language, reach, check, scenario }: Shown): DrawContext => ({
  theme: themes[theme],
  phase,
  language,
  ...(reach && reach.origins.length > 0
    ? {
        cutoffs: reach.cutoffs,
        showsRing: reach.view !== "surface",
        showsSurface: reach.view !== "ring" && reach.against === null,
        showsSoft: reach.soft,
        showsChange: reach.against !== null,
      }
    : {}),
  ...(reach && (reach.place || reach.route) ? { showsRoute: true } : {}),
  ...(scenario ? describeScenario(scenario, phase) : {}),
  ...(check ? { showsConflicts: true, showsAlternatives: check.alternatives.length > 0 } : {}),
  // While a course is bent, what it collides with stands out and all else steps back.
  ...(check?.bent ? { focusedConflict: "" } : check?.focus ? { focusedConflict: check.focus } : {}),
});
