import type { Document } from "@xmldom/xmldom";
import { findElements, parseMarkup } from "../bytes/markup.ts";
import {
  createFindings,
  type Findings,
  type InputFile,
  type RawLayer,
  type ReadOptions,
  Refusal,
} from "../importReport.ts";
import { formatNumber, formatSerialDate, isDateCode, isDateFormat } from "./numberFormats.ts";
import { readTable } from "./table.ts";
import type { TableRow } from "./tableColumns.ts";
import type { MergedCells, Sheet } from "./tableHeader.ts";

const entities: Record<string, string> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };
const unescapeMarkup = (text: string) =>
  text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(lt|gt|amp|quot|apos));/gi, (whole, hex, decimal, name) => {
    if (name) return entities[(name as string).toLowerCase()]!;
    const code = hex ? Number.parseInt(hex as string, 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });

/** Text of the `t` elements in a piece of markup, joined; phonetic guides left out. */
const joinTexts = (piece: string) => {
  let text = "";
  for (const match of piece
    .replace(/<(?:\w+:)?rPh[\s>][\s\S]*?<\/(?:\w+:)?rPh>/g, "")
    .matchAll(/<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)</g))
    text += unescapeMarkup(match[1]!);
  return text;
};

/** Pieces of markup between `<name …>` and `</name>`, whatever the prefix. Elements of that name do not nest here. */
function* findPieces(text: string, name: string): Generator<{ head: string; body: string }> {
  const open = new RegExp(`<(?:\\w+:)?${name}((?:\\s[^<>]*?)?)(/?)>`, "g");
  const close = new RegExp(`</(?:\\w+:)?${name}\\s*>`, "g");
  for (let match = open.exec(text); match; match = open.exec(text)) {
    if (match[2] === "/") {
      yield { head: match[1]!, body: "" };
      continue;
    }
    close.lastIndex = open.lastIndex;
    const end = close.exec(text);
    if (!end) return;
    yield { head: match[1]!, body: text.slice(open.lastIndex, end.index) };
    open.lastIndex = close.lastIndex;
  }
}

const attribute = (head: string, name: string) => {
  const match = head.match(new RegExp(`(?:^|\\s)${name}\\s*=\\s*["']([^"']*)["']`));
  return match ? unescapeMarkup(match[1]!) : undefined;
};

const columnOf = (reference: string | undefined, otherwise: number) => {
  const letters = reference?.match(/^[A-Z]{1,3}/)?.[0];
  if (!letters) return otherwise;
  return [...letters].reduce((sum, c) => sum * 26 + c.charCodeAt(0) - 64, 0) - 1;
};

interface Workbook {
  strings: string[];
  /** By the style of a cell: a date, or the code of a format that carries meaning. */
  styles: ("date" | string | undefined)[];
  from1904: boolean;
}

function refuseDoctype(text: string, file: string) {
  if (/<!\s*(DOCTYPE|ENTITY)/i.test(text)) {
    throw new Refusal(
      "xml-doctype",
      { zh: `“${file}”含有 DOCTYPE 或 ENTITY，已拒绝`, en: `'${file}' has a DOCTYPE or ENTITY; refused` },
      { file, line: 1 },
    );
  }
}

/** `codes` takes the columns in which a format makes codes of numbers: their other numbers are codes too. */
function readNumber(
  raw: string,
  style: string | undefined,
  book: Workbook,
  codes: Set<number>,
  column: number,
): unknown {
  const number = Number(raw);
  if (!Number.isFinite(number)) return unescapeMarkup(raw);
  if (style === "date") return formatSerialDate(number, book.from1904);
  const code = style === undefined ? undefined : formatNumber(style, number);
  if (code !== undefined) codes.add(column);
  return code ?? number;
}

const cellHead = /(?:^|\s)([rst])\s*=\s*["']([^"']*)["']/g;

function readRows(text: string, book: Workbook, told: { errors: number }): TableRow[] {
  const rows: TableRow[] = [];
  const codes = new Set<number>();
  let line = 0;
  for (const { head, body } of findPieces(text, "row")) {
    line = Number(attribute(head, "r") ?? line + 1);
    const values: unknown[] = [];
    let column = -1;
    for (const cell of findPieces(body, "c")) {
      const said: Record<string, string> = {};
      for (const [, key, value] of cell.head.matchAll(cellHead)) said[key!] = value!;
      column = columnOf(said.r, column + 1);
      if (column > 16_383) continue;
      const type = said.t ?? "n";
      const raw = cell.body.match(/<(?:\w+:)?v(?:\s[^>]*)?>([^<]*)</)?.[1];
      if (type === "inlineStr") values[column] = joinTexts(cell.body);
      else if (raw === undefined) values[column] = null;
      else if (type === "s") values[column] = book.strings[Number(raw)] ?? null;
      else if (type === "b") values[column] = raw === "1";
      else if (type === "str" || type === "d") values[column] = unescapeMarkup(raw);
      else if (type === "e") {
        told.errors += 1;
        values[column] = null;
      } else values[column] = readNumber(raw, book.styles[Number(said.s ?? 0)], book, codes, column);
    }
    if (values.some((v) => v !== null && v !== undefined && v !== "")) rows.push({ line, values });
  }
  for (const { values } of codes.size > 0 ? rows : [])
    for (const column of codes)
      if (typeof values[column] === "number") values[column] = String(values[column]);
  return rows;
}

/** Cells merged into one, which a header of two lines is known by. */
function readMerges(text: string): MergedCells[] {
  const merges: MergedCells[] = [];
  for (const { head } of findPieces(text, "mergeCell")) {
    const ref = /^([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})$/.exec(attribute(head, "ref") ?? "");
    if (!ref || Number(ref[2]) > 40 || merges.length > 2000) continue;
    merges.push({
      left: columnOf(ref[1], 0),
      top: Number(ref[2]) - 1,
      right: columnOf(ref[3], 0),
      bottom: Number(ref[4]) - 1,
    });
  }
  return merges;
}

/** A path of a package made whole: a target is meant from the folder of the part that names it. */
function resolveTarget(folder: string, target: string): string {
  if (target.startsWith("/")) return target.slice(1);
  const parts = folder === "" ? [] : folder.split("/");
  for (const step of target.split("/")) {
    if (step === "..") parts.pop();
    else if (step !== ".") parts.push(step);
  }
  return parts.join("/");
}

const folderOf = (path: string) => path.split("/").slice(0, -1).join("/");

interface Relation {
  id: string;
  type: string;
  target: string;
}

function readStyles(text: string): Workbook["styles"] {
  const codes = new Map<number, string>();
  for (const { head } of findPieces(text, "numFmt"))
    codes.set(Number(attribute(head, "numFmtId")), attribute(head, "formatCode") ?? "");
  const cellFormats = [...findPieces(text, "cellXfs")][0]?.body ?? "";
  return [...findPieces(cellFormats, "xf")].map(({ head }) => {
    const id = Number(attribute(head, "numFmtId") ?? 0);
    const code = codes.get(id);
    return isDateFormat(id) || (code !== undefined && isDateCode(code)) ? "date" : code;
  });
}

function readWorkbook(
  files: readonly InputFile[],
  findings: Findings,
): { book: Workbook; sheets: { name: string; text: string; file: string }[] } {
  const find = (path: string) => files.find((f) => f.name.toLowerCase() === path.toLowerCase());
  const textOf = (file: InputFile) => {
    const text = new TextDecoder().decode(file.bytes);
    refuseDoctype(text, file.name);
    return text;
  };
  const relationsOf = (part: string): Relation[] => {
    const folder = folderOf(part);
    const file = find(
      `${folder}${folder === "" ? "" : "/"}_rels/${part.slice(folder === "" ? 0 : folder.length + 1)}.rels`,
    );
    return file
      ? findElements(parseMarkup(file, "utf-8", findings).document, "Relationship").map((relation) => ({
          id: relation.getAttribute("Id") ?? "",
          type: relation.getAttribute("Type") ?? "",
          target: resolveTarget(folder, relation.getAttribute("Target") ?? ""),
        }))
      : [];
  };
  const office = relationsOf("").find(({ type }) => type.endsWith("/officeDocument"));
  const main = find(office?.target ?? "xl/workbook.xml") ?? find("xl/workbook.xml");
  if (!main)
    throw new Refusal(
      "xlsx-parts",
      {
        zh: "工作簿缺少 workbook.xml，文件不完整",
        en: "the workbook has no workbook.xml; it is not complete",
      },
      { file: files[0]?.name, record: 1 },
    );
  const relations = relationsOf(main.name);
  const partOf = (kind: string) => {
    const target = relations.find(({ type }) => type.endsWith(`/${kind}`))?.target;
    return (target === undefined ? undefined : find(target)) ?? find(`xl/${kind}.xml`);
  };
  const { document } = parseMarkup(main, "utf-8", findings);
  const sheets = [...document.getElementsByTagNameNS("*", "sheet")].flatMap((sheet, i) => {
    const id =
      sheet.getAttribute("r:id") ??
      [...sheet.attributes].find(({ localName, namespaceURI }) => localName === "id" && namespaceURI !== null)
        ?.value;
    const target = relations.find((relation) => relation.id === id)?.target;
    const file = find(target ?? `xl/worksheets/sheet${i + 1}.xml`);
    return file
      ? [{ name: sheet.getAttribute("name") ?? `Sheet${i + 1}`, text: textOf(file), file: file.name }]
      : [];
  });
  const shared = partOf("sharedStrings");
  const strings = shared ? [...findPieces(textOf(shared), "si")].map((piece) => joinTexts(piece.body)) : [];
  const styles = partOf("styles");
  return {
    book: { strings, styles: styles ? readStyles(textOf(styles)) : [], from1904: countsFrom1904(document) },
    sheets,
  };
}

const countsFrom1904 = (document: Document) =>
  [...document.getElementsByTagNameNS("*", "workbookPr")].some((e) =>
    /^(1|true)$/.test(e.getAttribute("date1904") ?? ""),
  );

/** Sheets of a workbook that hold positions; a sheet without is named and left. */
export function readXlsx(files: readonly InputFile[], findings: Findings, options: ReadOptions): RawLayer[] {
  const { book, sheets } = readWorkbook(files, findings);
  findings.encoding = "UTF-8";
  const wanted = options.layers;
  const missing = wanted?.find((name) => !sheets.some((sheet) => sheet.name === name));
  if (missing !== undefined)
    throw new Refusal(
      "sheet-missing",
      {
        zh: `没有名为“${missing}”的工作表（有：${sheets.map(({ name }) => name).join("、")}）`,
        en: `there is no sheet '${missing}' (there are ${sheets.map(({ name }) => name).join(", ")})`,
      },
      { file: missing, record: 1 },
    );
  const told = { errors: 0 };
  const filled = sheets
    .filter(({ name }) => wanted === undefined || wanted.includes(name))
    .map(
      ({ name, text }): Sheet => ({
        name,
        file: name,
        rows: readRows(text, book, told),
        merges: readMerges(text),
      }),
    )
    .filter(({ rows }) => rows.length > 0);
  if (told.errors > 0)
    findings.addWarning(
      "cell-error",
      {
        zh: `${told.errors} 个单元格是公式错误（#N/A、#DIV/0! 等），按空值读取`,
        en: `${told.errors} cells hold a formula's error (#N/A, #DIV/0!) and are read as empty`,
      },
      { file: filled[0]?.name, record: 1 },
    );
  const layers: RawLayer[] = [];
  let refusal: unknown;
  for (const sheet of filled) {
    const quiet = filled.length > 1 && options.columns === undefined;
    const before = findings.questions.length;
    try {
      layers.push(readTable(sheet, findings, options));
    } catch (error) {
      if (!quiet || !(error instanceof Refusal)) throw error;
      findings.questions.length = before;
      refusal ??= error;
      findings.addWarning(
        "sheet-left-out",
        {
          zh: `工作表“${sheet.name}”没有坐标列，未读取`,
          en: `the sheet '${sheet.name}' has no columns of positions; left out`,
        },
        { file: sheet.name, line: sheet.rows[0]!.line },
      );
    }
  }
  if (layers.length === 0) {
    if (refusal) throw refusal;
    throw new Refusal(
      "xlsx-empty",
      { zh: "工作簿里没有数据", en: "the workbook holds no data" },
      { record: 1 },
    );
  }
  return layers;
}

/** The filled sheets of a workbook as tables, whatever they hold: header, then rows with the line a reader sees. */
export function readSheetTables(
  files: readonly InputFile[],
): { name: string; headers: string[]; rows: TableRow[] }[] {
  const { book, sheets } = readWorkbook(files, createFindings());
  return sheets.flatMap((sheet) => {
    const [header, ...rows] = readRows(sheet.text, book, { errors: 0 });
    return header
      ? [{ name: sheet.name, headers: Array.from(header.values, (v) => String(v ?? "").trim()), rows }]
      : [];
  });
}
