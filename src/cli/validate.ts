import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { FeatureCollection, Geometry } from "geojson";
import { fileOf, roles } from "../../geodata/roles.ts";
import { mostBytes } from "../data/bytes/archive.ts";
import { decodeText } from "../data/bytes/decodeText.ts";
import {
  type Finding,
  type ImportReport,
  type InputFile,
  type OwnShift,
  type OwnShiftRecord,
  type Question,
  type ReadOptions,
  type RepairId,
  repairIds,
  type TableView,
} from "../data/importReport.ts";
import { buildPlaceShapes } from "../data/landing.ts";
import { readFiles } from "../data/readFiles.ts";
import { offsetDatums } from "../domain/place/datum.ts";
import { rotationConventions, type SevenParameters } from "../domain/place/sevenParameters.ts";
import { type Command, findNearest, parseArguments, UsageError } from "./command.ts";
import { readShippedText } from "./dataFolder.ts";

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

/** A MapInfo file named alone means the parts beside it too. */
function findMapInfoParts(path: string): string[] {
  if (!/\.(tab|mif)$/i.test(path) || !existsSync(path)) return [path];
  const stemOf = (name: string) =>
    basename(name)
      .replace(/\.\w+$/, "")
      .toLowerCase();
  const beside = /\.tab$/i.test(path) ? /\.(dat|map|id)$/i : /\.mid$/i;
  return [
    path,
    ...readdirSync(dirname(path))
      .filter((name) => beside.test(name) && stemOf(name) === stemOf(path))
      .map((name) => join(dirname(path), name)),
  ];
}

/** A geodatabase is a folder: its name stands for the files in it, without the locks of programs that have it open. */
function findFolder(path: string): string[] {
  if (!/\.gdb$/i.test(path) || !existsSync(path) || !statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .filter((name) => !/\.lock$/i.test(name))
    .map((name) => join(path, name));
}

/** The files named on a command line, read; a missing one is misuse. */
export function loadFiles(paths: readonly string[]): InputFile[] {
  const all = [
    ...new Set(paths.map(resolvePath).flatMap(findSet).flatMap(findMapInfoParts).flatMap(findFolder)),
  ];
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

export const readingFlags = [
  "from-datum",
  "from-crs",
  "encoding",
  "columns",
  "lon",
  "lat",
  "header-row",
  "header-lines",
  "sheet",
  "layer",
  "repair",
  "seven-parameters",
  "rotation",
  "control-points",
  "control-method",
];

/** Columns as flags name them: parts of an angle are joined by a plus. */
function parseColumns(flags: Map<string, string>): ReadOptions["columns"] {
  const split = (name: string) => {
    const parts = name.split("+").map((part) => part.trim());
    return parts.length === 1 ? parts[0]! : parts;
  };
  const [lon, lat, columns] = ["lon", "lat", "columns"].map((flag) => flags.get(flag));
  if ((lon === undefined) !== (lat === undefined))
    throw new UsageError("--lon and --lat go together: the columns of longitude and latitude");
  if (lon !== undefined && lat !== undefined) return { longitude: split(lon), latitude: split(lat) };
  if (columns === undefined) return undefined;
  const names = columns.split(",").map((c) => c.trim());
  if (names.length > 2 || names.some((n) => n === ""))
    throw new UsageError("--columns: LONGITUDE,LATITUDE or WKT");
  return names.length === 1
    ? { wkt: names[0]! }
    : { longitude: split(names[0]!), latitude: split(names[1]!) };
}

/** A row as people count it. */
function parseCount(flags: Map<string, string>, flag: string): number | undefined {
  const said = flags.get(flag);
  if (said === undefined) return undefined;
  const count = Number(said);
  if (!Number.isInteger(count) || count < 1) throw new UsageError(`--${flag} ${said}: a whole number from 1`);
  return count;
}

/** A list that a person wrote, in whatever encoding; an unreadable one is misuse. */
function readText({ bytes, name }: InputFile): string {
  try {
    return decodeText(bytes, name).text;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** The office's own parameters for a layer on an old datum, whose system `--from-crs` names where the file does not. */
function parseOwnShift(flags: Map<string, string>): OwnShift | undefined {
  const seven = flags.get("seven-parameters");
  const points = flags.get("control-points");
  const from = flags.get("from-crs");
  const base = from === undefined ? {} : { from };
  if (seven !== undefined && points !== undefined)
    throw new UsageError("--seven-parameters or --control-points, not both");
  if (seven !== undefined) {
    const numbers = seven.split(/[,\s]+/).map(Number);
    if (numbers.length !== 7 || !numbers.every(Number.isFinite))
      throw new UsageError(
        `--seven-parameters ${seven}: seven numbers, ΔX,ΔY,ΔZ in metres, εX,εY,εZ in arc-seconds, scale in ppm`,
      );
    const said = flags.get("rotation");
    const convention = rotationConventions.find((each) => each === said);
    if (!convention)
      throw new UsageError(
        `--rotation ${rotationConventions.join("|")} is needed: the sign of the rotations (+towgs84 is position-vector)`,
      );
    const [dx, dy, dz, rx, ry, rz, scalePpm] = numbers as [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    const parameters: SevenParameters = { shift: [dx, dy, dz], rotation: [rx, ry, rz], scalePpm, convention };
    return { ...base, kind: "seven", parameters };
  }
  if (points === undefined) return undefined;
  const method = flags.get("control-method") ?? "similarity";
  if (method !== "similarity" && method !== "seven")
    throw new UsageError(`--control-method ${method}: similarity or seven`);
  const [file] = loadFiles([points]);
  return { ...base, kind: "points", method, text: readText(file!) };
}

/** What the flags of reading say, checked. */
export function parseReadOptions(flags: Map<string, string>): ReadOptions {
  const options: ReadOptions = { loadPlaces };
  const datum = flags.get("from-datum");
  if (datum !== undefined) {
    const known = offsetDatums.find((d) => d === datum.toLowerCase().replace("-", ""));
    if (!known) throw new UsageError(`--from-datum ${datum}: one of ${offsetDatums.join(", ")}`);
    options.fromDatum = known;
  }
  const crs = flags.get("from-crs");
  if (crs !== undefined) options.fromCrs = crs;
  const shift = parseOwnShift(flags);
  if (shift) {
    options.ownShift = shift;
    delete options.fromCrs;
  }
  const encoding = flags.get("encoding");
  if (encoding !== undefined) options.encoding = encoding;
  const columns = parseColumns(flags);
  if (columns !== undefined) options.columns = columns;
  const [headerRow, headerLines] = [parseCount(flags, "header-row"), parseCount(flags, "header-lines")];
  if (headerRow !== undefined) options.headerRow = headerRow;
  if (headerLines !== undefined) options.headerLines = headerLines;
  const layers = flags.get("sheet") ?? flags.get("layer");
  if (layers !== undefined) options.layers = [layers];
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
      ...(report.ownShifts ? { ownShifts: report.ownShifts } : {}),
      ...(report.tables?.length ? { tables: report.tables } : {}),
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

const answerFlags: Record<Question["about"], string> = {
  crs: "--from-crs",
  datum: "--from-datum",
  encoding: "--encoding",
  columns: "--columns",
  ownShift: "--seven-parameters",
};

/** The areas by whose names the reader says where positions land; none where they cannot be read. */
async function loadPlaces() {
  const read = (name: string) => JSON.parse(readShippedText(name)) as FeatureCollection<Geometry>;
  try {
    return buildPlaceShapes(read(fileOf(roles.units)), read(fileOf(roles.cities)));
  } catch {
    return [];
  }
}

/** What was made of a table, over its first rows: `>` marks the header, `-` what lies above it. */
function describeTable({ sheet, headerRow, headerLines, columns, lines }: TableView): string[] {
  const end = headerRow + headerLines;
  const positions = columns ? Object.values(columns).flat().join(", ") : "not found";
  return [
    `table: ${sheet}, header on line ${headerRow}${headerLines > 1 ? `–${end - 1}` : ""}, positions: ${positions} (--sheet, --header-row, --header-lines, --columns choose)`,
    ...lines.map(({ line, cells }) => {
      const mark = line >= end ? " " : line >= headerRow ? ">" : "-";
      return `${mark} ${String(line).padStart(4)}  ${cells.join(" | ").slice(0, 160)}`;
    }),
  ];
}

const signed = (value: number) => `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(3)}`;

/** What is left at each control point, in metres. */
function describeResiduals({ residuals = [], outliers = [] }: OwnShiftRecord): string[] {
  return residuals.map(
    ({ name, east, north, length }) =>
      `control point ${name}: east ${signed(east)}, north ${signed(north)}, ${length.toFixed(3)} m${outliers.includes(name) ? " (does not agree with the rest)" : ""}`,
  );
}

export function describeReport(report: ImportReport): string {
  const total = report.read + report.skipped;
  return [
    `${report.accepted ? "accepted" : "refused"}: ${report.format ?? "unknown format"}, encoding ${report.encoding ?? "none"}, ${report.datum || "no datum"}`,
    `${report.read} of ${total} features read, ${report.skipped} skipped`,
    ...report.errors.map((e) => `error: ${describeFinding(e)}`),
    ...report.warnings.map((w) => `warning: ${describeFinding(w)}`),
    ...(report.tables ?? []).flatMap(describeTable),
    ...report.questions.flatMap((question) => [
      `question: ${question.title.en} ${question.title.zh}`,
      ...(question.about === "ownShift"
        ? [
            `  --seven-parameters ΔX,ΔY,ΔZ,εX,εY,εZ,PPM --rotation ${rotationConventions.join("|")}`,
            "  --control-points FILE --control-method similarity|seven   (a line a point: name, old X, Y, new X, Y)",
          ]
        : []),
      ...question.choices.slice(0, 12).map(({ value, label, lands }) => {
        const where = lands ? `: ${lands.en} / ${lands.zh}` : "";
        return `  ${answerFlags[question.about]} ${value.includes(" ") || value.includes(";") ? `"${value}"` : value}  ${label === value ? "" : label}${where}`;
      }),
    ]),
    ...Object.values(report.ownShifts ?? {}).flatMap(describeResiduals),
    ...report.decisions.map((d) => `decision (${d.by}): ${d.about} = ${d.value}; ${d.reason.en}`),
  ].join("\n");
}

export const command: Command = {
  usage:
    "validate FILE… [--format text|json] [--from-crs EPSG:4547] [--from-datum wgs84|gcj02|bd09] [--seven-parameters ΔX,ΔY,ΔZ,εX,εY,εZ,PPM --rotation position-vector|coordinate-frame | --control-points FILE --control-method similarity|seven] [--encoding gbk] [--columns LON,LAT|WKT | --lon NAME --lat NAME] [--header-row N] [--header-lines 1|2] [--sheet NAME] [--layer NAME] [--repair close-rings,…]   check a map file; records, lines and columns count from 1; exit 0 accepted, 1 refused",
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
