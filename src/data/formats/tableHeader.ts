import type { ReadOptions } from "../importReport.ts";
import {
  findColumns,
  isCoordinateName,
  listColumns,
  parseCoordinate,
  parsePair,
  type TableRow,
} from "./tableColumns.ts";
import { looksLikeWellKnownText } from "./wellKnownText.ts";

/** A block of cells merged into one, in rows and columns from 0, both ends among them. */
export interface MergedCells {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

/** A sheet as it lies there, before anything is said of its rows; `line` is the row as people count it. */
export interface Sheet {
  name: string;
  file: string;
  rows: TableRow[];
  merges?: readonly MergedCells[];
}

/** Where the header of a sheet is and what it says. */
export interface Header {
  /** Place in `rows` of its first line. */
  at: number;
  /** Lines it takes: two where names stand under a common one. */
  lines: number;
  names: string[];
  /** Rows right below it that hold units, not values. */
  units: number;
}

/** Titles, notes and headers stand within the first rows. */
const deepestHeader = 20;
const textOf = (value: unknown) => (value === null || value === undefined ? "" : String(value).trim());

const unitWords =
  /^[([（]?(°|度|′|″|分|秒|m|米|km|千米|公里|m2|㎡|平方米|km2|平方公里|公顷|hm2|亩|万亩|元|万元|亿元|%|％|t|吨|万吨|kw|mw|千瓦|万千瓦|人|万人|个|户|deg|degrees?|metres?|meters?|单位.*|\/|-|—)[)\]）]?$/i;
const totalWords =
  /^(合\s*计|总\s*计|小\s*计|累\s*计|共\s*计|平\s*均(值)?|total|subtotal|sum|average|mean)\s*[:：]?$/i;

/** Whether a row sums up the others: no feature of its own. */
export const isTotalRow = (values: readonly unknown[]): boolean =>
  values.slice(0, 4).some((value) => totalWords.test(textOf(value)));

function isUnitRow(values: readonly unknown[]): boolean {
  const filled = values.map(textOf).filter((text) => text !== "");
  return filled.length > 0 && filled.every((text) => unitWords.test(text));
}

/** Headers that can serve as names of properties: none empty, none twice. */
export function cleanHeaders(given: readonly unknown[]): string[] {
  const seen = new Set<string>();
  return given.map((value, i) => {
    const stem = textOf(value).replace(/\s*[\r\n]+\s*/g, " ") || `column_${i + 1}`;
    let name = stem;
    for (let n = 2; seen.has(name); n += 1) name = `${stem}_${n}`;
    seen.add(name);
    return name;
  });
}

/** The cells of a header line, a merged one said in each column it covers. */
function spreadLine(sheet: Sheet, at: number, width: number): string[] {
  const row = sheet.rows[at]!;
  const cells = Array.from({ length: width }, (_, i) => textOf(row.values[i]));
  for (const { top, left, bottom, right } of sheet.merges ?? []) {
    const line = row.line - 1;
    if (line < top || line > bottom) continue;
    const head = sheet.rows.find((other) => other.line - 1 === top);
    for (let i = left; i <= Math.min(right, width - 1); i += 1) cells[i] = textOf(head?.values[left]);
  }
  return cells;
}

/** Names of columns from one line, or from two where the second names parts of the first. */
function joinLines(
  sheet: Sheet,
  at: number,
  lines: number,
  width: number,
): { names: string[]; groups: number } {
  const first = spreadLine(sheet, at, width);
  if (lines === 1) return { names: cleanHeaders(first), groups: 0 };
  const second = spreadLine(sheet, at + 1, width);
  // Where cells are not merged, a gap above a name belongs to the common name on its left.
  for (let i = 1; i < width; i += 1)
    if (first[i] === "" && second[i] !== "" && second[i - 1] !== "" && first[i - 1] !== second[i - 1])
      first[i] = first[i - 1]!;
  const isUnder = (i: number) => first[i] !== "" && second[i] !== "" && first[i] !== second[i];
  const groups = first.filter(
    (name, i) => i > 0 && name === first[i - 1] && isUnder(i) && isUnder(i - 1),
  ).length;
  return {
    names: cleanHeaders(first.map((above, i) => (isUnder(i) ? `${above} ${second[i]}` : above || second[i]))),
    groups,
  };
}

const isValue = (text: string) =>
  parseCoordinate(text) !== undefined || parsePair(text) !== undefined || looksLikeWellKnownText(text);

/** How much like a header a line is: names it has of coordinates, texts, no values, values of positions below. */
function scoreHeader(
  sheet: Sheet,
  at: number,
  lines: number,
  width: number,
  wanted: readonly string[],
): number {
  const { names, groups } = joinLines(sheet, at, lines, width);
  const own = sheet.rows.slice(at, at + lines).map((row) => row.values.map(textOf));
  const filled = own.flat().filter((text) => text !== "");
  if (filled.length === 0) return -1;
  const found = findColumns(names, sheet.rows.slice(at + lines, at + lines + 60));
  const isAngles =
    found !== undefined && "longitude" in found.columns && Array.isArray(found.columns.longitude);
  const known = names.filter(isCoordinateName).length;
  const named = names.filter((name) => !/^column_\d+$/.test(name)).length;
  // A second line that names no parts of a common name is a row of values, or of units.
  const isIdle = lines === 2 && (groups === 0 || (isUnitRow(own[1]!) && !isAngles));
  // One text over all columns is a title.
  const isTitle = lines === 2 && new Set(spreadLine(sheet, at, width).filter((text) => text !== "")).size < 2;
  return (
    (wanted.length > 0 && wanted.every((name) => names.includes(name)) ? 200 : 0) +
    (found ? 100 : 0) +
    (known >= 2 ? 20 : known) +
    Math.min(named, 12) * 2 -
    filled.filter(isValue).length * 5 -
    (isIdle || isTitle ? 50 : 0) -
    // The nearest line to the top where nothing else decides; two lines only say more than the lower one alone.
    at * 0.1 +
    (lines - 1)
  );
}

/**
 * Finds the header of a sheet below titles and above units: the line, or the two, whose names and values
 * below speak most of positions, or that has the columns the user names.
 */
export function findHeader(
  sheet: Sheet,
  options: Pick<ReadOptions, "headerRow" | "headerLines" | "columns"> = {},
): Header | undefined {
  const { headerRow: chosen, headerLines: chosenLines } = options;
  const wanted = options.columns ? listColumns(options.columns) : [];
  const { rows } = sheet;
  if (rows.length === 0) return undefined;
  let width = 0;
  for (const row of rows) width = Math.max(width, row.values.length);
  const places =
    chosen === undefined
      ? rows.slice(0, deepestHeader).map((_, at) => at)
      : rows.flatMap(({ line }, at) => (line === chosen ? [at] : []));
  let best: { at: number; lines: number; score: number } | undefined;
  for (const at of places) {
    for (const lines of chosenLines === undefined ? [1, 2] : [chosenLines]) {
      if (at + lines > rows.length) continue;
      const score = scoreHeader(sheet, at, lines, width, wanted);
      if (!best || score > best.score) best = { at, lines, score };
    }
  }
  if (!best) return undefined;
  const { at, lines } = best;
  let units = 0;
  while (rows[at + lines + units] && isUnitRow(rows[at + lines + units]!.values)) units += 1;
  return { at, lines, names: joinLines(sheet, at, lines, width).names, units };
}
