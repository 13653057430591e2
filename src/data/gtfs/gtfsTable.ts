import Papa from "papaparse";
import { decodeStrictly } from "../bytes/decodeText.ts";
import { type InputFile, Refusal } from "../importReport.ts";

/** A row of a table of a feed, with the line it begins on. */
export interface GtfsRow {
  cells: Record<string, string>;
  line: number;
}

export interface GtfsTable {
  file: string;
  rows: GtfsRow[];
}

const findFile = (files: readonly InputFile[], name: string) =>
  files.find((file) => file.name.split("/").at(-1)!.toLowerCase() === name);

/** A table of a feed, or undefined where the feed has none of the name. Refuses what is not UTF-8 or lacks a column. */
export function readGtfsTable(
  files: readonly InputFile[],
  name: string,
  columns: readonly string[],
): GtfsTable | undefined {
  const file = findFile(files, name);
  if (!file) return undefined;
  const text = decodeStrictly(file.bytes, "utf-8");
  if (text === undefined)
    throw new Refusal(
      "gtfs-encoding",
      { zh: `“${name}”不是 UTF-8 编码；请另存为 UTF-8`, en: `'${name}' is not in UTF-8; save it as UTF-8` },
      { file: name, record: 1 },
    );
  const { data } = Papa.parse<string[]>(text.replace(/^\ufeff/, ""), { skipEmptyLines: "greedy" });
  const head = (data[0] ?? []).map((cell) => cell.trim());
  const missing = columns.filter((column) => !head.includes(column));
  if (missing.length > 0)
    throw new Refusal(
      "gtfs-column",
      {
        zh: `“${name}”缺少列 ${missing.join("、")}；现有列：${head.join("、")}`,
        en: `'${name}' has no column ${missing.join(", ")}; it has ${head.join(", ")}`,
      },
      { file: name, record: 1 },
    );
  return {
    file: name,
    rows: data.slice(1).map((values, i) => ({
      cells: Object.fromEntries(head.map((column, at) => [column, (values[at] ?? "").trim()])),
      line: i + 2,
    })),
  };
}

/** A table that every feed must have. */
export function requireGtfsTable(
  files: readonly InputFile[],
  name: string,
  columns: readonly string[],
): GtfsTable {
  const table = readGtfsTable(files, name, columns);
  if (table) return table;
  throw new Refusal(
    "gtfs-file",
    {
      zh: `压缩包里没有“${name}”，不是 GTFS；现有：${files.map((file) => file.name).join("、")}`,
      en: `there is no '${name}' in the archive, so it is not GTFS; it holds ${files.map((file) => file.name).join(", ")}`,
    },
    { file: name, record: 1 },
  );
}

/** Seconds of a time such as 25:10:00; undefined where the cell is empty. Refuses anything else. */
export function readGtfsTime(table: GtfsTable, row: GtfsRow, column: string): number | undefined {
  const text = row.cells[column] ?? "";
  if (text === "") return undefined;
  const found = /^(\d{1,3}):([0-5]\d):([0-5]\d)$/.exec(text);
  if (!found)
    throw new Refusal(
      "gtfs-time",
      {
        zh: `“${table.file}”第 ${row.line} 行 ${column} 列是“${text}”，应如 08:05:00`,
        en: `'${table.file}' line ${row.line}, column ${column}: got '${text}', expected a time such as 08:05:00`,
      },
      { file: table.file, record: row.line - 1 },
    );
  return Number(found[1]) * 3600 + Number(found[2]) * 60 + Number(found[3]);
}
