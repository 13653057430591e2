import type { FileMetaData } from "hyparquet";
import { type Crs, findCrs } from "../../domain/place/crs.ts";
import { parseCrsText } from "../../domain/place/crsText.ts";
import { formatProjJson } from "../../domain/place/projJson.ts";
import { keepInteger } from "../exactNumbers.ts";
import {
  type Findings,
  type InputFile,
  type RawFeature,
  type RawLayer,
  type ReadOptions,
  Refusal,
} from "../importReport.ts";
import { tellCurves } from "./curves.ts";
import { readTable } from "./table.ts";
import { readWellKnownBinary } from "./wellKnownBinary.ts";

const mostRows = 1_000_000;
const mostUnpacked = 1_000_000_000;
const mostRatio = 400;

export type Members = Record<string, unknown>;
const isObject = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const formatTime = (date: Date) => {
  const text = Number.isNaN(date.getTime()) ? "" : date.toISOString();
  return text.endsWith("T00:00:00.000Z") ? text.slice(0, 10) : text.replace(/\.000Z$/, "Z");
};

/** Geometry stays bytes: our own reader checks each count against them. */
export const parsers = {
  geometryFromBytes: (bytes: Uint8Array) => bytes,
  geographyFromBytes: (bytes: Uint8Array) => bytes,
  dateFromDays: (days: number) => formatTime(new Date(days * 86_400_000)),
  timestampFromMilliseconds: (value: bigint) => formatTime(new Date(Number(value))),
  timestampFromMicroseconds: (value: bigint) => formatTime(new Date(Number(value / 1000n))),
  timestampFromNanoseconds: (value: bigint) => formatTime(new Date(Number(value / 1_000_000n))),
};

/** What a cell is as an attribute: codes exact, nested values as text, bytes left out. */
function toAttribute(value: unknown, told: { binary: number }): unknown {
  if (typeof value === "bigint") return keepInteger(value);
  if (value instanceof Uint8Array) {
    told.binary += 1;
    return undefined;
  }
  if (value instanceof Date) return formatTime(value);
  if (typeof value === "object" && value !== null)
    return JSON.stringify(value, (_, part) => (typeof part === "bigint" ? String(part) : (part as unknown)));
  return value;
}

/** The `geo` member of the file (GeoParquet 1.x); undefined in a plain Parquet table. */
export function readGeoMember(metadata: FileMetaData, file: string): Members | undefined {
  const text = metadata.key_value_metadata?.find(({ key }) => key === "geo")?.value;
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value) && isObject(value.columns) && typeof value.primary_column === "string") return value;
  } catch {
    // Told below: unreadable and incomplete are one to the user.
  }
  throw new Refusal(
    "parquet-geo",
    { zh: `“${file}”的 geo 元数据读不懂`, en: `the 'geo' metadata of '${file}' is not readable` },
    { file, record: 1 },
  );
}

/** A system in PROJJSON: by its code, or by what it describes. Left out means OGC:CRS84. */
export function readCrs(column: Members): { crs: Crs | null; problem?: RawLayer["crsProblem"] } {
  if (!Object.hasOwn(column, "crs")) {
    const wgs84 = findCrs(4326);
    return { crs: wgs84.ok ? wgs84.value : null };
  }
  const given = column.crs;
  const ids = isObject(given) ? [given.id, ...(Array.isArray(given.ids) ? given.ids : [])] : [];
  for (const id of ids) {
    if (!isObject(id)) continue;
    const name = `${String(id.authority)}:${String(id.code)}`.toUpperCase();
    const code = name === "OGC:CRS84" ? 4326 : Number(/^EPSG:(\d+)$/.exec(name)?.[1]);
    if (Number.isNaN(code)) continue;
    const found = findCrs(code);
    if (found.ok) return { crs: found.value };
    if (found.error.code !== "crs-unknown") return { crs: null, problem: found.error };
  }
  const text = formatProjJson(given);
  const described = text === undefined ? undefined : parseCrsText(text);
  if (described) return described.ok ? { crs: described.value } : { crs: null, problem: described.error };
  const name = isObject(given) ? String(given.name ?? "?").slice(0, 80) : "null";
  return {
    crs: null,
    problem: {
      code: "crs-undefined",
      zh: `文件没有写明可用的坐标系（${name}），请指明`,
      en: `the file names no system that is known here (${name}); name the coordinate system`,
    },
  };
}

/** The features of rows with WKB in a column; `hidden` columns are no attributes. */
export function readRows(
  rows: readonly Members[],
  { file, primary, hidden }: { file: string; primary: string; hidden: readonly string[] },
  findings: Findings,
  told: { binary: number; curves: number },
): { features: RawFeature[]; skipped: number } {
  const features: RawFeature[] = [];
  let skipped = 0;
  rows.forEach((row, i) => {
    const place = { file, record: i + 1 };
    const properties: Members = {};
    for (const [key, value] of Object.entries(row)) {
      if (key === primary || hidden.includes(key)) continue;
      const plain = toAttribute(value, told);
      if (plain !== undefined)
        Object.defineProperty(properties, key, {
          value: plain,
          enumerable: true,
          writable: true,
          configurable: true,
        });
    }
    const shape = row[primary];
    if (!(shape instanceof Uint8Array)) {
      skipped += 1;
      findings.addWarning(
        "geometry-null",
        { zh: "没有几何，未上图", en: "has no geometry; left out" },
        place,
      );
      return;
    }
    try {
      features.push({ record: i + 1, line: null, properties, geometry: readWellKnownBinary(shape, 0, told) });
    } catch (error) {
      const said = (error as Error).message;
      findings.addError(
        "parquet-geometry",
        { zh: `几何读不出：${said}`, en: `the geometry is unreadable: ${said}` },
        place,
      );
    }
  });
  return { features, skipped };
}

/** A Parquet file: features where it is GeoParquet, else a table with columns of positions. */
export async function readGeoParquet(
  input: InputFile,
  findings: Findings,
  options: ReadOptions,
): Promise<RawLayer[]> {
  const { name: file, bytes } = input;
  const refuse = (code: string, zh: string, en: string): never => {
    throw new Refusal(code, { zh: `“${file}”${zh}`, en: `'${file}' ${en}` }, { file, record: 1 });
  };
  const { parquetMetadata, parquetReadObjects } = await import("hyparquet");
  const { compressors } = await import("hyparquet-compressors");
  const buffer = bytes.slice().buffer;
  let metadata: FileMetaData;
  try {
    metadata = parquetMetadata(buffer);
  } catch (error) {
    return refuse(
      "parquet-unreadable",
      `的目录读不出，文件可能被截断：${String(error).slice(0, 120)}`,
      `has an unreadable footer and may be cut off: ${String(error).slice(0, 120)}`,
    );
  }
  findings.encoding = "UTF-8";
  const unpacked = metadata.row_groups.reduce((sum, group) => sum + Number(group.total_byte_size), 0);
  if (Number(metadata.num_rows) > mostRows || unpacked > mostUnpacked || unpacked > bytes.length * mostRatio)
    refuse(
      "parquet-size",
      `解开后有 ${metadata.num_rows} 行、${Math.round(unpacked / 1e6)} MB，超过上限`,
      `unpacks to ${metadata.num_rows} rows and ${Math.round(unpacked / 1e6)} MB, which is over the limit`,
    );
  const geo = readGeoMember(metadata, file);
  let rows: Members[];
  try {
    rows = await parquetReadObjects({
      file: buffer,
      metadata,
      compressors,
      parsers,
      utf8: true,
    });
  } catch (error) {
    return refuse(
      "parquet-unreadable",
      `读不出：${String(error).slice(0, 120)}`,
      `cannot be read: ${String(error).slice(0, 120)}`,
    );
  }
  const name = file.replace(/^.*\//, "").replace(/\.(geo)?parquet$/i, "");
  const told = { binary: 0, curves: 0 };
  if (!geo) {
    const headers = Object.keys(rows[0] ?? {});
    const head = { line: 1, values: headers as unknown[] };
    const cells = rows.map((row, i) => ({
      line: i + 2,
      values: headers.map((key) => toAttribute(row[key], told)),
    }));
    const sheet = { name, file, rows: [head, ...cells] };
    return [readTable(sheet, findings, { ...options, headerRow: 1, headerLines: 1 })];
  }
  const primary = geo.primary_column as string;
  const column = (geo.columns as Members)[primary];
  const encoding = isObject(column) ? String(column.encoding) : "?";
  if (!isObject(column) || encoding.toUpperCase() !== "WKB")
    return refuse(
      "parquet-encoding",
      `的几何编码是 ${encoding}，只支持 WKB`,
      `holds geometry encoded as ${encoding}; only WKB is read`,
    );
  const { features, skipped } = readRows(rows, { file, primary, hidden: ["bbox"] }, findings, told);
  tellCurves(told.curves, file, findings);
  if (told.binary > 0)
    findings.addWarning(
      "parquet-binary",
      { zh: `${told.binary} 个二进制属性值未读取`, en: `${told.binary} binary values were not read` },
      { file, record: 1 },
    );
  const { crs, problem } = readCrs(column);
  return [
    { name, file, features, crs, ...(problem ? { crsProblem: problem } : {}), ownRingOrder: true, skipped },
  ];
}
