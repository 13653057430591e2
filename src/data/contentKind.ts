import { type InputFile, Refusal } from "./report.ts";

/** The index file (.shx) begins with the same header; only its name tells it apart. */
export const isShp = ({ name, bytes }: InputFile) =>
  bytes.length >= 100 &&
  bytes[0] === 0 &&
  bytes[1] === 0 &&
  bytes[2] === 0x27 &&
  bytes[3] === 0x0a &&
  bytes[28] === 0xe8 &&
  bytes[29] === 3 &&
  !/\.shx$/i.test(name);

export const isXlsx = (files: readonly InputFile[]) =>
  files.some((f) => f.name === "[Content_Types].xml") &&
  files.some((f) => /^xl\/workbook\.xml$/i.test(f.name));

export const isSqlite = (bytes: Uint8Array) =>
  new TextDecoder("latin1").decode(bytes.subarray(0, 15)) === "SQLite format 3";

export const isFlatGeobuf = (bytes: Uint8Array) =>
  bytes.length > 12 &&
  bytes[0] === 0x66 &&
  bytes[1] === 0x67 &&
  bytes[2] === 0x62 &&
  bytes[4] === 0x66 &&
  bytes[5] === 0x67 &&
  bytes[6] === 0x62;

const head = (bytes: Uint8Array) =>
  new TextDecoder("latin1").decode(bytes.subarray(0, 2000)).replaceAll("\0", "");
export const isKml = (bytes: Uint8Array) =>
  /<(\w+:)?kml[\s>]/.test(head(bytes)) ||
  /^\W*(<\?xml[^>]*>)?\s*<(Document|Placemark|Folder)[\s>]/.test(head(bytes));
export const isGpx = (bytes: Uint8Array) => /<gpx[\s>]/.test(head(bytes));

/** Refuses XML of another kind by the name of its root. */
export function refuseMarkup(input: InputFile): never {
  const root = head(input.bytes).match(/<([A-Za-z_][\w:.-]*)[\s>/]/)?.[1] ?? "?";
  throw new Refusal(
    "xml-unknown",
    {
      zh: `“${input.name}”是根元素为 ${root} 的 XML，不是 KML 或 GPX`,
      en: `'${input.name}' is XML with the root '${root}', neither KML nor GPX`,
    },
    { file: input.name, line: 1, column: 1 },
  );
}
