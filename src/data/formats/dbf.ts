import { decodeStrictly, findEncoding, findEncodingLabel, formatEncoding } from "../bytes/decodeText.ts";
import { parseExactNumber } from "../exactNumbers.ts";
import { type Findings, Refusal } from "../importReport.ts";

interface Field {
  name: string;
  type: string;
  width: number;
  decimals: number;
  at: number;
}

export interface DbfTable {
  /** Count the header states. */
  stated: number;
  rows: { properties: Record<string, unknown>; deleted: boolean }[];
  encoding: string;
  /** False: the table knows no columns, and how many rows it has says nothing. */
  hasFields: boolean;
}

/** Code page by the language byte of the header (dBASE and FoxPro tables); only those met in this part of the world. */
const languageBytes: Record<number, string> = { 77: "gb18030", 79: "big5", 122: "gb18030", 120: "big5" };

/**
 * Text of a field without what pads it. A field may end in the middle of a character, because programs
 * cut text at the width in bytes: then the broken character is left out and `cut` is true.
 */
function decodeField(raw: Uint8Array, label: string): { text: string; cut: boolean } {
  let end = raw.length;
  while (end > 0 && (raw[end - 1] === 0x20 || raw[end - 1] === 0)) end -= 1;
  const bytes = raw.subarray(0, end);
  const whole = decodeStrictly(bytes, label);
  if (whole !== undefined) return { text: whole.trim(), cut: false };
  for (let less = 1; less <= 3 && less < bytes.length; less += 1) {
    const text = decodeStrictly(bytes.subarray(0, end - less), label);
    if (text !== undefined) return { text, cut: true };
  }
  return { text: new TextDecoder(label).decode(bytes), cut: true };
}

function readFields(
  bytes: Uint8Array,
  headerBytes: number,
  file: string,
  findings: Findings,
): { raw: Uint8Array; field: Field }[] {
  const fields: { raw: Uint8Array; field: Field }[] = [];
  let at = 1;
  for (let offset = 32; offset + 32 <= headerBytes && bytes[offset] !== 0x0d; offset += 32) {
    const raw = bytes.subarray(offset, offset + 11);
    const end = raw.indexOf(0);
    const field = {
      name: "",
      type: String.fromCharCode(bytes[offset + 11]!),
      width: bytes[offset + 16]!,
      decimals: bytes[offset + 17]!,
      at,
    };
    at += field.width;
    fields.push({ raw: end < 0 ? raw : raw.subarray(0, end), field });
  }
  // PostGIS and GDAL write tables without a field beside shapes that have no attributes.
  if (fields.length === 0)
    findings.addWarning(
      "dbf-no-fields",
      {
        zh: `“${file}”没有字段，要素没有属性`,
        en: `'${file}' has no fields: the features have no attributes`,
      },
      { file, record: 1 },
    );
  return fields;
}

function parseValue(field: Field, raw: Uint8Array, label: string): { value: unknown; cut: boolean } {
  if (field.type === "C") {
    const { text, cut } = decodeField(raw, label);
    return { value: text === "" ? null : text, cut };
  }
  if ((field.type === "I" || field.type === "+") && raw.length === 4) {
    return { value: new DataView(raw.buffer, raw.byteOffset, 4).getInt32(0, true), cut: false };
  }
  if ((field.type === "O" || field.type === "B") && raw.length === 8) {
    return { value: new DataView(raw.buffer, raw.byteOffset, 8).getFloat64(0, true), cut: false };
  }
  const text = String.fromCharCode(...raw)
    .replaceAll("\0", " ")
    .trim();
  if (text === "" || /^\*+$/.test(text)) return { value: null, cut: false };
  if (field.type === "N" || field.type === "F") {
    const number = parseExactNumber(text.replace(",", "."));
    return { value: typeof number !== "number" || Number.isFinite(number) ? number : text, cut: false };
  }
  if (field.type === "L")
    return { value: /^[TtYy]$/.test(text) ? true : /^[FfNn]$/.test(text) ? false : null, cut: false };
  // An empty date is written as zeros or as a lone 0 by many programs.
  if (field.type === "D" && /^[0/\s-]+$/.test(text)) return { value: null, cut: false };
  if (field.type === "D" && /^\d{8}$/.test(text)) {
    return { value: `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`, cut: false };
  }
  return { value: decodeField(raw, label).text, cut: false };
}

/** Every byte that text fields and field names hold, to judge the encoding by. */
function collectText(
  bytes: Uint8Array,
  fields: { raw: Uint8Array; field: Field }[],
  start: number,
  width: number,
  count: number,
) {
  const parts: Uint8Array[] = fields.map((f) => f.raw);
  const texts = fields.filter((f) => f.field.type === "C");
  let size = 0;
  for (let i = 0; i < count && size < 4_000_000; i += 1) {
    for (const { field } of texts) {
      const from = start + i * width + field.at;
      const raw = bytes.subarray(from, from + field.width);
      if (!raw.some((b) => b > 0x7f)) continue;
      parts.push(raw);
      size += raw.length;
    }
  }
  return parts;
}

/** The encoding that most values fit; values cut in mid-character do not fit any and are judged without their tail. */
function judgeEncoding(
  parts: Uint8Array[],
  said: string | undefined,
): { label: string; by: "file" | "rule" } | undefined {
  const joined: number[] = [];
  const fits = (label: string) =>
    parts.every((raw) => {
      for (let less = 0; less <= 3 && less <= raw.length; less += 1) {
        let end = raw.length;
        while (end > 0 && (raw[end - 1] === 0x20 || raw[end - 1] === 0)) end -= 1;
        if (decodeStrictly(raw.subarray(0, end - less), label) !== undefined) return true;
        // Only a field filled to its last byte can have been cut.
        if (end < raw.length) return false;
      }
      return false;
    });
  for (const raw of parts) {
    for (const b of raw) joined.push(b);
    joined.push(10);
  }
  const whole = findEncoding(Uint8Array.from(joined), said);
  if (whole && (whole.label === "utf-8" || whole.label === said)) return whole;
  if (fits("utf-8")) return { label: "utf-8", by: "rule" };
  if (said && fits(said)) return { label: said, by: "file" };
  if (fits("gb18030")) return { label: "gb18030", by: "rule" };
  return whole;
}

/** The encoding of the table's text: as chosen, as the file says, or judged by its content; asks where none fits. */
function settleEncoding(
  parts: Uint8Array[],
  languageByte: number,
  file: string,
  codePage: string | undefined,
  chosen: string | undefined,
  findings: Findings,
): string {
  const fromPage = codePage === undefined ? undefined : findEncodingLabel(codePage);
  const said = fromPage ?? languageBytes[languageByte];
  const chosenLabel = chosen === undefined ? undefined : findEncodingLabel(chosen);
  const found = chosenLabel ? { label: chosenLabel, by: "user" as const } : judgeEncoding(parts, said);
  if (!found) {
    findings.questions.push({
      about: "encoding",
      title: { zh: "属性表是什么编码？", en: "Which encoding is the attribute table in?" },
      choices: ["gb18030", "utf-8", "big5"].map((value) => ({ value, label: formatEncoding(value) })),
      samples: parts.slice(0, 3).map((raw) => new TextDecoder("gb18030").decode(raw).trim()),
    });
    throw new Refusal(
      "encoding-unknown",
      {
        zh: `“${file}”的文字编码认不出，请指明`,
        en: `the text encoding of '${file}' is not recognised; name it`,
      },
      { file, record: 1 },
    );
  }
  findings.decisions.push({
    about: "encoding",
    value: formatEncoding(found.label),
    by: found.by,
    reason:
      found.by === "file"
        ? {
            zh: fromPage ? "按 .cpg 文件" : "按 dBASE 语言字节",
            en: fromPage ? "by the .cpg file" : "by the dBASE language byte",
          }
        : found.by === "user"
          ? { zh: "用户指定", en: "named by the user" }
          : {
              zh: `按内容判断；例：${sampleValues(parts, found.label)}`,
              en: `judged by the content; for example ${sampleValues(parts, found.label)}`,
            },
  });
  return found.label;
}

/** All rows; what is cut in the middle of a character is told once. */
function readRows(
  bytes: Uint8Array,
  fields: ReturnType<typeof readFields>,
  headerBytes: number,
  width: number,
  count: number,
  label: string,
  file: string,
  findings: Findings,
): DbfTable["rows"] {
  const rows: DbfTable["rows"] = [];
  let cutValues = 0;
  let firstCut = 0;
  for (let i = 0; i < count; i += 1) {
    const start = headerBytes + i * width;
    const properties: Record<string, unknown> = {};
    for (const { field } of fields) {
      const { value, cut } = parseValue(
        field,
        bytes.subarray(start + field.at, start + field.at + field.width),
        label,
      );
      // Defined, not assigned: a column called __proto__ is a column.
      Object.defineProperty(properties, field.name, {
        value,
        enumerable: true,
        writable: true,
        configurable: true,
      });
      if (cut) {
        cutValues += 1;
        firstCut ||= i + 1;
      }
    }
    rows.push({ properties, deleted: bytes[start] === 0x2a });
  }
  if (cutValues > 0) {
    findings.addWarning(
      "dbf-cut-text",
      {
        zh: `${cutValues} 个文字值在字段末尾被截断在半个字上，半个字已略去`,
        en: `${cutValues} text values end in the middle of a character at the field's width; the half is left out`,
      },
      { file, record: firstCut },
    );
  }
  return rows;
}

/** The attribute table beside a shapefile. `codePage`: text of the `.cpg` file where there is one. */
export function readDbf(
  bytes: Uint8Array,
  file: string,
  codePage: string | undefined,
  chosen: string | undefined,
  findings: Findings,
): DbfTable {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = bytes.length >= 33 ? bytes[0]! & 0x07 : 0;
  const headerBytes = bytes.length >= 33 ? view.getUint16(8, true) : 0;
  const width = bytes.length >= 33 ? view.getUint16(10, true) : 0;
  if (
    (version !== 3 && version !== 4 && bytes[0] !== 0x30) ||
    headerBytes < 33 ||
    headerBytes > bytes.length ||
    width < 1
  ) {
    throw new Refusal(
      "dbf-header",
      { zh: `“${file}”不是 dBASE 表`, en: `'${file}' is not a dBASE table` },
      { file, record: 1 },
    );
  }
  const fields = readFields(bytes, headerBytes, file, findings);
  const stated = view.getUint32(4, true);
  const present = Math.max(0, Math.floor((bytes.length - headerBytes) / width));
  const count = Math.min(stated, present);
  if (present < stated) {
    findings.addWarning(
      "dbf-short",
      {
        zh: `“${file}”应有 ${stated} 行，只有 ${present} 行`,
        en: `'${file}' should have ${stated} rows and has ${present}`,
      },
      { file, record: present + 1 },
    );
  }
  const parts = collectText(bytes, fields, headerBytes, width, count);
  const label = settleEncoding(parts, bytes[29]!, file, codePage, chosen, findings);
  const names = new Set<string>();
  for (const { raw, field } of fields) {
    const plain = decodeField(raw, label).text || "field";
    let name = plain;
    for (let i = 1; names.has(name); i += 1) name = `${plain}_${i}`;
    names.add(name);
    field.name = name;
  }
  const rows = readRows(bytes, fields, headerBytes, width, count, label, file, findings);
  const memo = fields.filter((f) => "MGP".includes(f.field.type)).map((f) => f.field.name);
  if (memo.length > 0) {
    findings.addWarning(
      "dbf-memo",
      {
        zh: `备注字段 ${memo.join("、")} 的内容在别的文件里，未读取`,
        en: `memo fields ${memo.join(", ")} keep their content in another file; not read`,
      },
      { file, record: 1 },
    );
  }
  return { stated, rows, encoding: formatEncoding(label), hasFields: fields.length > 0 };
}

const sampleValues = (parts: Uint8Array[], label: string) =>
  [...new Set(parts.map((raw) => decodeField(raw, label).text).filter((t) => /[^\0-\x7f]/.test(t)))]
    .slice(0, 3)
    .join("、") || "ASCII";
