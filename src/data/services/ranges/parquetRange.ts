import type { FileMetaData } from "hyparquet";
import type { Bbox } from "../../../domain/place/boundingBox.ts";
import type { Crs } from "../../../domain/place/crs.ts";
import { type Members, parsers, readCrs, readGeoMember, readRows } from "../../formats/geoParquet.ts";
import { createFindings, type RawFeature, Refusal } from "../../importReport.ts";
import { RangeFailure } from "./rangePorts.ts";
import type { FileSummary, RangePull } from "./rangePull.ts";
import type { RangeReader } from "./rangeReader.ts";
import { isInBox, meetsBox, projectBox, unprojectBox } from "./viewBox.ts";

const sides = ["xmin", "ymin", "xmax", "ymax"] as const;
type Cover = Record<(typeof sides)[number], string[]>;
/** Rows of a group, and bytes of it once unpacked, that are read at once at most. */
const mostGroupRows = 200_000;
const mostGroupBytes = 256_000_000;

interface Opened {
  file: { byteLength: number; slice: (start: number, end?: number) => Promise<ArrayBuffer> };
  metadata: FileMetaData;
  primary: string;
  crs: Crs | null;
  /** Columns of the box of each row (GeoParquet 1.1, covering); null where there are none. */
  cover: Cover | null;
  bbox: number[] | null;
}

const refuse = (code: string, zh: string, en: string): never => {
  throw new Refusal(code, { zh, en });
};

function readCover(column: Members): Cover | null {
  const covering = column.covering as { bbox?: Record<string, unknown> } | undefined;
  const found = sides.map((side) => covering?.bbox?.[side]);
  return found.every((path) => Array.isArray(path) && path.every((step) => typeof step === "string"))
    ? (Object.fromEntries(sides.map((side, i) => [side, found[i]])) as Cover)
    : null;
}

async function openFile(reader: RangeReader, name: string): Promise<Opened> {
  const { parquetMetadataAsync } = await import("hyparquet");
  const byteLength = await reader.size();
  const file = {
    byteLength,
    slice: async (start: number, end = byteLength) => {
      // Negative places count from the end, as of every slice.
      const from = start < 0 ? byteLength + start : start;
      return (await reader.read(from, (end < 0 ? byteLength + end : end) - from)).buffer;
    },
  };
  const metadata = await parquetMetadataAsync(file).catch((error: unknown) => {
    if (error instanceof RangeFailure) throw error;
    return refuse(
      "parquet-unreadable",
      `Parquet 目录读不出：${String(error).slice(0, 120)}`,
      `the footer of the Parquet file cannot be read: ${String(error).slice(0, 120)}`,
    );
  });
  const geo = readGeoMember(metadata, name);
  if (!geo)
    return refuse(
      "parquet-plain",
      "是没有几何列的 Parquet 表",
      "this is a Parquet table without a geometry column",
    );
  const primary = geo.primary_column as string;
  const column = (geo.columns as Members)[primary] as Members;
  if (String(column.encoding).toUpperCase() !== "WKB")
    refuse(
      "parquet-encoding",
      `几何编码是 ${String(column.encoding)}，只支持 WKB`,
      `geometry is encoded as ${String(column.encoding)}; only WKB is read`,
    );
  const { crs, problem } = readCrs(column);
  if (problem) refuse(problem.code, problem.zh, problem.en);
  const said = Array.isArray(column.bbox) ? column.bbox.map(Number) : [];
  const bbox = said.length === 6 ? [0, 1, 3, 4].map((i) => said[i]!) : said.length === 4 ? said : null;
  return { file, metadata, primary, crs, cover: readCover(column), bbox };
}

/** The box that the statistics of a group of rows give; null where they give none. */
function findGroupBox({ metadata, primary, cover }: Opened, group: number): number[] | null {
  const columns = metadata.row_groups[group]!.columns.flatMap(({ meta_data }) => meta_data ?? []);
  const native = columns.find(({ path_in_schema }) => path_in_schema.join(".") === primary);
  const own = native?.geospatial_statistics?.bbox;
  if (own) return sides.map((side) => own[side]);
  if (!cover) return null;
  const box = sides.map((side) => {
    const path = cover[side].join(".");
    const told = columns.find(({ path_in_schema }) => path_in_schema.join(".") === path)?.statistics;
    return Number(side.endsWith("min") ? told?.min_value : told?.max_value);
  });
  return box.every(Number.isFinite) ? box : null;
}

/** What a GeoParquet holds, from its footer alone. */
export async function describeParquet(reader: RangeReader, name: string): Promise<FileSummary> {
  const opened = await openFile(reader, name);
  const { metadata, crs, bbox } = opened;
  return {
    title: name,
    count: Number(metadata.num_rows),
    bbox: bbox && unprojectBox(bbox as Bbox, crs),
    isIndexed: metadata.row_groups.length > 0 && findGroupBox(opened, 0) !== null,
  };
}

const pathOf = (row: Members, path: readonly string[]) =>
  Number(path.reduce<unknown>((value, step) => (value as Members | undefined)?.[step], row));

/** Rows of a group whose own boxes meet the box; null where the rows have none. */
async function findRows(
  { file, metadata, cover }: Opened,
  rowStart: number,
  rowEnd: number,
  box: Bbox,
): Promise<Set<number> | null> {
  if (!cover) return null;
  const { parquetReadObjects } = await import("hyparquet");
  const { compressors } = await import("hyparquet-compressors");
  const columns = [...new Set(sides.map((side) => cover[side][0]!))];
  const rows = await parquetReadObjects({ file, metadata, compressors, rowStart, rowEnd, columns });
  const met = rows.flatMap((row, i) =>
    meetsBox(
      sides.map((side) => pathOf(row, cover[side])),
      box,
    )
      ? [i]
      : [],
  );
  return new Set(met);
}

function writeGeojson(features: readonly RawFeature[], crs: Crs | null): Uint8Array<ArrayBuffer> {
  const isDegrees = crs === null || crs.epsg === 4326;
  const text = JSON.stringify({
    type: "FeatureCollection",
    // The older member says the system; who reads the file back turns the positions into degrees.
    ...(isDegrees ? {} : { crs: { type: "name", properties: { name: `EPSG:${crs.epsg}` } } }),
    features: features.map(({ properties, geometry }) => ({ type: "Feature", properties, geometry })),
  });
  return new TextEncoder().encode(text);
}

/**
 * Reads what lies in a box: groups of rows whose statistics place them elsewhere are not read at all, and of the
 * others the boxes of rows come first where the file has them. Without either, rows are read from the first on.
 */
export const pullParquet: RangePull = async (reader, { name, bbox, most }, tell) => {
  const opened = await openFile(reader, name);
  const { file, metadata, primary, crs, cover } = opened;
  const { parquetReadObjects } = await import("hyparquet");
  const { compressors } = await import("hyparquet-compressors");
  const box = bbox && projectBox(bbox, crs);
  const groups: { start: number; end: number; met: Set<number> | null }[] = [];
  let start = 0;
  let isPlaced = true;
  for (const [index, { num_rows, total_byte_size }] of metadata.row_groups.entries()) {
    const [from, end] = [start, start + Number(num_rows)];
    start = end;
    const own = findGroupBox(opened, index);
    isPlaced &&= own !== null;
    if (box && own && !meetsBox(own, box)) continue;
    if (Number(num_rows) > mostGroupRows || Number(total_byte_size) > mostGroupBytes)
      refuse(
        "parquet-group",
        `行组有 ${num_rows} 行、${Math.round(Number(total_byte_size) / 1e6)} MB，无法分段读取；请用较小的行组重写文件`,
        `a group of ${num_rows} rows and ${Math.round(Number(total_byte_size) / 1e6)} MB is too large to be read in parts; write the file again with smaller row groups`,
      );
    groups.push({ start: from, end, met: box ? await findRows(opened, from, end, box) : null });
  }
  const matched = !box
    ? Number(metadata.num_rows)
    : cover
      ? groups.reduce((sum, { met }) => sum + (met?.size ?? 0), 0)
      : null;
  const hidden = cover ? [...new Set(sides.map((side) => cover[side][0]!))] : ["bbox"];
  const kept: RawFeature[] = [];
  const told = { binary: 0, curves: 0 };
  let isAtEnd = true;
  for (const group of groups) {
    if (group.met?.size === 0) continue;
    if (kept.length >= most) {
      isAtEnd = false;
      break;
    }
    const rows = await parquetReadObjects({
      file,
      metadata,
      compressors,
      parsers,
      utf8: true,
      rowStart: group.start,
      rowEnd: group.end,
    });
    const wanted = group.met ? rows.filter((_, i) => group.met!.has(i)) : rows;
    const findings = createFindings();
    const { features } = readRows(wanted, { file: name, primary, hidden }, findings, told);
    const [wrong] = findings.errors;
    if (wrong) refuse(wrong.code, wrong.messageZh, wrong.message);
    for (const feature of features)
      if (!box || (feature.geometry && isInBox(feature.geometry, box))) kept.push(feature);
    tell(Math.min(kept.length, most), matched);
  }
  const isWhole = isAtEnd && kept.length <= most;
  const taken = kept.slice(0, most);
  return {
    taken: taken.length,
    matched: isWhole ? taken.length : matched,
    isWhole,
    file: taken.length === 0 ? null : { name: `${name}.geojson`, bytes: writeGeojson(taken, crs) },
    note:
      box && !isPlaced
        ? {
            zh: "文件没有行组范围统计，按顺序读取",
            en: "the file does not say where its row groups lie and was read in order",
          }
        : null,
  };
};
