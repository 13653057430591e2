import type { LayerDefinition } from "../../../layers/grammar/layer.ts";
import type { PlanFeatureCollection } from "../../domain/plan.ts";
import { statusOf } from "../../state/features.ts";
import type { Speech } from "../speech/speech.ts";

/** What a layer holds in a phase, or why it holds nothing. */
export type LayerContent =
  | { kind: "unknown" }
  | { kind: "tiles" }
  | { kind: "failed" }
  | { kind: "no-data" }
  | { kind: "all-absent"; total: number }
  | { kind: "present"; count: number; total: number };

export function findLayerContent(
  layer: LayerDefinition,
  datasets: Readonly<Record<string, PlanFeatureCollection>>,
  hasFailed: (dataset: string) => boolean,
  phase: string,
): LayerContent {
  if (!("dataset" in layer.data)) return { kind: "tiles" };
  const { dataset } = layer.data;
  const collection = datasets[dataset];
  if (!collection) return hasFailed(dataset) ? { kind: "failed" } : { kind: "unknown" };
  const total = collection.features.length;
  if (total === 0) return { kind: "no-data" };
  const count = collection.features.filter((feature) => statusOf(feature, phase) !== "absent").length;
  return count === 0 ? { kind: "all-absent", total } : { kind: "present", count, total };
}

/** Why nothing of a layer is to be seen; undefined where something is, or where that is not known yet. */
export function explainEmptiness(content: LayerContent, { word }: Pick<Speech, "word">): string | undefined {
  if (content.kind === "all-absent")
    return word("layerEmpty", { reason: word("layerEmptyAbsent", { count: content.total }) });
  if (content.kind === "no-data") return word("layerEmpty", { reason: word("layerEmptyNoData") });
  if (content.kind === "failed") return word("layerUnread");
  return undefined;
}
