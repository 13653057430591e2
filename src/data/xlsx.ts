import { strToU8, zipSync } from "fflate";
import type { Feature, Geometry } from "geojson";
import { escapeMarkup, findElements, parseMarkup } from "./markup.ts";
import { findPropertyKeys } from "./propertyKeys.ts";
import { type Findings, type InputFile, type RawLayer, type ReadOptions, Refusal } from "./report.ts";
import { cleanHeaders, readTable, type TableRow } from "./table.ts";
import { formatWellKnownText } from "./wellKnownText.ts";

/** Number formats that mean a date, by their built-in numbers (ECMA-376, 18.8.30). */
const isDateFormat = (id: number) =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

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

/** A date as ISO 8601 from a serial day number; days count from 1899-12-30, which makes the missing 1900-02-29 come right. */
function formatSerialDate(serial: number, from1904: boolean): string {
  const milliseconds = Math.round((serial - (from1904 ? 24_107 : 25_569)) * 86_400_000);
  const date = new Date(milliseconds);
  if (Number.isNaN(date.getTime())) return String(serial);
  const text = date.toISOString();
  return milliseconds % 86_400_000 === 0 ? text.slice(0, 10) : text.slice(0, 19);
}

interface Workbook {
  strings: string[];
  dateStyles: Set<number>;
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

function readSheet(text: string, book: Workbook): TableRow[] {
  const rows: TableRow[] = [];
  let line = 0;
  for (const { head, body } of findPieces(text, "row")) {
    line = Number(attribute(head, "r") ?? line + 1);
    const values: unknown[] = [];
    let column = -1;
    for (const cell of findPieces(body, "c")) {
      column = columnOf(attribute(cell.head, "r"), column + 1);
      if (column > 16_383) continue;
      const type = attribute(cell.head, "t") ?? "n";
      const raw = cell.body.match(/<(?:\w+:)?v(?:\s[^>]*)?>([^<]*)</)?.[1];
      if (type === "inlineStr") values[column] = joinTexts(cell.body);
      else if (raw === undefined) values[column] = null;
      else if (type === "s") values[column] = book.strings[Number(raw)] ?? null;
      else if (type === "b") values[column] = raw === "1";
      else if (type === "str" || type === "d") values[column] = unescapeMarkup(raw);
      else if (type === "e") values[column] = null;
      else {
        const number = Number(raw);
        const dated = book.dateStyles.has(Number(attribute(cell.head, "s") ?? 0));
        values[column] = !Number.isFinite(number)
          ? unescapeMarkup(raw)
          : dated
            ? formatSerialDate(number, book.from1904)
            : number;
      }
    }
    if (values.some((v) => v !== null && v !== undefined && v !== "")) rows.push({ line, values });
  }
  return rows;
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
  const main = find("xl/workbook.xml")!;
  const { document } = parseMarkup(main, "utf-8", findings);
  const relations = find("xl/_rels/workbook.xml.rels");
  const targets = new Map<string, string>();
  if (relations) {
    for (const relation of findElements(parseMarkup(relations, "utf-8", findings).document, "Relationship")) {
      targets.set(
        relation.getAttribute("Id") ?? "",
        (relation.getAttribute("Target") ?? "").replace(/^\/?(xl\/)?/, "xl/"),
      );
    }
  }
  const sheets = [...document.getElementsByTagNameNS("*", "sheet")].flatMap((sheet, i) => {
    const id =
      sheet.getAttribute("r:id") ??
      sheet.getAttributeNS("http://schemas.openxmlformats.org/officeDocument/2006/relationships", "id") ??
      "";
    const file = find(targets.get(id) ?? `xl/worksheets/sheet${i + 1}.xml`);
    return file
      ? [{ name: sheet.getAttribute("name") ?? `Sheet${i + 1}`, text: textOf(file), file: file.name }]
      : [];
  });
  const shared = find("xl/sharedStrings.xml");
  const strings = shared ? [...findPieces(textOf(shared), "si")].map((piece) => joinTexts(piece.body)) : [];
  const styles = find("xl/styles.xml");
  const dateStyles = new Set<number>();
  if (styles) {
    const text = textOf(styles);
    const own = new Set<number>();
    for (const { head } of findPieces(text, "numFmt")) {
      const code = (attribute(head, "formatCode") ?? "").replace(/"[^"]*"|\[[^\]]*\]|\\./g, "");
      if (/[ymdhs年月日]/i.test(code) && !/[#0?]\.?[#0?]*$/.test(code.replace(/[ymdhs]/gi, "")))
        own.add(Number(attribute(head, "numFmtId")));
    }
    const cellFormats = [...findPieces(text, "cellXfs")][0]?.body ?? "";
    [...findPieces(cellFormats, "xf")].forEach(({ head }, i) => {
      const id = Number(attribute(head, "numFmtId") ?? 0);
      if (isDateFormat(id) || own.has(id)) dateStyles.add(i);
    });
  }
  const from1904 = [...document.getElementsByTagNameNS("*", "workbookPr")].some((e) =>
    /^(1|true)$/.test(e.getAttribute("date1904") ?? ""),
  );
  return { book: { strings, dateStyles, from1904 }, sheets };
}

/** Sheets of a workbook that hold positions; a sheet without is named and left. */
export function readXlsx(files: readonly InputFile[], findings: Findings, options: ReadOptions): RawLayer[] {
  const { book, sheets } = readWorkbook(files, findings);
  findings.encoding = "UTF-8";
  const tables = sheets.map((sheet) => ({ sheet, rows: readSheet(sheet.text, book) }));
  const filled = tables.filter((t) => t.rows.length > 0);
  const layers: RawLayer[] = [];
  let refusal: unknown;
  for (const { sheet, rows } of filled) {
    const [header, ...body] = rows;
    const width = Math.max(...rows.map((r) => r.values.length));
    const headers = cleanHeaders(Array.from({ length: width }, (_, i) => header!.values[i]));
    const quiet = filled.length > 1 && options.columns === undefined;
    const before = findings.questions.length;
    try {
      layers.push(
        readTable(
          { name: sheet.name, file: sheet.name, headers, headerLine: header!.line, rows: body },
          findings,
          options,
        ),
      );
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
        { file: sheet.name, line: header!.line },
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

export type SheetCell = string | number | boolean | null | undefined;

const letterOf = (column: number): string =>
  (column >= 26 ? letterOf(Math.floor(column / 26) - 1) : "") + String.fromCharCode(65 + (column % 26));

/** Excel's own limits: characters in a cell, and in the name of a sheet. */
const longestCell = 32_767;

/** A workbook of plain sheets: first row bold and frozen; texts inline, so no text is ever taken for a formula. */
export function buildWorkbook(
  sheets: readonly { name: string; rows: readonly (readonly SheetCell[])[] }[],
): Uint8Array {
  const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
  const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const cell = (value: SheetCell, row: number, column: number) => {
    const at = `r="${letterOf(column)}${row + 1}"${row === 0 ? ' s="1"' : ""}`;
    if (value === null || value === undefined || value === "") return "";
    if (typeof value === "number" && Number.isFinite(value)) return `<c ${at}><v>${value}</v></c>`;
    if (typeof value === "boolean") return `<c ${at} t="b"><v>${value ? 1 : 0}</v></c>`;
    return `<c ${at} t="inlineStr"><is><t xml:space="preserve">${escapeMarkup(String(value).slice(0, longestCell))}</t></is></c>`;
  };
  const names = cleanHeaders(sheets.map((s) => s.name.replace(/[\\/?*[\]:]/g, " ").slice(0, 28)));
  const files: Record<string, Uint8Array> = {
    "[Content_Types].xml": strToU8(
      `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>${sheets
        .map(
          (_, i) =>
            `<Override PartName="/xl/worksheets/sheet${i + 1}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`,
        )
        .join("")}</Types>`,
    ),
    "_rels/.rels": strToU8(
      `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ),
    "xl/workbook.xml": strToU8(
      `${head}<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${names.map((name, i) => `<sheet name="${escapeMarkup(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`).join("")}</sheets></workbook>`,
    ),
    "xl/_rels/workbook.xml.rels": strToU8(
      `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${sheets
        .map(
          (_, i) =>
            `<Relationship Id="rId${i + 1}" Type="${office}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
        )
        .join(
          "",
        )}<Relationship Id="rId${sheets.length + 1}" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    ),
    "xl/styles.xml": strToU8(
      `${head}<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs></styleSheet>`,
    ),
  };
  sheets.forEach((sheet, i) => {
    const rows = sheet.rows.map(
      (row, r) => `<row r="${r + 1}">${row.map((value, c) => cell(value, r, c)).join("")}</row>`,
    );
    files[`xl/worksheets/sheet${i + 1}.xml`] = strToU8(
      `${head}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>${rows.join("")}</sheetData></worksheet>`,
    );
  });
  // A fixed time, so that the same rows give the same bytes.
  return zipSync(files, { level: 6, mtime: new Date("2020-01-01T00:00:00") });
}

/** One sheet of features: points as two columns, all else as well-known text. */
export function writeXlsx(features: readonly Feature<Geometry>[], title: string): Uint8Array {
  const keys = findPropertyKeys(features);
  const points = features.every((f) => f.geometry.type === "Point");
  const toCell = (value: unknown): SheetCell =>
    typeof value === "object" && value !== null ? JSON.stringify(value) : (value as SheetCell);
  const rows: SheetCell[][] = [[...(points ? ["longitude", "latitude"] : ["WKT"]), ...keys]];
  for (const feature of features) {
    const place: SheetCell[] =
      points && feature.geometry.type === "Point"
        ? [feature.geometry.coordinates[0], feature.geometry.coordinates[1]]
        : [formatWellKnownText(feature.geometry)];
    rows.push([...place, ...keys.map((key) => toCell(feature.properties?.[key]))]);
  }
  return buildWorkbook([{ name: title, rows }]);
}
