/**
 * Datasets a plan brings as they are drawn: `drawn/*.geojson` among its facts, one feature a row, each with
 * id, names, kind, confidence, source and a status in every phase. Checked and written like any other.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { FeatureCollection } from "geojson";
import type { Confidence, Status } from "../../src/domain/plan.ts";
import { type PhaseId, phaseIds } from "../plan/phases.ts";
import { writeDataset } from "./dataset.ts";
import { type FactRow, factsFolder, repositoryRoot, requireText } from "./factTable.ts";
import { createFeature } from "./feature.ts";
import { checkKind } from "./kinds.ts";

const folder = join(factsFolder, "drawn");
const common = ["id", "name:zh", "name:en", "kind", "confidence", "source", "note:zh", "note:en"];

function readFeature(dataset: string, fact: FactRow, feature: FeatureCollection["features"][number]) {
  const properties = feature.properties ?? {};
  const statuses = phaseIds.map((phase): [PhaseId, Status] => [
    phase,
    requireText(fact, `status:${phase}`) as Status,
  ]);
  const extra = Object.entries(properties).filter(
    ([key]) => !common.includes(key) && !key.startsWith("status:"),
  );
  return createFeature({
    fact,
    id: requireText(fact, "id"),
    nameZh: requireText(fact, "name:zh"),
    nameEn: requireText(fact, "name:en"),
    kind: checkKind(fact, dataset, requireText(fact, "kind")),
    status: Object.fromEntries(statuses) as Record<PhaseId, Status>,
    confidence: requireText(fact, "confidence") as Confidence,
    source: requireText(fact, "source"),
    noteZh: fact.values["note:zh"],
    noteEn: fact.values["note:en"],
    geometry: feature.geometry,
    extra: Object.fromEntries(extra) as Record<string, string | number | boolean>,
  });
}

export function build() {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)
    .filter((file) => file.endsWith(".geojson"))
    .sort()) {
    const dataset = name.replace(".geojson", "");
    const file = relative(repositoryRoot, join(folder, name));
    const { features } = JSON.parse(readFileSync(join(folder, name), "utf8")) as FeatureCollection;
    writeDataset(
      dataset,
      features.map((feature, index) => {
        const values = Object.fromEntries(
          Object.entries(feature.properties ?? {}).map(([key, value]) => [key, String(value)]),
        );
        return readFeature(dataset, { file, row: index + 1, values }, feature);
      }),
    );
  }
}
