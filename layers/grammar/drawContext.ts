import { keyPhase } from "../../geodata/phaseDay.ts";
import { type PhaseId, phaseIds } from "../../geodata/plan/phases.ts";
import type { Board } from "../../src/domain/board/board.ts";
import type { DrawContext, LayerDefinition } from "./layer.ts";
import { themes } from "./theme.ts";

type Shown = Pick<
  Board,
  "theme" | "phase" | "language" | "reach" | "check" | "scenario" | "statistics" | "monitor"
>;

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
export const buildDrawContext = ({
  theme,
  phase,
  language,
  reach,
  check,
  scenario,
  statistics,
  monitor,
}: Shown): DrawContext => ({
  theme: themes[theme],
  phase: keyPhase(phase, monitor?.asOf),
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
  ...(monitor?.byState ? { showsStates: true } : {}),
  ...(statistics ? { statistics } : {}),
  ...(check ? { showsConflicts: true, showsAlternatives: check.alternatives.length > 0 } : {}),
  // While a course is bent, what it collides with stands out and all else steps back.
  ...(check?.bent ? { focusedConflict: "" } : check?.focus ? { focusedConflict: check.focus } : {}),
});

/** While states are shown, all else but the ground and the towns is context. */
const contextStrength = 0.3;

/** How strong a layer is drawn beside what the map is about now, 0 to 1. */
export const findContextStrength = (
  { data, group }: Pick<LayerDefinition, "data" | "group">,
  { showsStates }: DrawContext,
): number =>
  showsStates && "dataset" in data && group !== "base" && group !== "towns" ? contextStrength : 1;
