import Flatbush from "flatbush";
import type { Progress, Steps } from "../kernel.ts";
import { eccentricitySquared, radians, semiMajorAxisMetres } from "../place/ellipsoid.ts";
import type { Polygons } from "../place/polygonEngine.ts";
import { describeSoFar, type FirstConflict, mostTold, noneByVerdict } from "./checkSoFar.ts";
import {
  type Check,
  type Conflict,
  keyOf,
  type NotTested,
  type Outcome,
  type PartySummary,
  type SubjectTotal,
} from "./conflict.ts";
import { measureCovered } from "./coverage.ts";
import { hashParty } from "./hashParty.ts";
import { type Found, judgePair } from "./judgePair.ts";
import { describePartlyTested } from "./listNotTested.ts";
import { createBasinSearch } from "./locateBasin.ts";
import { buildShape, findShape, type Shape } from "./measurePair.ts";
import { type PackedPolygons, packPolygons } from "./packedPolygons.ts";
import { type CitedRule, citeRule, findReachMetres, type Verdict } from "./rules.ts";
import { type Side, sortParties, sortParty, summarizeParty } from "./sortParties.ts";
import { createStrictestFirst, type Strictness } from "./strictestFirst.ts";
import { totalSubject } from "./totalSubject.ts";

/** What is kept of every subject that was tested, however many there are. */
export const shareColumns = [
  "index",
  "testedShare",
  "areaSquareMetres",
  "coveredSquareMetres",
  "lengthMetres",
  "coveredMetres",
  "points",
  "coveredPoints",
  "conflictCount",
  "insideSquareMetres",
  "insideMetres",
] as const;
export type ShareColumn = (typeof shareColumns)[number];

/** Something said of the subject at an index of the check. */
export interface Placed<T> {
  index: number;
  value: T;
}

/** What came out of some of the subjects of a run. Long lists hold the first or the strictest `most`, with the count of all. */
export interface CheckShare {
  /** Which subjects of the check were looked at, ascending, and the trace of each. */
  indices: Uint32Array;
  hashes: string[];
  /** A row for each that could be tested. */
  columns: Record<ShareColumn, Float64Array>;
  subjects: Placed<PartySummary>[];
  subjectTotals: SubjectTotal[];
  conflicts: readonly Conflict[];
  byVerdict: Record<Verdict, number>;
  flaws: Placed<NotTested>[];
  flawCount: number;
  partlyTested: Placed<NotTested>[];
  partlyTestedCount: number;
  /** Keys of zones, ids of rules and kinds of subjects that occurred. */
  zones: string[];
  rules: string[];
  kinds: string[];
  /** Ground of neighbouring subjects inside zones, from the index of the first on. */
  ground: Placed<PackedPolygons>[];
}

/** Subjects between two tellings. */
const tellEvery = 200;
/** Neighbouring subjects that are shared out together, and whose ground is kept in one piece. */
export const blockSize = 256;
/** Shapes of more subjects than these are not kept for the next question: they would fill the memory. */
const mostShapesKept = 2_000;

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

/** The rules of the day that speak of a pair of kinds, looked up once for each pair. */
function createRuleSearch(cited: readonly CitedRule[]) {
  const kept = new Map<string, CitedRule[]>();
  return (zoneKind: string, activityKind: string) => {
    const key = `${zoneKind}|${activityKind}`;
    const found =
      kept.get(key) ??
      cited.filter((rule) => rule.zoneKinds.includes(zoneKind) && rule.activityKinds.includes(activityKind));
    kept.set(key, found);
    return found;
  };
}

/** The enabled rules, as of the decision day. */
export const citeRules = ({ rules, decisionDate }: Check): CitedRule[] =>
  rules.rules.flatMap((rule) => (rule.enabled ? (citeRule(rule, decisionDate) ?? []) : []));

const findOutcome = (verdict: Verdict | undefined, share: number): Outcome =>
  verdict ?? (share === 1 ? "no-conflict" : share === 0 ? "not-tested" : "partly-tested");

/** Gathers what comes out of one subject after the other. */
function createLedger(indices: Uint32Array, most: number) {
  const rows: number[][] = [];
  const strictest = createStrictestFirst<Conflict>(most);
  const toTell = createStrictestFirst<FirstConflict & Strictness>(mostTold);
  /** Subjects with a conflict that is kept, and the first of all, by key. */
  let named = new Map<string, { summary: Placed<PartySummary>; total: SubjectTotal }>();
  const first: Placed<PartySummary>[] = [];
  const seen = { zones: new Set<string>(), rules: new Set<string>(), kinds: new Set<string>() };
  const ground: Placed<PackedPolygons>[] = [];
  let pieces: Polygons = [];
  let groundFrom = -1;
  let groundTo = -1;
  const share = {
    hashes: [] as string[],
    byVerdict: noneByVerdict(),
    flaws: [] as Placed<NotTested>[],
    flawCount: 0,
    partlyTested: [] as Placed<NotTested>[],
    partlyTestedCount: 0,
  };

  function closeGround() {
    if (pieces.length > 0) ground.push({ index: groundFrom, value: packPolygons(pieces) });
    pieces = [];
  }

  function forgetMilder() {
    const held = new Set(strictest.read().map(({ subject }) => subject));
    named = new Map([...named].filter(([key]) => held.has(key)));
  }

  return {
    addHash: (hash: string) => share.hashes.push(hash),
    addFlaws(index: number, flaws: readonly NotTested[]) {
      share.flawCount += flaws.length;
      for (const value of flaws) if (share.flaws.length < most) share.flaws.push({ index, value });
    },
    add(index: number, side: Side, covered: ReturnType<typeof measureCovered>, found: readonly Found[]) {
      const { party, shape } = side;
      const totalled = found.length > 0 ? totalSubject(side, found) : null;
      const total = totalled?.total;
      rows.push([
        index,
        covered.share,
        shape.prepared?.areaSquareMetres ?? 0,
        covered.areaSquareMetres,
        shape.lengthMetres,
        covered.lengthMetres,
        shape.points.length,
        covered.points,
        found.length,
        total?.areaInsideSquareMetres ?? 0,
        total?.lengthInsideMetres ?? 0,
      ]);
      seen.kinds.add(party.kind);
      const outcome = findOutcome(total?.verdict, covered.share);
      const summary = { index, value: summarizeParty(side, { testedShare: covered.share, outcome }) };
      if (first.length < most) first.push(summary);
      const partly = describePartlyTested(party, covered.share);
      if (partly) {
        share.partlyTestedCount += 1;
        if (share.partlyTested.length < most) share.partlyTested.push({ index, value: partly });
      }
      if (!totalled) return;
      if (index !== groundTo + 1 || index - groundFrom >= blockSize) {
        closeGround();
        groundFrom = index;
      }
      groundTo = index;
      pieces.push(...totalled.pieces);
      for (const { conflict } of found) {
        share.byVerdict[conflict.verdict] += 1;
        seen.zones.add(conflict.zone);
        for (const { id } of conflict.rules) seen.rules.add(id);
      }
      toTell.add(
        found.map(({ conflict, zone }) => ({
          ...{ id: conflict.id, verdict: conflict.verdict, lawVerdict: conflict.lawVerdict },
          ...{ subject: conflict.subject, zone: conflict.zone },
          ...{ subjectName: party.name, zoneName: zone.party.name },
        })),
      );
      const { isTaken, isCut } = strictest.add(found.map(({ conflict }) => conflict));
      if (isTaken) named.set(keyOf(party), { summary, total: totalled.total });
      if (isCut) forgetMilder();
    },
    tell: (done: number): Progress =>
      describeSoFar({
        done,
        all: indices.length,
        byVerdict: { ...share.byVerdict },
        first: toTell
          .read()
          .map(({ id, verdict, subjectName, zoneName }) => ({ id, verdict, subjectName, zoneName })),
      }),
    read(): CheckShare {
      closeGround();
      forgetMilder();
      const placed = new Map(
        [...first, ...[...named.values()].map(({ summary }) => summary)].map((entry) => [entry.index, entry]),
      );
      return {
        ...share,
        indices,
        columns: Object.fromEntries(
          shareColumns.map((name, at) => [name, Float64Array.from(rows, (row) => row[at]!)]),
        ) as CheckShare["columns"],
        subjects: [...placed.values()],
        subjectTotals: [...named.values()].map(({ total }) => total),
        conflicts: strictest.read(),
        zones: [...seen.zones],
        rules: [...seen.rules],
        kinds: [...seen.kinds],
        ground,
      };
    },
  };
}

/**
 * Tests some subjects of a check against every zone, a step after each.
 *
 * @param indices which of `check.subjects`, ascending.
 * @param most how many conflicts, and parties beside them, are kept whole; of the rest only what totals are made of.
 */
export function* testShareInSteps(check: Check, indices: Uint32Array, most: number): Steps<CheckShare> {
  yield { fraction: null, words: { zh: "正在整理图形", en: "Preparing the shapes" } };
  const zones = sortParties(check.zones, "zone", []);
  const cited = citeRules(check);
  const findRules = createRuleSearch(cited);
  const findBasin = createBasinSearch(check.basinAreas);
  const testedArea = check.testedArea === null ? null : (findShape(check.testedArea) ?? null);
  const search = createZoneSearch(
    zones,
    Math.max(findReachMetres(cited), check.parameters.schematicBeltMetres),
  );
  const takeShape = check.subjects.length > mostShapesKept ? buildShape : findShape;
  const ledger = createLedger(indices, most);
  let told = ledger.tell(0);
  for (const [done, index] of indices.entries()) {
    if (done % tellEvery === 0) told = ledger.tell(done);
    yield told;
    const party = check.subjects[index]!;
    ledger.addHash(hashParty(party));
    const flaws: NotTested[] = [];
    const subject = sortParty(party, "subject", flaws, takeShape);
    ledger.addFlaws(index, flaws);
    if (!subject) continue;
    const found = search(subject.shape).flatMap((zone) => {
      const rules = findRules(zone.party.kind, party.kind);
      return (rules.length > 0 && judgePair(subject, zone, check, rules, findBasin)) || [];
    });
    ledger.add(index, subject, measureCovered(subject.shape, testedArea), found);
  }
  yield ledger.tell(indices.length);
  return ledger.read();
}
