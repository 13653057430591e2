import { writeFileSync } from "node:fs";
import type { Feature, FeatureCollection, Geometry } from "geojson";
import { type WritableFormat, writableFormats, writeFeatures } from "../data/formats/writeFeatures.ts";
import { readFiles } from "../data/readFiles.ts";
import { parseCrsName } from "../domain/place/crs.ts";
import { type Command, findNearest, parseArguments, UsageError } from "./command.ts";
import { describeReport, loadFiles, parseReadOptions, readingFlags, resolvePath } from "./validate.ts";

/** The format a user names by its id, by its ending, or by the ending of the file to write. */
export function findWritableFormat(named: string): WritableFormat {
  const said = named.toLowerCase().replace(/^\./, "");
  const also: Record<string, WritableFormat> = {
    shp: "shapefile",
    zip: "shapefile",
    gpkg: "geopackage",
    json: "geojson",
    excel: "xlsx",
  };
  const found = writableFormats.find((f) => f.id === said || f.extension === `.${said}`)?.id ?? also[said];
  if (!found)
    throw new UsageError(
      `no format '${named}'; nearest: ${findNearest(
        named,
        writableFormats.map((f) => f.id),
      ).join(", ")}`,
    );
  return found;
}

export const command: Command = {
  usage: `convert FILE… --to ${writableFormats.map((f) => f.id).join("|")} -o OUT [--crs EPSG:4547] [--text utf-8|gbk] [--from-datum gcj02] [--from-crs EPSG:4525] [--encoding gbk] [--columns LON,LAT|WKT] [--layer NAME] [--repair …]   read a map file and write it in another format`,
  async run(args) {
    const { words, flags } = parseArguments(args, ["to", "crs", "text", "output", ...readingFlags]);
    if (words.length === 0) throw new UsageError(`a file is needed\nusage: ${command.usage}`);
    const output = flags.get("output");
    if (output === undefined) throw new UsageError("-o OUT is needed: the file to write");
    const format = findWritableFormat(flags.get("to") ?? output.split(".").at(-1)!);
    const crs = flags.has("crs") ? parseCrsName(flags.get("crs")!) : undefined;
    if (crs && !crs.ok) throw new UsageError(`--crs: ${crs.error.en}`);
    const text = (flags.get("text") ?? "utf-8").toLowerCase();
    if (text !== "utf-8" && text !== "gbk") throw new UsageError(`--text ${text}: utf-8 or gbk`);
    const { report, layers } = await readFiles(loadFiles(words), parseReadOptions(flags));
    if (!report.accepted) return { code: 1, output: describeReport(report) };
    if (layers.length > 1 && format !== "geopackage") {
      const names = layers.map((layer) => layer.name).join(", ");
      return {
        code: 1,
        output: `${describeReport(report)}\nerror: the file holds ${layers.length} layers (${names}) and ${format} keeps one: choose it with --layer NAME, or write a GeoPackage, which keeps them apart`,
      };
    }
    const collection: FeatureCollection<Geometry> = {
      type: "FeatureCollection",
      features: layers.flatMap((layer): Feature<Geometry>[] => layer.collection.features),
    };
    const title = output.replace(/^.*[\\/]/, "").replace(/\.[^.]*$/, "") || layers[0]?.name || "features";
    const written = await writeFeatures(collection, {
      format,
      title,
      encoding: text,
      ...(layers.length > 1
        ? { layers: layers.map(({ name, collection: { features } }) => ({ name, features })) }
        : {}),
      ...(crs ? { crs: crs.value } : {}),
    });
    if (!written.ok) return { code: 1, output: written.error.en };
    writeFileSync(resolvePath(output), written.value.bytes);
    const notes = written.value.notes.map((note) => `note: ${note.message.en}`);
    return {
      code: 0,
      output: [
        describeReport(report),
        ...notes,
        `wrote ${collection.features.length} features to ${output}`,
      ].join("\n"),
    };
  },
};
