import type { Status } from "../../src/domain/plan.ts";
import { statuses } from "../../src/domain/plan.ts";
import type { PhaseId } from "../plan/phases.ts";
import { type FactRow, refuse, requireText } from "./factTable.ts";

/** The column of a fact table that holds the status in each phase. */
const columns: Record<PhaseId, string> = {
  "2020": "phase_2020",
  "plan-2025": "phase_plan_2025",
  "actual-2025": "phase_actual_2025",
  "2035": "phase_2035",
};

/** The status of a fact in each phase, from its four `phase_` columns. */
export function readPhaseStatus(fact: FactRow): Record<PhaseId, Status> {
  const entries = Object.entries(columns).map(([phase, column]) => {
    const value = requireText(fact, column);
    if (!(statuses as readonly string[]).includes(value))
      refuse(fact, `'${column}' is '${value}', expected one of ${statuses.join(", ")}`);
    return [phase, value as Status];
  });
  return Object.fromEntries(entries) as Record<PhaseId, Status>;
}

/** From what can be used most to what is least there: the order in which two statuses are joined. */
const rank: Status[] = ["existing", "under-construction", "planned", "study", "closed", "absent"];

/** What a place served by several things has in each phase: the furthest of them. */
export function joinPhaseStatus(parts: readonly Record<PhaseId, Status>[]): Record<PhaseId, Status> {
  const phases = Object.keys(columns) as PhaseId[];
  return Object.fromEntries(
    phases.map((phase) => [phase, rank.find((status) => parts.some((part) => part[phase] === status))!]),
  ) as Record<PhaseId, Status>;
}
