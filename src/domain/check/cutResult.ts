import type { CheckResult } from "./conflict.ts";

/**
 * Conflicts, and parties beside them, that a page takes in without stopping. The whole plan stays far below;
 * a layer of 100,000 own features does not, and files of a run are written whole elsewhere.
 */
export const mostOnPage = 1_000;

/**
 * The strictest part of a result that is too large for a page: so many conflicts with their parties, and as
 * many projects beside them as there is room for.
 * Totals, id and sentence stay those of the whole. A result that is small enough is given back as it is.
 */
export function cutResult(result: CheckResult, most: number): CheckResult {
  const { conflicts, subjects, zones, notTested } = result;
  return [conflicts, subjects, zones, notTested].every(({ length }) => length <= most)
    ? result
    : cutParts(result, most);
}

/** The same for a result that is known to be too large, though its lists may have been cut before. */
export function cutParts(result: CheckResult, most: number): CheckResult {
  const { conflicts, subjects, zones, notTested, subjectTotals } = result;
  const kept = conflicts.slice(0, most);
  const keys = new Set(kept.flatMap(({ subject, zone }) => [subject, zone]));
  const named = subjects.filter(({ key }) => keys.has(key));
  return {
    ...result,
    conflicts: kept,
    // Those without a conflict are listed too, as far as there is room.
    subjects: [...named, ...subjects.filter(({ key }) => !keys.has(key)).slice(0, most - named.length)],
    zones: zones.filter(({ key }) => keys.has(key)),
    notTested: notTested.slice(0, most),
    subjectTotals: subjectTotals.filter(({ subject }) => keys.has(subject)),
  };
}
