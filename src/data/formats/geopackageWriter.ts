import type { Feature, Geometry } from "geojson";
import type { Database, SqlValue } from "sql.js";
import type { Crs } from "../../domain/place/crs.ts";
import { formatCrsText } from "../../domain/place/crsText.ts";
import { loadSqlite } from "../bytes/sqlite.ts";
import { findPropertyKeys } from "../propertyKeys.ts";
import { type ColumnType, findColumnType } from "./columnTypes.ts";
import { writeWellKnownBinary } from "./wellKnownBinary.ts";

/** A name as SQL writes it. */
const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

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

/** A layer of the file: its name and its features. */
export interface NamedLayer {
  name: string;
  features: readonly Feature<Geometry>[];
}

const sqlTypes: Record<ColumnType, string> = {
  boolean: "BOOLEAN",
  integer: "INTEGER",
  real: "REAL",
  date: "DATE",
  datetime: "DATETIME",
  text: "TEXT",
};

function writeTable(database: Database, { name, features }: NamedLayer, srsId: number, taken: Set<string>) {
  const stem =
    name
      .replace(/[^\p{L}\p{N}_]+/gu, "_")
      .replace(/^_+|_+$/g, "")
      .slice(0, 60) || "features";
  let table = stem;
  for (let i = 1; taken.has(table.toLowerCase()); i += 1) table = `${stem}_${i}`;
  taken.add(table.toLowerCase());
  const keys = findPropertyKeys(features);
  const typeOf = (key: string) => sqlTypes[findColumnType(features.map((f) => f.properties?.[key]))];
  // SQLite's names do not mind capitals, property names do.
  const used = new Set(["fid", "geom"]);
  const columns = keys.map((key) => {
    let name = key;
    for (let i = 1; used.has(name.toLowerCase()); i += 1) name = `${key}_${i}`;
    used.add(name.toLowerCase());
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
}

/** A GeoPackage (OGC 12-128r18) with a feature table for each layer; positions as given, in `crs`. */
export async function writeGeopackage(
  layers: readonly NamedLayer[],
  crs: Crs,
  wasm?: string,
): Promise<Uint8Array> {
  const sqlite = await loadSqlite(wasm);
  const database = new sqlite.Database();
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
    const taken = new Set<string>();
    for (const layer of layers) writeTable(database, layer, srsId, taken);
    return database.export();
  } finally {
    database.close();
  }
}
