import type { Geometry, Position } from "geojson";
import type { Bilingual, DatasetId, FeatureId, PhaseId, Status } from "../plan.ts";
import type { PartyEvidence, ProofReason } from "./evidence.ts";
import type {
  BasinUnit,
  CitedRule,
  LawVerdict,
  Relation,
  RuleTable,
  UntestedZone,
  Verdict,
} from "./rules.ts";

/**
 * How two shapes lie to each other, whatever the rules ask: the whole subject inside; a part of its ground inside; its
 * line through the edge or over the zone's line; its line along the edge; the zone's line through the subject's
 * ground; the zone's place in the subject's ground; edge at edge; apart.
 */
export type Contact =
  | "inside"
  | "partly-inside"
  | "crosses"
  | "along-edge"
  | "zone-runs-through"
  | "zone-place-inside"
  | "touches"
  | "near";

/** A subject (what is to be built) or a zone (what is to be kept), ready for the check. */
export interface CheckParty {
  dataset: DatasetId;
  id: FeatureId;
  name: Bilingual;
  /** Activity kind of a subject, zone kind of a zone. */
  kind: string;
  /** WGS 84 degrees; null where there is none. */
  geometry: Geometry | null;
  schematic: boolean;
  /** What is known of it that a verdict may rest on. */
  evidence: PartyEvidence;
  /** In the phase of the check; null for the user's own. */
  status: Status | null;
  source: string;
}

export interface CheckParameters {
  /** Below these nothing counts as shared: rounding, not land. */
  smallestAreaSquareMetres: number;
  smallestLengthMetres: number;
  /** How far a schematic edge may lie from the true one: within it nothing is said for certain. */
  schematicBeltMetres: number;
}

export const checkParameters: CheckParameters = {
  smallestAreaSquareMetres: 1,
  smallestLengthMetres: 1,
  schematicBeltMetres: 5_000,
};

/** A county whose place in a river basin is known, or known to be uncertain. */
export interface BasinArea extends BasinUnit {
  name: Bilingual;
  /** WGS 84 degrees. */
  geometry: Geometry;
}

/** Everything a run of the check depends on. */
export interface Check {
  phase: PhaseId;
  /** ISO date: the law in force on this day is cited. */
  decisionDate: string;
  /** The area the zones were gathered for; what lies outside it is not tested. Null where no zone of the atlas is used. */
  testedArea: Geometry | null;
  basinAreas: readonly BasinArea[];
  subjects: readonly CheckParty[];
  zones: readonly CheckParty[];
  rules: RuleTable;
  /** Zones of law and plan that have no place on the map. */
  untestedZones: readonly UntestedZone[];
  /** Parties left out before the check began, with the reason. */
  leftOut: readonly NotTested[];
  /** Hash of each dataset read. */
  dataVersions: Readonly<Record<string, string>>;
  parameters: CheckParameters;
  /** When the run was asked for; given by the caller, so that the same board gives the same bytes. */
  time: string;
}

export type PartyForm = "area" | "line" | "point";

/** A party as a result names it. `key` is dataset/id. */
export interface PartySummary {
  key: string;
  dataset: DatasetId;
  id: FeatureId;
  name: Bilingual;
  kind: string;
  form: PartyForm;
  status: Status | null;
  schematic: boolean;
  source: string;
  evidence: PartyEvidence;
  /** Null where the party has no area or no line. */
  areaSquareMetres: number | null;
  lengthMetres: number | null;
  /** Of a subject, 0 to 1: how much of its area, line or points lies where zones were looked for. Null for a zone. */
  testedShare: number | null;
  /** Of a subject. Null for a zone. */
  outcome: Outcome | null;
}

/**
 * What is to be said of a subject as a whole: its strictest verdict; or that the rules find no conflict, which is
 * said only of one tested in full; or that a part of it, or all of it, was not tested.
 */
export type Outcome = Verdict | "no-conflict" | "partly-tested" | "not-tested";

/** A rule that speaks of a pair, with the proof of what it says. */
export interface FiredRule {
  id: string;
  /** What may be said with this proof; never stricter than the clause. */
  verdict: Verdict;
  /** What the clause says where everything is proven. */
  lawVerdict: LawVerdict;
  relation: Relation;
  distanceMetres: number | null;
  /** Six reasons, in the order of `proofConditions`. */
  proof: ProofReason[];
}

/**
 * Whether the pair meets: `certain`; `uncertain`, because it meets within the belt of a schematic shape; `belt`, where
 * it does not meet but the belt reaches it; `near`, where only rules with a distance speak.
 */
export type PairPosition = "certain" | "uncertain" | "belt" | "near";

/** What one subject and one zone have to do with each other, under which rules. */
export interface Conflict {
  id: string;
  subject: string;
  zone: string;
  activityKind: string;
  zoneKind: string;
  /** The strictest of its rules. */
  verdict: Verdict;
  /** The strictest a clause says of the pair, proven or not. */
  lawVerdict: LawVerdict;
  /** The rule whose proof stands for the verdict. */
  lead: string;
  position: PairPosition;
  rules: FiredRule[];
  /** What the rules that spoke asked for. */
  relations: Relation[];
  /** How the two lie to each other. */
  contacts: Contact[];
  /** Null where one side has no area. */
  areaInsideSquareMetres: number | null;
  /** Length of the subject's line inside the zone; null where the subject is no line or the zone no area. */
  lengthInsideMetres: number | null;
  /** Length of the zone's line (a river) inside the subject's area; null where that is not the case. */
  zoneLengthInsideMetres: number | null;
  /** 0 to 1: of the subject's area or length inside the zone; null for a point. */
  shareOfSubject: number | null;
  /** 0 to 1: of the zone's area, or of its line, inside the subject; null for a point or a line in an area. */
  shareOfZone: number | null;
  /** Places where the subject's line passes the zone's edge, or the zone's line. */
  crossings: Position[];
  /** 0 where the two meet. */
  nearestDistanceMetres: number;
  /** Subject's place, zone's place; null where the two share ground. */
  nearestPlaces: [Position, Position] | null;
  schematic: { subject: boolean; zone: boolean };
  /** The shared ground or line, the crossings, or the shortest way between the two. */
  geometry: Geometry;
}

/** Ground and line of one subject inside zones, each place once however many zones lie over it. */
export interface SubjectTotal {
  subject: string;
  verdict: Verdict;
  conflictCount: number;
  areaInsideSquareMetres: number;
  lengthInsideMetres: number;
  byZoneKind: { zoneKind: string; areaInsideSquareMetres: number; lengthInsideMetres: number }[];
}

export type NotTestedKind =
  | "zone-not-on-map"
  | "zone-without-outline"
  | "zone-absent"
  | "zone-left-out"
  | "subject-absent"
  | "no-geometry"
  | "invalid-geometry"
  | "no-rule"
  | "no-law-on-day"
  | "subject-outside"
  | "subject-partly-outside";

/** Something the check did not look at, and why. */
export interface NotTested {
  kind: NotTestedKind;
  /** dataset/id of the party, or the id of an untested zone, or "activityKind × zoneKind". */
  about: string;
  name: Bilingual;
  reason: Bilingual;
  /** Where a geometry goes wrong. */
  place?: Position;
}

export interface CheckTotals {
  conflictCount: number;
  /** Parties with a conflict. */
  subjectCount: number;
  zoneCount: number;
  /** Parties held against each other, with a conflict or without. */
  subjectsTested: number;
  zonesTested: number;
  notTestedCount: number;
  byVerdict: Record<Verdict, number>;
  /** Ground of all subjects inside zones, each place once. */
  areaInsideSquareMetres: number;
  /** Lines inside zones, added over the subjects. */
  lengthInsideMetres: number;
  coverage: CoverageTotals;
}

/** How far the subjects lie where zones were looked for. Counts add up to `subjectsTested`. */
export interface CoverageTotals {
  wholeCount: number;
  partCount: number;
  outsideCount: number;
  /** 0 to 1 of the area of all subjects with an area, of the line of all with a line, of all points; null without any. */
  areaShare: number | null;
  lengthShare: number | null;
  pointShare: number | null;
}

/** The outcome of a run with its trace: the same inputs give the same bytes. */
export interface CheckResult {
  schema: 2;
  /** Hash of all inputs but the time. */
  id: string;
  time: string;
  phase: PhaseId;
  decisionDate: string;
  rulesVersion: string;
  dataVersions: Readonly<Record<string, string>>;
  parameters: CheckParameters;
  subjects: PartySummary[];
  zones: PartySummary[];
  conflicts: Conflict[];
  subjectTotals: SubjectTotal[];
  totals: CheckTotals;
  notTested: NotTested[];
  /** The rules that spoke, each as of the decision day, in the order of the table. */
  rules: CitedRule[];
  /** Words for the kinds in the result. */
  kindTitles: Record<string, Bilingual>;
  caveat: Bilingual;
  summary: Bilingual;
}

export const keyOf = (party: { dataset: DatasetId; id: FeatureId }): string => `${party.dataset}/${party.id}`;
