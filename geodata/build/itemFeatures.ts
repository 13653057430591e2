import { existsSync } from "node:fs";
import { join } from "node:path";
import { readFactTable, repositoryRoot, requireText } from "./factTable.ts";

const folder = join(repositoryRoot, "geodata", "plan");
let table: Map<string, string[]> | undefined;

/** Plan items by the feature that shows them, keyed `dataset/feature`; from `geodata/plan/item-features.csv`. */
export function readItemFeatures(): Map<string, string[]> {
  if (table) return table;
  table = new Map();
  if (!existsSync(join(folder, "item-features.csv"))) return table;
  for (const fact of readFactTable("item-features.csv", folder)) {
    const key = `${requireText(fact, "dataset")}/${requireText(fact, "feature_id")}`;
    table.set(key, [...(table.get(key) ?? []), requireText(fact, "item_id")]);
  }
  return table;
}
