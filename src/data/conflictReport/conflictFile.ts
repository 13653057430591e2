import { strToU8, unzipSync, type Zippable, zipSync } from "fflate";
import type { Geometry } from "geojson";
import { fileOf, roles } from "../../../geodata/roles.ts";
import type { Check, CheckResult } from "../../domain/check/conflict.ts";
import { findConflicts } from "../../domain/check/findConflicts.ts";
import { type ConflictsInput, collectCheck, conflicts } from "../../domain/check/kernels.ts";
import { sliceResult } from "../../domain/check/sliceResult.ts";
import type { Kernel } from "../../domain/kernel.ts";
import { findCrs } from "../../domain/place/crs.ts";
import type { PlanFeatureCollection } from "../../domain/plan.ts";
import { failure, type Problem, type Result, success } from "../../domain/result.ts";
import { writeShapefile } from "../formats/shapefileWriter.ts";
import { writeConflictJson } from "./conflictJson.ts";
import { buildConflictFeatures, writeConflictCsv } from "./conflictRows.ts";
import { writeConflictWorkbook } from "./conflictWorkbook.ts";
import { fillTemplate } from "./fillTemplate.ts";
import { indexGeometries } from "./projectBlocks.ts";
import type { Report, ReportFrame } from "./report.ts";
import { buildConflictBook, buildConflictReport } from "./reportBlocks.ts";
import { writeReportDocx } from "./reportDocx.ts";
import { writeReportHtml } from "./reportHtml.ts";
import { buildRecordData, listRunChoices, type OwnTrace, type PictureTrace } from "./runRecord.ts";

/** Everything a run can be taken away as. HTML is for printing to PDF. */
export const conflictFormats = [
  { id: "csv", extension: ".csv", mime: "text/csv" },
  {
    id: "xlsx",
    extension: ".xlsx",
    mime: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  },
  { id: "geojson", extension: ".geojson", mime: "application/geo+json" },
  { id: "json", extension: ".json", mime: "application/json" },
  { id: "shapefile", extension: ".zip", mime: "application/zip" },
  {
    id: "docx",
    extension: ".docx",
    mime: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  },
  { id: "html", extension: ".html", mime: "text/html" },
] as const;
export type ConflictFormat = (typeof conflictFormats)[number]["id"];

/**
 * How the projects of a run share its reports: one report of all; one of all and one for each project, in a ZIP; or
 * one book with a chapter for each.
 */
export const arrangements = ["one", "each", "book"] as const;
export type Arrangement = (typeof arrangements)[number];

/** More reports than these nobody opens; the book and the tables have all projects. */
export const mostReports = 500;

export interface ConflictFile {
  bytes: Uint8Array;
  fileName: string;
  mime: string;
}

export interface ConflictFileRequest {
  format: ConflictFormat;
  /** Of a DOCX or HTML report. */
  arrangement: Arrangement;
  /** The office's own DOCX with fields, for letterhead and signatures; null for the form of the atlas. */
  template: Uint8Array | null;
  /** Of the context of maps and the record the kernel takes care itself. */
  frame: Omit<ReportFrame, "context" | "record"> & {
    own: readonly OwnTrace[];
    pictures?: readonly PictureTrace[];
  };
  /** Address of `report.css` for HTML. */
  stylesheetUrl: string;
}

const zipMime = "application/zip";
/** A date of the format's first year instead of the clock's. */
const dated = { mtime: new Date(1980, 0, 1, 12) };

/** A name every system takes, with its place in the run before it. */
const nameFile = (index: number, name: string) =>
  `${String(index).padStart(3, "0")}-${name.replace(/[\\/:*?"<>|\p{Cc}]+/gu, "_").slice(0, 60)}.docx`;

interface Run {
  check: Check;
  result: CheckResult;
  request: ConflictFileRequest;
  frame: ReportFrame;
}

const writeDocx = (report: Report, result: CheckResult, { request }: Run): Result<Uint8Array> =>
  request.template ? fillTemplate(request.template, report, result) : success(writeReportDocx(report));

/** The report of the whole and one for each project, in the order of the run. */
function writeEach(run: Run): Result<Uint8Array> {
  const { check, result } = run;
  // The search for ways is no single project's: the report of all has it.
  const { corridor: _whole, ...frame } = run.frame;
  const { language } = frame;
  if (result.subjects.length > mostReports)
    return failure<Problem>({
      code: "too-many-reports",
      zh: `共 ${result.subjects.length} 个项目，一次最多为 ${mostReports} 个项目各写一份报告；请选“合订一册”，或分批核查`,
      en: `The run has ${result.subjects.length} projects; ${mostReports} reports at most are written at a time. Choose one book, or check fewer at a time`,
    });
  const files: Zippable = {};
  const put = (index: number, name: string, report: Report, part: CheckResult): Problem | null => {
    const written = writeDocx(report, part, run);
    if (!written.ok) return written.error;
    files[nameFile(index, name)] = [written.value, { level: 0, ...dated }];
    return null;
  };
  const summary = language === "zh" ? "汇总" : "summary";
  const problem = put(0, summary, buildConflictReport(check, result, run.frame), result);
  if (problem) return failure(problem);
  for (const [index, { key, name }] of result.subjects.entries()) {
    const part = sliceResult(result, key);
    const failed = put(index + 1, name[language], buildConflictReport(check, part, frame), part);
    if (failed) return failure(failed);
  }
  return success(zipSync(files));
}

/** The shapefile with the record beside it, as its table has no room for it. */
function writeShapes(run: Run): Uint8Array {
  const { result, frame } = run;
  const crs = findCrs(4326);
  if (!crs.ok) throw new Error(crs.error.en);
  const { features } = buildConflictFeatures(result, frame.language);
  const { bytes } = writeShapefile(features, "conflicts", crs.value, "utf-8");
  const record = strToU8(`${JSON.stringify(buildRecordData(result, frame.record), null, 1)}\n`);
  return zipSync({ ...unzipSync(bytes), "conflicts-record.json": record }, { level: 6, ...dated });
}

function writeBytes(run: Run): Result<Uint8Array> {
  const { check, result, request, frame } = run;
  const { format, stylesheetUrl, arrangement } = request;
  const { language, record, gridEpsg } = frame;
  switch (format) {
    case "csv":
      return success(writeConflictCsv(result, language, record));
    case "xlsx": {
      const geometries = indexGeometries(check);
      return success(writeConflictWorkbook(result, language, record, { geometries, gridEpsg }));
    }
    case "geojson":
      return success(
        strToU8(
          `${JSON.stringify({ ...buildConflictFeatures(result, language), record: buildRecordData(result, record) })}\n`,
        ),
      );
    case "json":
      return success(writeConflictJson(result, record));
    case "shapefile":
      return success(writeShapes(run));
    default: {
      if (format === "docx" && arrangement === "each") return writeEach(run);
      const report =
        arrangement === "one"
          ? buildConflictReport(check, result, frame)
          : buildConflictBook(check, result, frame);
      return format === "docx"
        ? writeDocx(report, result, run)
        : success(strToU8(writeReportHtml(report, stylesheetUrl)));
    }
  }
}

/**
 * A run written as a file. `check` and `result` are what `input` was computed to; the same run gives the same bytes.
 * Refuses a template that is no Word document and more reports than `mostReports`.
 */
export function writeConflictFile(
  input: ConflictsInput,
  check: Check,
  result: CheckResult,
  request: ConflictFileRequest,
  context: ReportFrame["context"],
): Result<ConflictFile> {
  const { own, pictures = [], ...frame } = request.frame;
  const record = { own, pictures, choices: listRunChoices(input, check.rules, result, own) };
  const written = writeBytes({ check, result, request, frame: { ...frame, record, context } });
  if (!written.ok) return written;
  const { extension, mime } = conflictFormats.find(({ id }) => id === request.format)!;
  const isZip = request.format === "docx" && request.arrangement === "each";
  return success({
    bytes: written.value,
    fileName: `conflicts-${result.id}${isZip ? ".zip" : extension}`,
    mime: isZip ? zipMime : mime,
  });
}

export interface ConflictFileInput extends ConflictFileRequest {
  check: ConflictsInput;
}

/** Files that say on a map where one is: borders of the units, and the waters with the main river. */
const borderFile = fileOf(roles.units);
const riverFiles = roles.mainRiver === undefined ? [] : [fileOf(roles.mainRiver.dataset)];

/** Runs the check and writes it in one go, off the main thread. */
export const conflictFile: Kernel<ConflictFileInput, ConflictFile> = {
  files: ({ check }) => [...new Set([...conflicts.files(check), borderFile, ...riverFiles])],
  run(input, files) {
    const check = collectCheck(input.check, files);
    const readGeometries = (name: string): Geometry[] =>
      (files[name] as PlanFeatureCollection).features.map(({ geometry }) => geometry);
    return writeConflictFile(input.check, check, findConflicts(check), input, {
      borders: readGeometries(borderFile),
      rivers: riverFiles.flatMap(readGeometries),
    });
  },
  transfer: ({ bytes }) => [bytes.buffer as ArrayBuffer],
};
