import type { PhaseId } from "../plan.ts";
import type { RailSource } from "./railSource.ts";

/** Lines of the edited railway that stand in a phase, and did not stand in all phases before it was edited. */
export function listChangingLines(
  usual: RailSource,
  edited: RailSource,
  phase: PhaseId,
): RailSource["lines"] {
  const everywhere = new Set(
    usual.lines.filter((line) => line.openIn.length === usual.phases.length).map((line) => line.id),
  );
  return edited.lines.filter((line) => line.openIn.includes(phase) && !everywhere.has(line.id));
}
