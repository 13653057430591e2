import type { Board } from "../src/domain/board.ts";
import type { DrawContext } from "./layer.ts";
import { themes } from "./theme.ts";

type Shown = Pick<Board, "theme" | "phase" | "language" | "reach" | "check">;

/** What the drawing and the legend of every layer may depend on, from the board. */
export const buildDrawContext = ({ theme, phase, language, reach, check }: Shown): DrawContext => ({
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
  ...(check ? { showsConflicts: true, showsAlternatives: check.alternatives.length > 0 } : {}),
  // While a course is bent, what it collides with stands out and all else steps back.
  ...(check?.bent ? { focusedConflict: "" } : check?.focus ? { focusedConflict: check.focus } : {}),
});
