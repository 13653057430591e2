import { existsSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import Papa from "papaparse";
import type { Bilingual } from "../../src/domain/plan.ts";

export const repositoryRoot = process.env.ATLAS_ROOT ?? process.cwd();
/** Where the tables lie: the repository's, or another folder when a test spoils a copy of them. */
export const factsFolder = process.env.ATLAS_GEODATA_FACTS ?? join(repositoryRoot, "geodata", "facts");

/** The plan as data: chapters, items, rules, phases. Another plan is another folder. */
export const planFolder = process.env.ATLAS_PLAN ?? join(repositoryRoot, "geodata", "plan");

/** Tables that say nothing of a plan; another plan takes these where it has none of its own. */
const commonTables = [
  "unverified.csv",
  "levels.csv",
  "rail/train_types.csv",
  "rail/fitted.csv",
  "rail/train_kinds.csv",
  "rail/parameters.csv",
  "reach/parameters.csv",
  "reach/land.csv",
  "reach/road_classes.csv",
];

const findTable = (name: string, folder: string): string =>
  commonTables.includes(name) && !existsSync(join(folder, name))
    ? join(repositoryRoot, "geodata", "facts", name)
    : join(folder, name);

/** A fact that cannot be used: which file, which row, why. Stops the build. */
export class FactError extends Error {
  readonly file: string;
  readonly row: number | undefined;
  readonly reason: string;
  constructor(file: string, row: number | undefined, reason: string) {
    super(`${file}${row === undefined ? "" : `, row ${row}`}: ${reason}`);
    this.file = file;
    this.row = row;
    this.reason = reason;
  }
}

/** One row of a fact table. `row` is the line as a spreadsheet shows it: the header is row 1. */
export interface FactRow {
  file: string;
  row: number;
  values: Readonly<Record<string, string>>;
}

/** Throws a FactError at this row. */
export function refuse(fact: FactRow, reason: string): never {
  throw new FactError(fact.file, fact.row, reason);
}

/** The text of a column, "" where the cell is empty; refuses an unknown column. */
export function readText(fact: FactRow, column: string): string {
  const value = fact.values[column];
  if (value === undefined)
    refuse(fact, `has no column '${column}'; it has ${Object.keys(fact.values).join(", ")}`);
  return value.trim();
}

/** The text of a column that must not be empty. */
export function requireText(fact: FactRow, column: string): string {
  const value = readText(fact, column);
  if (value === "") refuse(fact, `'${column}' is empty`);
  return value;
}

/** The number in a column, or undefined where the cell is empty. */
export function readNumber(fact: FactRow, column: string): number | undefined {
  const value = readText(fact, column);
  if (value === "") return undefined;
  const number = Number(value);
  if (!Number.isFinite(number)) refuse(fact, `'${column}' is '${value}', expected a number`);
  return number;
}

/** Whether a table lies among the facts; a plan need not have all of them. */
export const hasFactTable = (name: string): boolean => existsSync(findTable(name, factsFolder));

/** A fact table below `folder` (default `geodata/facts`), each row with its place in the file. */
export function readFactTable(name: string, folder: string = factsFolder): FactRow[] {
  const path = findTable(name, folder);
  const file = relative(repositoryRoot, path).startsWith("..") ? path : relative(repositoryRoot, path);
  const parsed = Papa.parse<string[]>(readFileSync(path, "utf8").replace(/^\uFEFF/, ""), {
    // Stated, because a guess takes the semicolons inside cells for it.
    delimiter: ",",
    skipEmptyLines: false,
  });
  const header = parsed.data[0];
  if (!header || header.length < 2)
    throw new FactError(file, 1, "has no header row of comma-separated columns");
  const rows: FactRow[] = [];
  for (const [index, cells] of parsed.data.entries()) {
    if (index === 0 || (cells.length === 1 && cells[0] === "")) continue;
    if (cells.length !== header.length) {
      throw new FactError(file, index + 1, `has ${cells.length} cells, expected ${header.length}`);
    }
    rows.push({
      file,
      row: index + 1,
      values: Object.fromEntries(header.map((column, i) => [column.trim(), cells[i]!])),
    });
  }
  return rows;
}

const requireBoth = (fact: FactRow, zh: string, en: string): Bilingual => ({
  zh: requireText(fact, zh),
  en: requireText(fact, en),
});

/** What a row is called. */
export const requireName = (fact: FactRow) => requireBoth(fact, "name_zh", "name_en");

/** Why a number of a row has its value. */
export const requireReason = (fact: FactRow) => requireBoth(fact, "reason_zh", "reason");
