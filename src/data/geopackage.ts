import type { Feature, Geometry } from "geojson";
import type { Database, SqlValue } from "sql.js";
import { type Crs, findCrs } from "../domain/place/crs.ts";
import { formatCrsText, parseCrsText } from "../domain/place/crsText.ts";
import { findPropertyKeys } from "./propertyKeys.ts";
import {
  type Findings,
  type InputFile,
  type RawFeature,
  type RawLayer,
  type ReadOptions,
  Refusal,
} from "./report.ts";
import { loadSqlite } from "./sqlite.ts";
import { readWellKnownBinary, writeWellKnownBinary } from "./wellKnownBinary.ts";

const mostRows = 1_000_000;

/** A name as SQL writes it. */
const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

function* readRows(database: Database, sql: string): Generator<Record<string, SqlValue>> {
  const statement = database.prepare(sql);
  try {
    while (statement.step()) yield statement.getAsObject();
  } finally {
    statement.free();
  }
}

/**
 * Only plain tables are read: a view or a computed column is a program in the file, and could run for ever.
 */
function findPlainTables(database: Database): Set<string> {
  const plain = new Set<string>();
  for (const row of readRows(database, "SELECT name, type, sql FROM sqlite_master")) {
    const sql = String(row.sql ?? "");
    if (row.type === "table" && !/^\s*CREATE\s+VIRTUAL/i.test(sql) && !/\bAS\s*\(/i.test(sql))
      plain.add(String(row.name).toLowerCase());
  }
  return plain;
}

/** The geometry of a GeoPackage blob: a header "GP" with flags and an optional box, then well-known binary. */
function readBlob(blob: Uint8Array): Geometry {
  if (blob[0] !== 0x47 || blob[1] !== 0x50) throw new RangeError("the blob does not begin with GP");
  const flags = blob[3]!;
  if (flags & 0x20) throw new RangeError("an extended geometry type is not supported");
  const box = [0, 32, 48, 48, 64][(flags >> 1) & 7];
  if (box === undefined) throw new RangeError("the box of the blob has an unknown form");
  return readWellKnownBinary(blob, 8 + box);
}

function findLayerCrs(
  database: Database,
  plain: Set<string>,
  srsId: number,
): Crs | null | { refused: { code: string; zh: string; en: string } } {
  if (srsId <= 0 || !plain.has("gpkg_spatial_ref_sys")) return null;
  for (const row of readRows(database, `SELECT * FROM gpkg_spatial_ref_sys WHERE srs_id = ${srsId}`)) {
    if (String(row.organization).toUpperCase() === "EPSG") {
      const known = findCrs(Number(row.organization_coordsys_id));
      if (known.ok) return known.value;
      if (known.error.code === "crs-old-datum") return { refused: known.error };
    }
    const parsed = parseCrsText(String(row.definition ?? ""));
    return parsed.ok ? parsed.value : { refused: parsed.error };
  }
  return null;
}

/** Every feature table of a GeoPackage. */
export async function readGeopackage(
  input: InputFile,
  findings: Findings,
  options: ReadOptions,
): Promise<RawLayer[]> {
  const file = input.name;
  const refuse = (code: string, zh: string, en: string): never => {
    throw new Refusal(code, { zh, en }, { file, record: 1 });
  };
  const sqlite = await loadSqlite(options.sqliteWasm);
  const database = new sqlite.Database(input.bytes);
  try {
    database.run("PRAGMA trusted_schema = OFF");
    database.run("PRAGMA query_only = ON");
    const plain = findPlainTables(database);
    findings.encoding = "UTF-8";
    if (!plain.has("gpkg_contents") || !plain.has("gpkg_geometry_columns")) {
      return refuse(
        "gpkg-tables",
        `“${file}”是 SQLite 数据库，但不是 GeoPackage（缺少 gpkg_contents）`,
        `'${file}' is an SQLite database but no GeoPackage (gpkg_contents is missing)`,
      );
    }
    const tables = [
      ...readRows(
        database,
        "SELECT c.table_name AS name, g.column_name AS col, g.srs_id AS srs FROM gpkg_contents c JOIN gpkg_geometry_columns g ON g.table_name = c.table_name WHERE c.data_type = 'features' LIMIT 200",
      ),
    ];
    if (tables.length === 0)
      return refuse("gpkg-no-features", `“${file}”里没有要素表`, `'${file}' has no table of features`);
    const layers: RawLayer[] = [];
    for (const { name, col, srs } of tables) {
      const table = String(name);
      if (!plain.has(table.toLowerCase())) {
        findings.addWarning(
          "gpkg-view",
          {
            zh: `“${table}”是视图或含计算列，未读取`,
            en: `'${table}' is a view or has computed columns; left out`,
          },
          { file, record: 1 },
        );
        continue;
      }
      const crs = findLayerCrs(database, plain, Number(srs));
      if (crs && "refused" in crs) {
        if (options.fromCrs === undefined)
          throw new Refusal(crs.refused.code, crs.refused, { file, record: 1 });
      }
      layers.push(
        readFeatureTable(database, table, String(col), file, crs && "refused" in crs ? null : crs, findings),
      );
    }
    return layers;
  } catch (error) {
    if (error instanceof Refusal) throw error;
    return refuse(
      "gpkg-unreadable",
      `“${file}”读不出：${String(error).slice(0, 120)}`,
      `'${file}' cannot be read: ${String(error).slice(0, 120)}`,
    );
  } finally {
    database.close();
  }
}

function readFeatureTable(
  database: Database,
  table: string,
  column: string,
  file: string,
  crs: Crs | null,
  findings: Findings,
): RawLayer {
  const features: RawFeature[] = [];
  let skipped = 0;
  let record = 0;
  let binary = 0;
  const key = [...readRows(database, `PRAGMA table_info(${quoted(table)})`)].find(
    (row) => Number(row.pk) === 1,
  )?.name;
  for (const row of readRows(database, `SELECT * FROM ${quoted(table)} LIMIT ${mostRows + 1}`)) {
    record += 1;
    const place = { file: table, record };
    if (record > mostRows) {
      findings.addError(
        "gpkg-rows",
        { zh: `超过 ${mostRows} 行`, en: `there are more than ${mostRows} rows` },
        place,
      );
      break;
    }
    if (findings.isFull()) break;
    const properties: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(row)) {
      if (name === column || name === key) continue;
      if (value instanceof Uint8Array) {
        binary += 1;
        continue;
      }
      Object.defineProperty(properties, name, {
        value,
        enumerable: true,
        writable: true,
        configurable: true,
      });
    }
    const blob = row[column];
    if (!(blob instanceof Uint8Array)) {
      skipped += 1;
      findings.addWarning(
        "geometry-null",
        { zh: "没有几何，未上图", en: "has no geometry; left out" },
        place,
      );
      continue;
    }
    try {
      const id = key === undefined ? undefined : row[String(key)];
      features.push({
        record,
        line: null,
        ...(typeof id === "number" || typeof id === "string" ? { id } : {}),
        properties,
        geometry: readBlob(blob),
      });
    } catch (error) {
      findings.addError(
        "gpkg-geometry",
        {
          zh: `几何读不出：${(error as Error).message}`,
          en: `the geometry is unreadable: ${(error as Error).message}`,
        },
        place,
      );
    }
  }
  if (binary > 0)
    findings.addWarning(
      "gpkg-binary",
      {
        zh: `${binary} 个二进制属性值未读取（图片等）`,
        en: `${binary} binary attribute values (pictures and the like) were not read`,
      },
      { file, record: 1 },
    );
  return { name: table, file: table, features, crs, ownRingOrder: true, skipped };
}

const geometryTypeOf = (features: readonly Feature<Geometry>[]) => {
  const types = new Set(features.map((f) => f.geometry.type));
  return types.size === 1 ? [...types][0]!.toUpperCase() : "GEOMETRY";
};

function boxOf(geometry: Geometry): [number, number, number, number] {
  const box: [number, number, number, number] = [
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ];
  const pending: unknown[] = [geometry];
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (Array.isArray(value) && typeof value[0] === "number") {
      box[0] = Math.min(box[0], value[0]);
      box[1] = Math.min(box[1], value[1]);
      box[2] = Math.max(box[2], value[0]);
      box[3] = Math.max(box[3], value[1]);
    } else if (Array.isArray(value)) for (const part of value) pending.push(part);
    else if (typeof value === "object" && value !== null) {
      const g = value as Geometry;
      pending.push(g.type === "GeometryCollection" ? g.geometries.slice() : g.coordinates);
    }
  }
  return box;
}

function buildBlob(geometry: Geometry, srsId: number): Uint8Array {
  const body = writeWellKnownBinary(geometry);
  const [west, south, east, north] = boxOf(geometry);
  const hasBox = Number.isFinite(west);
  const header = new DataView(new ArrayBuffer(8 + (hasBox ? 32 : 0)));
  header.setUint8(0, 0x47);
  header.setUint8(1, 0x50);
  header.setUint8(3, hasBox ? 0b11 : 0b1_0001);
  header.setInt32(4, srsId, true);
  if (hasBox)
    [west, east, south, north].forEach((v, i) => {
      header.setFloat64(8 + i * 8, v, true);
    });
  const blob = new Uint8Array(header.byteLength + body.length);
  blob.set(new Uint8Array(header.buffer));
  blob.set(body, header.byteLength);
  return blob;
}

/** A GeoPackage (OGC 12-128r18) with one feature table; positions as given, in `crs`. */
export async function writeGeopackage(
  features: readonly Feature<Geometry>[],
  title: string,
  crs: Crs,
  wasm?: string,
): Promise<Uint8Array> {
  const sqlite = await loadSqlite(wasm);
  const database = new sqlite.Database();
  const table =
    title
      .replace(/[^\p{L}\p{N}_]+/gu, "_")
      .replace(/^_+|_+$/g, "")
      .slice(0, 60) || "features";
  const srsId = crs.epsg ?? 100_000;
  try {
    database.run("PRAGMA application_id = 1196444487; PRAGMA user_version = 10300;");
    database.run(
      "CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);" +
        "CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')), min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER, CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));" +
        "CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL, CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name), CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));",
    );
    const systems: [string, number, string, number, string][] = [
      ["Undefined Cartesian SRS", -1, "NONE", -1, "undefined"],
      ["Undefined geographic SRS", 0, "NONE", 0, "undefined"],
      [
        "WGS 84 geodetic",
        4326,
        "EPSG",
        4326,
        formatCrsText({ epsg: 4326, name: "WGS 84", kind: "geographic", datum: "wgs84", definition: "" }),
      ],
    ];
    if (srsId !== 4326)
      systems.push([crs.name, srsId, crs.epsg === null ? "NONE" : "EPSG", srsId, formatCrsText(crs)]);
    for (const system of systems)
      database.run("INSERT INTO gpkg_spatial_ref_sys VALUES (?,?,?,?,?,NULL)", system);
    const keys = findPropertyKeys(features);
    const typeOf = (key: string) => {
      const values = features.map((f) => f.properties?.[key]).filter((v) => v !== null && v !== undefined);
      if (values.length > 0 && values.every((v) => typeof v === "number"))
        return values.every((v) => Number.isSafeInteger(v)) ? "INTEGER" : "REAL";
      return values.length > 0 && values.every((v) => typeof v === "boolean") ? "BOOLEAN" : "TEXT";
    };
    // SQLite's names do not mind capitals, property names do.
    const taken = new Set(["fid", "geom"]);
    const columns = keys.map((key) => {
      let name = key;
      for (let i = 1; taken.has(name.toLowerCase()); i += 1) name = `${key}_${i}`;
      taken.add(name.toLowerCase());
      return `${quoted(name)} ${typeOf(key)}`;
    });
    database.run(
      `CREATE TABLE ${quoted(table)} (${["fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL", "geom BLOB", ...columns].join(", ")})`,
    );
    const all: Geometry = { type: "GeometryCollection", geometries: features.map((f) => f.geometry) };
    const box = boxOf(all).map((v) => (Number.isFinite(v) ? v : null));
    database.run(
      "INSERT INTO gpkg_contents VALUES (?, 'features', ?, '', '2020-01-01T00:00:00.000Z', ?, ?, ?, ?, ?)",
      [table, table, ...box, srsId],
    );
    database.run("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, ?, 0, 0)", [
      table,
      geometryTypeOf(features),
      srsId,
    ]);
    const insert = database.prepare(
      `INSERT INTO ${quoted(table)} VALUES (${["NULL", "?", ...keys.map(() => "?")].join(",")})`,
    );
    database.run("BEGIN");
    for (const feature of features) {
      const values = keys.map((key): SqlValue => {
        const value = feature.properties?.[key];
        if (value === null || value === undefined) return null;
        if (typeof value === "boolean") return value ? 1 : 0;
        return typeof value === "number" || typeof value === "string" ? value : JSON.stringify(value);
      });
      insert.run([buildBlob(feature.geometry, srsId), ...values]);
    }
    database.run("COMMIT");
    insert.free();
    return database.export();
  } finally {
    database.close();
  }
}
