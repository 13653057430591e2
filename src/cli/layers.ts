import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type DatasetRecord, datasets } from "../../geodata/catalogue.ts";
import { phases } from "../../geodata/plan/phases.ts";
import { layers } from "../../layers/index.ts";
import type { LayerDefinition } from "../../layers/layer.ts";
import type { PlanFeatureCollection } from "../domain/plan.ts";
import { type Command, parseArguments, UsageError } from "./command.ts";
import { dataFolder } from "./dataFolder.ts";
import { formatTable, readFormat } from "./table.ts";

interface LayerReport {
  id: string;
  dataset: string;
  group: string;
  title: { zh: string; en: string };
  counts: Record<string, number>;
  licence: string;
}

/** What a layer draws: a dataset, a layer of the base tiles, or the answer of a kernel. */
const nameSource = ({ data }: LayerDefinition): string =>
  "dataset" in data ? data.dataset : "tiles" in data ? data.tiles : data.kernel;

function findRecord(layer: LayerDefinition): DatasetRecord | undefined {
  const source = nameSource(layer);
  return (
    datasets.find(({ id }) => id === source) ??
    ("tiles" in layer.data ? datasets.find(({ file }) => file.endsWith(".pmtiles")) : undefined)
  );
}

/** Features that are there in each phase: all but those whose status is `absent`. */
export function countByPhase(features: PlanFeatureCollection["features"]): Record<string, number> {
  const counts = phases.map(({ id }) => {
    const key = `status:${id}` as const;
    return [id, features.filter(({ properties }) => properties[key] !== "absent").length];
  });
  return Object.fromEntries(counts) as Record<string, number>;
}

function countFeatures(layer: LayerDefinition): Record<string, number> {
  const record = findRecord(layer);
  const path = join(dataFolder, record?.file ?? `${nameSource(layer)}.geojson`);
  if (existsSync(path) && path.endsWith(".geojson")) {
    return countByPhase((JSON.parse(readFileSync(path, "utf8")) as PlanFeatureCollection).features);
  }
  // Tiles do not change with the phase; answers of kernels have no features before they are asked for.
  const fixed = "tiles" in layer.data ? (record?.featureCount ?? 0) : 0;
  return Object.fromEntries(phases.map(({ id }) => [id, fixed]));
}

const reportLayer = (layer: LayerDefinition): LayerReport => ({
  id: layer.id,
  dataset: nameSource(layer),
  group: layer.group,
  title: layer.title,
  counts: countFeatures(layer),
  licence: findRecord(layer)?.licence ?? "",
});

/** Every layer of the map with its number of features in each phase. */
export const command: Command = {
  usage: "layers [--format json|table]   what the map can show, with counts by phase and licence",
  run(args) {
    const { words, flags } = parseArguments(args, ["format"]);
    if (words.length > 0)
      throw new UsageError(`'${words[0]}' is not expected here; the command takes no words`);
    const format = readFormat(flags);
    const reports = layers.map(reportLayer);
    if (format === "json") return { code: 0, output: `${JSON.stringify(reports, undefined, 1)}\n` };
    const table = formatTable<LayerReport>(
      [
        { title: "id", text: ({ id }) => id },
        { title: "group", text: ({ group }) => group },
        { title: "标题", text: ({ title }) => title.zh },
        { title: "title", text: ({ title }) => title.en },
        ...phases.map(({ id }) => ({
          title: id,
          text: ({ counts }: LayerReport) => String(counts[id]),
          right: true,
        })),
        { title: "licence", text: ({ licence }) => licence },
      ],
      reports,
    );
    return { code: 0, output: `${table}\n` };
  },
};
