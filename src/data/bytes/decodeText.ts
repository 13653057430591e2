import { Refusal } from "../importReport.ts";

export interface DecodedText {
  text: string;
  /** Name for the report: "UTF-8", "GB18030", "UTF-16LE" … */
  encoding: string;
  /** How it was found: by a mark at the start, by what the file or the user says, or by trying. */
  by: "mark" | "file" | "user" | "rule";
}

/** Encodings by what `.cpg` files, dBASE language bytes and XML declarations call them. */
export function findEncodingLabel(name: string): string | undefined {
  const said = name
    .trim()
    .toLowerCase()
    .replace(/^(cp|windows-|ansi |oem )/, "");
  if (/^(936|gbk|gb2312|gb18030|54936|gb_2312-80|x-gbk)$/.test(said)) return "gb18030";
  if (/^(65001|utf-?8)$/.test(said)) return "utf-8";
  if (/^(950|big5|big5-hkscs)$/.test(said)) return "big5";
  if (/^(utf-?16(le)?|1200)$/.test(said)) return "utf-16le";
  if (/^(utf-?16be|1201)$/.test(said)) return "utf-16be";
  if (/^(1252|iso-?8859-?1|latin-?1|88591|us-ascii|ascii)$/.test(said)) return "windows-1252";
  return undefined;
}

const reportNames: Record<string, string> = {
  "utf-8": "UTF-8",
  gb18030: "GB18030",
  big5: "Big5",
  "utf-16le": "UTF-16LE",
  "utf-16be": "UTF-16BE",
  "windows-1252": "Windows-1252",
};
export const formatEncoding = (label: string) => reportNames[label] ?? label.toUpperCase();

export function decodeStrictly(bytes: Uint8Array, label: string): string | undefined {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

const hasCommonHan = (text: string) => /[\u4e00-\u9fff]/.test(text);

/**
 * Which encoding some bytes are in, and what they say in it: large files are decoded once. UTF-8 first, because text in another encoding hardly ever passes for it;
 * then what the file says; then GB18030, in which Chinese desktop programs write without saying so.
 * Two Chinese characters of GBK can pass for UTF-8: where the file names another encoding, and only that
 * one gives Han characters, it wins.
 */
export function findEncoding(
  bytes: Uint8Array,
  said: string | undefined,
): { label: string; by: "file" | "rule"; text: string } | undefined {
  const utf8 = decodeStrictly(bytes, "utf-8");
  if (utf8 !== undefined) {
    if (said && said !== "utf-8" && !hasCommonHan(utf8) && /[^\0-\x7f]/.test(utf8)) {
      const declared = decodeStrictly(bytes, said);
      if (declared !== undefined && hasCommonHan(declared))
        return { label: said, by: "file", text: declared };
    }
    return { label: "utf-8", by: said === "utf-8" ? "file" : "rule", text: utf8 };
  }
  const declared = said && decodeStrictly(bytes, said);
  if (said && declared !== undefined) return { label: said, by: "file", text: declared };
  const chinese = decodeStrictly(bytes, "gb18030");
  return chinese === undefined ? undefined : { label: "gb18030", by: "rule", text: chinese };
}

/** Text of a file. `said`: the encoding the file itself names; `chosen`: the user's choice. Refuses what no encoding fits. */
export function decodeText(bytes: Uint8Array, file: string, said?: string, chosen?: string): DecodedText {
  if (chosen) {
    const label = findEncodingLabel(chosen);
    const text = label ? decodeStrictly(bytes, label) : undefined;
    if (label && text !== undefined)
      return { text: stripMark(text), encoding: formatEncoding(label), by: "user" };
    throw new Refusal(
      "encoding-chosen",
      {
        zh: `文件“${file}”不能按所选编码 ${chosen} 读取`,
        en: `'${file}' cannot be read in the chosen encoding ${chosen}`,
      },
      { file, line: findBadLine(bytes, label ?? "utf-8") },
    );
  }
  const mark =
    bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
      ? "utf-8"
      : bytes[0] === 0xff && bytes[1] === 0xfe
        ? "utf-16le"
        : bytes[0] === 0xfe && bytes[1] === 0xff
          ? "utf-16be"
          : undefined;
  if (mark) {
    const text = decodeStrictly(bytes, mark);
    if (text !== undefined) return { text: stripMark(text), encoding: formatEncoding(mark), by: "mark" };
  }
  const found = findEncoding(bytes, said);
  if (!found) {
    throw new Refusal(
      "encoding-unknown",
      {
        zh: `文件“${file}”既不是 UTF-8 也不是 GB18030，请指明编码`,
        en: `'${file}' is neither UTF-8 nor GB18030; name its encoding`,
      },
      { file, line: findBadLine(bytes, "utf-8") },
    );
  }
  return { text: found.text, encoding: formatEncoding(found.label), by: found.by };
}

const stripMark = (text: string) => (text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);

/** The first line an encoding cannot read. */
function findBadLine(bytes: Uint8Array, label: string): number {
  let line = 1;
  let start = 0;
  for (let i = 0; i <= bytes.length; i += 1) {
    if (i < bytes.length && bytes[i] !== 10) continue;
    if (decodeStrictly(bytes.subarray(start, i), label) === undefined) return line;
    line += 1;
    start = i + 1;
  }
  return 1;
}
