import type { Crs } from "../domain/place/crs.ts";
import { findCrs } from "../domain/place/crs.ts";
import { type Findings, type RawFeature, type RawLayer, type ReadOptions, Refusal } from "./report.ts";
import { looksLikeWellKnownText, parseWellKnownText } from "./wellKnownText.ts";

export interface TableRow {
  values: unknown[];
  /** Line of a text, or row of a sheet, from 1. */
  line: number;
}

export interface Table {
  name: string;
  file: string;
  headers: string[];
  headerLine: number;
  rows: TableRow[];
}

export type Columns = { longitude: string; latitude: string } | { wkt: string };

const plain = (name: string) =>
  name
    .trim()
    .toLowerCase()
    .replace(/[\s_()（）°.:;；，,-]+/g, "");
const longitudeNames = [
  "longitude",
  "lon",
  "lng",
  "long",
  "经度",
  "东经",
  "经度e",
  "x",
  "xcoord",
  "坐标x",
  "x坐标",
  "pointx",
  "lonwgs84",
  "经度wgs84",
  "东坐标",
  "横坐标",
  "easting",
  "东向",
];
const latitudeNames = [
  "latitude",
  "lat",
  "纬度",
  "北纬",
  "纬度n",
  "y",
  "ycoord",
  "坐标y",
  "y坐标",
  "pointy",
  "latwgs84",
  "纬度wgs84",
  "北坐标",
  "纵坐标",
  "northing",
  "北向",
];
const wktNames = ["wkt", "geom", "geometry", "thegeom", "shape", "几何", "空间坐标", "wktgeom"];

/** Degrees from a number, "110.5", "110.5°E" or "110°30′15″E"; undefined from anything else. */
export function parseCoordinate(value: unknown): number | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  if (typeof value !== "string") return undefined;
  const text = value.trim().replace(/[，]/g, ",");
  const simple = text.match(/^([-+]?\d+(?:[.,]\d+)?(?:e[-+]?\d+)?)\s*°?\s*([ewns东西南北])?$/i);
  if (simple) return Number(simple[1]!.replace(",", ".")) * (/[ws西南]/i.test(simple[2] ?? "") ? -1 : 1);
  const parts = text.match(
    /^([ewns东西南北])?\s*(\d+)\s*[°度d:\s]\s*(\d+(?:\.\d+)?)\s*[′'’分m:\s]?\s*(?:(\d+(?:\.\d+)?)\s*[″"”秒s]?)?\s*([ewns东西南北])?$/i,
  );
  if (!parts) return undefined;
  const [minutes, seconds] = [Number(parts[3]), Number(parts[4] ?? 0)];
  if (minutes >= 60 || seconds >= 60) return undefined;
  return (
    (Number(parts[2]) + minutes / 60 + seconds / 3600) *
    (/[ws西南]/i.test(parts[1] ?? parts[5] ?? "") ? -1 : 1)
  );
}

/** The columns that hold positions, by their names and then by their values; undefined where it cannot be told. */
export function findColumns(headers: readonly string[], rows: readonly TableRow[]): Columns | undefined {
  const names = headers.map(plain);
  const sample = rows.slice(0, 50);
  const isWkt = (i: number) =>
    sample.some((r) => typeof r.values[i] === "string" && looksLikeWellKnownText(r.values[i] as string));
  const byName = headers.findIndex((_, i) => wktNames.includes(names[i]!) && isWkt(i));
  const wkt = byName >= 0 ? byName : headers.findIndex((_, i) => isWkt(i));
  if (wkt >= 0) return { wkt: headers[wkt]! };
  const numeric = (i: number) =>
    sample.filter((r) => parseCoordinate(r.values[i]) !== undefined).length * 2 >= Math.max(1, sample.length);
  const find = (wanted: string[]) => {
    for (const name of wanted) {
      const at = names.findIndex((n, i) => n === name && numeric(i));
      if (at >= 0) return at;
    }
    return names.findIndex(
      (n, i) => n.length > 2 && wanted.some((w) => w.length > 2 && n.includes(w)) && numeric(i),
    );
  };
  const longitude = find(longitudeNames);
  const latitude = find(latitudeNames);
  if (longitude < 0 || latitude < 0 || longitude === latitude) return undefined;
  return { longitude: headers[longitude]!, latitude: headers[latitude]! };
}

/** Where a table in a Chinese survey grid calls northing X, the columns are the other way round. */
function readsNorthingAsX(rows: readonly TableRow[], x: number, y: number): boolean {
  const first = rows.find(
    (r) => parseCoordinate(r.values[x]) !== undefined && parseCoordinate(r.values[y]) !== undefined,
  );
  if (!first) return false;
  const [a, b] = [parseCoordinate(first.values[x])!, parseCoordinate(first.values[y])!];
  return a > 1e6 && a < 6.5e6 && ((b > 1e5 && b < 9e5) || b >= 13e6);
}

/** Features from the rows of a table; a row without a position is left out and said so. */
export function readTable(table: Table, findings: Findings, options: ReadOptions): RawLayer {
  const { headers, rows, file } = table;
  const columns = options.columns ?? findColumns(headers, rows);
  const refuse = (code: string, zh: string, en: string): never => {
    findings.questions.push({
      about: "columns",
      title: { zh: "哪些列是坐标？", en: "Which columns hold the position?" },
      choices: headers.map((h) => ({ value: h, label: h })),
      samples: rows.slice(0, 3).map((r) =>
        r.values
          .map((v) => String(v ?? ""))
          .join(" | ")
          .slice(0, 120),
      ),
    });
    throw new Refusal(code, { zh, en }, { file, line: table.headerLine });
  };
  if (!columns) {
    const list = headers.slice(0, 12).join(", ");
    return refuse(
      "columns-unknown",
      `“${file}”中找不到经纬度列或 WKT 列（有：${list}），请指明`,
      `no columns of longitude and latitude, nor of WKT, are found in '${file}' (it has ${list}); name them`,
    );
  }
  const wanted = "wkt" in columns ? [columns.wkt] : [columns.longitude, columns.latitude];
  const missing = wanted.find((name) => !headers.includes(name));
  if (missing !== undefined)
    return refuse("columns-missing", `没有名为“${missing}”的列`, `there is no column '${missing}'`);
  let [first, second] = wanted.map((name) => headers.indexOf(name)) as [number, number | undefined];
  let note = "";
  if (second !== undefined && options.columns === undefined && readsNorthingAsX(rows, first, second)) {
    [first, second] = [second, first];
    note = "（X 为北坐标，Y 为东坐标）";
  }
  findings.decisions.push({
    about: "columns",
    value: wanted.join(", "),
    by: options.columns ? "user" : "rule",
    reason: {
      zh: `坐标取自列 ${wanted.join("、")}${note}`,
      en: `positions come from ${wanted.join(" and ")}${note ? " (X is the northing, Y the easting)" : ""}`,
    },
  });
  const features: RawFeature[] = [];
  let skipped = 0;
  let crs: Crs | null = null;
  rows.forEach((row, i) => {
    if (findings.isFull()) return;
    const record = i + 1;
    const place = { file, record, line: row.line };
    const properties: Record<string, unknown> = {};
    headers.forEach((header, at) => {
      if (at === first || at === second) return;
      Object.defineProperty(properties, header, {
        value: row.values[at] ?? null,
        enumerable: true,
        writable: true,
        configurable: true,
      });
    });
    const values = [row.values[first], second === undefined ? undefined : row.values[second]];
    if (values.every((v) => v === undefined || v === null || String(v).trim() === "")) {
      skipped += 1;
      findings.addWarning(
        "position-empty",
        { zh: "没有坐标，未上图", en: "the row has no position; left out" },
        place,
      );
      return;
    }
    if (second === undefined) {
      const parsed = parseWellKnownText(String(values[0]));
      if ("problem" in parsed) {
        findings.addError(
          "wkt",
          {
            zh: `WKT 读不出（第 ${parsed.at + 1} 个字符）：${parsed.problem}`,
            en: `the WKT is unreadable at character ${parsed.at + 1}: ${parsed.problem}`,
          },
          place,
        );
        return;
      }
      if (parsed.srid !== null && parsed.srid !== 4326 && !crs) {
        const named = findCrs(parsed.srid);
        if (!named.ok) throw new Refusal(named.error.code, named.error, place);
        crs = named.value;
      }
      features.push({ record, line: row.line, properties, geometry: parsed.geometry });
      return;
    }
    const [x, y] = values.map(parseCoordinate);
    if (x === undefined || y === undefined) {
      const bad = x === undefined ? values[0] : values[1];
      findings.addError(
        "position-unreadable",
        {
          zh: `坐标“${String(bad).slice(0, 40)}”不是数`,
          en: `the coordinate '${String(bad).slice(0, 40)}' is not a number`,
        },
        place,
      );
      return;
    }
    features.push({ record, line: row.line, properties, geometry: { type: "Point", coordinates: [x, y] } });
  });
  return { name: table.name, file, features, crs, ownRingOrder: true, skipped };
}

/** Headers that can serve as names of properties: none empty, none twice. */
export function cleanHeaders(given: readonly unknown[]): string[] {
  const seen = new Map<string, number>();
  return given.map((value, i) => {
    const name = String(value ?? "").trim() || `column_${i + 1}`;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name}_${count}`;
  });
}
