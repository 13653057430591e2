import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { PlanFeature, PlanFeatureCollection } from "../../src/domain/plan.ts";
import { type FactRow, planFolder, readFactTable, requireText } from "./factTable.ts";

let table: Map<string, string[]> | undefined;

/** One line of `item-features.csv`: a feature that shows a plan item. */
export interface ItemFeature {
  fact: FactRow;
  item: string;
  dataset: string;
  feature: string;
}

/** Which feature shows which plan item, in the order of the table. */
export function readItemFeatureRows(folder: string = planFolder): ItemFeature[] {
  if (!existsSync(join(folder, "item-features.csv"))) return [];
  return readFactTable("item-features.csv", folder).map((fact) => ({
    fact,
    item: requireText(fact, "item_id"),
    dataset: requireText(fact, "dataset"),
    feature: requireText(fact, "feature_id"),
  }));
}

/** Plan items by the feature that shows them, keyed `dataset/feature`; from `geodata/plan/item-features.csv`. */
export function readItemFeatures(): Map<string, string[]> {
  if (table) return table;
  table = new Map();
  for (const row of readItemFeatureRows()) {
    const key = `${row.dataset}/${row.feature}`;
    table.set(key, [...(table.get(key) ?? []), row.item]);
  }
  return table;
}

/** Every feature in the GeoJSON files of a planFolder, by dataset and id. */
export function readShippedFeatures(dataFolder: string): Map<string, Map<string, PlanFeature>> {
  const shipped = new Map<string, Map<string, PlanFeature>>();
  const files = existsSync(dataFolder) ? readdirSync(dataFolder).sort() : [];
  for (const file of files.filter((name) => name.endsWith(".geojson"))) {
    const collection = JSON.parse(readFileSync(join(dataFolder, file), "utf8")) as PlanFeatureCollection;
    shipped.set(
      file.replace(/\.geojson$/, ""),
      new Map(collection.features.map((feature) => [feature.properties.id, feature])),
    );
  }
  return shipped;
}
