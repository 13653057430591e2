import type { Feature, Geometry } from "geojson";
import type { WritableFormat } from "../data/formats/writeFeatures.ts";
import type { TimetableImport } from "../data/gtfs/importTimetable.ts";
import type { ImportReport, ReadOptions } from "../data/importReport.ts";
import type { ColumnFilter } from "../domain/board/columnFilter.ts";
import type { ClassesQuestion } from "../domain/board/ownRequests.ts";
import type { ShapeKind, UserColumn } from "../domain/board/userLayers.ts";
import type { Bbox } from "../domain/place/boundingBox.ts";
import type { OffsetDatum } from "../domain/place/datum.ts";
import type { Bilingual, PhaseId } from "../domain/plan.ts";
import type { RailEdit } from "../domain/rail/editRail.ts";
import type { Problem, Result } from "../domain/result.ts";
import type { ServiceTasks } from "./serviceTasks.ts";

export type { WritableFormat } from "../data/formats/writeFeatures.ts";
export type { TimetableImport } from "../data/gtfs/importTimetable.ts";
export type {
  Finding,
  ImportReport,
  Provenance,
  Question,
  ReadOptions,
  RepairId,
  TableView,
} from "../data/importReport.ts";

/** What is known of a layer's features without holding them. */
export interface ContentSummary {
  /** Hash of the text, 32 hexadecimal digits. */
  key: string;
  name: string;
  count: number;
  bbox: Bbox | null;
  shapes: ShapeKind[];
  columns: UserColumn[];
  /** What the layer's own positions were in, where it came from a file. */
  datum?: string | null;
  /** The features stand in the file just so: what was made of the file itself is true of them. */
  isVerbatim?: boolean;
  /** GeoJSON text; a Blob is handed over without a copy. */
  blob: Blob;
}

/** One feature as the table, the search and the inspector know it. */
export interface ContentRow {
  properties: Record<string, unknown>;
  bbox: Bbox | null;
  shape: ShapeKind | null;
}

export interface RowQuery {
  key: string;
  filter: string;
  sorting: { key: string; direction: "ascending" | "descending" } | null;
  view: Bbox | null;
  language: "zh" | "en";
  where?: ColumnFilter;
}

export interface WriteRequest {
  /** A content, or a file of the atlas's own data by name. */
  source: string;
  title: string;
  format: WritableFormat;
  /** EPSG code; null for WGS 84. */
  epsg: number | null;
  encoding: "utf-8" | "gbk";
  dataUrl: string;
  /** Only these features: ids, or places in a content. */
  ids?: readonly string[];
}

/** Classes for colouring by a column. */
export interface ColumnClasses {
  /** Most frequent first. */
  values: string[];
  breaks: number[];
}

export interface Measures {
  geometry: Geometry;
  areaSquareMetres: number;
  lengthMetres: number;
}

/** Everything the data worker does, by name: what it is asked and what it answers. */
export interface DataTasks extends ServiceTasks {
  read: {
    input: { files: File[]; options: ReadOptions };
    output: { report: ImportReport; contents: ContentSummary[] };
  };
  /** Takes a text that came with a board: checked, and refused where it is not what its key says. */
  admit: { input: { key: string; text: string; name: string }; output: Result<ContentSummary> };
  /** Keeps what was computed or drawn here as a content. */
  keep: { input: { name: string; geojson: ArrayBuffer }; output: ContentSummary };
  /** Gives a content back that only its blob is left of. */
  open: { input: { key: string; blob: Blob }; output: { count: number } };
  /** A few rows by their places; all of a long table would stop the page while they are copied. */
  rows: { input: { key: string; indexes: readonly number[] }; output: ContentRow[] };
  /** Boxes of all features, four numbers each; NaN where a feature has no shape. Handed over without a copy. */
  boxes: { input: { key: string }; output: Float64Array };
  /** The class of each feature under a paint, as a place in `listClasses`. Handed over without a copy. */
  classes: { input: ClassesQuestion; output: Uint8Array };
  /** Whole features, for what is computed or drawn from them. */
  features: { input: { key: string; from: number; to: number }; output: Feature<Geometry>[] };
  query: { input: RowQuery; output: Uint32Array };
  /** The first rows with a text in any column, then those whose name is so in pinyin. */
  find: {
    input: { key: string; text: string; nameColumn: string | null; most: number };
    output: number[];
  };
  /** Distinct values of a column, the most frequent first, at most `most`; and how many there are. */
  values: {
    input: { key: string; column: string; most: number };
    output: { values: { value: string; count: number }[]; total: number };
  };
  classify: { input: { key: string; column: string }; output: ColumnClasses };
  measure: { input: { key: string; index: number }; output: Measures | null };
  /** The same features with one change each to the index, as a new content. */
  subset: { input: { key: string; name: string; indexes: number[] }; output: ContentSummary };
  write: {
    input: WriteRequest;
    output: Result<{ bytes: ArrayBuffer; fileName: string; mime: string; notes: Bilingual[] }>;
  };
  /** A GTFS archive as the trains of a phase; the railway is the scenario's, without its timetables. */
  timetable: {
    input: {
      file: File;
      phase: PhaseId;
      edits: readonly RailEdit[];
      day: string | null;
      dataUrl: string;
    };
    output: Result<TimetableImport>;
  };
  /** How far the layer would move if its degrees were of an offset datum, and how it would look. */
  shift: {
    input: { key: string; datum: OffsetDatum };
    output: { content: ContentSummary; largestMetres: number };
  };
}

export type DataTask = keyof DataTasks;

export interface DataCall {
  id: number;
  task: DataTask;
  input: unknown;
}

export type DataReply =
  | { id: number; kind: "progress"; fraction: number }
  | { id: number; kind: "done"; output: unknown }
  | { id: number; kind: "failed"; problem: Problem };
