import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PMTiles } from "pmtiles";
import { baseTiles, datasets } from "../../geodata/catalogue.ts";
import { phases } from "../../geodata/plan/phases.ts";
import type { LayerDefinition } from "../../layers/grammar/layer.ts";
import { themes } from "../../layers/grammar/theme.ts";
import { layers } from "../../layers/index.ts";
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

const findLicence = (layer: LayerDefinition): string =>
  "tiles" in layer.data
    ? baseTiles.licence
    : (datasets.find(({ id }) => id === nameSource(layer))?.licence ?? "");

/** Features that are there in each phase: all but those whose status is `absent`. */
export function countByPhase(features: PlanFeatureCollection["features"]): Record<string, number> {
  const counts = phases.map(({ id }) => {
    const key = `status:${id}` as const;
    return [id, features.filter(({ properties }) => properties[key] !== "absent").length];
  });
  return Object.fromEntries(counts) as Record<string, number>;
}

interface TileStatistics {
  tilestats?: { layers: { layer: string; count: number }[] };
}

/** Features that went into each layer of the base tiles, as the archive's own metadata tell. */
async function countTileLayers(): Promise<Map<string, number>> {
  const bytes = readFileSync(join(dataFolder, "..", baseTiles.file));
  const archive = new PMTiles({
    getKey: () => baseTiles.file,
    getBytes: async (offset, length) => ({
      data: new Uint8Array(bytes.subarray(offset, offset + length)).buffer,
    }),
  });
  const { tilestats } = (await archive.getMetadata()) as TileStatistics;
  return new Map(tilestats?.layers.map(({ layer, count }) => [layer, count]));
}

/** The layers of the tiles a layer of the map draws. */
const listTileLayers = (layer: LayerDefinition): string[] => {
  const marks = layer.draw({ theme: Object.values(themes)[0]!, phase: phases[0].id, language: "zh" });
  return [...new Set(marks.flatMap((mark) => ("source-layer" in mark ? [mark["source-layer"]!] : [])))];
};

function countFeatures(
  layer: LayerDefinition,
  tileCounts: ReadonlyMap<string, number>,
): Record<string, number> {
  const path = join(dataFolder, `${nameSource(layer)}.geojson`);
  if ("dataset" in layer.data && existsSync(path))
    return countByPhase((JSON.parse(readFileSync(path, "utf8")) as PlanFeatureCollection).features);
  // Tiles do not change with the phase.
  const names = "tiles" in layer.data ? listTileLayers(layer) : [];
  const count = names.reduce((sum, name) => sum + (tileCounts.get(name) ?? 0), 0);
  return Object.fromEntries(phases.map(({ id }) => [id, count]));
}

const reportLayer = (layer: LayerDefinition, tileCounts: ReadonlyMap<string, number>): LayerReport => ({
  id: layer.id,
  dataset: nameSource(layer),
  group: layer.group,
  title: layer.title,
  counts: countFeatures(layer, tileCounts),
  licence: findLicence(layer),
});

/** Answers of kernels have no features of their own: what is listed is what the atlas ships. */
const shipped = layers.filter(({ data }) => !("kernel" in data));

/** Every shipped layer of the map with its number of features in each phase. */
export const command: Command = {
  usage: "layers [--format json|table]   what the map can show, with counts by phase and licence",
  async run(args) {
    const { words, flags } = parseArguments(args, ["format"]);
    if (words.length > 0)
      throw new UsageError(`'${words[0]}' is not expected here; the command takes no words`);
    const format = readFormat(flags);
    const tileCounts = await countTileLayers();
    const reports = shipped.map((layer) => reportLayer(layer, tileCounts));
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
