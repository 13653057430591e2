import type { CheckResult } from "./conflict.ts";

/**
 * Conflicts, and parties beside them, that a page takes in without stopping. The whole plan stays far below;
 * a layer of 100,000 own features does not, and files of a run are written whole elsewhere.
 */
export const mostOnPage = 1_000;

/**
 * The strictest part of a result that is too large for a page: so many conflicts and no parties but theirs.
 * Totals, id and sentence stay those of the whole. A result that is small enough is given back as it is.
 */
export function cutResult(result: CheckResult, most: number): CheckResult {
  const { conflicts, subjects, zones, notTested, subjectTotals } = result;
  if ([conflicts, subjects, zones, notTested].every(({ length }) => length <= most)) return result;
  const kept = conflicts.slice(0, most);
  const keys = new Set(kept.flatMap(({ subject, zone }) => [subject, zone]));
  return {
    ...result,
    conflicts: kept,
    subjects: subjects.filter(({ key }) => keys.has(key)),
    zones: zones.filter(({ key }) => keys.has(key)),
    notTested: notTested.slice(0, most),
    subjectTotals: subjectTotals.filter(({ subject }) => keys.has(subject)),
  };
}
