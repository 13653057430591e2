import type { Status } from "../../src/domain/plan.ts";
import { statuses } from "../../src/domain/plan.ts";
import { type PhaseId, phaseIds } from "../plan/phases.ts";
import { type FactRow, refuse, requireText } from "./factTable.ts";

/** The column of a fact table that holds the status in a phase: `phase_2020`, `phase_plan_2025`. */
export const columnOfPhase = (phase: PhaseId): string => `phase_${phase.replaceAll("-", "_")}`;

/** The status of a fact in each phase, from its four `phase_` columns. */
export function readPhaseStatus(fact: FactRow): Record<PhaseId, Status> {
  const entries = phaseIds.map((phase) => {
    const column = columnOfPhase(phase);
    const value = requireText(fact, column);
    if (!(statuses as readonly string[]).includes(value))
      refuse(fact, `'${column}' is '${value}', expected one of ${statuses.join(", ")}`);
    return [phase, value as Status];
  });
  return Object.fromEntries(entries) as Record<PhaseId, Status>;
}

/** From what can be used most to what is least there: the order in which two statuses are joined. */
const rank: Status[] = [
  "existing",
  "upgrade-done",
  "upgrade-under-way",
  "upgrade-planned",
  "under-construction",
  "planned",
  "study",
  "closed",
  "absent",
];

/** What a place served by several things has in each phase: the furthest of them. */
export function joinPhaseStatus(parts: readonly Record<PhaseId, Status>[]): Record<PhaseId, Status> {
  return Object.fromEntries(
    phaseIds.map((phase) => [phase, rank.find((status) => parts.some((part) => part[phase] === status))!]),
  ) as Record<PhaseId, Status>;
}
