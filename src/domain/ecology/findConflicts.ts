import Flatbush from "flatbush";
import { eccentricitySquared, radians, semiMajorAxisMetres } from "../place/ellipsoid.ts";
import { type Polygons, unitePolygons } from "../place/polygonEngine.ts";
import {
  type Check,
  type CheckParty,
  type CheckResult,
  type CheckTotals,
  type Conflict,
  keyOf,
  type NotTested,
  type SubjectTotal,
} from "./conflict.ts";
import { describeConflicts } from "./describeConflicts.ts";
import { measurePolygonsSquareMetres } from "./edgeArea.ts";
import { judgePair } from "./judgePair.ts";
import type { Shape } from "./measurePair.ts";
import {
  findReachMetres,
  findRules,
  hashRules,
  hashText,
  type Rule,
  type Verdict,
  verdicts,
} from "./rules.ts";
import { type Side, sortParties, summarizeParty } from "./sortParties.ts";
import { clampTotal, totalSubject } from "./totalSubject.ts";

/** Zones whose box lies within reach of a subject's box. */
function createZoneSearch(zones: readonly Side[], reachMetres: number) {
  if (zones.length === 0) return () => [];
  const index = new Flatbush(zones.length);
  for (const { shape } of zones) index.add(...shape.box);
  index.finish();
  const north = (reachMetres * 1.02) / (semiMajorAxisMetres * (1 - eccentricitySquared) * radians);
  return ({ box }: Shape) => {
    const farthest = Math.min(85, Math.max(Math.abs(box[1]), Math.abs(box[3])) + north);
    const east = north / Math.cos(farthest * radians);
    return index
      .search(box[0] - east, box[1] - north, box[2] + east, box[3] + north)
      .sort((a, b) => a - b)
      .map((at) => zones[at]!);
  };
}

/** Pairs of kinds present on both sides that no enabled rule speaks of. */
function listRuleGaps(check: Check, subjects: readonly Side[], zones: readonly Side[]): NotTested[] {
  const kindsOf = (sides: readonly Side[]) => [...new Set(sides.map(({ party }) => party.kind))].sort();
  const titleOf = (kind: string) => findKindTitle(check, kind);
  return kindsOf(subjects).flatMap((activity) =>
    kindsOf(zones).flatMap((zone): NotTested[] => {
      if (findRules(check.rules, zone, activity).length > 0) return [];
      const [a, z] = [titleOf(activity), titleOf(zone)];
      return [
        {
          kind: "no-rule",
          about: `${activity} × ${zone}`,
          name: { zh: `${a.zh} × ${z.zh}`, en: `${a.en} × ${z.en}` },
          reason: { zh: "规则表对这一组合没有启用的规则", en: "No enabled rule speaks of this pair" },
        },
      ];
    }),
  );
}

function findKindTitle({ rules }: Check, kind: string) {
  const known = [...rules.zoneKinds, ...rules.activityKinds].find(({ id }) => id === kind);
  return known?.title ?? { zh: kind, en: kind };
}

/** The trace of a run: a hash of everything it depends on but the time. */
function hashCheck(check: Check): string {
  const partyOf = ({ dataset, id, name, kind, geometry, schematic, status, source }: CheckParty) =>
    JSON.stringify([dataset, id, name, kind, geometry, schematic, status, source]);
  const { phase, rules, dataVersions, parameters, untestedZones, leftOut } = check;
  const data = Object.entries(dataVersions).sort(([a], [b]) => (a < b ? -1 : 1));
  const own = { phase, rules: hashRules(rules), data, parameters, untestedZones, leftOut };
  return hashText(
    [JSON.stringify(own), ...check.subjects.map(partyOf), "zones", ...check.zones.map(partyOf)].join("\n"),
  );
}

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Tests every subject against every zone in one pass.
 *
 * A pair is measured only where the zone's box comes within the farthest distance any rule asks for. Shapes are
 * overlaid in the plane of longitude and latitude, where RFC 7946 says edges are straight; areas of the result
 * are ellipsoidal (square metres, geodesic edges), lengths and distances geodesic (metres). Totals unite what
 * overlaps first, so that nothing counts twice.
 *
 * @param check subjects, zones, rules and the trace; geometries in WGS 84 degrees. Two parties with the same
 * dataset and id throw: their conflicts could not be told apart.
 * @returns conflicts from the strictest verdict down, totals, and everything that was not tested; the same input
 * gives the same bytes.
 */
export function findConflicts(check: Check): CheckResult {
  for (const [role, parties] of [
    ["subject", check.subjects],
    ["zone", check.zones],
  ] as const) {
    const seen = new Set<string>();
    for (const party of parties) {
      if (seen.has(keyOf(party)))
        throw new Error(`findConflicts: got ${role} '${keyOf(party)}' twice, expected once`);
      seen.add(keyOf(party));
    }
  }
  const notTested: NotTested[] = [...check.leftOut];
  const subjects = sortParties(check.subjects, "subject", notTested);
  const zones = sortParties(check.zones, "zone", notTested);
  const rulesOf = new Map<string, Rule[]>();
  const findPairRules = (zone: string, activity: string) => {
    const key = `${zone}|${activity}`;
    const kept = rulesOf.get(key) ?? findRules(check.rules, zone, activity);
    rulesOf.set(key, kept);
    return kept;
  };
  const search = createZoneSearch(zones, findReachMetres(check.rules.rules.filter((rule) => rule.enabled)));
  const conflicts: Conflict[] = [];
  const subjectTotals: SubjectTotal[] = [];
  const allPieces: Polygons[] = [];
  for (const subject of subjects) {
    const found = search(subject.shape).flatMap((zone) => {
      const rules = findPairRules(zone.party.kind, subject.party.kind);
      return (rules.length > 0 && judgePair(subject, zone, check, rules)) || [];
    });
    if (found.length === 0) continue;
    const { total, pieces } = totalSubject(subject, found);
    subjectTotals.push(total);
    allPieces.push(pieces);
    conflicts.push(...found.map(({ conflict }) => conflict));
  }
  conflicts.sort(
    (a, b) =>
      verdicts.indexOf(a.verdict) - verdicts.indexOf(b.verdict) ||
      compareText(a.subject, b.subject) ||
      compareText(a.zone, b.zone),
  );
  subjectTotals.sort((a, b) => compareText(a.subject, b.subject));
  notTested.push(...listRuleGaps(check, subjects, zones));
  for (const zone of check.untestedZones)
    notTested.push({
      kind: "zone-not-on-map",
      about: zone.id,
      name: zone.name,
      reason: zone.law === "" ? zone.reason : { zh: `${zone.reason.zh}（${zone.law}）`, en: zone.reason.en },
    });
  const fired = new Set(conflicts.flatMap((conflict) => conflict.rules.map((rule) => rule.id)));
  const present = [...new Set([...subjects, ...zones].map(({ party }) => party.kind))].sort();
  const totals: CheckTotals = {
    conflictCount: conflicts.length,
    subjectCount: subjectTotals.length,
    zoneCount: new Set(conflicts.map((conflict) => conflict.zone)).size,
    subjectsTested: subjects.length,
    zonesTested: zones.length,
    notTestedCount: notTested.length,
    byVerdict: Object.fromEntries(
      verdicts.map((verdict) => [verdict, conflicts.filter((c) => c.verdict === verdict).length]),
    ) as Record<Verdict, number>,
    areaInsideSquareMetres: clampTotal(
      measurePolygonsSquareMetres(unitePolygons(allPieces)),
      subjectTotals.map((total) => total.areaInsideSquareMetres),
    ),
    lengthInsideMetres: subjectTotals.reduce((sum, total) => sum + total.lengthInsideMetres, 0),
  };
  return {
    schema: 1,
    id: hashCheck(check),
    time: check.time,
    phase: check.phase,
    rulesVersion: hashRules(check.rules),
    dataVersions: Object.fromEntries(
      Object.entries(check.dataVersions).sort(([a], [b]) => compareText(a, b)),
    ),
    parameters: check.parameters,
    subjects: subjects.map(summarizeParty),
    zones: zones.map(summarizeParty),
    conflicts,
    subjectTotals,
    totals,
    notTested,
    rules: check.rules.rules.filter((rule) => fired.has(rule.id)),
    kindTitles: Object.fromEntries(present.map((kind) => [kind, findKindTitle(check, kind)])),
    caveat: check.rules.caveat,
    summary: describeConflicts(totals),
  };
}
