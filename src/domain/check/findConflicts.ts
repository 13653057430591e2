import { runSteps, type Steps } from "../kernel.ts";
import { assembleCheck } from "./assembleCheck.ts";
import { describeAddingUp } from "./checkSoFar.ts";
import type { Check, CheckResult } from "./conflict.ts";
import { testShareInSteps } from "./testShare.ts";

/**
 * Tests every subject against every zone in one pass, by the law of the decision day.
 *
 * A pair is measured only where the zone's box comes within the farthest distance any rule asks for, or within the
 * belt of a schematic shape. Shapes are overlaid in the plane of longitude and latitude, where RFC 7946 says edges are
 * straight; areas of the result are ellipsoidal (square metres, geodesic edges), lengths and distances geodesic
 * (metres). Totals unite what overlaps first, so that nothing counts twice.
 *
 * @param check subjects, zones, rules and the trace; geometries in WGS 84 degrees. Two parties with the same
 * dataset and id throw: their conflicts could not be told apart.
 * @param most conflicts, and parties beside them, that the result holds; where there are more, it is cut.
 * @returns conflicts from the strictest verdict down, each with its proof, totals, and everything that was not
 * tested; the same input gives the same bytes.
 */
export const findConflicts = (check: Check, most = Infinity): CheckResult =>
  runSteps(findConflictsInSteps(check, most));

/** The same as `findConflicts`, a step after each subject. */
export function* findConflictsInSteps(check: Check, most = Infinity): Steps<CheckResult> {
  const share = yield* testShareInSteps(check, Uint32Array.from(check.subjects.keys()), most);
  yield describeAddingUp();
  return assembleCheck(check, [share], most);
}
