import type { Geometry } from "geojson";
import { type Crs, findCrs } from "../../domain/place/crs.ts";
import type { Bilingual } from "../../domain/plan.ts";
import { type Findings, type RawFeature, type RawLayer, type ReadOptions, Refusal } from "../importReport.ts";
import { readLooseNumbers } from "./looseNumbers.ts";
import {
  type Columns,
  findColumns,
  listColumns,
  parseAngle,
  parseCoordinate,
  parsePair,
  type TableRow,
} from "./tableColumns.ts";
import { findHeader, type Header, isTotalRow, type Sheet } from "./tableHeader.ts";
import { parseWellKnownText } from "./wellKnownText.ts";

/** Lines of a preview: titles, header and enough values to judge by. */
const previewLines = 12;
const textOf = (value: unknown) => (value === null || value === undefined ? "" : String(value));

/** Where a table in a Chinese survey grid calls northing X, the columns are the other way round. */
function readsNorthingAsX(rows: readonly TableRow[], x: number, y: number): boolean {
  const first = rows.find(
    (r) => parseCoordinate(r.values[x]) !== undefined && parseCoordinate(r.values[y]) !== undefined,
  );
  if (!first) return false;
  const [a, b] = [parseCoordinate(first.values[x])!, parseCoordinate(first.values[y])!];
  return a > 1e6 && a < 6.5e6 && ((b > 1e5 && b < 9e5) || b >= 13e6);
}

type Place =
  | { at: Geometry }
  | { srid: number | null; at: Geometry }
  | { bad: Bilingual; code: string }
  | "none";

const isBlank = (value: unknown) => textOf(value).trim() === "";

const badCell = (value: unknown): Place => ({
  code: "position-unreadable",
  bad: {
    zh: `坐标“${textOf(value).slice(0, 40)}”不是数，跳过`,
    en: `the coordinate '${textOf(value).slice(0, 40)}' is not a number; left out`,
  },
});

/** The position of a row by the columns chosen; `at` are their places in the row. */
function readPlace(
  values: readonly unknown[],
  columns: Columns,
  at: readonly number[],
  isSwapped: boolean,
): Place {
  const cells = at.map((i) => values[i]);
  if (cells.every(isBlank)) return "none";
  if ("wkt" in columns) {
    const parsed = parseWellKnownText(textOf(cells[0]));
    if (!("problem" in parsed)) return { srid: parsed.srid, at: parsed.geometry };
    return {
      code: "wkt",
      bad: {
        zh: `WKT 读不出（第 ${parsed.at + 1} 个字符）：${parsed.problem}，跳过`,
        en: `the WKT is unreadable at character ${parsed.at + 1}: ${parsed.problem}; left out`,
      },
    };
  }
  if ("pair" in columns) {
    const pair = parsePair(cells[0]);
    return pair ? { at: { type: "Point", coordinates: pair } } : badCell(cells[0]);
  }
  const split = [columns.longitude].flat().length;
  const parts = [cells.slice(0, split), cells.slice(split)];
  const numbers = parts.map((part) => (part.length === 1 ? parseCoordinate(part[0]) : parseAngle(part)));
  const bad = numbers.indexOf(undefined);
  if (bad >= 0) return badCell(parts[bad]!.map(textOf).join(" "));
  const [x, y] = (isSwapped ? numbers.reverse() : numbers) as [number, number];
  return { at: { type: "Point", coordinates: [x, y] } };
}

/** One column of the user's choice holds well-known text, or both numbers of a position. */
function asPair(
  columns: Columns | undefined,
  header: Header,
  rows: readonly TableRow[],
): Columns | undefined {
  if (columns === undefined || !("wkt" in columns)) return columns;
  const at = header.names.indexOf(columns.wkt);
  return at >= 0 && rows.slice(0, 50).some((row) => parsePair(row.values[at]) !== undefined)
    ? { pair: columns.wkt }
    : columns;
}

/** The columns of the user's choice or the ones found; refuses, with the question, where there are none. */
function chooseColumns(
  sheet: Sheet,
  header: Header,
  rows: readonly TableRow[],
  findings: Findings,
  options: ReadOptions,
): { columns: Columns; isClear: boolean } {
  const found = findColumns(header.names, rows);
  const columns = asPair(options.columns, header, rows) ?? found?.columns;
  const line = sheet.rows[header.at]!.line;
  const refuse = (code: string, zh: string, en: string): never => {
    findings.questions.push({
      about: "columns",
      title: { zh: "哪些列是坐标？", en: "Which columns hold the position?" },
      choices: header.names.map((name) => ({ value: name, label: name })),
      samples: rows.slice(0, 3).map((r) => r.values.map(textOf).join(" | ").slice(0, 120)),
    });
    throw new Refusal(code, { zh, en }, { file: sheet.file, line });
  };
  if (!columns) {
    const list = header.names.slice(0, 12).join(", ");
    return refuse(
      "columns-unknown",
      `“${sheet.file}”中找不到经纬度列或 WKT 列（按第 ${line} 行作表头，有：${list}），请指明表头行或列`,
      `no columns of longitude and latitude, nor of WKT, are found in '${sheet.file}' (with line ${line} as the header it has ${list}); name the header row or the columns`,
    );
  }
  const missing = listColumns(columns).find((name) => !header.names.includes(name));
  if (missing !== undefined)
    return refuse(
      "columns-missing",
      `第 ${line} 行表头里没有名为“${missing}”的列`,
      `there is no column '${missing}' in the header on line ${line}`,
    );
  return { columns, isClear: options.columns !== undefined || found?.isClear === true };
}

/** Tells which lines were taken for what: titles above, units below, the header itself where it is not the first. */
function tellHeader(sheet: Sheet, header: Header, findings: Findings, options: ReadOptions) {
  const { at, lines, units } = header;
  const line = sheet.rows[at]!.line;
  if (at > 0 || lines > 1 || options.headerRow !== undefined)
    findings.decisions.push({
      about: "header",
      value: lines > 1 ? `${line}–${sheet.rows[at + lines - 1]!.line}` : String(line),
      by: options.headerRow === undefined ? "rule" : "user",
      reason: {
        zh: `第 ${line} 行${lines > 1 ? `起 ${lines} 行` : ""}作表头${at > 0 ? `，其上 ${at} 行是标题，未读取` : ""}`,
        en: `${lines > 1 ? `${lines} lines from line ${line}` : `line ${line}`} as the header${at > 0 ? `; the ${at} above are titles and left out` : ""}`,
      },
    });
  if (units > 0)
    findings.addWarning(
      "units-row",
      { zh: "单位行，不作为记录", en: "a row of units, not a record" },
      { file: sheet.file, line: sheet.rows[at + lines]!.line },
    );
}

/** What the panel shows to choose by: the first lines as they lie there, and what was made of them. */
function describeTable(sheet: Sheet, header: Header, columns: Columns | undefined, isClear: boolean) {
  const from = Math.max(0, Math.min(header.at - 3, sheet.rows.length - previewLines));
  return {
    sheet: sheet.name,
    headerRow: sheet.rows[header.at]!.line,
    headerLines: header.lines,
    names: header.names,
    columns: columns ?? null,
    isClear,
    lines: sheet.rows.slice(from, from + previewLines).map(({ line, values }) => ({
      line,
      cells: Array.from(values, textOf).slice(0, 40),
    })),
  };
}

/**
 * Features from the rows of a sheet, its header found or chosen. A row without a position, with one that
 * cannot be read, or that sums up others is left out and said so; only a table with no good row is refused.
 */
export function readTable(sheet: Sheet, findings: Findings, options: ReadOptions): RawLayer {
  const { file } = sheet;
  const header = findHeader(sheet, options);
  if (!header)
    throw new Refusal(
      "header-missing",
      options.headerRow === undefined
        ? { zh: `“${file}”没有表头`, en: `'${file}' has no header` }
        : {
            zh: `“${file}”没有第 ${options.headerRow} 行`,
            en: `'${file}' has no row ${options.headerRow} to be the header`,
          },
      { file, line: options.headerRow ?? 1 },
    );
  const rows = sheet.rows.slice(header.at + header.lines + header.units);
  let chosen: { columns: Columns; isClear: boolean } | undefined;
  try {
    chosen = chooseColumns(sheet, header, rows, findings, options);
  } finally {
    findings.tables.push(describeTable(sheet, header, chosen?.columns, chosen?.isClear ?? false));
  }
  tellHeader(sheet, header, findings, options);
  const { columns } = chosen;
  const wanted = listColumns(columns);
  const at = wanted.map((name) => header.names.indexOf(name));
  const isSwapped =
    wanted.length === 2 && options.columns === undefined && readsNorthingAsX(rows, at[0]!, at[1]!);
  findings.decisions.push({
    about: "columns",
    value: wanted.join(", "),
    by: options.columns ? "user" : "rule",
    reason: {
      zh: `坐标取自列 ${wanted.join("、")}${isSwapped ? "（X 为北坐标，Y 为东坐标）" : ""}`,
      en: `positions come from ${wanted.join(" and ")}${isSwapped ? " (X is the northing, Y the easting)" : ""}`,
    },
  });
  const layer = readRows(
    sheet,
    header,
    rows,
    (values) => readPlace(values, columns, at, isSwapped),
    at,
    findings,
  );
  readLooseNumbers(layer, findings, options);
  return layer;
}

function readRows(
  sheet: Sheet,
  header: Header,
  rows: readonly TableRow[],
  placeOf: (values: readonly unknown[]) => Place,
  positionColumns: readonly number[],
  findings: Findings,
): RawLayer {
  const { file, name } = sheet;
  const features: RawFeature[] = [];
  let skipped = 0;
  let unreadable = 0;
  let crs: Crs | null = null;
  rows.forEach(({ line, values }, i) => {
    const record = i + 1;
    const place = { file, record, line };
    const leaveOut = (code: string, message: Bilingual) => {
      skipped += 1;
      findings.addWarning(code, message, place);
      findings.addChange({
        ...place,
        action: "skipped",
        repair: null,
        reason: message,
        areaBefore: null,
        areaAfter: null,
      });
    };
    const found = placeOf(values);
    if (isTotalRow(values) && (found === "none" || "bad" in found)) {
      leaveOut("total-row", { zh: "合计行，不作为记录", en: "a row of totals, not a record" });
      return;
    }
    if (found === "none") {
      leaveOut("position-empty", { zh: "没有坐标，未上图", en: "the row has no position; left out" });
      return;
    }
    if ("bad" in found) {
      unreadable += 1;
      leaveOut(found.code, found.bad);
      return;
    }
    if ("srid" in found && found.srid !== null && found.srid !== 4326 && !crs) {
      const named = findCrs(found.srid);
      if (!named.ok) throw new Refusal(named.error.code, named.error, place);
      crs = named.value;
    }
    const properties: Record<string, unknown> = {};
    header.names.forEach((key, column) => {
      if (positionColumns.includes(column)) return;
      Object.defineProperty(properties, key, {
        value: values[column] ?? null,
        enumerable: true,
        writable: true,
        configurable: true,
      });
    });
    features.push({ record, line, properties, geometry: found.at });
  });
  if (features.length === 0 && unreadable > 0)
    throw new Refusal(
      "positions-unreadable",
      {
        zh: `“${file}”的 ${unreadable} 行坐标都读不出，坐标列可能选错了`,
        en: `none of the ${unreadable} positions in '${file}' can be read; the columns may be the wrong ones`,
      },
      { file, line: rows[0]!.line },
    );
  return { name, file, features, crs, ownRingOrder: true, skipped };
}
