import type { Geometry } from "geojson";
import type { Database, SqlValue } from "sql.js";
import { type Crs, findCrs } from "../../domain/place/crs.ts";
import { parseCrsText } from "../../domain/place/crsText.ts";
import { loadSqlite } from "../bytes/sqlite.ts";
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
import { readWellKnownBinary } from "./wellKnownBinary.ts";

const mostRows = 1_000_000;

/** A name as SQL writes it. */
const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

type Value = SqlValue | bigint;

/** What the declarations of sql.js leave out: integers as bigint, as a double cannot tell 64-bit codes apart. */
interface ExactStatement {
  step(): boolean;
  get(values: null, options: { useBigInt: true }): Value[];
  getColumnNames(): string[];
  free(): void;
}

function* readRows(database: Database, sql: string): Generator<Record<string, Value>> {
  const statement: ExactStatement = database.prepare(sql);
  try {
    const names = statement.getColumnNames();
    while (statement.step()) {
      const values = statement.get(null, { useBigInt: true });
      yield Object.fromEntries(names.map((name, i) => [name, values[i] ?? null]));
    }
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
function readBlob(blob: Uint8Array, told: { curves: number }): Geometry {
  if (blob[0] !== 0x47 || blob[1] !== 0x50) throw new RangeError("the blob does not begin with GP");
  const flags = blob[3]!;
  if (flags & 0x20) throw new RangeError("an extended geometry type is not supported");
  const box = [0, 32, 48, 48, 64][(flags >> 1) & 7];
  if (box === undefined) throw new RangeError("the box of the blob has an unknown form");
  return readWellKnownBinary(blob, 8 + box, told);
}

function findLayerCrs(
  database: Database,
  srsId: number,
): Crs | null | { refused: { code: string; zh: string; en: string } } {
  // 0: "undefined geographic", degrees of whatever datum; -1: "undefined Cartesian".
  if (srsId === 0) return null;
  for (const row of readRows(database, `SELECT * FROM gpkg_spatial_ref_sys WHERE srs_id = ${srsId}`)) {
    if (String(row.organization).toUpperCase() === "EPSG") {
      const known = findCrs(Number(row.organization_coordsys_id));
      if (known.ok) return known.value;
      if (known.error.code === "crs-old-datum") return { refused: known.error };
    }
    const parsed = parseCrsText(String(row.definition ?? ""));
    if (parsed.ok || srsId !== -1) return parsed.ok ? parsed.value : { refused: parsed.error };
  }
  return {
    refused: {
      code: "crs-undefined",
      zh: `坐标系编号 srs_id ${srsId} 在文件里没有定义，坐标系未知，请指明`,
      en: `the system srs_id ${srsId} is not defined in the file, so it is not known; name the coordinate system`,
    },
  };
}

/** Tables without a geometry cannot be drawn: they are named as left out, with their rows. */
function tellPlainTables(database: Database, plain: ReadonlySet<string>, file: string, findings: Findings) {
  const sql = "SELECT table_name AS name FROM gpkg_contents WHERE data_type = 'attributes' LIMIT 200";
  for (const { name } of readRows(database, sql)) {
    const table = String(name);
    if (!plain.has(table.toLowerCase())) continue;
    const [row] = readRows(database, `SELECT count(*) AS rows FROM ${quoted(table)}`);
    findings.addWarning(
      "gpkg-attributes",
      {
        zh: `表“${table}”没有几何列，其 ${row?.rows} 行未读取`,
        en: `the table '${table}' has no geometry; its ${row?.rows} rows were not read`,
      },
      { file, record: 1 },
    );
  }
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
    tellPlainTables(database, plain, file, findings);
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
      const crs = plain.has("gpkg_spatial_ref_sys") ? findLayerCrs(database, Number(srs)) : null;
      const layer = readFeatureTable(
        database,
        table,
        String(col),
        crs && "refused" in crs ? null : crs,
        findings,
      );
      if (crs && "refused" in crs && options.fromCrs === undefined) layer.crsProblem = crs.refused;
      layers.push(layer);
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
  crs: Crs | null,
  findings: Findings,
): RawLayer {
  const features: RawFeature[] = [];
  let skipped = 0;
  let record = 0;
  let binary = 0;
  const columns = [...readRows(database, `PRAGMA table_info(${quoted(table)})`)];
  const key = columns.find((row) => Number(row.pk) === 1)?.name;
  const booleans = new Set(
    columns.filter((row) => /^boolean$/i.test(String(row.type))).map((row) => String(row.name)),
  );
  const told = { curves: 0 };
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
        value: typeof value === "bigint" ? (booleans.has(name) ? value !== 0n : keepInteger(value)) : value,
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
      const given = key === undefined ? undefined : row[String(key)];
      const id =
        typeof given === "bigint"
          ? Number.isSafeInteger(Number(given))
            ? Number(given)
            : String(given)
          : given;
      features.push({
        record,
        line: null,
        ...(typeof id === "number" || typeof id === "string" ? { id } : {}),
        properties,
        geometry: readBlob(blob, told),
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
  tellCurves(told.curves, table, findings);
  if (binary > 0)
    findings.addWarning(
      "gpkg-binary",
      {
        zh: `${binary} 个二进制属性值未读取（图片等）`,
        en: `${binary} binary attribute values (pictures and the like) were not read`,
      },
      { file: table, record: 1 },
    );
  return { name: table, file: table, features, crs, ownRingOrder: true, skipped };
}
