import { citeRule, type LawVerdict, lawVerdicts, type RuleTable } from "../check/rules.ts";
import type { CorridorWeights } from "./corridor.ts";

/** A zone kind with the strictest a clause says of an activity in it. */
export interface SpokenKind {
  kind: string;
  verdict: LawVerdict;
}

/** Zone kinds that some rule of a day speaks of for an activity, the strictest first. Rules of distance do not count: a cell lies in a zone or not. */
export function listSpokenKinds(rules: RuleTable, decisionDate: string, activity: string): SpokenKind[] {
  const strictest = new Map<string, LawVerdict>();
  for (const rule of rules.rules) {
    const cited = rule.enabled ? citeRule(rule, decisionDate) : undefined;
    if (!cited || cited.relation === "within" || !cited.activityKinds.includes(activity)) continue;
    for (const kind of cited.zoneKinds) {
      const known = strictest.get(kind);
      if (!known || lawVerdicts.indexOf(cited.verdict) < lawVerdicts.indexOf(known))
        strictest.set(kind, cited.verdict);
    }
  }
  return [...strictest]
    .map(([kind, verdict]) => ({ kind, verdict }))
    .sort((a, b) => lawVerdicts.indexOf(a.verdict) - lawVerdicts.indexOf(b.verdict));
}

/** What a metre in zones of a kind costs, times one on free ground. */
export const findWeight = (
  { weights, kindWeights }: { weights: CorridorWeights; kindWeights?: Readonly<Record<string, number>> },
  { kind, verdict }: SpokenKind,
): number => kindWeights?.[kind] ?? weights[verdict];
