import { parseCrsText } from "../../domain/place/crsText.ts";
import type { Bilingual } from "../../domain/plan.ts";
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
import { sayDamage } from "./damage.ts";
import { mostCurveCorners, multipatch, readShape } from "./fileGdbShape.ts";
import { geometryType, openGdbTable } from "./fileGdbTable.ts";

const tableName = /(?:^|\/)a([0-9a-f]{8})\.gdbtable$/i;

interface Catalogued {
  name: string;
  table: InputFile;
  index: InputFile;
}

/** The tables of a geodatabase by the names its catalogue gives them. */
function listTables(files: readonly InputFile[], folder: string, findings: Findings): Catalogued[] {
  const byName = new Map(files.map((file) => [file.name.toLowerCase(), file]));
  const find = (number: number, extension: string) =>
    byName.get(`${folder}a${number.toString(16).padStart(8, "0")}.${extension}`.toLowerCase());
  const [table, index] = [find(1, "gdbtable"), find(1, "gdbtablx")];
  if (!table || !index)
    throw new Refusal(
      "gdb-catalogue",
      {
        zh: `“${folder || "地理数据库"}”缺少目录表 a00000001，文件不完整`,
        en: `'${folder || "the geodatabase"}' lacks its catalogue a00000001; it is not complete`,
      },
      { file: files[0]?.name, record: 1 },
    );
  const tables: Catalogued[] = [];
  const catalogue = openGdbTable(table.bytes, index.bytes);
  const nameField = catalogue.fields.find(({ name }) => name.toLowerCase() === "name");
  for (const row of catalogue.rows()) {
    if ("problem" in row || !nameField)
      throw new Refusal(
        "gdb-catalogue",
        {
          zh: `目录表 a00000001 读不出（第 ${row.record} 条），文件已损坏`,
          en: `the catalogue a00000001 is unreadable (row ${row.record}); the geodatabase is damaged`,
        },
        { file: table.name, record: row.record },
      );
    const name = String(row.values.get(nameField) ?? "");
    if (/^GDB_/i.test(name)) continue;
    const [own, ownIndex] = [find(row.record, "gdbtable"), find(row.record, "gdbtablx")];
    if (own && ownIndex) tables.push({ name, table: own, index: ownIndex });
    else
      findings.addWarning(
        "gdb-table-missing",
        {
          zh: `目录里有“${name}”，但没有它的数据文件，未读取`,
          en: `the catalogue names '${name}' but its files are missing; left out`,
        },
        { file: table.name, record: row.record },
      );
  }
  return tables;
}

function readLayer(
  { name, table, index }: Catalogued,
  file: string,
  findings: Findings,
): RawLayer | undefined {
  const opened = openGdbTable(table.bytes, index.bytes);
  const shape = opened.fields.find(({ type }) => type === geometryType);
  if (!shape?.grid) {
    findings.addWarning(
      "table-left-out",
      { zh: `表“${name}”没有几何，未读取`, en: `the table '${name}' has no geometry; left out` },
      { file, record: 1 },
    );
    return undefined;
  }
  const features: RawFeature[] = [];
  const told = { curves: 0, chords: 0, left: mostCurveCorners, binary: 0 };
  let skipped = 0;
  for (const row of opened.rows()) {
    if (findings.isFull()) break;
    const { record } = row;
    const place = { file, record };
    const fail = (said: Bilingual) =>
      findings.addError(
        "gdb-row",
        { zh: `记录读不出：${said.zh}`, en: `the record is unreadable: ${said.en}` },
        place,
      );
    if ("problem" in row) {
      fail(row.problem);
      continue;
    }
    const properties: Record<string, unknown> = {};
    for (const [field, value] of row.values) {
      if (field === shape) continue;
      if (value instanceof Uint8Array) told.binary += 1;
      else
        Object.defineProperty(properties, field.name, {
          value: typeof value === "bigint" ? keepInteger(value) : value,
          enumerable: true,
          writable: true,
          configurable: true,
        });
    }
    const blob = row.values.get(shape);
    try {
      const geometry = blob instanceof Uint8Array ? readShape(blob, shape.grid, told) : null;
      if (geometry) features.push({ record, line: null, id: record, properties, geometry });
      else {
        skipped += 1;
        findings.addWarning(
          "geometry-null",
          { zh: "没有几何，未上图", en: "has no geometry; left out" },
          place,
        );
      }
    } catch (error) {
      if (error !== multipatch) fail(sayDamage(error));
      else {
        skipped += 1;
        findings.addWarning(
          "shape-left-out",
          { zh: "多面体（MultiPatch）不支持，未上图", en: "a multipatch, which is not supported; left out" },
          place,
        );
      }
    }
  }
  tellCurves(told.curves, file, findings);
  if (told.chords > 0)
    findings.addWarning(
      "curves-chords",
      {
        zh: `${told.chords} 段椭圆弧按弦读取`,
        en: `${told.chords} arcs of ellipses are read as straight lines`,
      },
      { file, record: 1 },
    );
  if (told.binary > 0)
    findings.addWarning(
      "gdb-binary",
      { zh: `${told.binary} 个二进制属性值未读取`, en: `${told.binary} binary values were not read` },
      { file, record: 1 },
    );
  const isNamed = !shape.grid.wkt.startsWith("{");
  const parsed = isNamed ? parseCrsText(shape.grid.wkt) : undefined;
  const problem = parsed
    ? parsed.ok
      ? undefined
      : parsed.error
    : {
        code: "crs-undefined",
        zh: "要素类没有写坐标系，请指明",
        en: "the feature class names no coordinate system; name it",
      };
  return {
    name,
    file,
    features,
    crs: parsed?.ok ? parsed.value : null,
    ...(problem ? { crsProblem: problem } : {}),
    ownRingOrder: true,
    skipped,
  };
}

function readFolder(
  files: readonly InputFile[],
  folder: string,
  isOneOfSeveral: boolean,
  findings: Findings,
  { layers: wanted }: ReadOptions,
): RawLayer[] {
  const compressed = files.find(({ name }) => /\.cdf$/i.test(name));
  if (compressed)
    throw new Refusal(
      "gdb-compressed",
      {
        zh: "这是压缩过的地理数据库（.cdf），请先在 ArcGIS 里解压缩",
        en: "the geodatabase is compressed (.cdf); uncompress it in ArcGIS first",
      },
      { file: compressed.name, record: 1 },
    );
  let at: string | undefined;
  try {
    const tables = listTables(files, folder, findings);
    const chosen = tables.filter(({ name }) => wanted?.includes(name));
    return (chosen.length > 0 ? chosen : tables).flatMap((table) => {
      at = table.name;
      return readLayer(table, isOneOfSeveral ? `${folder}${table.name}` : table.name, findings) ?? [];
    });
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const said = sayDamage(error);
    throw new Refusal(
      "gdb-unreadable",
      at === undefined
        ? {
            zh: `地理数据库的目录表读不出：${said.zh}`,
            en: `the catalogue of the geodatabase cannot be read: ${said.en}`,
          }
        : { zh: `表“${at}”读不出：${said.zh}`, en: `the table '${at}' cannot be read: ${said.en}` },
      { file: at ?? files[0]?.name, record: 1 },
    );
  }
}

/** Every feature class of the Esri file geodatabases among some files, each class with its own system. */
export function readFileGdb(
  files: readonly InputFile[],
  findings: Findings,
  options: ReadOptions,
): RawLayer[] {
  findings.encoding = "UTF-8";
  const folderOf = (name: string) => name.slice(0, name.lastIndexOf("/") + 1);
  const folders = [...new Set(files.flatMap(({ name }) => (tableName.test(name) ? [folderOf(name)] : [])))];
  for (const file of files)
    if (!folders.includes(folderOf(file.name)))
      findings.addWarning(
        "file-left-out",
        { zh: "不是同一种数据，未读取", en: "is not of the same kind; left out" },
        { file: file.name, record: 1 },
      );
  // Classes of two geodatabases may bear one name: what is said of each must name its own.
  const layers = folders.flatMap((folder) =>
    readFolder(
      files.filter(({ name }) => folderOf(name) === folder),
      folder,
      folders.length > 1,
      findings,
      options,
    ),
  );
  if (layers.length === 0)
    throw new Refusal(
      "gdb-no-features",
      { zh: "地理数据库里没有要素类", en: "the geodatabase has no feature class" },
      { file: files[0]?.name, record: 1 },
    );
  return layers;
}
