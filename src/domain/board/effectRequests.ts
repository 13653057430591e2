import { roles } from "../../../geodata/roles.ts";
import { findCheckDatasets, type RuleTable } from "../check/rules.ts";
import type { EffectsInput } from "../monitor/effectKernel.ts";
import type { Monitor } from "../monitor/monitor.ts";
import type { PhaseId } from "../plan.ts";

/**
 * The question what some projects touch; null where none of them is anything on the map or in the railway. It hangs
 * on no day of the evaluation: the zones are those of the newest day of the data.
 *
 * @param phases in their order; the second is the one the plan sets out
 */
export function buildEffectsInput(
  { things, newest }: Pick<Monitor, "things" | "newest">,
  wanted: readonly string[] | "all",
  rules: RuleTable,
  phases: readonly PhaseId[],
): EffectsInput | null {
  const projects = Object.entries(things)
    .filter(([project]) => wanted === "all" || wanted.includes(project))
    .map(([project, { features, lines }]) => ({ project, features, lines }));
  if (projects.length === 0) return null;
  const inPlan = phases[1] ?? phases[0]!;
  return {
    projects,
    phases: { inFact: roles.factualPhase ?? inPlan, inPlan },
    decisionDate: newest,
    datasets: [
      ...new Set([
        ...findCheckDatasets(rules).zones,
        ...projects.flatMap(({ features }) => features.map(({ dataset }) => dataset)),
      ]),
    ],
  };
}
