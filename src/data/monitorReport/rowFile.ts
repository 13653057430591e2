import Papa from "papaparse";
import {
  type CellRow,
  findMissingColumns,
  type ReadContext,
  type RowFault,
  readMilestones,
  readObservations,
} from "../../domain/monitor/readRows.ts";
import {
  columnsOf,
  type MilestoneRow,
  type MonitorTable,
  type ObservationRow,
} from "../../domain/monitor/rows.ts";
import { isZip, unpackArchive } from "../bytes/archive.ts";
import { decodeText } from "../bytes/decodeText.ts";
import { formatCell } from "../formats/csv.ts";
import { readSheetTables } from "../formats/xlsx.ts";
import { buildWorkbook, type SheetCell } from "../formats/xlsxWriter.ts";

/** A table of an office's rows as it was read: which table it is, the rows without a fault, and every fault. */
export type RowFile =
  | { table: "milestones"; sheet: string; rows: MilestoneRow[]; faults: RowFault[] }
  | { table: "observations"; sheet: string; rows: ObservationRow[]; faults: RowFault[] };

/** Which of the two tables a header belongs to; undefined where neither fits. */
export function findTable(headers: readonly string[]): MonitorTable | undefined {
  const has = (...columns: string[]) => columns.some((column) => headers.includes(column));
  if (has("project_id", "event_date", "promise_by")) return "milestones";
  if (has("indicator_id", "indicator_zh", "direction")) return "observations";
  return undefined;
}

interface Sheet {
  name: string;
  headers: string[];
  rows: CellRow[];
}

function readText(name: string, bytes: Uint8Array): Sheet[] {
  const { text } = decodeText(bytes, name);
  const parsed = Papa.parse<string[]>(text.replace(/^\uFEFF/, ""), {
    delimitersToGuess: [",", "\t", ";", "，"],
    skipEmptyLines: false,
  });
  const [header = [], ...body] = parsed.data;
  const headers = header.map((cell) => cell.trim());
  return [{ name, headers, rows: body.map((cells, at) => toCells(headers, cells, at + 2)).filter(isFilled) }];
}

const toCells = (headers: readonly string[], values: readonly unknown[], row: number): CellRow => ({
  row,
  cells: Object.fromEntries(headers.map((header, at) => [header, writeCell(values[at])])),
});
/** A date cell of a workbook comes with its time; a text with the apostrophe that keeps it from being a formula. */
const writeCell = (value: unknown) =>
  String(value ?? "")
    .trim()
    .replace(/^(\d{4}-\d{2}-\d{2})T00:00:00.*$/, "$1")
    .replace(/^'(?=[=+\-@])/, "");
const isFilled = ({ cells }: CellRow) => Object.values(cells).some((cell) => cell !== "");

function readSheets(name: string, bytes: Uint8Array): Sheet[] {
  if (!isZip(bytes)) return readText(name, bytes);
  return readSheetTables(unpackArchive(name, bytes)).map((sheet) => ({
    name: sheet.name,
    headers: sheet.headers,
    rows: sheet.rows.map(({ line, values }) => toCells(sheet.headers, values, line)).filter(isFilled),
  }));
}

/**
 * Reads an office's rows from CSV or XLSX: every sheet whose header fits one of the two tables.
 * A file with neither gives one fault at row 1 that says which columns are wanted.
 */
export function readRowFile(name: string, bytes: Uint8Array, context: ReadContext): RowFile[] {
  const sheets = readSheets(name, bytes).flatMap((sheet): RowFile[] => {
    const table = findTable(sheet.headers);
    if (!table) return [];
    const missing = findMissingColumns(table, sheet.headers);
    if (missing.length > 0)
      return table === "milestones"
        ? [{ table, sheet: sheet.name, rows: [], faults: missing }]
        : [{ table, sheet: sheet.name, rows: [], faults: missing }];
    return table === "milestones"
      ? [{ table, sheet: sheet.name, ...readMilestones(sheet.rows, context) }]
      : [{ table, sheet: sheet.name, ...readObservations(sheet.rows, context) }];
  });
  if (sheets.length > 0) return sheets;
  const fault: RowFault = {
    row: 1,
    column: "",
    zh: "表头不像里程碑表（project_id、event…）也不像指标表（indicator_id、year…），请用模板",
    en: "the header fits neither the milestones (project_id, event …) nor the observations (indicator_id, year …); use the template",
  };
  return [{ table: "milestones", sheet: name, rows: [], faults: [fault] }];
}

const milestoneCell: Record<string, (row: MilestoneRow) => SheetCell> = {
  row_id: (row) => row.id,
  replaces: (row) => row.replaces,
  project_id: (row) => row.project,
  project_zh: (row) => row.projectZh,
  project_en: (row) => row.projectEn,
  item_ids: (row) => row.items.join("|"),
  promise_zh: (row) => row.promiseZh,
  promise_by: (row) => row.promiseBy,
  event: (row) => row.event,
  event_date: (row) => row.eventDate,
  event_zh: (row) => row.eventZh,
  event_en: (row) => row.eventEn,
  city: (row) => row.cities.join("|"),
  responsible_zh: (row) => row.responsibleZh,
  publisher_zh: (row) => row.publisherZh,
  published: (row) => row.published,
  confidence: (row) => row.evidence,
  note: (row) => row.note,
  part: (row) => row.part,
  promise_kind: (row) => row.promiseKind,
};

const observationCell: Record<string, (row: ObservationRow) => SheetCell> = {
  row_id: (row) => row.id,
  replaces: (row) => row.replaces,
  indicator_id: (row) => row.indicator,
  indicator_zh: (row) => row.indicatorZh,
  indicator_en: (row) => row.indicatorEn,
  unit_zh: (row) => row.unitZh,
  unit_en: (row) => row.unitEn,
  area: (row) => row.area,
  year: (row) => row.year,
  value: (row) => row.value,
  kind: (row) => row.kind,
  direction: (row) => row.direction,
  binding: (row) => row.binding,
  item_ids: (row) => row.items.join("|"),
  publisher_zh: (row) => row.publisherZh,
  published: (row) => row.published,
  confidence: (row) => row.evidence,
  note: (row) => row.note,
  measure: (row) => row.measure,
};

/** Rows of a table as cells under its header, in the columns a file must have. */
export const listCells = (rows: {
  milestones: readonly MilestoneRow[];
  observations: readonly ObservationRow[];
}): Record<MonitorTable, SheetCell[][]> => ({
  milestones: [
    [...columnsOf("milestones")],
    ...rows.milestones.map((row) => columnsOf("milestones").map((column) => milestoneCell[column]!(row))),
  ],
  observations: [
    [...columnsOf("observations")],
    ...rows.observations.map((row) =>
      columnsOf("observations").map((column) => observationCell[column]!(row)),
    ),
  ],
});

/** Both tables as a workbook an office can fill in, or bring back: the same bytes for the same rows. */
export function writeRowWorkbook(rows: {
  milestones: readonly MilestoneRow[];
  observations: readonly ObservationRow[];
}): Uint8Array {
  const cells = listCells(rows);
  return buildWorkbook([
    { name: "milestones", rows: cells.milestones },
    { name: "observations", rows: cells.observations },
  ]);
}

/** One table as comma-separated text in UTF-8 with a mark, so that spreadsheets read Chinese. */
export const writeRowCsv = (cells: readonly (readonly SheetCell[])[]): Uint8Array =>
  new TextEncoder().encode(`\ufeff${cells.map((row) => row.map(formatCell).join(",")).join("\r\n")}\r\n`);
