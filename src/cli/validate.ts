import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { mostBytes } from "../data/archive.ts";
import { readFiles } from "../data/readFiles.ts";
import {
  type Finding,
  type ImportReport,
  type InputFile,
  type ReadOptions,
  type RepairId,
  repairIds,
} from "../data/report.ts";
import { offsetDatums } from "../domain/place/datum.ts";
import { type Command, findNearest, parseArguments, UsageError } from "./command.ts";

/** npm runs commands in the repository; a path is meant from where the user stands. */
export const resolvePath = (path: string) => resolve(process.env.INIT_CWD ?? process.cwd(), path);

/** A `.shp` named alone means its whole set. */
function findSet(path: string): string[] {
  if (!/\.shp$/i.test(path) || !existsSync(path)) return [path];
  const stem = basename(path)
    .replace(/\.shp$/i, "")
    .toLowerCase();
  return readdirSync(dirname(path))
    .filter(
      (name) => /\.(shp|shx|dbf|prj|cpg)$/i.test(name) && name.replace(/\.\w+$/, "").toLowerCase() === stem,
    )
    .map((name) => join(dirname(path), name));
}

/** The files named on a command line, read; a missing one is misuse. */
export function loadFiles(paths: readonly string[]): InputFile[] {
  const all = [...new Set(paths.map(resolvePath).flatMap(findSet))];
  return all.map((path) => {
    let size: number;
    try {
      const found = statSync(path);
      if (!found.isFile()) throw new UsageError(`${path} is not a file`);
      size = found.size;
    } catch (error) {
      if (error instanceof UsageError) throw error;
      const { code } = error as NodeJS.ErrnoException;
      throw new UsageError(
        code === "ENOENT" ? `there is no file ${path}` : `cannot read ${path}: ${code ?? error}`,
      );
    }
    // Past the limit only the size matters: the reader refuses it without the content.
    const bytes = size > mostBytes ? new Uint8Array(mostBytes + 1) : new Uint8Array(readFileSync(path));
    return { name: basename(path), bytes };
  });
}

export const readingFlags = ["from-datum", "from-crs", "encoding", "columns", "repair"];

/** What the flags of reading say, checked. */
export function parseReadOptions(flags: Map<string, string>): ReadOptions {
  const options: ReadOptions = {};
  const datum = flags.get("from-datum");
  if (datum !== undefined) {
    const known = offsetDatums.find((d) => d === datum.toLowerCase().replace("-", ""));
    if (!known) throw new UsageError(`--from-datum ${datum}: one of ${offsetDatums.join(", ")}`);
    options.fromDatum = known;
  }
  const crs = flags.get("from-crs");
  if (crs !== undefined) options.fromCrs = crs;
  const encoding = flags.get("encoding");
  if (encoding !== undefined) options.encoding = encoding;
  const columns = flags.get("columns");
  if (columns !== undefined) {
    const names = columns.split(",").map((c) => c.trim());
    if (names.length > 2 || names.some((n) => n === ""))
      throw new UsageError("--columns: LONGITUDE,LATITUDE or WKT");
    options.columns = names.length === 1 ? { wkt: names[0]! } : { longitude: names[0]!, latitude: names[1]! };
  }
  const repair = flags.get("repair");
  if (repair !== undefined) {
    options.repairs = repair.split(",").map((id) => {
      const known = repairIds.find((r) => r === id.trim());
      if (!known)
        throw new UsageError(`--repair ${id}: nearest are ${findNearest(id, repairIds).join(", ")}`);
      return known as RepairId;
    });
  }
  return options;
}

const publish = ({ record, line, column, message, messageZh, code, file, repair }: Finding) => ({
  record,
  line,
  column,
  message,
  messageZh,
  code,
  file,
  ...(repair ? { repair } : {}),
});

/** The report as the command line prints it: the contract's keys first. */
export function formatReport(report: ImportReport): string {
  const { accepted, format, encoding, datum, read, skipped, repairs, decisions, questions, files } = report;
  const errors = report.errors.map(publish);
  const warnings = report.warnings.map(publish);
  return JSON.stringify(
    {
      accepted,
      format,
      encoding,
      datum,
      read,
      skipped,
      errors,
      warnings,
      repairs,
      decisions,
      questions,
      files,
    },
    null,
    2,
  );
}

function describeFinding(finding: Finding): string {
  const at = [
    finding.file,
    finding.record === null ? null : `record ${finding.record}`,
    finding.line === null ? null : `line ${finding.line}`,
    finding.column === null ? null : `column ${finding.column}`,
  ].filter((part) => part !== null);
  return `${at.join(", ")}: ${finding.message}${finding.repair ? ` [--repair ${finding.repair}]` : ""}`;
}

export function describeReport(report: ImportReport): string {
  const total = report.read + report.skipped;
  return [
    `${report.accepted ? "accepted" : "refused"}: ${report.format ?? "unknown format"}, encoding ${report.encoding ?? "none"}, ${report.datum ?? "no datum"}`,
    `${report.read} of ${total} features read, ${report.skipped} skipped`,
    ...report.errors.map((e) => `error: ${describeFinding(e)}`),
    ...report.warnings.map((w) => `warning: ${describeFinding(w)}`),
    ...report.decisions.map((d) => `decision (${d.by}): ${d.about} = ${d.value}; ${d.reason.en}`),
  ].join("\n");
}

export const command: Command = {
  usage:
    "validate FILE… [--format text|json] [--from-crs EPSG:4547] [--from-datum wgs84|gcj02|bd09] [--encoding gbk] [--columns LON,LAT|WKT] [--repair close-rings,…]   check a map file; records, lines and columns count from 1; exit 0 accepted, 1 refused",
  async run(args) {
    const { words, flags } = parseArguments(args, ["format", ...readingFlags]);
    if (words.length === 0) throw new UsageError(`a file is needed\nusage: ${command.usage}`);
    const format = flags.get("format") ?? "text";
    if (format !== "text" && format !== "json") throw new UsageError(`--format ${format}: text or json`);
    const { report } = await readFiles(loadFiles(words), parseReadOptions(flags));
    return {
      code: report.accepted ? 0 : 1,
      output: format === "json" ? formatReport(report) : describeReport(report),
    };
  },
};
