import type { ItemId, Plan } from "../../domain/plan.ts";
import { changeScreen } from "../../state/actions.ts";

/** An item of a section such as "7.1", through which the outline can be opened there; undefined for none. */
export function findClauseItem(plan: Plan, clause: string): ItemId | undefined {
  const [chapter, section] = clause.split(".").map(Number);
  return plan.chapters
    .find((entry) => entry.chapter === chapter)
    ?.sections.find((entry) => entry.section === section)
    ?.paragraphs.find((paragraph) => paragraph.items.length > 0)?.items[0];
}

export const openClause = (item: ItemId) => changeScreen({ panel: "plan", outlineItem: item });
