import Flatbush from "flatbush";
import { eccentricitySquared, radians, semiMajorAxisMetres } from "../place/ellipsoid.ts";
import { findLineOverlap } from "../place/lineOverlap.ts";
import { measureLineLengthMetres } from "../place/measure.ts";
import { type Polygons, unitePolygons } from "../place/polygonEngine.ts";
import { findInvalidity } from "../place/validity.ts";
import {
  type Check,
  type CheckParty,
  type CheckResult,
  type CheckTotals,
  type Conflict,
  type FiredRule,
  keyOf,
  type NotTested,
  type PartySummary,
  type SubjectTotal,
} from "./conflict.ts";
import { describeConflicts } from "./describeConflicts.ts";
import { measurePolygonsSquareMetres } from "./edgeArea.ts";
import {
  buildSharedGeometry,
  findGap,
  findShape,
  isMeeting,
  measurePair,
  type PairMeasure,
  type Shape,
} from "./measurePair.ts";
import {
  findReachMetres,
  findRules,
  findStrictest,
  hashRules,
  hashText,
  type Rule,
  type Verdict,
  verdicts,
} from "./rules.ts";

interface Side {
  party: CheckParty;
  shape: Shape;
}

/** Parties that can be tested; the others say why not. */
function sortOut(parties: readonly CheckParty[], role: "subject" | "zone", notTested: NotTested[]): Side[] {
  const sides: Side[] = [];
  for (const party of parties) {
    const leave = (kind: NotTested["kind"], zh: string, en: string, place?: [number, number] | null) =>
      notTested.push({
        kind,
        about: keyOf(party),
        name: party.name,
        reason: { zh, en },
        ...(place ? { place } : {}),
      });
    if (party.status === "absent" || party.status === "closed") {
      if (role === "subject")
        leave("subject-absent", "本期没有这个项目，或已停用", "Not there in this phase, or closed");
      else leave("zone-absent", "本期没有这个范围，或已撤销", "Not there in this phase, or withdrawn");
      continue;
    }
    if (!party.geometry) {
      leave("no-geometry", "没有位置", "It has no place");
      continue;
    }
    const flaw = findInvalidity(party.geometry);
    if (flaw) {
      const at = flaw.place ? `（${flaw.place.map((v) => v.toFixed(6)).join("，")}）` : "";
      const atEn = flaw.place ? ` at ${flaw.place.map((v) => v.toFixed(6)).join(", ")}` : "";
      leave(
        "invalid-geometry",
        `几何无效：${flaw.reason.zh}${at}，请先修复`,
        `The geometry is not valid: ${flaw.reason.en}${atEn}; repair it first`,
        flaw.place,
      );
      continue;
    }
    const shape = findShape(party.geometry);
    if (!shape) {
      leave("no-geometry", "没有位置", "It has no place");
      continue;
    }
    if (role === "zone" && shape.form === "point")
      leave(
        "zone-without-outline",
        "没有公布的范围，只有点位：只检查距离，不计算面积和穿越",
        "No published outline, only a place: tested by distance alone, neither area nor crossing",
      );
    sides.push({ party, shape });
  }
  return sides;
}

const summarizeParty = ({ party, shape }: Side): PartySummary => ({
  key: keyOf(party),
  dataset: party.dataset,
  id: party.id,
  name: party.name,
  kind: party.kind,
  form: shape.form,
  status: party.status,
  schematic: party.schematic,
  source: party.source,
  areaSquareMetres: shape.prepared?.areaSquareMetres ?? null,
  lengthMetres: shape.lines.length > 0 ? shape.lengthMetres : null,
});

/** Which rules hold for what was measured. */
function fireRules(
  rules: readonly Rule[],
  subject: Shape,
  zone: Shape,
  measure: PairMeasure,
  distanceMetres: number | undefined,
): FiredRule[] {
  const inside = measure.areaSquareMetres > 0 || measure.lengthMetres > 0 || measure.pointsInside.length > 0;
  const crosses =
    (subject.lines.length > 0 && (measure.lengthMetres > 0 || measure.crossings.length > 0)) ||
    (zone.lines.length > 0 && measure.zoneLengthMetres > 0);
  return rules.flatMap(({ id, verdict, relation, distanceMetres: limit }) => {
    const holds =
      relation === "inside"
        ? inside
        : relation === "crosses"
          ? crosses
          : distanceMetres !== undefined && distanceMetres <= limit!;
    return holds ? [{ id, verdict, relation, distanceMetres: limit }] : [];
  });
}

const relationOrder = ["inside", "crosses", "within"] as const;

interface Found {
  conflict: Conflict;
  subject: Side;
  zone: Side;
  measure: PairMeasure;
}

function judgePair(subject: Side, zone: Side, check: Check, rules: readonly Rule[]): Found | undefined {
  const measure = measurePair(subject.shape, zone.shape, check.parameters);
  const meeting = isMeeting(measure);
  const reach = findReachMetres(rules);
  const gap = meeting || reach === 0 ? undefined : findGap(subject.shape, zone.shape, reach);
  const distance = meeting ? 0 : gap?.distanceMetres;
  const fired = fireRules(rules, subject.shape, zone.shape, measure, distance);
  if (fired.length === 0) return undefined;
  const [own, other] = [subject.shape, zone.shape];
  const bothFlat = own.prepared !== null && other.prepared !== null;
  const lineInArea = own.lines.length > 0 && other.prepared !== null;
  const riverInArea = own.prepared !== null && other.lines.length > 0;
  const conflict: Conflict = {
    id: `${keyOf(subject.party)}~${keyOf(zone.party)}`,
    subject: keyOf(subject.party),
    zone: keyOf(zone.party),
    activityKind: subject.party.kind,
    zoneKind: zone.party.kind,
    verdict: findStrictest(fired.map((rule) => rule.verdict))!,
    rules: fired,
    relations: relationOrder.filter((relation) => fired.some((rule) => rule.relation === relation)),
    areaInsideSquareMetres: bothFlat ? measure.areaSquareMetres : null,
    lengthInsideMetres: lineInArea ? measure.lengthMetres : null,
    zoneLengthInsideMetres: riverInArea ? measure.zoneLengthMetres : null,
    shareOfSubject: bothFlat
      ? measure.areaSquareMetres / own.prepared!.areaSquareMetres
      : lineInArea
        ? measure.lengthMetres / own.lengthMetres
        : null,
    shareOfZone: bothFlat
      ? measure.areaSquareMetres / other.prepared!.areaSquareMetres
      : riverInArea
        ? measure.zoneLengthMetres / other.lengthMetres
        : null,
    crossings: measure.crossings,
    nearestDistanceMetres: distance ?? 0,
    nearestPlaces: gap?.places ?? null,
    schematic: { subject: subject.party.schematic, zone: zone.party.schematic },
    geometry: meeting
      ? buildSharedGeometry(measure, other)
      : gap!.distanceMetres > 0
        ? { type: "LineString", coordinates: gap!.places }
        : { type: "Point", coordinates: gap!.places[0] },
  };
  return { conflict, subject, zone, measure };
}

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

/**
 * A union is no smaller than its greatest part and no greater than their sum. Uniting adds vertices to edges, and
 * the geodesics between them lie a little beside the uncut one: this keeps a total from contradicting its parts.
 */
function clampTotal(measured: number, parts: readonly number[]): number {
  const sum = parts.reduce((total, part) => total + part, 0);
  return Math.min(
    sum,
    parts.reduce((most, part) => Math.max(most, part), measured),
  );
}

/** Line of a subject inside any of the zones; a stretch inside several counts once. */
function measureUnitedLength(subject: Shape, found: readonly Found[]): number {
  const crossed = found.filter(({ measure }) => measure.lengthMetres > 0);
  if (crossed.length <= 1) return crossed[0]?.measure.lengthMetres ?? 0;
  const cover: Polygons = unitePolygons(crossed.map(({ zone }) => zone.shape.polygons));
  const { inside } = findLineOverlap(subject.lines, { type: "MultiPolygon", coordinates: cover });
  return clampTotal(
    inside.reduce((sum, line) => sum + measureLineLengthMetres(line), 0),
    crossed.map(({ measure }) => measure.lengthMetres),
  );
}

/** Ground of a subject inside any of the zones, each place once; with the pieces, to be united again. */
function uniteOverlaps(found: readonly Found[]): { pieces: Polygons; areaSquareMetres: number } {
  const flat = found.filter(({ measure }) => measure.areaSquareMetres > 0);
  const only = flat[0];
  if (only && flat.length === 1)
    return { pieces: only.measure.overlap, areaSquareMetres: only.measure.areaSquareMetres };
  const pieces = unitePolygons(flat.map(({ measure }) => measure.overlap));
  const parts = flat.map(({ measure }) => measure.areaSquareMetres);
  return { pieces, areaSquareMetres: clampTotal(measurePolygonsSquareMetres(pieces), parts) };
}

function totalSubject(subject: Side, found: readonly Found[]) {
  const kinds = [...new Set(found.map(({ zone }) => zone.party.kind))].sort();
  // Cut edges measure a little more than whole ones; no part is greater than its subject.
  const within = (areaSquareMetres: number) =>
    Math.min(areaSquareMetres, subject.shape.prepared?.areaSquareMetres ?? 0);
  const byZoneKind = kinds.map((zoneKind) => {
    const ofKind = found.filter(({ zone }) => zone.party.kind === zoneKind);
    return {
      zoneKind,
      areaInsideSquareMetres: within(uniteOverlaps(ofKind).areaSquareMetres),
      lengthInsideMetres: measureUnitedLength(subject.shape, ofKind),
    };
  });
  const united = uniteOverlaps(found);
  const total: SubjectTotal = {
    subject: keyOf(subject.party),
    verdict: findStrictest(found.map(({ conflict }) => conflict.verdict))!,
    conflictCount: found.length,
    areaInsideSquareMetres: within(united.areaSquareMetres),
    lengthInsideMetres: measureUnitedLength(subject.shape, found),
    byZoneKind,
  };
  return { total, pieces: united.pieces };
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
  const subjects = sortOut(check.subjects, "subject", notTested);
  const zones = sortOut(check.zones, "zone", notTested);
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
    summary: describeConflicts(totals, subjects.length, zones.length),
  };
}
