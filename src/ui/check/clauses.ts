import type { Language } from "../../domain/board.ts";
import type { Rule } from "../../domain/ecology/rules.ts";
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

/** Law, article and year in one line; "" for a rule that rests on the plan alone. */
export function describeLaw({ law }: Rule, language: Language): string {
  if (!law) return "";
  const { article, year } = law;
  if (language === "en") {
    const numbered = /^\d/.test(article) ? `art. ${article}` : article;
    return `${law.en}${article ? `, ${numbered}` : ""} (${year})`;
  }
  return `《${law.zh}》${article ? (/^\d/.test(article) ? `第 ${article} 条` : article) : ""}（${year}）`;
}
