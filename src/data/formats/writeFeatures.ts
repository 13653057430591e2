import type { Feature, FeatureCollection, Geometry } from "geojson";
import { type Crs, findCrs } from "../../domain/place/crs.ts";
import { failure, type Problem, type Result, success } from "../../domain/result.ts";
import type { TableEncoding } from "../bytes/encodeText.ts";
import { changePositions, repairPositions } from "../shapeRules.ts";
import type { WriteNote } from "./columnTypes.ts";
import { tellLoweredTypes } from "./columnTypes.ts";
import type { NamedLayer } from "./geopackageWriter.ts";

export const writableFormats = [
  { id: "geojson", label: "GeoJSON", extension: ".geojson", mime: "application/geo+json", grids: false },
  { id: "shapefile", label: "Shapefile (ZIP)", extension: ".zip", mime: "application/zip", grids: true },
  { id: "kml", label: "KML", extension: ".kml", mime: "application/vnd.google-earth.kml+xml", grids: false },
  {
    id: "geopackage",
    label: "GeoPackage",
    extension: ".gpkg",
    mime: "application/geopackage+sqlite3",
    grids: true,
  },
  { id: "csv", label: "CSV", extension: ".csv", mime: "text/csv", grids: true },
  {
    id: "xlsx",
    label: "Excel (XLSX)",
    extension: ".xlsx",
    mime: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    grids: true,
  },
  // Areas with a fixed set of columns: the only one that does not hold a layer whole.
  { id: "survey-text", label: "勘测定界 TXT", extension: ".txt", mime: "text/plain", grids: true },
] as const;
export type WritableFormat = (typeof writableFormats)[number]["id"];

export interface WriteOptions {
  format: WritableFormat;
  /** Name of the layer and of the file without its ending. */
  title: string;
  /** System of the written positions; WGS 84 degrees where none is given. */
  crs?: Crs;
  /** Of a shapefile's attribute table. */
  encoding?: TableEncoding;
  sqliteWasm?: string;
  /** The collection in layers, for a format that keeps several apart. */
  layers?: readonly NamedLayer[];
}

export interface WrittenFile {
  bytes: Uint8Array;
  fileName: string;
  mime: string;
  /** What the format could not hold as it was, in plain words. */
  notes: WriteNote[];
}

/** Deep enough a copy that positions can be changed. */
const copyFeature = (feature: Feature<Geometry>): Feature<Geometry> => ({
  ...feature,
  geometry: structuredClone(feature.geometry),
});

async function projectFeatures(
  features: readonly Feature<Geometry>[],
  crs: Crs,
): Promise<Feature<Geometry>[]> {
  const { createProjection } = await import("../../domain/place/projection.ts");
  const projection = createProjection(crs);
  return features.map((feature) => {
    const copy = copyFeature(feature);
    changePositions(copy.geometry, (p) => {
      const [x, y] = projection.fromLngLat(p[0]!, p[1]!);
      // A tenth of a millimetre; a rounded number prints short.
      p[0] = crs.kind === "projected" ? Math.round(x * 1e4) / 1e4 : x;
      p[1] = crs.kind === "projected" ? Math.round(y * 1e4) / 1e4 : y;
    });
    return copy;
  });
}

/** GeoJSON text of features by RFC 7946: rings wound, no `crs`, one feature a line. */
function writeGeojson(features: readonly Feature<Geometry>[]): Uint8Array {
  const lines = features.map((feature) => {
    const copy = copyFeature(feature);
    repairPositions(copy.geometry, "rewind-rings");
    const { type, id, geometry, properties } = copy;
    return JSON.stringify({
      type,
      ...(id === undefined ? {} : { id }),
      properties: properties ?? {},
      geometry,
    });
  });
  return new TextEncoder().encode(`{"type":"FeatureCollection","features":[\n${lines.join(",\n")}\n]}\n`);
}

/**
 * Writes a layer as a file. Positions come in as WGS 84 degrees and go out in `crs`, where the format has
 * room for one; GeoJSON and KML are always WGS 84 and refuse anything else.
 */
export async function writeFeatures(
  collection: FeatureCollection<Geometry>,
  options: WriteOptions,
): Promise<Result<WrittenFile>> {
  const format = writableFormats.find((f) => f.id === options.format);
  if (!format)
    throw new Error(
      `got the format ${options.format}, expected one of ${writableFormats.map((f) => f.id).join(", ")}`,
    );
  const wgs84 = findCrs(4326);
  const crs = options.crs ?? (wgs84.ok ? wgs84.value : undefined);
  if (!crs) throw new Error("EPSG:4326 is not known");
  if (!format.grids && crs.epsg !== 4326 && crs.epsg !== 4490) {
    return failure<Problem>({
      code: "format-crs",
      zh: `${format.label} 只能是 WGS 84 经纬度，不能写成 ${crs.name}；请改用 Shapefile、GeoPackage、CSV 或 XLSX`,
      en: `${format.label} is always in WGS 84 degrees and cannot hold ${crs.name}; use a shapefile, GeoPackage, CSV or XLSX`,
    });
  }
  const fileName = `${options.title.replace(/[\\/:*?"<>|]+/g, "_")}${format.extension}`;
  if (format.id === "survey-text") {
    const { writeSurveyText } = await import("./surveyTextWriter.ts");
    const text = writeSurveyText(collection.features, crs);
    return text.ok ? success({ ...text.value, fileName, mime: format.mime }) : text;
  }
  const features =
    crs.kind === "projected" ? await projectFeatures(collection.features, crs) : collection.features;
  const { title } = options;
  let bytes: Uint8Array;
  let notes: WriteNote[] = [];
  if (format.id === "shapefile") {
    const { writeShapefile } = await import("./shapefileWriter.ts");
    ({ bytes, notes } = writeShapefile(features, title, crs, options.encoding ?? "utf-8"));
  } else if (format.id === "geopackage") {
    const { writeGeopackage } = await import("./geopackageWriter.ts");
    let at = 0;
    const layers = (options.layers ?? [{ name: title, features }]).map(({ name, features: own }) => {
      at += own.length;
      return { name, features: features.slice(at - own.length, at) };
    });
    bytes = await writeGeopackage(layers, crs, options.sqliteWasm);
  } else if (format.id === "kml") bytes = (await import("./kml.ts")).writeKml(features, title);
  else if (format.id === "csv") bytes = (await import("./csv.ts")).writeCsv(features);
  else if (format.id === "xlsx") bytes = (await import("./xlsxWriter.ts")).writeXlsx(features, title);
  else bytes = writeGeojson(features);
  if (format.id !== "geojson") notes = [...notes, ...tellLoweredTypes(features)];
  return success({ bytes, fileName, mime: format.mime, notes });
}
