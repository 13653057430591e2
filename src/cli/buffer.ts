import { writeFileSync } from "node:fs";
import type { FeatureCollection, Geometry } from "geojson";
import { writeFeatures } from "../data/formats/writeFeatures.ts";
import { readFiles } from "../data/readFiles.ts";
import { buildBuffers } from "../domain/place/buffers.ts";
import { measureAreaSquareMetres } from "../domain/place/measure.ts";
import { type Command, parseArguments, UsageError } from "./command.ts";
import { findWritableFormat } from "./convert.ts";
import { describeReport, loadFiles, parseReadOptions, readingFlags, resolvePath } from "./validate.ts";

function parseKilometres(text: string | undefined): number[] {
  if (text === undefined) throw new UsageError("--kilometres is needed, for example --kilometres 1,5,10");
  const values = text.split(",").map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  const bad = values.find((v) => !Number.isFinite(v) || v <= 0 || v > 500);
  if (bad !== undefined)
    throw new UsageError(`--kilometres ${text}: numbers greater than 0, up to 500, with commas between`);
  return values;
}

function parseSwitch(flags: Map<string, string>, name: string, otherwise: boolean): boolean {
  const said = flags.get(name) ?? (otherwise ? "yes" : "no");
  if (said !== "yes" && said !== "no") throw new UsageError(`--${name} ${said}: yes or no`);
  return said === "yes";
}

export const command: Command = {
  usage:
    "buffer FILE… --kilometres 1,5,10 [--dissolve yes|no] [--rings yes|no] [--to FORMAT -o OUT] [--from-datum gcj02] [--from-crs EPSG:4525] [--repair …]   everything within the distances, on the ellipsoid; GeoJSON on standard output unless -o is given",
  async run(args) {
    const { words, flags } = parseArguments(args, [
      "kilometres",
      "dissolve",
      "rings",
      "to",
      "output",
      ...readingFlags,
    ]);
    if (words.length === 0) throw new UsageError(`a file is needed\nusage: ${command.usage}`);
    const distancesMetres = parseKilometres(flags.get("kilometres")).map((km) => km * 1000);
    const dissolve = parseSwitch(flags, "dissolve", true);
    const rings = parseSwitch(flags, "rings", false);
    const output = flags.get("output");
    const format = findWritableFormat(flags.get("to") ?? output?.split(".").at(-1) ?? "geojson");
    if (output === undefined && format !== "geojson") throw new UsageError(`--to ${format} needs -o OUT`);
    const { report, layers } = await readFiles(loadFiles(words), parseReadOptions(flags));
    if (!report.accepted) return { code: 1, output: describeReport(report) };
    const features = layers.flatMap((layer) => layer.collection.features);
    let buffers: ReturnType<typeof buildBuffers>;
    try {
      buffers = buildBuffers(features, { distancesMetres, dissolve, rings });
    } catch (error) {
      if (error instanceof RangeError) return { code: 1, output: error.message };
      throw error;
    }
    const collection: FeatureCollection<Geometry> = {
      type: "FeatureCollection",
      features: buffers.map((b) => ({
        ...b,
        properties: {
          ...b.properties,
          areaHectares: Math.round(measureAreaSquareMetres(b.geometry) / 100) / 100,
        },
      })),
    };
    const title = output?.replace(/^.*[\\/]/, "").replace(/\.[^.]*$/, "") ?? "buffers";
    const written = await writeFeatures(collection, { format, title });
    if (!written.ok) return { code: 1, output: written.error.en };
    if (output === undefined) return { code: 0, output: written.value.bytes };
    writeFileSync(resolvePath(output), written.value.bytes);
    return { code: 0, output: `wrote ${buffers.length} buffers to ${output}` };
  },
};
