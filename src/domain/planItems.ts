import type { Selection } from "./board/board.ts";
import type { ItemId, Plan, PlanItem } from "./plan.ts";

const itemIndexes = new WeakMap<Plan, Map<ItemId, PlanItem>>();

/** The plan's items by id, built once a plan. */
export function indexItems(plan: Plan): ReadonlyMap<ItemId, PlanItem> {
  let index = itemIndexes.get(plan);
  if (!index) {
    index = new Map(plan.items.map((item) => [item.id, item]));
    itemIndexes.set(plan, index);
  }
  return index;
}

/** The features that show any of some items, each once. */
export function featuresOfItems(plan: Plan, items: readonly ItemId[]): Selection[] {
  const index = indexItems(plan);
  const found = new Map<string, Selection>();
  for (const id of items) {
    for (const feature of index.get(id)?.features ?? [])
      found.set(`${feature.dataset}/${feature.id}`, feature);
  }
  return [...found.values()];
}
