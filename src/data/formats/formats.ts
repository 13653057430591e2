import {
  isDxf,
  isFileGdb,
  isFlatGeobuf,
  isGml,
  isGpx,
  isKml,
  isMapInfoTable,
  isMapInfoText,
  isParquet,
  isShp,
  isSqlite,
  isSurveyText,
  isXlsx,
  refuseMarkup,
} from "../bytes/contentKind.ts";
import { findStranger } from "../bytes/strangers.ts";
import { type Findings, type InputFile, type RawLayer, type ReadOptions, Refusal } from "../importReport.ts";

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

const stemOf = (f: InputFile) => f.name.replace(/\.[^./]*$/, "").toLowerCase();

const catchAll = new Set(["csv", "geojson"]);

/** Reads each file that is of a format as a layer or more of its own; what lies beside is named. */
async function readEach(
  files: readonly InputFile[],
  belongs: (file: InputFile) => boolean,
  findings: Findings,
  read: (file: InputFile) => RawLayer[] | Promise<RawLayer[]>,
): Promise<RawLayer[]> {
  const layers: RawLayer[] = [];
  for (const file of files) {
    if (belongs(file)) layers.push(...(await read(file)));
    else if (file.archive === undefined)
      throw new Refusal(
        "several-files",
        {
          zh: `“${file.name}”与其他文件不是同一种格式，请分开打开`,
          en: `'${file.name}' is of another format than the others; open them one at a time`,
        },
        { file: file.name, record: files.indexOf(file) + 1 },
      );
    else
      findings.addWarning(
        "file-left-out",
        { zh: "不是同一种数据，未读取", en: "is not of the same kind; left out" },
        { file: file.name, record: 1 },
      );
  }
  return layers;
}

const isGeojson = (file: InputFile) =>
  isText(file.bytes) &&
  (/^[{[]/.test(findStart(file.bytes)) ||
    (/\.(geo)?json$/i.test(file.name) && !findStart(file.bytes).startsWith("<")));
const isTopojson = (file: InputFile) => isText(file.bytes) && isTopology(findStart(file.bytes));
const isTable = (file: InputFile) => isText(file.bytes) && !findStart(file.bytes).startsWith("<");
/** What an archive holds beside its data, never data itself. */
const isBeside = (file: InputFile) =>
  /\.(prj|cpg|qpj|qml|sld|lyr|md|xml)$|(^|\/)(readme|说明)[^/]*$/i.test(file.name);

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
    id: "filegdb",
    label: "File Geodatabase (.gdb)",
    extensions: [".zip", ".gdbtable", ".gdbtablx"],
    detect: isFileGdb,
    read: async (files, findings, options) =>
      (await import("./fileGdb.ts")).readFileGdb(files, findings, options),
  },
  {
    id: "geopackage",
    label: "GeoPackage",
    extensions: [".gpkg"],
    detect: (files) => files.some((f) => isSqlite(f.bytes)),
    read: async (files, findings, options) => {
      const { readGeopackage } = await import("./geopackage.ts");
      return readEach(
        files,
        (f) => isSqlite(f.bytes),
        findings,
        (f) => readGeopackage(f, findings, options),
      );
    },
  },
  {
    id: "flatgeobuf",
    label: "FlatGeobuf",
    extensions: [".fgb"],
    detect: (files) => files.some((f) => isFlatGeobuf(f.bytes)),
    read: async (files, findings, options) => {
      const { readFlatGeobuf } = await import("./flatGeobuf.ts");
      return readEach(
        files,
        (f) => isFlatGeobuf(f.bytes),
        findings,
        (f) => readFlatGeobuf(f, findings, options),
      );
    },
  },
  {
    id: "geoparquet",
    label: "GeoParquet",
    extensions: [".parquet", ".geoparquet"],
    detect: (files) => files.some((f) => isParquet(f.bytes)),
    read: async (files, findings, options) => {
      const { readGeoParquet } = await import("./geoParquet.ts");
      return readEach(
        files,
        (f) => isParquet(f.bytes),
        findings,
        (f) => readGeoParquet(f, findings, options),
      );
    },
  },
  {
    id: "kml",
    label: "KML / KMZ",
    extensions: [".kml", ".kmz"],
    detect: (files) => files.some((f) => isKml(f.bytes)),
    read: async (files, findings, options) => (await import("./kml.ts")).readKml(files, findings, options),
  },
  {
    id: "gml",
    label: "GML",
    extensions: [".gml", ".xml"],
    detect: (files) => files.some((f) => isGml(f.bytes)),
    read: async (files, findings, options) => {
      const { readGml } = await import("./gml.ts");
      return readEach(
        files.filter((f) => !/\.(xsd|gfs)$/i.test(f.name)),
        (f) => isGml(f.bytes),
        findings,
        (f) => readGml(f, findings, options),
      );
    },
  },
  {
    id: "gpx",
    label: "GPX",
    extensions: [".gpx"],
    detect: (files) => files.some((f) => isGpx(f.bytes)),
    read: async (files, findings, options) => {
      const { readGpx } = await import("./kml.ts");
      return readEach(
        files,
        (f) => isGpx(f.bytes),
        findings,
        (f) => readGpx(f, findings, options),
      );
    },
  },
  {
    id: "survey-text",
    label: "勘测定界 TXT",
    extensions: [".txt"],
    detect: (files) => files.some((f) => isSurveyText(f.bytes)),
    read: async (files, findings, options) => {
      const { readSurveyText } = await import("./surveyText.ts");
      return readEach(
        files,
        (f) => isSurveyText(f.bytes),
        findings,
        (f) => readSurveyText(f, findings, options),
      );
    },
  },
  {
    id: "dxf",
    label: "DXF",
    extensions: [".dxf"],
    detect: (files) => files.some(isDxf),
    read: async (files, findings, options) => {
      const { readDxf } = await import("./dxf.ts");
      return readEach(files, isDxf, findings, (f) => readDxf(f, findings, options));
    },
  },
  {
    id: "mapinfo-text",
    label: "MapInfo MIF/MID",
    extensions: [".mif", ".mid"],
    detect: (files) => files.some(isMapInfoText),
    read: async (files, findings, options) => {
      const { readMapInfoText } = await import("./mapInfoText.ts");
      const tables = files.filter((f) => /\.mid$/i.test(f.name));
      return readEach(
        files.filter((f) => !tables.includes(f)),
        isMapInfoText,
        findings,
        (f) => [
          readMapInfoText(
            f,
            tables.find((table) => stemOf(table) === stemOf(f)),
            findings,
            options,
          ),
        ],
      );
    },
  },
  {
    id: "mapinfo-table",
    label: "MapInfo TAB",
    extensions: [".tab", ".dat", ".map", ".id"],
    detect: (files) => files.some(isMapInfoTable),
    read: async (files, findings, options) => {
      const { readMapInfoTab } = await import("./mapInfoTab.ts");
      const stems = new Set(files.filter(isMapInfoTable).map(stemOf));
      const isPart = (f: InputFile) => /\.(dat|map|id|ind)$/i.test(f.name) && stems.has(stemOf(f));
      return readEach(
        files.filter((f) => !isPart(f)),
        isMapInfoTable,
        findings,
        (f) => [
          readMapInfoTab(
            f,
            (extension) =>
              files.find(
                (other) => stemOf(other) === stemOf(f) && other.name.toLowerCase().endsWith(extension),
              ),
            findings,
            options,
          ),
        ],
      );
    },
  },
  {
    id: "topojson",
    label: "TopoJSON",
    extensions: [".topojson", ".json"],
    detect: (files) => files.some(isTopojson),
    read: async (files, findings, options) => {
      const { readTopojson } = await import("./topojson.ts");
      return readEach(files, isTopojson, findings, (f) => readTopojson(f, findings, options));
    },
  },
  {
    id: "geojson",
    label: "GeoJSON",
    extensions: [".geojson", ".json"],
    detect: (files) => files.some(isGeojson),
    read: async (files, findings, options) => {
      const { readGeojson } = await import("./geojson.ts");
      return readEach(files, isGeojson, findings, (f) => readGeojson(f, findings, options));
    },
  },
  {
    id: "csv",
    label: "CSV",
    extensions: [".csv", ".tsv", ".txt"],
    detect: (files) => files.some((f) => isTable(f) && !isBeside(f)),
    read: async (files, findings, options) => {
      const { readCsv } = await import("./csv.ts");
      return readEach(
        files,
        (f) => isTable(f) && !isBeside(f),
        findings,
        (f) => readCsv(f, findings, options),
      );
    },
  },
];

/** A loose `.prj` or `.cpg` is text and still part of a set. */
const isStartOfText = (file: InputFile) =>
  /\.(prj|cpg|qpj|xml)$/i.test(file.name) === false &&
  isText(file.bytes) &&
  /^[{[<]/.test(findStart(file.bytes));

/** The format of some files by their content; refuses what none of the formats is, by its name and with the way out. */
export function detectFormat(files: readonly InputFile[]): Format {
  const file = files[0]!;
  const asked = formats.find((format) => format.detect(files));
  // Any text passes for a table and any brace for GeoJSON: what is known to be something else comes first.
  const stranger = asked && !catchAll.has(asked.id) ? undefined : findStranger(files);
  if (asked && !stranger) return asked;
  if (!stranger && isText(file.bytes) && findStart(file.bytes).startsWith("<")) return refuseMarkup(file);
  const readable = formats.map((f) => f.label);
  throw new Refusal(
    "format-unknown",
    stranger
      ? {
          zh: `“${file.name}”是${stranger.name.zh}，这里读不了：${stranger.advice.zh}`,
          en: `'${file.name}' is ${stranger.name.en}, which is not read here: ${stranger.advice.en}`,
        }
      : {
          zh: `认不出“${file.name}”的格式；可读：${readable.join("、")}`,
          en: `the format of '${file.name}' is not recognised. Readable are ${readable.join(", ")}`,
        },
    { file: file.name, record: 1 },
  );
}
