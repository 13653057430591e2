import { type InputFile, Refusal } from "../importReport.ts";

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

/** A package says by its list of types what it holds; its parts may lie anywhere. */
export const isXlsx = (files: readonly InputFile[]) => {
  const types = files.find((f) => f.name === "[Content_Types].xml");
  return (
    types !== undefined &&
    /spreadsheetml\.(sheet|template)\.main\+xml|ms-excel\.(sheet|template)\.macroEnabled\.main\+xml/.test(
      new TextDecoder().decode(types.bytes),
    )
  );
};

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

export const isParquet = (bytes: Uint8Array) =>
  bytes.length > 12 &&
  [0x50, 0x41, 0x52, 0x31].every((byte, i) => bytes[i] === byte && bytes[bytes.length - 4 + i] === byte);

/** The files of an Esri file geodatabase: a table and the index of its rows. */
export const isFileGdb = (files: readonly InputFile[]) =>
  files.some(({ name }) => /(?:^|\/)a[0-9a-f]{8}\.gdbtable$/i.test(name)) &&
  files.some(({ name }) => /\.gdbtablx$/i.test(name));

const head = (bytes: Uint8Array) =>
  new TextDecoder("latin1").decode(bytes.subarray(0, 2000)).replaceAll("\0", "");
export const isKml = (bytes: Uint8Array) =>
  /<(\w+:)?kml[\s>]/.test(head(bytes)) ||
  /^\W*(<\?xml[^>]*>)?\s*<(Document|Placemark|Folder)[\s>]/.test(head(bytes));
/** GML by its namespace; a schema that describes some is none. */
export const isGml = (bytes: Uint8Array) =>
  /xmlns(:\w+)?\s*=\s*["']http:\/\/www\.opengis\.net\/gml/.test(head(bytes)) &&
  !/<(\w+:)?schema[\s>]/.test(head(bytes));
export const isGpx = (bytes: Uint8Array) => /<gpx[\s>]/.test(head(bytes));

const latin = (bytes: Uint8Array, count: number) =>
  new TextDecoder("latin1").decode(bytes.subarray(0, count));

/** The boundary-point text of land surveys (勘测定界界址点), told by the titles of its two parts. */
export const isSurveyText = (bytes: Uint8Array) =>
  ["utf-8", "gb18030", "utf-16le"].some((label) =>
    /\[\s*(属性描述|地块坐标)\s*\]/.test(new TextDecoder(label).decode(bytes.subarray(0, 4096))),
  );

/** A text DXF: pairs of a code and a value, the first of them a section, after comments. */
export const isDxf = ({ bytes }: InputFile) =>
  /^\W{0,3}(\s*999\s*\r?\n[^\n]*\n)*\s*0\s*\r?\n\s*SECTION\s*\r?\n/.test(latin(bytes, 4000));

/** A MapInfo interchange file (.mif), told by how its head begins. */
export const isMapInfoText = ({ bytes }: InputFile) =>
  /^\W{0,3}version\s+\d+/i.test(latin(bytes, 200)) &&
  /\b(charset|coordsys|columns|delimiter|data)\b/i.test(latin(bytes, 4000));

/** A MapInfo table (.tab), told by its first word; its rows and shapes lie in files beside it. */
export const isMapInfoTable = ({ bytes }: InputFile) =>
  /^\W{0,3}!table\b/i.test(latin(bytes, 40)) && /definition\s+table/i.test(latin(bytes, 4000));

/** Refuses XML of another kind by the name of its root. */
export function refuseMarkup(input: InputFile): never {
  const root = head(input.bytes).match(/<([A-Za-z_][\w:.-]*)[\s>/]/)?.[1] ?? "?";
  throw new Refusal(
    "xml-unknown",
    {
      zh: `“${input.name}”是根元素为 ${root} 的 XML，不是 KML、GPX 或 GML`,
      en: `'${input.name}' is XML with the root '${root}', not KML, GPX or GML`,
    },
    { file: input.name, line: 1, column: 1 },
  );
}
