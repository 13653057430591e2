import type { Geometry } from "geojson";
import { type ConflictsInput, collectCheck, conflicts } from "../../domain/ecology/collectCheck.ts";
import type { Check, CheckResult } from "../../domain/ecology/conflict.ts";
import { findConflicts } from "../../domain/ecology/findConflicts.ts";
import type { Kernel } from "../../domain/kernel.ts";
import { findCrs } from "../../domain/place/crs.ts";
import type { PlanFeatureCollection } from "../../domain/plan.ts";
import { success } from "../../domain/result.ts";
import { writeShapefile } from "../shapefileWriter.ts";
import { buildConflictFeatures, writeConflictCsv, writeConflictWorkbook } from "./conflictRows.ts";
import { buildConflictReport, type ReportFrame } from "./report.ts";
import { writeReportDocx } from "./reportDocx.ts";
import { writeReportHtml } from "./reportHtml.ts";

/** Everything a run can be taken away as. HTML is for printing to PDF. */
export const conflictFormats = [
  { id: "csv", extension: ".csv", mime: "text/csv" },
  {
    id: "xlsx",
    extension: ".xlsx",
    mime: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  },
  { id: "geojson", extension: ".geojson", mime: "application/geo+json" },
  { id: "shapefile", extension: ".zip", mime: "application/zip" },
  {
    id: "docx",
    extension: ".docx",
    mime: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  },
  { id: "html", extension: ".html", mime: "text/html" },
] as const;
export type ConflictFormat = (typeof conflictFormats)[number]["id"];

export interface ConflictFile {
  bytes: Uint8Array;
  fileName: string;
  mime: string;
}

export interface ConflictFileRequest {
  format: ConflictFormat;
  /** Of the context of maps the kernel takes care itself. */
  frame: Omit<ReportFrame, "context">;
  /** Address of `report.css` for HTML. */
  stylesheetUrl: string;
}

function writeBytes(
  check: Check,
  result: CheckResult,
  { format, stylesheetUrl, frame }: ConflictFileRequest,
  context: ReportFrame["context"],
): Uint8Array {
  const { language } = frame;
  const encode = (text: string) => new TextEncoder().encode(text);
  switch (format) {
    case "csv":
      return writeConflictCsv(result, language);
    case "xlsx":
      return writeConflictWorkbook(result, language);
    case "geojson":
      return encode(`${JSON.stringify(buildConflictFeatures(result, language))}\n`);
    case "shapefile": {
      const crs = findCrs(4326);
      if (!crs.ok) throw new Error(crs.error.en);
      const { features } = buildConflictFeatures(result, language);
      return writeShapefile(features, "conflicts", crs.value, "utf-8").bytes;
    }
    default: {
      const report = buildConflictReport(check, result, { ...frame, context });
      return format === "docx" ? writeReportDocx(report) : encode(writeReportHtml(report, stylesheetUrl));
    }
  }
}

/** A run written as a file. `check` is what `result` was computed from; the same run gives the same bytes. */
export function writeConflictFile(
  check: Check,
  result: CheckResult,
  request: ConflictFileRequest,
  context: ReportFrame["context"],
): ConflictFile {
  const { extension, mime } = conflictFormats.find(({ id }) => id === request.format)!;
  return {
    bytes: writeBytes(check, result, request, context),
    fileName: `conflicts-${result.id}${extension}`,
    mime,
  };
}

export interface ConflictFileInput extends ConflictFileRequest {
  check: ConflictsInput;
}

/** Datasets that say on a map where one is. */
const contextFiles = { borders: "units.geojson", rivers: "rivers.geojson" };

/** Runs the check and writes it in one go, off the main thread. */
export const conflictFile: Kernel<ConflictFileInput, ConflictFile> = {
  files: ({ check }) => [...new Set([...conflicts.files(check), ...Object.values(contextFiles)])],
  run(input, files) {
    const check = collectCheck(input.check, files);
    const readGeometries = (name: string): Geometry[] =>
      (files[name] as PlanFeatureCollection).features.map(({ geometry }) => geometry);
    return success(
      writeConflictFile(check, findConflicts(check), input, {
        borders: readGeometries(contextFiles.borders),
        rivers: readGeometries(contextFiles.rivers),
      }),
    );
  },
  transfer: ({ bytes }) => [bytes.buffer as ArrayBuffer],
};
