import {
  type Check,
  type CheckParty,
  type CheckResult,
  type CheckTotals,
  keyOf,
  type NotTested,
  type SubjectTotal,
} from "./conflict.ts";
import { totalCoverage } from "./coverage.ts";
import { cutParts } from "./cutResult.ts";
import { describeConflicts } from "./describeConflicts.ts";
import { hashParty } from "./hashParty.ts";
import { listRuleGaps, listRulesWithoutLaw, listUntestedZones } from "./listNotTested.ts";
import { measurePackedSquareMetres } from "./packedPolygons.ts";
import { findKindTitle, hashRules, type Verdict, verdicts } from "./rules.ts";
import { sortParties, summarizeParty } from "./sortParties.ts";
import { compareConflicts, compareText } from "./strictestFirst.ts";
import { type CheckShare, citeRules, type Placed } from "./testShare.ts";
import { clampTotal } from "./totalSubject.ts";
import { hashGeometry, hashText } from "./traceHash.ts";

/** Throws where two parties of one role could not be told apart in a result. */
function refuseDoubles(check: Check) {
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
}

const sortVersions = ({ dataVersions }: Check) =>
  Object.entries(dataVersions).sort(([a], [b]) => compareText(a, b));

/** The trace of a run: a hash of everything it depends on but the time. */
function hashCheck(check: Check, subjectHashes: readonly string[]): string {
  const { phase, decisionDate, rules, parameters, untestedZones, leftOut } = check;
  const own = {
    phase,
    decisionDate,
    rules: hashRules(rules),
    data: sortVersions(check),
    parameters,
    untestedZones,
    leftOut,
    area: hashGeometry(check.testedArea),
    basins: check.basinAreas.map(({ geometry, ...said }) => [said, hashGeometry(geometry)]),
  };
  return hashText([JSON.stringify(own), ...subjectHashes, "zones", ...check.zones.map(hashParty)].join("\n"));
}

const inOrder = <T>(lists: readonly (readonly Placed<T>[])[]): T[] =>
  lists
    .flat()
    .sort((a, b) => a.index - b.index)
    .map(({ value }) => value);

/** Numbers of every tested subject, in the order of the check. */
function readRows(shares: readonly CheckShare[]) {
  return shares
    .flatMap(({ columns }) =>
      Array.from(columns.index, (index, row) => ({
        index,
        conflictCount: columns.conflictCount[row]!,
        insideSquareMetres: columns.insideSquareMetres[row]!,
        insideMetres: columns.insideMetres[row]!,
        whole: {
          areaSquareMetres: columns.areaSquareMetres[row]!,
          lengthMetres: columns.lengthMetres[row]!,
          points: columns.points[row]!,
        },
        covered: {
          areaSquareMetres: columns.coveredSquareMetres[row]!,
          lengthMetres: columns.coveredMetres[row]!,
          points: columns.coveredPoints[row]!,
          share: columns.testedShare[row]!,
        },
      })),
    )
    .sort((a, b) => a.index - b.index);
}

function readHashes(shares: readonly CheckShare[]): string[] {
  const hashes: string[] = [];
  for (const share of shares)
    for (const [at, index] of share.indices.entries()) hashes[index] = share.hashes[at]!;
  return hashes;
}

function totalRun(
  subjects: readonly CheckParty[],
  shares: readonly CheckShare[],
  zonesTested: number,
  notTestedCount: number,
): CheckTotals {
  const rows = readRows(shares);
  const met = rows
    .filter(({ conflictCount }) => conflictCount > 0)
    .map((row) => ({ ...row, key: keyOf(subjects[row.index]!) }))
    .sort((a, b) => compareText(a.key, b.key));
  const byVerdict = Object.fromEntries(
    verdicts.map((verdict) => [verdict, shares.reduce((sum, share) => sum + share.byVerdict[verdict], 0)]),
  ) as Record<Verdict, number>;
  return {
    conflictCount: verdicts.reduce((sum, verdict) => sum + byVerdict[verdict], 0),
    subjectCount: met.length,
    zoneCount: new Set(shares.flatMap(({ zones }) => zones)).size,
    subjectsTested: rows.length,
    zonesTested,
    notTestedCount,
    byVerdict,
    areaInsideSquareMetres: clampTotal(
      measurePackedSquareMetres(inOrder(shares.map(({ ground }) => ground))),
      met.map(({ insideSquareMetres }) => insideSquareMetres),
    ),
    lengthInsideMetres: met.reduce((sum, { insideMetres }) => sum + insideMetres, 0),
    coverage: totalCoverage(rows),
  };
}

/**
 * Puts the shares of a run together. However the subjects were shared out, the result is the same to the byte.
 *
 * @param shares together they hold every subject of the check once.
 * @param most as in the shares: where any list is longer, the result is cut as `cutResult` cuts.
 * Two parties of one dataset and id throw.
 */
export function assembleCheck(check: Check, shares: readonly CheckShare[], most: number): CheckResult {
  refuseDoubles(check);
  const zoneFlaws: NotTested[] = [];
  const zones = sortParties(check.zones, "zone", zoneFlaws);
  const kinds = {
    subjects: [...new Set(shares.flatMap((share) => share.kinds))].sort(),
    zones: [...new Set(zones.map(({ party }) => party.kind))].sort(),
  };
  const others = [
    ...listRulesWithoutLaw(check, kinds),
    ...listRuleGaps(check, kinds),
    ...listUntestedZones(check),
  ];
  const notTestedCount =
    check.leftOut.length +
    zoneFlaws.length +
    others.length +
    shares.reduce((sum, { flawCount, partlyTestedCount }) => sum + flawCount + partlyTestedCount, 0);
  const totals = totalRun(check.subjects, shares, zones.length, notTestedCount);
  const fired = new Set(shares.flatMap(({ rules }) => rules));
  const present = [...new Set([...kinds.subjects, ...kinds.zones])].sort();
  const isWhole = [totals.conflictCount, totals.subjectsTested, zones.length, notTestedCount].every(
    (count) => count <= most,
  );
  const result: CheckResult = {
    schema: 2,
    id: hashCheck(check, readHashes(shares)),
    time: check.time,
    phase: check.phase,
    decisionDate: check.decisionDate,
    rulesVersion: hashRules(check.rules),
    dataVersions: Object.fromEntries(sortVersions(check)),
    parameters: check.parameters,
    subjects: inOrder(shares.map(({ subjects }) => subjects)),
    zones: zones.map((side) => summarizeParty(side)),
    conflicts: shares.flatMap(({ conflicts }) => conflicts).sort(compareConflicts),
    subjectTotals: shares
      .flatMap(({ subjectTotals }): readonly SubjectTotal[] => subjectTotals)
      .sort((a, b) => compareText(a.subject, b.subject)),
    totals,
    notTested: [
      ...check.leftOut,
      ...inOrder(shares.map(({ flaws }) => flaws)),
      ...zoneFlaws,
      ...inOrder(shares.map(({ partlyTested }) => partlyTested)),
      ...others,
    ],
    rules: citeRules(check).filter((rule) => fired.has(rule.id)),
    kindTitles: Object.fromEntries(present.map((kind) => [kind, findKindTitle(check.rules, kind)])),
    caveat: check.rules.caveat,
    summary: describeConflicts(totals),
  };
  return isWhole ? result : cutParts(result, most);
}
