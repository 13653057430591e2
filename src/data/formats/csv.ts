import type { Feature, Geometry } from "geojson";
import Papa from "papaparse";
import { decodeText } from "../bytes/decodeText.ts";
import { type Findings, type InputFile, type RawLayer, type ReadOptions, Refusal } from "../importReport.ts";
import { findPropertyKeys } from "../propertyKeys.ts";
import { readTable } from "./table.ts";
import { findColumns, type TableRow } from "./tableColumns.ts";
import { findHeader, isTotalRow, type Sheet } from "./tableHeader.ts";
import { formatWellKnownText } from "./wellKnownText.ts";

const countNewlines = (text: string, from: number, to: number) => {
  let count = 0;
  for (let at = text.indexOf("\n", from); at >= 0 && at < to; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
};

const canonical = /^-?(0|[1-9]\d{0,14})(\.\d+)?([eE][-+]?\d{1,3})?$/;

/**
 * Columns of which every cell is a number become numbers, in place; codes such as 0451 stay text, and so do
 * columns where two texts would become one number (1.1 and 1.10 as section numbers).
 */
function settleColumns(rows: TableRow[], from: number, width: number) {
  const totals = new Set(rows.flatMap((row, r) => (r >= from && isTotalRow(row.values) ? [r] : [])));
  for (let column = 0; column < width; column += 1) {
    const seen = new Map<number, string>();
    let isNumber = true;
    for (let r = from; r < rows.length && isNumber; r += 1) {
      const text = rows[r]!.values[column] as string | null | undefined;
      if (text === null || text === undefined || totals.has(r)) continue;
      const number = Number(text);
      isNumber = canonical.test(text) && text.length < 20;
      if (!isNumber || (String(number) === text && !text.includes("."))) continue;
      const other = seen.get(number);
      if (other === undefined) seen.set(number, text);
      else isNumber = other === text;
    }
    if (!isNumber) continue;
    for (let r = from; r < rows.length; r += 1) {
      const { values } = rows[r]!;
      if (typeof values[column] === "string" && !totals.has(r)) values[column] = Number(values[column]);
    }
  }
}

/** The rows of a text as they lie there; empty lines are none, and a cell that is empty is null. */
function parseRows(text: string, file: string, findings: Findings): TableRow[] {
  const rows: TableRow[] = [];
  let line = 1;
  let before = 0;
  Papa.parse<string[]>(text, {
    delimitersToGuess: [",", "\t", ";", "|", "，"],
    skipEmptyLines: false,
    step(result) {
      const at = line;
      line += countNewlines(text, before, result.meta.cursor);
      before = result.meta.cursor;
      for (const error of result.errors) {
        if (error.code === "UndetectableDelimiter") continue;
        findings.addError(
          "csv-quotes",
          { zh: "引号不成对", en: "a quoted cell does not end" },
          { file, record: rows.length > 0 ? rows.length : undefined, line: at },
        );
      }
      const values = result.data.map((cell) => cell.trim() || null);
      if (values.some((value) => value !== null)) rows.push({ line: at, values });
    },
  });
  return rows;
}

/** Rows with more cells than the header has names, or fewer: named, and left out where cells are too many. */
function checkWidths(sheet: Sheet, from: number, width: number, findings: Findings): TableRow[] {
  return sheet.rows.filter((row, at) => {
    if (at < from || row.values.length === width) return true;
    const message = {
      zh: `有 ${row.values.length} 格，表头有 ${width} 格`,
      en: `has ${row.values.length} cells where the header has ${width}`,
    };
    const place = { file: sheet.file, record: at - from + 1, line: row.line };
    const isLonger = row.values.slice(width).some((value) => value !== null);
    if (isLonger)
      findings.addWarning(
        "csv-cells",
        {
          zh: `${message.zh}，多出的格说不清属于哪列，跳过`,
          en: `${message.en}; what column the others belong to cannot be told; left out`,
        },
        place,
      );
    else if (row.values.length < width && !isTotalRow(row.values))
      findings.addWarning("csv-cells", message, place);
    return !isLonger;
  });
}

/** Comma-separated text with longitude and latitude or well-known text; comma, semicolon, tab or bar between cells. */
export function readCsv(input: InputFile, findings: Findings, options: ReadOptions): RawLayer[] {
  const decoded = decodeText(input.bytes, input.name, undefined, options.encoding);
  findings.encoding = decoded.encoding;
  findings.decisions.push({
    about: "encoding",
    value: decoded.encoding,
    by: decoded.by === "user" ? "user" : decoded.by === "rule" ? "rule" : "file",
    reason: { zh: "按内容判断", en: "judged by the content" },
  });
  const file = input.name;
  const name = file.replace(/^.*\//, "").replace(/\.(csv|tsv|txt)$/i, "");
  const sheet: Sheet = { name, file, rows: parseRows(decoded.text, file, findings) };
  if (sheet.rows.length === 0)
    throw new Refusal(
      "csv-empty",
      { zh: `“${file}”没有表头`, en: `'${file}' has no header` },
      { file, line: 1 },
    );
  if (sheet.rows.every((row) => row.values.length < 2) && findHeaderColumns(sheet) === undefined)
    throw new Refusal(
      "text-unknown",
      {
        zh: `“${file}”是普通文本，没有分列的表格，也不是认识的格式`,
        en: `'${file}' is plain text: no table with columns, and no format that is known here`,
      },
      { file, line: 1 },
    );
  const header = findHeader(sheet, options);
  const from = header ? header.at + header.lines : 1;
  const width = header?.names.length ?? 0;
  const rowWidth = header
    ? Math.max(...sheet.rows.slice(header.at, from).map((row) => row.values.length))
    : width;
  sheet.rows = checkWidths(sheet, from, rowWidth, findings);
  if (from >= sheet.rows.length)
    findings.addWarning(
      "table-empty",
      { zh: "只有表头，没有数据行", en: "there is a header and no row" },
      { file, line: sheet.rows[header?.at ?? 0]!.line },
    );
  settleColumns(sheet.rows, from + (header?.units ?? 0), width);
  return [readTable(sheet, findings, options)];
}

const findHeaderColumns = (sheet: Sheet) => {
  const header = findHeader(sheet);
  return header && findColumns(header.names, sheet.rows.slice(header.at + header.lines));
};

/** What spreadsheets take for a formula: its sign, also full width, also behind what they strip before they look. */
const startsFormula =
  /^(?:[\0-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202f\u2060\u3000\ufeff]*[=+\-@＝＋－＠]|[\t\r\n])/;

/** A cell as spreadsheets read it back; what begins like a formula is quoted with an apostrophe unless it is a number. */
export function formatCell(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  let text = typeof value === "object" ? JSON.stringify(value) : String(value);
  if (startsFormula.test(text) && !/^[-+]?\d+(\.\d+)?([eE][-+]?\d+)?$/.test(text)) text = `'${text}`;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Comma-separated text in UTF-8 with a mark, so that spreadsheets read Chinese; points as two columns, all else as WKT. */
export function writeCsv(features: readonly Feature<Geometry>[]): Uint8Array {
  const keys = findPropertyKeys(features);
  const points = features.every((f) => f.geometry.type === "Point");
  const free = (name: string) => (keys.includes(name) ? `${name}_1` : name);
  const header = [...(points ? [free("longitude"), free("latitude")] : [free("WKT")]), ...keys];
  const lines = [header.map(formatCell).join(",")];
  for (const feature of features) {
    const place =
      points && feature.geometry.type === "Point"
        ? [feature.geometry.coordinates[0], feature.geometry.coordinates[1]]
        : [formatWellKnownText(feature.geometry)];
    lines.push([...place, ...keys.map((key) => feature.properties?.[key])].map(formatCell).join(","));
  }
  return new TextEncoder().encode(`\ufeff${lines.join("\r\n")}\r\n`);
}
