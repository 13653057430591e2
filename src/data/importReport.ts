import type { FeatureCollection, Geometry } from "geojson";
import type { Residual } from "../domain/place/controlPoints.ts";
import type { Crs } from "../domain/place/crs.ts";
import type { OffsetDatum } from "../domain/place/datum.ts";
import type { SevenParameters } from "../domain/place/sevenParameters.ts";
import type { Bilingual } from "../domain/plan.ts";
import type { Problem } from "../domain/result.ts";
import type { Columns } from "./formats/tableColumns.ts";
import type { PlaceShape } from "./landing.ts";

/** A file as it came: a name for people, bytes for everything else. */
export interface InputFile {
  name: string;
  bytes: Uint8Array;
  /** The archive it came in. */
  archive?: string;
}

/** What can be put right on request; nothing is put right without one. */
export const repairIds = [
  "close-rings",
  "rewind-rings",
  "drop-extra-values",
  "swap-axes",
  "add-properties",
  "nest-rings",
  "make-valid",
  "read-numbers",
  "skip-bad-records",
] as const;
export type RepairId = (typeof repairIds)[number];

/** Steps from a feature down to the member at fault, for line and column. */
export type MemberPath = readonly (string | number)[];

/** One thing wrong or worth knowing. Records, lines and columns count from 1; null where there is none. */
export interface Finding {
  code: string;
  file: string | null;
  record: number | null;
  line: number | null;
  column: number | null;
  message: string;
  messageZh: string;
  /** What would put it right, if the user agrees. */
  repair?: RepairId;
}

/** A choice made while reading, and who made it. */
export interface Decision {
  about: "format" | "encoding" | "crs" | "datum" | "header" | "columns" | "repair" | "layer" | "topology";
  value: string;
  by: "file" | "rule" | "user";
  reason: Bilingual;
}

export interface RepairOffer {
  id: RepairId;
  title: Bilingual;
  /** Places it would touch, or has touched. */
  count: number;
  applied: boolean;
}

/** Something only the user can answer, with the answers to choose from. */
export interface Question {
  about: "crs" | "datum" | "encoding" | "columns" | "ownShift";
  /** Of a layer on an old datum: its system as the file states it. */
  system?: string;
  title: Bilingual;
  choices: {
    value: string;
    label: string;
    /** Where positions land by this answer. */
    lands?: Bilingual;
  }[];
  /** Up to three values from the file, to judge by. */
  samples: string[];
}

/** A table as it lies in the file, for the user to judge what was made of it. */
export interface TableView {
  sheet: string;
  /** As people count rows. */
  headerRow: number;
  headerLines: number;
  names: string[];
  columns: Columns | null;
  /** True where the names of the columns leave no doubt. */
  isClear: boolean;
  lines: { line: number; cells: string[] }[];
}

/** Where features were pulled from: enough to ask the same again and to see whether it has changed. */
export interface Provenance {
  /** Address of the service. */
  address: string;
  /** Who the service names; empty where nobody. */
  attribution: string;
  /** Terms of use in the service's own words; empty where it does not say, left out in layers of before. */
  licence?: string;
  /** The first request, keys hidden. */
  request: string;
  requests: number;
  /** ISO 8601. */
  date: string;
  /** Of all pages as they came. */
  hash: string;
  taken: number;
  /** Features that fitted the question; null where the service did not say. */
  matched: number | null;
  isWhole: boolean;
  /** Whether only what lay in view was asked for. */
  isWithin: boolean;
  /** What was simplified or could not be known on the way. */
  note?: Bilingual;
}

/** A record that did not come in as it stood in the file. Records and lines count from 1. */
export interface RecordChange {
  file: string | null;
  record: number;
  line: number | null;
  action: "skipped" | "repaired";
  /** How it was repaired, by the user's choice; null for a record that was skipped. */
  repair: RepairId | null;
  reason: Bilingual;
  /** Square metres of its shape as it stood in the file; null where it has no area or none could be measured. */
  areaBefore: number | null;
  /** Square metres as it came in; null where nothing came in, or it has no area. */
  areaAfter: number | null;
}

/** Stays with the layer: what was read, what was not and why, and who decided. */
export interface ImportReport {
  accepted: boolean;
  format: string | null;
  encoding: string | null;
  /** Coordinate system of the file as understood, for example "EPSG:4525 CGCS2000 / 3-degree Gauss-Kruger zone 37". */
  datum: string | null;
  read: number;
  skipped: number;
  errors: Finding[];
  warnings: Finding[];
  repairs: RepairOffer[];
  decisions: Decision[];
  questions: Question[];
  /** Tables of the file, where it holds any. */
  tables?: TableView[];
  /** `sha256`: 64 hexadecimal digits of the file as it came. */
  files: { name: string; bytes: number; sha256?: string }[];
  /** Every record that was skipped or repaired, none left out however many they are. */
  changes?: RecordChange[];
  /** Of layers that went over by the user's own parameters, by layer. */
  ownShifts?: Record<string, OwnShiftRecord>;
  /** Of features that came from a service. */
  service?: Provenance;
}

/** Parameters of the user's own for a layer on an old datum: seven numbers, or points known in both systems. */
export type OwnShift = {
  /** `EPSG:2383` or well-known text; what the file states where none is named. */
  from?: string;
} & (
  | { kind: "seven"; parameters: SevenParameters }
  | {
      kind: "points";
      method: "similarity" | "seven";
      /** One point a line: name, old X and Y (and height), new X and Y (and height). */
      text: string;
    }
);

/** How a layer went over by parameters of the user's own; kept with it. */
export interface OwnShiftRecord {
  method: "seven" | "similarity" | "seven-fitted";
  /** The system it was in. */
  from: string;
  /** As they were typed or fitted. */
  seven?: SevenParameters;
  similarity?: { eastMetres: number; northMetres: number; turnArcSeconds: number; scalePpm: number };
  /** The control points as they were given, and what is left at each. */
  given?: string;
  residuals?: Residual[];
  rmsMetres?: number;
  redundancy?: number;
  outliers?: string[];
  /** How far the middle of the layer was moved over the ground. */
  movedMetres: number;
}

export interface ReadOptions {
  /** Parameters of the user's own for a layer on an old datum. */
  ownShift?: OwnShift;
  /** Datum of degrees in the file, by the user's choice; WGS 84 where none is named. */
  fromDatum?: OffsetDatum;
  /** Coordinate system by the user's choice, such as "EPSG:4525"; beats what the file says. */
  fromCrs?: string;
  /** Text encoding by the user's choice, a TextDecoder label. */
  encoding?: string;
  /** Columns of a table by the user's choice. */
  columns?: Columns;
  /** Line of a table's header by the user's choice, as people count rows, and how many lines it takes. */
  headerRow?: number;
  headerLines?: number;
  /** Sheets of a workbook, or layers of a file with several, by the user's choice of names. */
  layers?: readonly string[];
  repairs?: readonly RepairId[];
  /** Named areas by which to say where positions land; asked for only when a system is in doubt. */
  loadPlaces?: () => Promise<readonly PlaceShape[]>;
  /** Address of sql-wasm's binary; beside the package where none is given (Node). */
  sqliteWasm?: string;
}

export interface ReadLayer {
  name: string;
  /** What its positions were in before. */
  datum: string | null;
  /** WGS 84 degrees. */
  collection: FeatureCollection<Geometry>;
  /** The text the collection stands in word for word, UTF-8 from brace to brace; only where nothing was changed. */
  source?: Uint8Array;
}

/** `layers` is empty unless the report says accepted. */
export interface ReadOutcome {
  report: ImportReport;
  layers: ReadLayer[];
}

/** One feature as a format's reader found it, in the file's own coordinates. */
export interface RawFeature {
  record: number;
  line: number | null;
  id?: string | number;
  properties: Record<string, unknown>;
  geometry: Geometry | null;
}

export interface RawLayer {
  name: string;
  file: string;
  features: RawFeature[];
  /** Null: the file does not say. */
  crs: Crs | null;
  /** Why the system the file names cannot be used: the user is asked for another. */
  crsProblem?: Problem;
  /** What its positions were in, once they are placed. */
  datum?: string;
  /** GeoJSON whose every feature was read as it stands: its text. */
  source?: Uint8Array;
  /** Rings come wound as the format wants, not as RFC 7946 does: wind them without a word. */
  ownRingOrder: boolean;
  /** Records that were seen but are not among the features, each already in the findings. */
  skipped: number;
  /** Line and column of members, many at a time because each search reads the text. */
  locate?: (wanted: { record: number; path: MemberPath }[]) => { line: number; column: number }[];
}

type Place = {
  file?: string;
  record?: number;
  line?: number | null;
  column?: number | null;
  path?: MemberPath;
};

interface KeptFinding extends Finding {
  path?: MemberPath;
}

/** Past this many of a kind, more are only counted. */
const mostFindings = 100;

/** Collects what a reader has to say. */
export interface Findings {
  errors: KeptFinding[];
  warnings: KeptFinding[];
  /** True once the cap is reached: a reader stops looking. */
  isFull(): boolean;
  addError(code: string, message: Bilingual, place?: Place, repair?: RepairId): void;
  addWarning(code: string, message: Bilingual, place?: Place, repair?: RepairId): void;
  countRepair(id: RepairId): void;
  /** Notes a record that does not come in as it stands. */
  addChange(change: RecordChange): void;
  changes: RecordChange[];
  /** Square metres of the shapes that were turned down, by "file:record"; null where there is no area. */
  refusedAreas: Map<string, number | null>;
  repairCounts: Map<RepairId, number>;
  decisions: Decision[];
  questions: Question[];
  tables: TableView[];
  ownShifts: Record<string, OwnShiftRecord>;
  encoding: string | null;
  errorCount: number;
  warningCount: number;
}

/** Warnings that say of a record that it was left out. */
const leftOutCodes: ReadonlySet<string> = new Set([
  "dbf-deleted",
  "geometry-empty",
  "geometry-missing",
  "geometry-null",
  "shape-left-out",
  "tab-deleted",
]);
const skippedChange = { action: "skipped", repair: null, areaBefore: null, areaAfter: null } as const;

export function createFindings(): Findings {
  const findings: Findings = {
    errors: [],
    warnings: [],
    repairCounts: new Map(),
    changes: [],
    refusedAreas: new Map(),
    addChange(change) {
      findings.changes.push(change);
    },
    decisions: [],
    questions: [],
    tables: [],
    ownShifts: {},
    encoding: null,
    errorCount: 0,
    warningCount: 0,
    isFull: () => findings.errorCount >= mostFindings,
    addError(code, message, place, repair) {
      findings.errorCount += 1;
      if (repair) findings.countRepair(repair);
      if (findings.errors.length < mostFindings)
        findings.errors.push(buildFinding(code, message, place, repair));
    },
    addWarning(code, message, place, repair) {
      findings.warningCount += 1;
      if (place?.record !== undefined && leftOutCodes.has(code))
        findings.addChange({
          ...skippedChange,
          file: place.file ?? null,
          record: place.record,
          line: place.line ?? null,
          reason: message,
        });
      if (repair) findings.countRepair(repair);
      if (findings.warnings.length < mostFindings)
        findings.warnings.push(buildFinding(code, message, place, repair));
    },
    countRepair(id) {
      findings.repairCounts.set(id, (findings.repairCounts.get(id) ?? 0) + 1);
    },
  };
  return findings;
}

function buildFinding(code: string, message: Bilingual, place: Place = {}, repair?: RepairId): KeptFinding {
  return {
    code,
    file: place.file ?? null,
    record: place.record ?? null,
    line: place.line ?? null,
    column: place.column ?? null,
    message: message.en,
    messageZh: message.zh,
    ...(repair ? { repair } : {}),
    ...(place.path ? { path: place.path } : {}),
  };
}

export const repairTitles: Record<RepairId, Bilingual> = {
  "close-rings": { zh: "闭合未闭合的环", en: "Close rings that are not closed" },
  "rewind-rings": { zh: "按 RFC 7946 调整环的方向", en: "Wind rings as RFC 7946 wants" },
  "drop-extra-values": {
    zh: "去掉坐标中第四个及以后的数",
    en: "Drop the fourth and later values of positions",
  },
  "swap-axes": { zh: "交换经纬度", en: "Swap longitude and latitude" },
  "add-properties": { zh: "补上缺少的 properties", en: "Add the missing properties" },
  "read-numbers": { zh: "把带逗号的数读为数", en: "Read numbers with commas as numbers" },
  "nest-rings": { zh: "外环里的环读作洞", en: "Read a ring inside another as a hole" },
  "make-valid": { zh: "修复自相交等无效几何", en: "Make invalid geometries valid" },
  "skip-bad-records": {
    zh: "跳过有错的记录，读取其余",
    en: "Leave out the records with errors, read the rest",
  },
};

/** Why reading stopped at once; caught by the pipeline and turned into a finding. */
export class Refusal extends Error {
  readonly code: string;
  readonly bilingual: Bilingual;
  readonly place: Place;
  constructor(code: string, message: Bilingual, place: Place = {}) {
    super(message.en);
    this.code = code;
    this.bilingual = message;
    this.place = place;
  }
}
