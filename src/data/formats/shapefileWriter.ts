import { type Zippable, zipSync } from "fflate";
import type { Feature, Geometry, Position } from "geojson";
import type { Crs } from "../../domain/place/crs.ts";
import { formatCrsText } from "../../domain/place/crsText.ts";
import { fitText, type TableEncoding } from "../bytes/encodeText.ts";
import { findPropertyKeys } from "../propertyKeys.ts";
import { computeTurn } from "../shapeRules.ts";
import { findColumnType, type WriteNote } from "./columnTypes.ts";

type Kind = "point" | "multipoint" | "line" | "polygon";
const shapeTypes: Record<Kind, number> = { point: 1, line: 3, polygon: 5, multipoint: 8 };

interface Row {
  kind: Kind;
  parts: Position[][];
  properties: Record<string, unknown>;
}

/** Shapefiles have no collections: each kind in one becomes a row of its own. */
function splitFeature(feature: Feature<Geometry>): Row[] {
  const properties = feature.properties ?? {};
  const clockwise = (ring: Position[], wanted: boolean) =>
    computeTurn(ring) < 0 === wanted ? ring : [...ring].reverse();
  const polygon = (rings: Position[][]) => rings.map((ring, i) => clockwise(ring, i === 0));
  const split = (g: Geometry): Row[] => {
    switch (g.type) {
      case "Point":
        return [{ kind: "point", parts: [[g.coordinates]], properties }];
      case "MultiPoint":
        return [{ kind: "multipoint", parts: [g.coordinates], properties }];
      case "LineString":
        return [{ kind: "line", parts: [g.coordinates], properties }];
      case "MultiLineString":
        return [{ kind: "line", parts: g.coordinates, properties }];
      case "Polygon":
        return [{ kind: "polygon", parts: polygon(g.coordinates), properties }];
      case "MultiPolygon":
        return [{ kind: "polygon", parts: g.coordinates.flatMap(polygon), properties }];
      default:
        return g.geometries.flatMap(split);
    }
  };
  return split(feature.geometry);
}

function boxOf(rows: readonly Row[]): [number, number, number, number] {
  const box: [number, number, number, number] = [
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ];
  for (const row of rows) {
    for (const part of row.parts) {
      for (const [x, y] of part as [number, number][]) {
        box[0] = Math.min(box[0], x);
        box[1] = Math.min(box[1], y);
        box[2] = Math.max(box[2], x);
        box[3] = Math.max(box[3], y);
      }
    }
  }
  return box.every(Number.isFinite) ? box : [0, 0, 0, 0];
}

const contentBytes = (row: Row) => {
  const points = row.parts.reduce((sum, part) => sum + part.length, 0);
  if (row.kind === "point") return 20;
  return row.kind === "multipoint" ? 40 + points * 16 : 44 + row.parts.length * 4 + points * 16;
};

function writeHeader(view: DataView, bytes: number, kind: Kind, box: readonly number[]) {
  view.setInt32(0, 9994, false);
  view.setInt32(24, bytes / 2, false);
  view.setInt32(28, 1000, true);
  view.setInt32(32, shapeTypes[kind], true);
  box.forEach((v, i) => {
    view.setFloat64(36 + i * 8, v, true);
  });
}

function writeShapes(rows: readonly Row[], kind: Kind): { shp: Uint8Array; shx: Uint8Array } {
  const size = 100 + rows.reduce((sum, row) => sum + 8 + contentBytes(row), 0);
  const shp = new DataView(new ArrayBuffer(size));
  const shx = new DataView(new ArrayBuffer(100 + rows.length * 8));
  const box = boxOf(rows);
  writeHeader(shp, size, kind, box);
  writeHeader(shx, 100 + rows.length * 8, kind, box);
  let at = 100;
  rows.forEach((row, i) => {
    const content = contentBytes(row);
    shx.setInt32(100 + i * 8, at / 2, false);
    shx.setInt32(104 + i * 8, content / 2, false);
    shp.setInt32(at, i + 1, false);
    shp.setInt32(at + 4, content / 2, false);
    at += 8;
    shp.setInt32(at, shapeTypes[kind], true);
    const points = row.parts.flat();
    let positions = at + 4;
    if (kind !== "point") {
      boxOf([row]).forEach((v, k) => {
        shp.setFloat64(at + 4 + k * 8, v, true);
      });
      positions = at + 40;
      if (kind === "multipoint") shp.setInt32(at + 36, points.length, true);
      else {
        shp.setInt32(at + 36, row.parts.length, true);
        shp.setInt32(at + 40, points.length, true);
        let start = 0;
        row.parts.forEach((part, k) => {
          shp.setInt32(at + 44 + k * 4, start, true);
          start += part.length;
        });
        positions = at + 44 + row.parts.length * 4;
      }
    }
    points.forEach((p, k) => {
      shp.setFloat64(positions + k * 16, p[0]!, true);
      shp.setFloat64(positions + k * 16 + 8, p[1]!, true);
    });
    at += content;
  });
  return { shp: new Uint8Array(shp.buffer), shx: new Uint8Array(shx.buffer) };
}

interface Column {
  key: string;
  name: Uint8Array;
  type: "N" | "C" | "L" | "D";
  width: number;
  decimals: number;
}

const textOf = (value: unknown) => (typeof value === "object" ? JSON.stringify(value) : String(value));

function planColumns(
  rows: readonly Row[],
  keys: readonly string[],
  encoding: TableEncoding,
  notes: WriteNote[],
): Column[] {
  const taken = new Set<string>();
  const renamed: string[] = [];
  const times: string[] = [];
  const columns = keys.map((key): Column => {
    let fitted = fitText(key, 10, encoding);
    const asText = (bytes: Uint8Array) => new TextDecoder(encoding).decode(bytes);
    for (let i = 1; taken.has(asText(fitted.bytes).toLowerCase()) || fitted.bytes.length === 0; i += 1) {
      const stem = fitText(key, 10 - String(i).length - 1, encoding);
      fitted = fitText(`${asText(stem.bytes)}_${i}`, 10, encoding);
    }
    const name = asText(fitted.bytes);
    taken.add(name.toLowerCase());
    if (name !== key) renamed.push(`${key} → ${name}`);
    const values = rows.map((row) => row.properties[key]).filter((v) => v !== null && v !== undefined);
    const type = findColumnType(values);
    if (type === "boolean") return { key, name: fitted.bytes, type: "L", width: 1, decimals: 0 };
    if (type === "date") return { key, name: fitted.bytes, type: "D", width: 8, decimals: 0 };
    if (type === "datetime") times.push(key);
    const largest = values.reduce((most: number, v) => Math.max(most, Math.abs(Number(v))), 0);
    // A number of more digits than the field has room for is kept as text.
    if ((type === "integer" || type === "real") && largest < 1e17) {
      const whole = type === "integer";
      const digits = Math.trunc(largest).toFixed(0).length;
      const decimals = whole ? 0 : Math.max(1, Math.min(10, 17 - digits));
      return {
        key,
        name: fitted.bytes,
        type: "N",
        width: Math.min(20, digits + 1 + (whole ? 0 : decimals + 1)),
        decimals,
      };
    }
    const width = values.reduce(
      (most: number, v) => Math.max(most, fitText(textOf(v), 254, encoding).bytes.length),
      1,
    );
    return { key, name: fitted.bytes, type: "C", width, decimals: 0 };
  });
  if (renamed.length > 0) {
    notes.push({
      code: "field-renamed",
      message: {
        zh: `字段名超过 10 字节或重名，已改：${renamed.join("；")}`,
        en: `field names longer than 10 bytes or used twice were changed: ${renamed.join("; ")}`,
      },
    });
  }
  if (times.length > 0)
    notes.push({
      code: "type-lowered",
      message: {
        zh: `shapefile 没有带时刻的日期，写成文字：${times.join("、")}`,
        en: `a shapefile has no dates with a time; written as text: ${times.join(", ")}`,
      },
    });
  return columns;
}

function writeTable(rows: readonly Row[], encoding: TableEncoding, notes: WriteNote[]): Uint8Array {
  const found = findPropertyKeys(
    rows.map((row) => ({
      type: "Feature",
      properties: row.properties,
      geometry: { type: "Point", coordinates: [] },
    })),
  );
  const keys = found.slice(0, 254);
  if (found.length > keys.length)
    notes.push({
      code: "field-dropped",
      message: {
        zh: `字段超过 254 个，略去 ${found.slice(254).join("、")}`,
        en: `there are more than 254 fields; left out are ${found.slice(254).join(", ")}`,
      },
    });
  const columns =
    keys.length > 0
      ? planColumns(rows, keys, encoding, notes)
      : [{ key: "", name: new TextEncoder().encode("FID"), type: "N" as const, width: 9, decimals: 0 }];
  const width = 1 + columns.reduce((sum, c) => sum + c.width, 0);
  const headerBytes = 33 + columns.length * 32;
  const bytes = new Uint8Array(headerBytes + rows.length * width + 1).fill(0x20);
  bytes.fill(0, 0, headerBytes);
  const view = new DataView(bytes.buffer);
  // A fixed date, so that the same features give the same bytes.
  bytes.set([3, 120, 1, 1]);
  view.setUint32(4, rows.length, true);
  view.setUint16(8, headerBytes, true);
  view.setUint16(10, width, true);
  bytes[29] = encoding === "gbk" ? 0x4d : 0;
  columns.forEach((column, i) => {
    const at = 32 + i * 32;
    bytes.set(column.name, at);
    bytes[at + 11] = column.type.charCodeAt(0);
    bytes[at + 16] = column.width;
    bytes[at + 17] = column.decimals;
  });
  bytes[headerBytes - 1] = 0x0d;
  let [cut, lost, rounded] = [0, 0, 0];
  rows.forEach((row, r) => {
    let at = headerBytes + r * width + 1;
    for (const column of columns) {
      const value = column.key === "" ? r : row.properties[column.key];
      let cell: Uint8Array | undefined;
      if (value !== null && value !== undefined) {
        if (column.type === "L") cell = new TextEncoder().encode(value ? "T" : "F");
        else if (column.type === "D") cell = new TextEncoder().encode(String(value).replaceAll("-", ""));
        else if (column.type === "N") {
          const text = (value as number).toFixed(column.decimals);
          if (Number(text) !== value) rounded += 1;
          cell = new TextEncoder().encode(text.padStart(column.width).slice(0, column.width));
        }
        if (column.type === "C") {
          const fitted = fitText(textOf(value), column.width, encoding);
          cell = fitted.bytes;
          if (fitted.cut) cut += 1;
          lost += fitted.lost;
        }
      } else if (column.type === "L") cell = new TextEncoder().encode("?");
      if (cell) bytes.set(cell, at);
      at += column.width;
    }
  });
  bytes[bytes.length - 1] = 0x1a;
  if (cut > 0)
    notes.push({
      code: "text-cut",
      message: {
        zh: `${cut} 个文字值超过 254 字节，已截断`,
        en: `${cut} text values longer than 254 bytes were cut`,
      },
    });
  if (rounded > 0)
    notes.push({
      code: "numbers-rounded",
      message: {
        zh: `${rounded} 个数的小数位多于字段能存的位数，已四舍五入`,
        en: `${rounded} numbers have more decimals than the field holds and were rounded`,
      },
    });
  if (lost > 0)
    notes.push({
      code: "text-lost",
      message: {
        zh: `${lost} 个字符 GBK 没有，已写成问号`,
        en: `${lost} characters that GBK does not have became question marks`,
      },
    });
  return bytes;
}

const kindTitles: Record<Kind, string> = {
  point: "points",
  multipoint: "multipoints",
  line: "lines",
  polygon: "polygons",
};

/**
 * A ZIP with a shapefile of the features, one for each kind of geometry, positions as given in `crs`.
 * Texts in UTF-8 or GBK, both named in the `.cpg` file; notes say what did not fit the format.
 */
export function writeShapefile(
  features: readonly Feature<Geometry>[],
  title: string,
  crs: Crs,
  encoding: TableEncoding,
): { bytes: Uint8Array; notes: WriteNote[] } {
  const rows = features.flatMap(splitFeature);
  const kinds = (Object.keys(shapeTypes) as Kind[]).filter((kind) => rows.some((row) => row.kind === kind));
  const notes: WriteNote[] = [];
  if (kinds.length > 1) {
    notes.push({
      code: "kinds-split",
      message: {
        zh: `一个 shapefile 只能有一种几何，已分成 ${kinds.length} 个`,
        en: `a shapefile holds one kind of geometry; written as ${kinds.length}`,
      },
    });
  }
  if (features.some((f) => f.geometry.type === "GeometryCollection")) {
    notes.push({
      code: "collections-split",
      message: {
        zh: "几何集合按几何种类拆成多条记录",
        en: "collections of geometries were split into one row for each part",
      },
    });
  }
  const stem = title.replace(/[\\/:*?"<>|\s]+/g, "_") || "features";
  const files: Zippable = {};
  for (const kind of kinds.length > 0 ? kinds : (["polygon"] as Kind[])) {
    const own = rows.filter((row) => row.kind === kind);
    const name = kinds.length > 1 ? `${stem}_${kindTitles[kind]}` : stem;
    const { shp, shx } = writeShapes(own, kind);
    files[`${name}.shp`] = shp;
    files[`${name}.shx`] = shx;
    files[`${name}.dbf`] = writeTable(own, encoding, notes);
    files[`${name}.prj`] = new TextEncoder().encode(formatCrsText(crs));
    files[`${name}.cpg`] = new TextEncoder().encode(encoding === "gbk" ? "936" : "UTF-8");
  }
  return { bytes: zipSync(files, { level: 6, mtime: new Date("2020-01-01T00:00:00") }), notes };
}
