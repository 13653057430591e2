import { isZip } from "./archive.ts";
import { isFlatGeobuf, isGpx, isKml, isShp, isSqlite, isXlsx, refuseMarkup } from "./contentKind.ts";
import { type Findings, type InputFile, type RawLayer, type ReadOptions, Refusal } from "./report.ts";

/** A kind of file: how it is told by its content, and how it is read. */
export interface Format {
  id: string;
  label: string;
  extensions: readonly string[];
  detect(files: readonly InputFile[]): boolean;
  read(files: readonly InputFile[], findings: Findings, options: ReadOptions): Promise<RawLayer[]>;
}

const shapefileParts = /\.(shp|shx|dbf|prj|cpg|qpj|sbn|sbx|qix|fix|aih|ain|shp\.xml)$/i;

/** The first characters of a text file, whatever its encoding, without marks and blanks. */
function findStart(bytes: Uint8Array): string {
  const label =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? "utf-16le"
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? "utf-16be"
        : "utf-8";
  return new TextDecoder(label).decode(bytes.subarray(0, 65_536)).trimStart();
}

const isTopology = (start: string) =>
  /^\{[^[]*?"type"\s*:\s*"Topology"/.test(start) ||
  (/"type"\s*:\s*"Topology"/.test(start) && /"arcs"|"objects"/.test(start));

/** Control characters that no text holds; a file with them is none. */
const isText = (bytes: Uint8Array) => {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) return true;
  return !bytes.subarray(0, 4096).some((b) => b < 9 || (b > 13 && b < 27) || (b > 27 && b < 32));
};

const only = (files: readonly InputFile[]): InputFile => {
  if (files.length === 1) return files[0]!;
  throw new Refusal(
    "several-files",
    {
      zh: `一次只能读一个数据文件，给了 ${files.length} 个：${files
        .slice(0, 5)
        .map((f) => f.name)
        .join("、")}`,
      en: `one data file at a time; got ${files.length}: ${files
        .slice(0, 5)
        .map((f) => f.name)
        .join(", ")}`,
    },
    { file: files[1]!.name, record: 2 },
  );
};

/** In the order they are tried; each reader is loaded only when a file asks for it. Content decides; a name only ever serves to tell which files belong together. */
export const formats: readonly Format[] = [
  {
    id: "xlsx",
    label: "Excel (XLSX)",
    extensions: [".xlsx"],
    detect: isXlsx,
    read: async (files, findings, options) => (await import("./xlsx.ts")).readXlsx(files, findings, options),
  },
  {
    id: "shapefile",
    label: "Shapefile",
    extensions: [".zip", ".shp", ".dbf", ".shx", ".prj", ".cpg"],
    detect: (files) =>
      files.some(isShp) || files.every((f) => shapefileParts.test(f.name) && !isStartOfText(f)),
    read: async (files, findings, options) =>
      (await import("./shapefile.ts")).readShapefiles(files, findings, options),
  },
  {
    id: "geopackage",
    label: "GeoPackage",
    extensions: [".gpkg"],
    detect: (files) => files.some((f) => isSqlite(f.bytes)),
    read: async (files, findings, options) =>
      (await import("./geopackage.ts")).readGeopackage(only(files), findings, options),
  },
  {
    id: "flatgeobuf",
    label: "FlatGeobuf",
    extensions: [".fgb"],
    detect: (files) => files.some((f) => isFlatGeobuf(f.bytes)),
    read: async (files, findings, options) =>
      (await import("./flatGeobuf.ts")).readFlatGeobuf(only(files), findings, options),
  },
  {
    id: "kml",
    label: "KML / KMZ",
    extensions: [".kml", ".kmz"],
    detect: (files) => files.some((f) => isKml(f.bytes)),
    read: async (files, findings, options) => (await import("./kml.ts")).readKml(files, findings, options),
  },
  {
    id: "gpx",
    label: "GPX",
    extensions: [".gpx"],
    detect: (files) => files.some((f) => isGpx(f.bytes)),
    read: async (files, findings, options) =>
      (await import("./kml.ts")).readGpx(only(files), findings, options),
  },
  {
    id: "topojson",
    label: "TopoJSON",
    extensions: [".topojson", ".json"],
    detect: (files) => files.some((f) => isText(f.bytes) && isTopology(findStart(f.bytes))),
    read: async (files, findings, options) =>
      (await import("./topojson.ts")).readTopojson(only(files), findings, options),
  },
  {
    id: "geojson",
    label: "GeoJSON",
    extensions: [".geojson", ".json"],
    detect: (files) =>
      files.some(
        (f) =>
          isText(f.bytes) &&
          (/^[{[]/.test(findStart(f.bytes)) ||
            (/\.(geo)?json$/i.test(f.name) && !findStart(f.bytes).startsWith("<"))),
      ),
    read: async (files, findings, options) =>
      (await import("./geojson.ts")).readGeojson(only(files), findings, options),
  },
  {
    id: "csv",
    label: "CSV",
    extensions: [".csv", ".tsv", ".txt"],
    detect: (files) => files.some((f) => isText(f.bytes) && !findStart(f.bytes).startsWith("<")),
    read: async (files, findings, options) =>
      (await import("./csv.ts")).readCsv(only(files), findings, options),
  },
];

/** A loose `.prj` or `.cpg` is text and still part of a set. */
const isStartOfText = (file: InputFile) =>
  /\.(prj|cpg|qpj|xml)$/i.test(file.name) === false &&
  isText(file.bytes) &&
  /^[{[<]/.test(findStart(file.bytes));

/** Kinds of file people try that are not read here, by their first bytes. */
const strangers: { starts: number[]; name: string }[] = [
  { starts: [0xd0, 0xcf, 0x11, 0xe0], name: "Excel 97–2003 (.xls)" },
  { starts: [0x1f, 0x8b], name: "gzip" },
  { starts: [0x37, 0x7a, 0xbc, 0xaf], name: "7-Zip" },
  { starts: [0x52, 0x61, 0x72, 0x21], name: "RAR" },
  { starts: [0x25, 0x50, 0x44, 0x46], name: "PDF" },
  { starts: [0x89, 0x50, 0x4e, 0x47], name: "PNG" },
  { starts: [0xff, 0xd8, 0xff], name: "JPEG" },
  { starts: [0x49, 0x49, 0x2a, 0x00], name: "TIFF" },
  { starts: [0x41, 0x43, 0x31, 0x30], name: "AutoCAD DWG" },
];

/** The format of some files by their content; refuses what none of the formats is, naming what it looks like. */
export function detectFormat(files: readonly InputFile[]): Format {
  const found = formats.find((format) => format.detect(files));
  if (found) return found;
  const file = files[0]!;
  if (isText(file.bytes) && findStart(file.bytes).startsWith("<")) return refuseMarkup(file);
  const stranger =
    strangers.find((s) => s.starts.every((b, i) => file.bytes[i] === b))?.name ??
    (isZip(file.bytes) ? "ZIP" : undefined);
  throw new Refusal(
    "format-unknown",
    {
      zh: `认不出“${file.name}”的格式${stranger ? `，看上去是 ${stranger}` : ""}；可读：${formats.map((f) => f.label).join("、")}`,
      en: `the format of '${file.name}' is not recognised${stranger ? `; it looks like ${stranger}` : ""}. Readable are ${formats.map((f) => f.label).join(", ")}`,
    },
    { file: file.name, record: 1 },
  );
}
