import type { Geometry, Position } from "geojson";
import { type CheckParameters, checkParameters } from "../check/conflict.ts";
import { parseRuleTable } from "../check/parseRules.ts";
import type { RuleTable } from "../check/rules.ts";
import { isDay } from "../check/ruleVersions.ts";
import type { DatasetId, FeatureId } from "../plan.ts";
import type { Selection } from "./board.ts";
import { type OwnLayer, parseOwnLayers } from "./checkLayers.ts";

/** What is to be tested. */
export type SubjectChoice =
  | { kind: "plan" }
  | { kind: "dataset"; dataset: DatasetId }
  | { kind: "features"; features: readonly Selection[] }
  /** Layers of the reader's own, each as one kind of activity. */
  | { kind: "own"; layers: readonly OwnLayer[] };

/** A vertex that can be taken hold of: which path of the geometry, which of its positions. */
export interface Handle {
  path: number;
  position: number;
}

/** Another course of a project, to be weighed against the first. */
export interface CheckAlternative {
  id: FeatureId;
  name: string;
  /** Activity kind of the rule table. */
  activity: string;
  /** The feature it began as; null where it was drawn. */
  from: Selection | null;
  schematic: boolean;
  geometry: AlternativeGeometry;
  handles: readonly Handle[];
}

export type AlternativeGeometry = Extract<
  Geometry,
  { type: "Point" | "MultiPoint" | "LineString" | "MultiLineString" | "Polygon" | "MultiPolygon" }
>;

/** A run that was put on record: asked again, it keeps its time, and so its bytes. */
export interface CheckRecord {
  id: string;
  /** ISO 8601. */
  time: string;
}

/** What the board asks of the ecology check. Inputs only; the phase is the board's own. */
export interface CheckQuery {
  /** ISO date whose law is cited; null for the day the check is made. */
  decisionDate: string | null;
  subjects: SubjectChoice;
  /** Zone kinds of the plan tested against; null for every kind there is. */
  zoneKinds: readonly string[] | null;
  ownZones: readonly OwnLayer[];
  /** The office's own table; null for the shipped one. */
  rules: RuleTable | null;
  parameters: CheckParameters;
  /** The conflict shown on the map: subject~zone; null for all alike. */
  focus: string | null;
  alternatives: readonly CheckAlternative[];
  /** The alternative whose vertices can be moved; null for none. */
  bent: FeatureId | null;
  records: readonly CheckRecord[];
  /** Share of a zone, 0 to 1, that the projects together should not pass; null where that is not asked. */
  cumulativeThreshold: number | null;
}

export const standardCheck: CheckQuery = {
  decisionDate: null,
  subjects: { kind: "plan" },
  zoneKinds: null,
  ownZones: [],
  rules: null,
  parameters: checkParameters,
  focus: null,
  alternatives: [],
  bent: null,
  records: [],
  cumulativeThreshold: null,
};

export const mostAlternatives = 8;
export const mostRecords = 50;
const mostFeatures = 2_000;
const mostPositions = 20_000;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const identifier = /^[a-z0-9][a-z0-9:._-]{0,119}$/i;
const isIdentifier = (value: unknown): value is string => typeof value === "string" && identifier.test(value);
const isText = (value: unknown, most: number): value is string =>
  typeof value === "string" && value.length > 0 && value.length <= most;

function parseSelection(value: unknown): Selection | undefined {
  return isRecord(value) && isIdentifier(value.dataset) && isIdentifier(value.id)
    ? { dataset: value.dataset, id: value.id }
    : undefined;
}

function parseSubjects(value: unknown): SubjectChoice | undefined {
  if (!isRecord(value)) return undefined;
  if (value.kind === "plan") return { kind: "plan" };
  if (value.kind === "dataset" && isIdentifier(value.dataset))
    return { kind: "dataset", dataset: value.dataset };
  if (value.kind === "features" && Array.isArray(value.features))
    return {
      kind: "features",
      features: value.features.flatMap((entry) => parseSelection(entry) ?? []).slice(0, mostFeatures),
    };
  return value.kind === "own"
    ? { kind: "own", layers: parseOwnLayers(value.layers, isIdentifier) }
    : undefined;
}

/** 1e-7 degrees is a centimetre: finer digits would only make boards long. */
const roundDegrees = (value: number) => Math.round(value * 1e7) / 1e7;
export const roundPosition = ([x, y]: Position): [number, number] => [roundDegrees(x!), roundDegrees(y!)];

function parsePath(value: unknown, least: number): Position[] | undefined {
  if (!Array.isArray(value) || value.length < least || value.length > mostPositions) return undefined;
  const path = value.flatMap((entry: unknown): Position[] => {
    if (!Array.isArray(entry)) return [];
    const [x, y] = entry as [unknown, unknown];
    return typeof x === "number" && typeof y === "number" && Math.abs(x) <= 180 && Math.abs(y) <= 90
      ? [roundPosition([x, y])]
      : [];
  });
  return path.length === value.length ? path : undefined;
}

function parsePaths(value: unknown, least: number): Position[][] | undefined {
  if (!Array.isArray(value) || value.length === 0 || value.length > 1_000) return undefined;
  const paths = value.map((path) => parsePath(path, least));
  return paths.every((path) => path !== undefined) ? (paths as Position[][]) : undefined;
}

function parseGeometry(value: unknown): AlternativeGeometry | undefined {
  if (!isRecord(value)) return undefined;
  const { type, coordinates } = value;
  if (type === "Point") {
    const path = parsePath([coordinates], 1);
    return path && { type, coordinates: path[0]! };
  }
  if (type === "LineString") {
    const path = parsePath(coordinates, 2);
    return path && { type, coordinates: path };
  }
  if (type === "MultiLineString" || type === "Polygon") {
    const paths = parsePaths(coordinates, type === "Polygon" ? 4 : 2);
    return paths && { type, coordinates: paths };
  }
  if (type === "MultiPoint") {
    const path = parsePath(coordinates, 1);
    return path && { type, coordinates: path };
  }
  if (type === "MultiPolygon" && Array.isArray(coordinates) && coordinates.length <= 1_000) {
    const polygons = coordinates.map((rings) => parsePaths(rings, 4));
    return polygons.length > 0 && polygons.every((rings) => rings !== undefined)
      ? { type, coordinates: polygons as Position[][][] }
      : undefined;
  }
  return undefined;
}

function parseAlternative(value: unknown): CheckAlternative | undefined {
  if (!isRecord(value) || !isIdentifier(value.id) || !isText(value.name, 120)) return undefined;
  const geometry = parseGeometry(value.geometry);
  if (!geometry || !isIdentifier(value.activity)) return undefined;
  const handles = (Array.isArray(value.handles) ? value.handles : []).flatMap((entry): Handle[] =>
    isRecord(entry) && Number.isInteger(entry.path) && Number.isInteger(entry.position)
      ? [{ path: entry.path as number, position: entry.position as number }]
      : [],
  );
  return {
    id: value.id,
    name: value.name,
    activity: value.activity,
    from: parseSelection(value.from) ?? null,
    schematic: value.schematic === true,
    geometry,
    handles,
  };
}

const isShare = (value: unknown): value is number => typeof value === "number" && value >= 0 && value <= 1;

const parseRecord = (value: unknown): CheckRecord | undefined =>
  isRecord(value) && isIdentifier(value.id) && isText(value.time, 40) && !Number.isNaN(Date.parse(value.time))
    ? { id: value.id, time: value.time }
    : undefined;

function parseParameters(value: unknown): CheckParameters {
  const read = (key: keyof CheckParameters) => {
    const given = isRecord(value) ? value[key] : undefined;
    return typeof given === "number" && given >= 0 && given <= 1e9 ? given : checkParameters[key];
  };
  return {
    smallestAreaSquareMetres: read("smallestAreaSquareMetres"),
    smallestLengthMetres: read("smallestLengthMetres"),
    schematicBeltMetres: read("schematicBeltMetres"),
  };
}

/**
 * Reads the check of a board from outside data. Whatever is not understood takes its standard value.
 *
 * @returns the query and whether anything had to be left out; `query` is undefined where nothing is usable.
 */
export function parseCheckQuery(value: unknown): { query: CheckQuery | undefined; isWhole: boolean } {
  if (!isRecord(value)) return { query: undefined, isWhole: false };
  const subjects = parseSubjects(value.subjects);
  const kinds = Array.isArray(value.zoneKinds) ? value.zoneKinds.filter(isIdentifier) : null;
  const rules =
    value.rules === null || value.rules === undefined ? null : parseRuleTable(JSON.stringify(value.rules));
  const listed = Array.isArray(value.alternatives) ? value.alternatives : [];
  const alternatives = listed.flatMap((entry) => parseAlternative(entry) ?? []).slice(0, mostAlternatives);
  const records = (Array.isArray(value.records) ? value.records : []).flatMap(
    (entry) => parseRecord(entry) ?? [],
  );
  return {
    query: {
      decisionDate: isText(value.decisionDate, 10) && isDay(value.decisionDate) ? value.decisionDate : null,
      subjects: subjects ?? standardCheck.subjects,
      zoneKinds: kinds,
      ownZones: parseOwnLayers(value.ownZones, isIdentifier),
      rules: rules?.ok ? rules.value : null,
      parameters: parseParameters(value.parameters),
      focus: isText(value.focus, 300) ? value.focus : null,
      alternatives,
      bent: alternatives.find(({ id }) => id === value.bent)?.id ?? null,
      records: records.slice(-mostRecords),
      cumulativeThreshold: isShare(value.cumulativeThreshold) ? value.cumulativeThreshold : null,
    },
    isWhole: subjects !== undefined && (rules?.ok ?? true) && alternatives.length === listed.length,
  };
}
