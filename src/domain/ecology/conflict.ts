import type { Geometry, Position } from "geojson";
import type { Bilingual, DatasetId, FeatureId, PhaseId, Status } from "../plan.ts";
import type { Relation, Rule, RuleTable, UntestedZone, Verdict } from "./rules.ts";

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
  /** In the phase of the check; null for the user's own. */
  status: Status | null;
  source: string;
}

/** Below these nothing counts as shared: rounding, not land. Square metres and metres. */
export interface CheckParameters {
  smallestAreaSquareMetres: number;
  smallestLengthMetres: number;
}

export const checkParameters: CheckParameters = { smallestAreaSquareMetres: 1, smallestLengthMetres: 1 };

/** Everything a run of the check depends on. */
export interface Check {
  phase: PhaseId;
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
  /** Null where the party has no area or no line. */
  areaSquareMetres: number | null;
  lengthMetres: number | null;
}

export interface FiredRule {
  id: string;
  verdict: Verdict;
  relation: Relation;
  distanceMetres: number | null;
}

/** What one subject and one zone have to do with each other, under which rules. */
export interface Conflict {
  id: string;
  subject: string;
  zone: string;
  activityKind: string;
  zoneKind: string;
  /** The strictest of its rules. */
  verdict: Verdict;
  rules: FiredRule[];
  relations: Relation[];
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
  | "no-rule";

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
}

/** The outcome of a run with its trace: the same inputs give the same bytes. */
export interface CheckResult {
  schema: 1;
  /** Hash of all inputs but the time. */
  id: string;
  time: string;
  phase: PhaseId;
  rulesVersion: string;
  dataVersions: Readonly<Record<string, string>>;
  parameters: CheckParameters;
  subjects: PartySummary[];
  zones: PartySummary[];
  conflicts: Conflict[];
  subjectTotals: SubjectTotal[];
  totals: CheckTotals;
  notTested: NotTested[];
  /** The rules that spoke, in the order of the table. */
  rules: Rule[];
  /** Words for the kinds in the result. */
  kindTitles: Record<string, Bilingual>;
  caveat: Bilingual;
  summary: Bilingual;
}

export const keyOf = (party: { dataset: DatasetId; id: FeatureId }): string => `${party.dataset}/${party.id}`;
