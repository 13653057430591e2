import type { Geometry, Position } from "geojson";
import type { Crs } from "../../domain/place/crs.ts";
import { parseCrsText } from "../../domain/place/crsText.ts";
import { isShp } from "../bytes/contentKind.ts";
import {
  type Findings,
  type InputFile,
  type RawFeature,
  type RawLayer,
  type ReadOptions,
  Refusal,
} from "../importReport.ts";
import { gatherWoundRings } from "../rings.ts";
import { type DbfTable, readDbf } from "./dbf.ts";

const typeNames: Record<number, string> = { 1: "point", 3: "line", 5: "polygon", 8: "multipoint" };
/** Shape types with heights (1x) and measures (2x) hold the plain shape first. */
const plainType = (type: number) => (type > 0 && type < 30 && type % 10 in typeNames ? type % 10 : type);

interface ShapeRecord {
  /** Shape type, or an explanation of why there is no shape. */
  geometry: Geometry | null;
  problem: { zh: string; en: string } | null;
}

function readShape(view: DataView, at: number, end: number): ShapeRecord & { orphans?: number } {
  const bad = (zh: string, en: string) => ({ geometry: null, problem: { zh, en } });
  if (at + 4 > end) return bad("记录太短", "the record is too short");
  const full = view.getInt32(at, true);
  const type = plainType(full);
  if (full === 0) return bad("空图形（null shape），未上图", "a null shape; left out");
  if (full === 31)
    return bad("多面体（MultiPatch）不支持，未上图", "a multipatch, which is not supported; left out");
  if (!(type in typeNames)) return bad(`未知图形类型 ${full}`, `the shape type ${full} is unknown`);
  const point = (offset: number): Position => [
    view.getFloat64(offset, true),
    view.getFloat64(offset + 8, true),
  ];
  const heights = full >= 11 && full <= 18;
  if (type === 1) {
    if (at + 20 > end) return bad("记录太短", "the record is too short");
    const position = point(at + 4);
    if (heights && at + 28 <= end) position.push(view.getFloat64(at + 20, true));
    return { geometry: { type: "Point", coordinates: position }, problem: null };
  }
  const multi = type === 8;
  const header = multi ? 40 : 44;
  if (at + header > end) return bad("记录太短", "the record is too short");
  const partCount = multi ? 1 : view.getInt32(at + 36, true);
  const pointCount = view.getInt32(at + (multi ? 36 : 40), true);
  const pointsAt = at + header + (multi ? 0 : partCount * 4);
  if (partCount < 0 || pointCount < 0 || pointsAt + pointCount * 16 > end) {
    return bad(
      `点数 ${pointCount} 或部件数 ${partCount} 超出记录`,
      `${pointCount} points in ${partCount} parts do not fit the record`,
    );
  }
  if (pointCount === 0 || partCount === 0) return bad("没有坐标，未上图", "there are no positions; left out");
  const heightsAt = pointsAt + pointCount * 16 + 16;
  const withHeights = heights && heightsAt + pointCount * 8 <= end;
  const position = (i: number): Position => {
    const p = point(pointsAt + i * 16);
    if (withHeights) p.push(view.getFloat64(heightsAt + i * 8, true));
    return p;
  };
  if (multi) {
    const coordinates = Array.from({ length: pointCount }, (_, i) => position(i));
    return { geometry: { type: "MultiPoint", coordinates }, problem: null };
  }
  const parts: Position[][] = [];
  for (let part = 0; part < partCount; part += 1) {
    const from = view.getInt32(at + 44 + part * 4, true);
    const to = part + 1 < partCount ? view.getInt32(at + 44 + (part + 1) * 4, true) : pointCount;
    if (from < 0 || to > pointCount || from > to)
      return bad(`第 ${part + 1} 个部件的起点不对`, `part ${part + 1} begins at a wrong place`);
    if (to > from) parts.push(Array.from({ length: to - from }, (_, i) => position(from + i)));
  }
  if (type === 3) {
    return {
      geometry:
        parts.length === 1
          ? { type: "LineString", coordinates: parts[0]! }
          : { type: "MultiLineString", coordinates: parts },
      problem: null,
    };
  }
  const { geometry, orphans } = gatherWoundRings(parts);
  return { geometry, problem: null, orphans };
}

/** Byte offsets of the records: in file order, checked against the index, which finds the way again past padding. */
function findRecords(
  shp: Uint8Array,
  shx: Uint8Array | undefined,
  file: string,
  findings: Findings,
): { at: number; end: number }[] {
  const view = new DataView(shp.buffer, shp.byteOffset, shp.byteLength);
  const index: { at: number; length: number }[] = [];
  if (shx && shx.length >= 100) {
    const indexView = new DataView(shx.buffer, shx.byteOffset, shx.byteLength);
    for (let at = 100; at + 8 <= shx.length; at += 8) {
      index.push({ at: indexView.getInt32(at, false) * 2, length: indexView.getInt32(at + 4, false) * 2 });
    }
  }
  const records: { at: number; end: number }[] = [];
  let padded = 0;
  let at = 100;
  while (at + 12 <= shp.length) {
    const number = records.length + 1;
    const length = view.getInt32(at + 4, false) * 2;
    const sound = view.getInt32(at, false) === number && length >= 4 && at + 8 + length <= shp.length;
    if (!sound) {
      // Some programs pad records, or number them wrongly: the index, or the next header that fits, shows the way.
      const entry = index[number - 1];
      const wellIndexed =
        entry &&
        entry.at >= 100 &&
        entry.at + 12 <= shp.length &&
        entry.at + 8 + entry.length <= shp.length &&
        entry.length >= 4;
      if (wellIndexed && entry.at !== at) {
        at = entry.at;
        padded += 1;
        records.push({ at: at + 8, end: at + 8 + entry.length });
        at += 8 + entry.length;
        continue;
      }
      const next = findHeader(view, at + 4, number, shp.length);
      if (next < 0) {
        if (length >= 4 && at + 8 + length <= shp.length) {
          records.push({ at: at + 8, end: at + 8 + length });
          at += 8 + length;
          continue;
        }
        findings.addError(
          "shp-cut",
          {
            zh: `第 ${number} 条图形读不出，文件可能被截断`,
            en: `shape ${number} is unreadable; the file may be cut off`,
          },
          { file, record: number },
        );
        break;
      }
      at = next;
      padded += 1;
      continue;
    }
    records.push({ at: at + 8, end: at + 8 + length });
    at += 8 + length;
  }
  if (padded > 0) {
    findings.addWarning(
      "shp-padded",
      { zh: `记录之间有 ${padded} 处填充，已跳过`, en: `${padded} gaps between records were stepped over` },
      { file, record: 1 },
    );
  }
  if (shx && index.length !== records.length) {
    findings.addWarning(
      "shx-count",
      {
        zh: `.shx 有 ${index.length} 条，.shp 有 ${records.length} 条，不一致`,
        en: `the .shx has ${index.length} records and the .shp ${records.length}`,
      },
      { file, record: Math.min(index.length, records.length) + 1 },
    );
  }
  return records;
}

function findHeader(view: DataView, from: number, number: number, size: number): number {
  for (let at = from; at + 12 <= Math.min(size, from + 65_536); at += 2) {
    if (view.getInt32(at, false) !== number) continue;
    const length = view.getInt32(at + 4, false) * 2;
    const type = view.getInt32(at + 8, true);
    if (length >= 4 && at + 8 + length <= size && (type === 0 || plainType(type) in typeNames)) return at;
  }
  return -1;
}

function readSet(
  shp: InputFile,
  beside: (extension: string) => InputFile | undefined,
  findings: Findings,
  options: ReadOptions,
): RawLayer {
  const file = shp.name;
  const prj = beside("prj");
  let crs: Crs | null = null;
  let crsProblem: RawLayer["crsProblem"];
  if (prj && prj.bytes.length > 0) {
    const parsed = parseCrsText(new TextDecoder("gb18030").decode(prj.bytes));
    if (parsed.ok) crs = parsed.value;
    else crsProblem = parsed.error;
  } else {
    findings.addWarning(
      "prj-missing",
      { zh: "没有 .prj 文件，坐标系未知", en: "there is no .prj file; the coordinate system is unknown" },
      { file, record: 1 },
    );
  }
  const view = new DataView(shp.bytes.buffer, shp.bytes.byteOffset, shp.bytes.byteLength);
  const records = findRecords(shp.bytes, beside("shx")?.bytes, file, findings);
  const dbf = beside("dbf");
  let table: DbfTable | undefined;
  if (dbf) {
    const cpg = beside("cpg");
    table = readDbf(
      dbf.bytes,
      dbf.name,
      cpg ? new TextDecoder().decode(cpg.bytes) : undefined,
      options.encoding,
      findings,
    );
    findings.encoding = table.encoding;
    if (!table.hasFields) table = undefined;
  } else {
    findings.addWarning(
      "dbf-missing",
      { zh: "没有 .dbf 文件，只有图形没有属性", en: "there is no .dbf file; shapes come without attributes" },
      { file, record: 1 },
    );
  }
  if (!beside("shx"))
    findings.addWarning(
      "shx-missing",
      { zh: "没有 .shx 文件，按顺序读取", en: "there is no .shx file; read in sequence" },
      { file, record: 1 },
    );
  if (table && table.rows.length !== records.length) {
    const message = {
      zh: `.dbf 有 ${table.rows.length} 行，.shp 有 ${records.length} 个图形，不一致`,
      en: `the .dbf has ${table.rows.length} rows and the .shp ${records.length} shapes`,
    };
    const place = { file, record: Math.min(table.rows.length, records.length) + 1 };
    // Shapes without a row lose their attributes; rows without a shape were never drawn.
    if (table.rows.length < records.length) findings.addError("dbf-count", message, place);
    else findings.addWarning("dbf-count", message, place);
  }
  const features: RawFeature[] = [];
  let skipped = Math.max(0, (table?.rows.length ?? 0) - records.length);
  records.forEach((span, i) => {
    const record = i + 1;
    const row = table?.rows[i];
    const shape = readShape(view, span.at, span.end);
    if (row?.deleted) {
      skipped += 1;
      findings.addWarning(
        "dbf-deleted",
        { zh: "属性行已标记删除，未读取", en: "its row is marked as deleted; left out" },
        { file, record },
      );
      return;
    }
    if (!shape.geometry) {
      skipped += 1;
      findings.addWarning("shape-left-out", shape.problem!, { file, record });
      return;
    }
    if (shape.orphans) {
      findings.addWarning(
        "hole-without-ring",
        {
          zh: `${shape.orphans} 个内环不在任何外环内，按外环读取`,
          en: `${shape.orphans} holes lie in no outer ring and are read as outer rings`,
        },
        { file, record },
      );
    }
    features.push({ record, line: null, properties: row?.properties ?? {}, geometry: shape.geometry });
  });
  const name = file.replace(/^.*\//, "").replace(/\.shp$/i, "");
  return {
    name,
    file,
    features,
    crs,
    ...(crsProblem ? { crsProblem } : {}),
    ownRingOrder: true,
    skipped,
  };
}

/** Every shapefile among the files; a set is the files with one name. */
export function readShapefiles(
  files: readonly InputFile[],
  findings: Findings,
  options: ReadOptions,
): RawLayer[] {
  const stem = (name: string) => name.replace(/\.[^./]*$/, "").toLowerCase();
  const stems = new Set(files.filter(isShp).map((f) => stem(f.name)));
  for (const other of files.filter((f) => !stems.has(stem(f.name.replace(/\.shp\.xml$/i, ".xml"))))) {
    findings.addWarning(
      "file-left-out",
      { zh: "不属于任何 shapefile，未读取", en: "belongs to no shapefile; left out" },
      { file: other.name, record: 1 },
    );
  }
  const layers = files.filter(isShp).map((shp) => {
    const beside = (extension: string) =>
      files.find((f) => stem(f.name) === stem(shp.name) && f.name.toLowerCase().endsWith(`.${extension}`));
    return readSet(shp, beside, findings, options);
  });
  if (layers.length === 0) {
    const part = files[0]!;
    throw new Refusal(
      "shp-missing",
      {
        zh: `“${part.name}”是 shapefile 的一部分，但缺少 .shp 文件`,
        en: `'${part.name}' belongs to a shapefile, but there is no .shp file`,
      },
      { file: part.name, record: 1 },
    );
  }
  return layers;
}
