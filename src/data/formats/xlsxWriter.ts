import { strToU8, zipSync } from "fflate";
import type { Feature, Geometry } from "geojson";
import { escapeXml } from "../../domain/escapeXml.ts";
import { findPropertyKeys } from "../propertyKeys.ts";
import { findColumnType } from "./columnTypes.ts";
import { cleanHeaders } from "./tableHeader.ts";
import { formatWellKnownText } from "./wellKnownText.ts";

/** A date is its ISO text, to be written as one. */
export type SheetCell = string | number | boolean | null | undefined | { date: string };

/** The day number of a date, days counted from 1899-12-30; null before March 1900, where Excel counts a day that never was. */
function findSerial(date: string): number | null {
  const serial = Date.parse(date.length === 10 ? `${date}T00:00:00Z` : date) / 86_400_000 + 25_569;
  return serial >= 61 ? serial : null;
}

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
  const cell = (value: SheetCell, row: number, column: number): string => {
    const at = `r="${letterOf(column)}${row + 1}"${row === 0 ? ' s="1"' : ""}`;
    if (value === null || value === undefined || value === "") return "";
    if (typeof value === "object") {
      const serial = findSerial(value.date);
      if (serial === null) return cell(value.date, row, column);
      return `<c r="${letterOf(column)}${row + 1}" s="${value.date.length === 10 ? 2 : 3}"><v>${serial}</v></c>`;
    }
    if (typeof value === "number" && Number.isFinite(value)) return `<c ${at}><v>${value}</v></c>`;
    if (typeof value === "boolean") return `<c ${at} t="b"><v>${value ? 1 : 0}</v></c>`;
    return `<c ${at} t="inlineStr"><is><t xml:space="preserve">${escapeXml(String(value).slice(0, longestCell))}</t></is></c>`;
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
      `${head}<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${names.map((name, i) => `<sheet name="${escapeXml(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`).join("")}</sheets></workbook>`,
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
      `${head}<styleSheet xmlns="${main}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>`,
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
  const dates = new Set(
    keys.filter((key) => /^date/.test(findColumnType(features.map((f) => f.properties?.[key])))),
  );
  const toCell = (value: unknown, key: string): SheetCell => {
    if (typeof value === "string" && dates.has(key)) return { date: value };
    return typeof value === "object" && value !== null ? JSON.stringify(value) : (value as SheetCell);
  };
  const rows: SheetCell[][] = [[...(points ? ["longitude", "latitude"] : ["WKT"]), ...keys]];
  for (const feature of features) {
    const place: SheetCell[] =
      points && feature.geometry.type === "Point"
        ? [feature.geometry.coordinates[0], feature.geometry.coordinates[1]]
        : [formatWellKnownText(feature.geometry)];
    rows.push([...place, ...keys.map((key) => toCell(feature.properties?.[key], key))]);
  }
  return buildWorkbook([{ name: title, rows }]);
}
