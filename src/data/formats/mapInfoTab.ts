import type { Geometry } from "geojson";
import { decodeStrictly, findEncoding, findEncodingLabel, formatEncoding } from "../bytes/decodeText.ts";
import { keepInteger, parseExactNumber } from "../exactNumbers.ts";
import {
  type Findings,
  type InputFile,
  type RawFeature,
  type RawLayer,
  type ReadOptions,
  Refusal,
} from "../importReport.ts";
import { sayDamage } from "./damage.ts";
import { MapFile } from "./mapInfoMap.ts";
import { mapInfoCharsets } from "./mapInfoText.ts";

interface Field {
  name: string;
  type: string;
  width: number;
  at: number;
}

const widths: Record<string, number> = {
  integer: 4,
  smallint: 2,
  largeint: 8,
  float: 8,
  date: 4,
  time: 4,
  datetime: 8,
  logical: 1,
};

const spellBytes = (bytes: Uint8Array) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");

function readFields(text: string): Field[] {
  const fields: Field[] = [];
  let at = 1;
  const body = text
    .slice(text.search(/^[ \t]*Fields\s+\d+/im))
    .split(/\r\n|\n|\r/)
    .slice(1);
  for (const line of body) {
    const [, name, type, size] =
      /^[ \t]*([^ \t]+)[ \t]+([A-Za-z]+)\s*(?:\(\s*(\d+)[^)]*\))?[^;]*;/.exec(line) ?? [];
    if (name === undefined) break;
    const width = widths[type!.toLowerCase()] ?? Number(size ?? 0);
    fields.push({ name, type: type!, width, at });
    at += width;
  }
  return fields;
}

function readCell(
  view: DataView,
  at: number,
  { type, width }: Field,
  decode: (raw: Uint8Array) => string,
): unknown {
  const raw = new Uint8Array(view.buffer, view.byteOffset + at, width);
  switch (type.toLowerCase()) {
    case "integer":
      return view.getInt32(at, true);
    case "smallint":
      return view.getInt16(at, true);
    case "largeint":
      return keepInteger(view.getBigInt64(at, true));
    case "float":
      return view.getFloat64(at, true);
    case "logical":
      return raw[0] === 0x54;
    case "date":
    case "datetime": {
      const [year, month, day] = [view.getUint16(at, true), view.getUint8(at + 2), view.getUint8(at + 3)];
      return year === 0 ? null : `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
    }
    case "time":
      return view.getInt32(at, true) < 0
        ? null
        : new Date(view.getInt32(at, true)).toISOString().slice(11, 19);
    default: {
      const end = raw.indexOf(0);
      const text = decode(end < 0 ? raw : raw.subarray(0, end)).trim();
      if (text === "") return null;
      const number = /^decimal/i.test(type) ? parseExactNumber(text) : text;
      return typeof number === "number" && !Number.isFinite(number) ? text : number;
    }
  }
}

/** Text whose last character may be cut; undefined where the encoding does not fit the rest. */
function decodeCut(raw: Uint8Array, label: string): string | undefined {
  for (let length = raw.length; length > Math.max(0, raw.length - 4); length -= 1) {
    const text = decodeStrictly(raw.subarray(0, length), label)?.trim();
    if (text) return text;
  }
  return undefined;
}

/**
 * Names of columns as text. Programs that know no Chinese cut their bytes in the .tab: then the head of the .dat has
 * them, in ten bytes, of which the last character may be cut too.
 */
function decodeNames(fields: Field[], dat: Uint8Array, label: string, file: string, findings: Findings) {
  const damaged: Field[] = [];
  fields.forEach((field, i) => {
    if (!/[\x80-\xff]/.test(field.name)) return;
    const raw = dat.subarray(32 + i * 32, 32 + i * 32 + 10);
    const end = raw.indexOf(0);
    const kept = end < 0 ? raw : raw.subarray(0, end);
    const whole = Uint8Array.from(field.name, (character) => character.charCodeAt(0));
    const isSame = field.name.startsWith(spellBytes(kept));
    const decoded = isSame
      ? (decodeStrictly(whole, "utf-8") ?? decodeStrictly(whole, label))
      : (decodeCut(kept, "utf-8") ?? decodeCut(kept, label));
    field.name = decoded ?? new TextDecoder(label).decode(whole);
    if (!isSame || decoded === undefined) damaged.push(field);
  });
  const taken = new Set<string>();
  for (const field of fields) {
    const { name } = field;
    for (let n = 2; taken.has(field.name); n += 1) field.name = `${name}_${n}`;
    taken.add(field.name);
  }
  if (damaged.length > 0)
    findings.addWarning(
      "names-damaged",
      {
        zh: `${damaged.length} 个列名在 .tab 里已损坏，改用 .dat 里的短列名：${damaged.map(({ name }) => name).join("、")}`,
        en: `${damaged.length} names of columns are damaged in the .tab; the short ones of the .dat stand instead: ${damaged.map(({ name }) => name).join(", ")}`,
      },
      { file, record: 1 },
    );
}

/**
 * The bytes of the text columns, without what pads them: the rest of the rows is binary and of no encoding. A value
 * that fills its column may be cut within a character: it is left aside where others show the encoding.
 */
function gatherText(
  bytes: Uint8Array,
  fields: readonly Field[],
  head: number,
  width: number,
  rows: number,
  hasFull = false,
): Uint8Array {
  const parts: number[] = [];
  const texts = fields.filter(({ type }) => /^char/i.test(type));
  for (let i = 0; i < rows && parts.length < 1_000_000; i += 1) {
    for (const field of texts) {
      const from = head + i * width + field.at;
      if (!hasFull && bytes[from + field.width - 1]) continue;
      for (let at = from; at < from + field.width && bytes[at]; at += 1) parts.push(bytes[at]!);
      parts.push(10);
    }
  }
  return hasFull || parts.some((byte) => byte > 127)
    ? Uint8Array.from(parts)
    : gatherText(bytes, fields, head, width, rows, true);
}

/** The .map file; refuses one whose head is not what it should be. */
function openMap(map: InputFile): MapFile {
  try {
    return new MapFile(map.bytes);
  } catch (error) {
    const said = sayDamage(error);
    throw new Refusal(
      "tab-map",
      { zh: `“${map.name}”读不出：${said.zh}`, en: `'${map.name}' cannot be read: ${said.en}` },
      { file: map.name, record: 1 },
    );
  }
}

interface Table {
  dat: InputFile;
  map: InputFile;
  /** For each row, where its shape stands in the .map; 0 where it has none. */
  addresses: DataView;
  fields: ReturnType<typeof readFields>;
  /** Encoding that the .tab names, if any. */
  said: string | undefined;
  /** Bytes of the head of the .dat, and of one of its records. */
  head: number;
  width: number;
  rows: number;
}

/** The parts of the table, after it was seen that they belong together. */
function openTable(
  tab: InputFile,
  beside: (extension: string) => InputFile | undefined,
  findings: Findings,
): Table {
  const { name: file } = tab;
  // A character is a byte: names are decoded once the encoding of the rows is known.
  const text = spellBytes(tab.bytes.subarray(0, 1_000_000));
  const said = mapInfoCharsets[/charset\s+"?([^"\r\n]+)"?/i.exec(text)?.[1]?.trim() ?? ""];
  if (!/^\s*Type\s+NATIVE/im.test(text))
    throw new Refusal(
      "tab-type",
      {
        zh: `“${file}”不是 MapInfo 原生表（可能是栅格、视图或链接表），未读取`,
        en: `'${file}' is not a native MapInfo table (a raster, a view or a linked table) and is not read`,
      },
      { file, line: 1 },
    );
  const [dat, map, ids] = [".dat", ".map", ".id"].map(beside);
  if (!dat || !map || !ids)
    throw new Refusal(
      "tab-parts",
      {
        zh: `“${file}”缺少 .dat、.map 或 .id 文件，请一起打开`,
        en: `'${file}' lacks its .dat, .map or .id file; open them together`,
      },
      { file, record: 1 },
    );
  const fields = readFields(text);
  if (dat.bytes.length < 32)
    throw new Refusal(
      "tab-rows",
      { zh: `“${dat.name}”被截断`, en: `'${dat.name}' is cut off` },
      { file: dat.name, record: 1 },
    );
  const view = new DataView(dat.bytes.buffer, dat.bytes.byteOffset, dat.bytes.byteLength);
  const [count, head, width] = [view.getUint32(4, true), view.getUint16(8, true), view.getUint16(10, true)];
  const rowBytes = fields.reduce((sum, field) => sum + field.width, 1);
  if (fields.length === 0 || rowBytes !== width || head < 32 * (fields.length + 1))
    throw new Refusal(
      "tab-fields",
      {
        zh: `“${file}”的字段合计 ${rowBytes} 字节，.dat 的记录是 ${width} 字节，两个文件不配套或已损坏`,
        en: `the fields of '${file}' make ${rowBytes} bytes and the records of its .dat ${width}; the files do not belong together or are damaged`,
      },
      { file, record: 1 },
    );
  const rows = Math.min(
    count,
    Math.floor((dat.bytes.length - head) / Math.max(1, width)),
    Math.floor(ids.bytes.length / 4),
  );
  if (rows < count)
    findings.addError(
      "tab-rows",
      {
        zh: `应有 ${count} 条记录，文件里只有 ${rows} 条，可能被截断`,
        en: `there should be ${count} records and only ${rows} are there; the file may be cut off`,
      },
      { file, record: rows + 1 },
    );
  const addresses = new DataView(ids.bytes.buffer, ids.bytes.byteOffset, ids.bytes.byteLength);
  return { dat, map, addresses, fields, said, head, width, rows };
}

function settleEncoding({ dat, fields, head, width, rows, said }: Table, chosen: string | undefined): string {
  const label = chosen
    ? findEncodingLabel(chosen)
    : findEncoding(gatherText(dat.bytes, fields, head, width, rows), said)?.label;
  if (label === undefined)
    throw new Refusal(
      "encoding-unknown",
      {
        zh: `“${dat.name}”的文字编码认不出，请指明`,
        en: `the text encoding of '${dat.name}' is not recognised; name it`,
      },
      { file: dat.name, record: 1 },
    );
  return label;
}

/** The shape at an address of the .map, or null with the reason among the findings. */
function readShape(
  shapes: MapFile,
  address: number,
  place: { file: string; record: number },
  findings: Findings,
): { geometry: Geometry | null; isSkipped: boolean } {
  try {
    const geometry = address > 0 ? shapes.readObject(address) : null;
    if (geometry) return { geometry, isSkipped: false };
    findings.addWarning(
      address > 0 ? "shape-left-out" : "geometry-null",
      address > 0
        ? {
            zh: "图形种类（文字、椭圆、圆弧等）不支持，未上图",
            en: "a shape of a kind that is not read (text, ellipse, arc); left out",
          }
        : { zh: "没有几何，未上图", en: "has no geometry; left out" },
      place,
    );
    return { geometry: null, isSkipped: true };
  } catch (error) {
    const said = sayDamage(error);
    findings.addError(
      "tab-shape",
      { zh: `图形读不出：${said.zh}`, en: `the shape is unreadable: ${said.en}` },
      place,
    );
    return { geometry: null, isSkipped: false };
  }
}

/** A MapInfo table: fields by the .tab, rows in the .dat, shapes in the .map by way of the .id. */
export function readMapInfoTab(
  tab: InputFile,
  beside: (extension: string) => InputFile | undefined,
  findings: Findings,
  options: ReadOptions,
): RawLayer {
  const { name: file } = tab;
  const table = openTable(tab, beside, findings);
  const { dat, map, addresses, fields, head, width, rows } = table;
  const view = new DataView(dat.bytes.buffer, dat.bytes.byteOffset, dat.bytes.byteLength);
  const label = settleEncoding(table, options.encoding);
  findings.encoding = formatEncoding(label);
  const decoder = new TextDecoder(label);
  decodeNames(fields, dat.bytes, label, file, findings);
  const shapesOf = openMap(map);
  const features: RawFeature[] = [];
  let broken: number | undefined;
  let skipped = 0;
  for (let i = 0; i < rows && !findings.isFull(); i += 1) {
    const record = i + 1;
    const at = head + i * width;
    const place = { file, record };
    if (dat.bytes[at] === 0x2a) {
      skipped += 1;
      findings.addWarning(
        "tab-deleted",
        { zh: "记录已标记删除，未读取", en: "the record is marked as deleted; left out" },
        place,
      );
      continue;
    }
    const properties: Record<string, unknown> = {};
    for (const field of fields)
      Object.defineProperty(properties, field.name, {
        value: readCell(view, at + field.at, field, (raw) => {
          const text = decoder.decode(raw);
          if (text.includes("\ufffd")) broken ??= record;
          return text;
        }),
        enumerable: true,
        writable: true,
        configurable: true,
      });
    const { geometry, isSkipped } = readShape(shapesOf, addresses.getInt32(i * 4, true), place, findings);
    if (geometry) features.push({ record, line: null, properties, geometry });
    else if (isSkipped) skipped += 1;
  }
  if (broken !== undefined)
    findings.addWarning(
      "text-broken",
      {
        zh: "有的文字在文件里已被截断，读不出的字显示为 �",
        en: "some text is cut in the file; what is unreadable shows as \ufffd",
      },
      { file, record: broken },
    );
  const name = file.replace(/^.*\//, "").replace(/\.tab$/i, "");
  return {
    name,
    file,
    features,
    ...shapesOf.findSystem(),
    ownRingOrder: true,
    skipped,
  };
}
