import type { CheckResult, CheckTotals, Conflict } from "./conflict.ts";
import { describeConflicts } from "./describeConflicts.ts";
import { verdicts } from "./rules.ts";

/**
 * The part of a run that is about one subject: its conflicts, totals, and what was not tested of it or of the zones.
 * Id, rules and versions stay those of the run, so that the part can be found in it. A key that no subject of the run
 * has throws.
 */
export function sliceResult(result: CheckResult, subject: string): CheckResult {
  const party = result.subjects.find(({ key }) => key === subject);
  if (!party) throw new Error(`sliceResult: got '${subject}', expected a subject of run ${result.id}`);
  const others = new Set(result.subjects.map(({ key }) => key));
  others.delete(subject);
  const conflicts: Conflict[] = result.conflicts.filter((conflict) => conflict.subject === subject);
  const total = result.subjectTotals.find((entry) => entry.subject === subject);
  const notTested = result.notTested.filter(
    ({ about, kind }) => about === subject || (!others.has(about) && !kind.startsWith("subject-")),
  );
  const fired = new Set(conflicts.flatMap(({ rules }) => rules.map(({ id }) => id)));
  const share = party.testedShare ?? 1;
  const zones = new Set(conflicts.map(({ zone }) => zone));
  const totals: CheckTotals = {
    conflictCount: conflicts.length,
    subjectCount: total ? 1 : 0,
    zoneCount: zones.size,
    subjectsTested: 1,
    zonesTested: result.totals.zonesTested,
    notTestedCount: notTested.length,
    byVerdict: Object.fromEntries(
      verdicts.map((verdict) => [verdict, conflicts.filter((found) => found.verdict === verdict).length]),
    ) as CheckTotals["byVerdict"],
    areaInsideSquareMetres: total?.areaInsideSquareMetres ?? 0,
    lengthInsideMetres: total?.lengthInsideMetres ?? 0,
    coverage: {
      wholeCount: share === 1 ? 1 : 0,
      partCount: share > 0 && share < 1 ? 1 : 0,
      outsideCount: share === 0 ? 1 : 0,
      areaShare: party.areaSquareMetres === null ? null : share,
      lengthShare: party.lengthMetres === null ? null : share,
      pointShare: party.form === "point" ? share : null,
    },
  };
  return {
    ...result,
    subjects: [party],
    conflicts,
    subjectTotals: total ? [total] : [],
    totals,
    notTested,
    rules: result.rules.filter(({ id }) => fired.has(id)),
    summary: describeConflicts(totals),
  };
}
