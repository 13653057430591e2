import type { Geometry, Position } from "geojson";
import { findCrs } from "../../domain/place/crs.ts";
import { parseCrsText } from "../../domain/place/crsText.ts";
import { FlatTable } from "../bytes/flatBuffer.ts";
import { keepInteger } from "../exactNumbers.ts";
import {
  type Findings,
  type InputFile,
  type RawFeature,
  type RawLayer,
  type ReadOptions,
  Refusal,
} from "../importReport.ts";
import { strokeCircularString, tellCurves } from "./curves.ts";

/** What the header says (FlatGeobuf 3.0, header.fbs). */
export interface Header {
  geometryType: number;
  columns: { name: string; type: number }[];
  featuresCount: number;
  indexNodeSize: number;
  title: string | undefined;
  crs: FlatTable | undefined;
  /** West, south, east, north in the file's own system, where it says. */
  envelope: number[];
}

const readColumns = (table: FlatTable, field: number) =>
  (table.readTables(field) ?? []).map((column) => ({
    name: column.readText(0) ?? "",
    type: column.readNumber(1, "Uint8", 0),
  }));

export function readHeader(bytes: Uint8Array): Header {
  const root = FlatTable.readRoot(bytes);
  return {
    geometryType: root.readNumber(2, "Uint8", 0),
    columns: readColumns(root, 7),
    featuresCount: Number(root.readBigUint64(8)),
    indexNodeSize: root.readNumber(9, "Uint16", 16),
    crs: root.readTable(10),
    title: root.readText(0) || root.readText(11) || undefined,
    envelope: root.readDoubles(1) ?? [],
  };
}

/** Bytes of the packed tree between header and features: at least one node above the leaves. */
export function measureIndex(count: number, nodeSize: number): number {
  if (nodeSize < 2 || count === 0) return 0;
  let nodes = count;
  let level = count;
  do {
    level = Math.ceil(level / nodeSize);
    nodes += level;
  } while (level > 1);
  return nodes * 40;
}

export function readCrs(
  crs: FlatTable | undefined,
  file: string,
  options: ReadOptions,
): Pick<RawLayer, "crs" | "crsProblem"> {
  if (!crs || options.fromCrs !== undefined) return { crs: null };
  const code = crs.readNumber(1, "Int32", 0);
  const text = crs.readText(4);
  const found = code > 0 ? findCrs(code) : text ? parseCrsText(text) : undefined;
  if (!found) return { crs: null };
  if (found.ok) return { crs: found.value };
  if (found.error.code === "crs-old-datum") return { crs: null, crsProblem: found.error };
  const byText = text ? parseCrsText(text) : undefined;
  if (byText?.ok) return { crs: byText.value };
  throw new Refusal(found.error.code, found.error, { file, record: 1 });
}

const typeNames = ["Unknown", "Point", "LineString", "Polygon", "MultiPoint", "MultiLineString"];

function pairUp(table: FlatTable): Position[] {
  const xy = table.readDoubles(1) ?? [];
  const z = table.readDoubles(2);
  return Array.from({ length: xy.length >> 1 }, (_, i) => {
    const p = [xy[i * 2]!, xy[i * 2 + 1]!];
    if (z && z[i] !== undefined) p.push(z[i]);
    return p;
  });
}

function cutParts(table: FlatTable): Position[][] {
  const positions = pairUp(table);
  const ends = table.readUint32s(0) ?? [];
  if (ends.length === 0) return [positions];
  let from = 0;
  return ends.map((end) => {
    if (end < from || end > positions.length) throw new RangeError("a part ends outside its positions");
    const part = positions.slice(from, end);
    from = end;
    return part;
  });
}

/** `told.parts` stops a buffer whose parts all point at each other; `told.curves` counts what was stroked. */
function readGeometry(
  table: FlatTable,
  headerType: number,
  told: { parts: number; curves: number },
): Geometry {
  told.parts -= 1;
  if (told.parts < 0) throw new RangeError("a geometry with more parts than bytes");
  const type = headerType === 0 ? table.readNumber(6, "Uint8", 0) : headerType;
  const parts = (otherwise: number) =>
    (table.readTables(7) ?? []).map((part) =>
      readGeometry(part, part.readNumber(6, "Uint8", 0) || otherwise, told),
    );
  const linesOf = (list: Geometry[]) =>
    list.map((part) => {
      if (part.type !== "LineString") throw new RangeError("a curve is made of no lines");
      return part.coordinates;
    });
  const join = (lines: Position[][]) => lines.flatMap((line, i) => (i === 0 ? line : line.slice(1)));
  switch (type) {
    case 1:
      return { type: "Point", coordinates: pairUp(table)[0] ?? [] };
    case 2:
      return { type: "LineString", coordinates: pairUp(table) };
    case 3:
    case 17:
      return { type: "Polygon", coordinates: cutParts(table) };
    case 4:
      return { type: "MultiPoint", coordinates: pairUp(table) };
    case 5:
      return { type: "MultiLineString", coordinates: cutParts(table) };
    case 6:
    case 12:
    case 15:
    case 16:
      return {
        type: "MultiPolygon",
        coordinates: parts(3).map((g) => {
          if (g.type !== "Polygon") throw new RangeError("a multi-polygon of other things");
          return g.coordinates;
        }),
      };
    case 7:
      return { type: "GeometryCollection", geometries: parts(0) };
    case 8:
      told.curves += 1;
      return { type: "LineString", coordinates: strokeCircularString(pairUp(table)) };
    case 9:
      return { type: "LineString", coordinates: join(linesOf(parts(2))) };
    case 10:
      return { type: "Polygon", coordinates: linesOf(parts(2)) };
    case 11:
      return { type: "MultiLineString", coordinates: linesOf(parts(2)) };
    default:
      throw new RangeError(`geometry type ${typeNames[type] ?? type} is not supported`);
  }
}

const decoder = new TextDecoder();
/** Bytes of the value of a column type; undefined where its own length stands before it. */
const fixedBytes = [1, 1, 1, 2, 2, 4, 4, 8, 8, 4, 8];

function readValue(view: DataView, at: number, type: number): unknown {
  switch (type) {
    case 0:
      return view.getInt8(at);
    case 1:
      return view.getUint8(at);
    case 2:
      return view.getUint8(at) !== 0;
    case 3:
      return view.getInt16(at, true);
    case 4:
      return view.getUint16(at, true);
    case 5:
      return view.getInt32(at, true);
    case 6:
      return view.getUint32(at, true);
    case 7:
      return keepInteger(view.getBigInt64(at, true));
    case 8:
      return keepInteger(view.getBigUint64(at, true));
    case 9:
      // The shortest decimal that is this float: 0.1 stays 0.1.
      return Number(view.getFloat32(at, true).toPrecision(7));
    default:
      return view.getFloat64(at, true);
  }
}

function readProperties(
  bytes: Uint8Array | undefined,
  columns: Header["columns"],
  told: { binary: number },
): Record<string, unknown> {
  const properties: Record<string, unknown> = {};
  const put = (name: string, value: unknown) =>
    Object.defineProperty(properties, name, {
      value,
      enumerable: true,
      writable: true,
      configurable: true,
    });
  for (const { name } of columns) put(name, null);
  if (!bytes) return properties;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < bytes.length; ) {
    const column = columns[view.getUint16(at, true)];
    at += 2;
    if (!column) throw new RangeError("a value of a column that is not there");
    const size = fixedBytes[column.type];
    if (size !== undefined) {
      put(column.name, readValue(view, at, column.type));
      at += size;
      continue;
    }
    const length = view.getUint32(at, true);
    at += 4;
    if (at + length > bytes.length) throw new RangeError("a text runs past the end");
    if (column.type === 14) told.binary += 1;
    else put(column.name, decoder.decode(bytes.subarray(at, at + length)));
    at += length;
  }
  return properties;
}

/** The features of a FlatGeobuf, one after the other as they lie in the file; curves stroked. */
export function readFlatGeobuf(input: InputFile, findings: Findings, options: ReadOptions): RawLayer[] {
  const { bytes, name: file } = input;
  const cut = (record: number, why = ""): never => {
    throw new Refusal(
      "fgb-cut",
      {
        zh: `“${file}”第 ${record} 条读不出，文件可能被截断或损坏${why ? `（${why}）` : ""}`,
        en: `record ${record} of '${file}' is unreadable; the file may be cut off or damaged${why ? ` (${why})` : ""}`,
      },
      { file, record },
    );
  };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerBytes = view.getUint32(8, true);
  if (headerBytes < 8 || 12 + headerBytes > bytes.length) cut(1);
  let header: Header;
  try {
    header = readHeader(bytes.subarray(12, 12 + headerBytes));
  } catch (error) {
    return cut(1, (error as Error).message);
  }
  findings.encoding = "UTF-8";
  const { featuresCount } = header;
  let at = 12 + headerBytes + measureIndex(featuresCount, header.indexNodeSize);
  const features: RawFeature[] = [];
  const told = { curves: 0, binary: 0 };
  let skipped = 0;
  let record = 0;
  while (at < bytes.length && !findings.isFull()) {
    const size = at + 4 <= bytes.length ? view.getUint32(at, true) : 0;
    if (size < 8 || at + 4 + size > bytes.length) cut(record + 1);
    record += 1;
    try {
      const feature = FlatTable.readRoot(bytes.subarray(at + 4, at + 4 + size));
      const shape = feature.readTable(0);
      const own = readColumns(feature, 2);
      const properties = readProperties(feature.readBytes(1), own.length > 0 ? own : header.columns, told);
      if (shape) {
        const parts = { parts: size, curves: 0 };
        features.push({
          record,
          line: null,
          properties,
          geometry: readGeometry(shape, header.geometryType, parts),
        });
        told.curves += parts.curves;
      } else {
        skipped += 1;
        findings.addWarning(
          "geometry-null",
          { zh: "没有几何，未上图", en: "has no geometry; left out" },
          { file, record },
        );
      }
    } catch (error) {
      cut(record, (error as Error).message);
    }
    at += 4 + size;
  }
  if (featuresCount > record && !findings.isFull()) cut(record + 1);
  if (featuresCount > 0 && featuresCount !== record) {
    findings.addWarning(
      "fgb-count",
      {
        zh: `文件头说有 ${featuresCount} 条，读到 ${record} 条`,
        en: `the header states ${featuresCount} records, ${record} were read`,
      },
      { file, record: record + 1 },
    );
  }
  tellCurves(told.curves, file, findings);
  if (told.binary > 0)
    findings.addWarning(
      "fgb-binary",
      { zh: `${told.binary} 个二进制属性值未读取`, en: `${told.binary} binary values were not read` },
      { file, record: 1 },
    );
  const name = header.title || file.replace(/^.*\//, "").replace(/\.fgb$/i, "");
  return [{ name, file, features, ...readCrs(header.crs, file, options), ownRingOrder: true, skipped }];
}
