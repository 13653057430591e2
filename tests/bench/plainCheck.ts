import type { Check, Conflict, NotTested } from "../../src/domain/check/conflict.ts";
import { measureCovered } from "../../src/domain/check/coverage.ts";
import { judgePair } from "../../src/domain/check/judgePair.ts";
import { createBasinSearch } from "../../src/domain/check/locateBasin.ts";
import { findShape } from "../../src/domain/check/measurePair.ts";
import { citeRule, verdicts } from "../../src/domain/check/rules.ts";
import { sortParties } from "../../src/domain/check/sortParties.ts";
import { compareConflicts } from "../../src/domain/check/strictestFirst.ts";
import { totalSubject } from "../../src/domain/check/totalSubject.ts";
import { hashText } from "../../src/domain/check/traceHash.ts";
import { uniteGroups } from "../../src/domain/check/uniteGroups.ts";

/** Subjects between two countings, as in the check of November 2026. */
const countEvery = 200;

/**
 * The check of a large layer as it was before it was shared out: every shape prepared first and kept, every pair of
 * near boxes judged in one worker, verdicts counted anew at each telling, every conflict kept, and one text of all
 * that went in as the trace. It judges pairs by today's functions, which are faster than those of then.
 */
export function checkPlainly(check: Check): {
  conflicts: Conflict[];
  areaSquareMetres: number;
  trace: string;
} {
  const notTested: NotTested[] = [];
  const subjects = sortParties(check.subjects, "subject", notTested);
  const zones = sortParties(check.zones, "zone", notTested);
  const cited = check.rules.rules.flatMap((rule) => citeRule(rule, check.decisionDate) ?? []);
  const findBasin = createBasinSearch(check.basinAreas);
  const testedArea = check.testedArea && findShape(check.testedArea);
  /** Degrees that no rule's reach and no belt exceeds. */
  const reach = 0.2;
  const conflicts: Conflict[] = [];
  const outcomes: unknown[] = [];
  const pieces: ReturnType<typeof totalSubject>["pieces"][] = [];
  for (const [done, subject] of subjects.entries()) {
    if (done % countEvery === 0)
      outcomes.push(verdicts.map((verdict) => conflicts.filter((found) => found.verdict === verdict).length));
    const [west, south, east, north] = subject.shape.box;
    const found = zones.flatMap((zone) => {
      const { box } = zone.shape;
      if (box[0] - reach > east || box[2] + reach < west) return [];
      if (box[1] - reach > north || box[3] + reach < south) return [];
      const rules = cited.filter(
        ({ zoneKinds, activityKinds }) =>
          zoneKinds.includes(zone.party.kind) && activityKinds.includes(subject.party.kind),
      );
      return (rules.length > 0 && judgePair(subject, zone, check, rules, findBasin)) || [];
    });
    outcomes.push({ subject, covered: measureCovered(subject.shape, testedArea ?? null) });
    if (found.length > 0) pieces.push(totalSubject(subject, found).pieces);
    conflicts.push(...found.map(({ conflict }) => conflict));
  }
  return {
    conflicts: conflicts.sort(compareConflicts),
    areaSquareMetres: uniteGroups(pieces).areaSquareMetres,
    trace: hashText([...check.subjects, ...check.zones].map((party) => JSON.stringify(party)).join("\n")),
  };
}
