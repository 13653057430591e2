import type { Feature, Geometry } from "geojson";
import Papa from "papaparse";
import { decodeText } from "./decodeText.ts";
import { findPropertyKeys } from "./propertyKeys.ts";
import { type Findings, type InputFile, type RawLayer, type ReadOptions, Refusal } from "./report.ts";
import { cleanHeaders, readTable, type TableRow } from "./table.ts";
import { formatWellKnownText } from "./wellKnownText.ts";

const countNewlines = (text: string, from: number, to: number) => {
  let count = 0;
  for (let at = text.indexOf("\n", from); at >= 0 && at < to; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
};

/** A number where a cell is one and would look the same again; codes such as 0451 stay text. */
function readCell(text: string): unknown {
  if (text === "") return null;
  if (/^-?(0|[1-9]\d{0,14})(\.\d+)?([eE][-+]?\d{1,3})?$/.test(text) && text.length < 20) return Number(text);
  return text;
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
  const text = decoded.text;
  let headers: string[] | undefined;
  let headerLine = 1;
  const rows: TableRow[] = [];
  let line = 1;
  let before = 0;
  Papa.parse<string[]>(text, {
    delimitersToGuess: [",", "\t", ";", "|", "，"],
    skipEmptyLines: false,
    step(result) {
      const cells = result.data;
      const at = line;
      line += countNewlines(text, before, result.meta.cursor);
      before = result.meta.cursor;
      for (const error of result.errors) {
        if (error.code === "UndetectableDelimiter") continue;
        findings.addError(
          "csv-quotes",
          { zh: "引号不成对", en: "a quoted cell does not end" },
          { file: input.name, record: headers ? rows.length + 1 : undefined, line: at },
        );
      }
      if (cells.length === 1 && cells[0]!.trim() === "") return;
      if (!headers) {
        headers = cleanHeaders(cells);
        headerLine = at;
        return;
      }
      if (cells.length !== headers.length) {
        const message = {
          zh: `有 ${cells.length} 格，表头有 ${headers.length} 格`,
          en: `has ${cells.length} cells where the header has ${headers.length}`,
        };
        const place = { file: input.name, record: rows.length + 1, line: at };
        if (cells.length > headers.length && cells.slice(headers.length).some((c) => c.trim() !== ""))
          findings.addError("csv-cells", message, place);
        else findings.addWarning("csv-cells", message, place);
      }
      rows.push({ line: at, values: headers.map((_, i) => readCell((cells[i] ?? "").trim())) });
    },
  });
  if (!headers || headers.length < 1) {
    throw new Refusal(
      "csv-empty",
      { zh: `“${input.name}”没有表头`, en: `'${input.name}' has no header` },
      { file: input.name, line: 1 },
    );
  }
  if (rows.length === 0)
    findings.addWarning(
      "table-empty",
      { zh: "只有表头，没有数据行", en: "there is a header and no row" },
      { file: input.name, line: headerLine },
    );
  const name = input.name.replace(/^.*\//, "").replace(/\.(csv|tsv|txt)$/i, "");
  return [readTable({ name, file: input.name, headers, headerLine, rows }, findings, options)];
}

/** A cell as spreadsheets read it back; what begins like a formula is quoted with an apostrophe unless it is a number. */
export function formatCell(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  let text = typeof value === "object" ? JSON.stringify(value) : String(value);
  if (/^[=+\-@\t\r]/.test(text) && !/^[-+]?\d+(\.\d+)?([eE][-+]?\d+)?$/.test(text)) text = `'${text}`;
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
