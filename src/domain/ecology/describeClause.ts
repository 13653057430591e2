import type { Language } from "../board.ts";
import type { Rule } from "./rules.ts";

/** Years of a law as the rule table has them, in Chinese. */
function translateYears(year: string): string {
  return year
    .replace(/, amended (\d{4}) and (\d{4})/, "年，$1、$2年修订")
    .replace(/(\d{4}) amendment/, "$1年修正")
    .replace(/(\d{4}) revision/, "$1年修订")
    .replace(/^(\d{4})(?=,|$)/, "$1年")
    .replace(
      /, in force (\d{4}(-\d{2}-\d{2})?)/,
      (_, from: string) => `，${from.length === 4 ? `${from}年` : from}起施行`,
    );
}

function translateArticle(article: string): string {
  if (article === "") return "";
  const items = /^items (.+)$/.exec(article);
  if (items) return `第 ${items[1]!.replace("-", "—")} 项`;
  return `第 ${article.replaceAll("; ", "、").replaceAll("-", "—")} 条`;
}

/** Law, article and year of a rule in one line; "" for one that rests on the plan alone. */
export function describeLaw({ law }: Rule, language: Language): string {
  if (!law) return "";
  const { article, year } = law;
  return language === "zh"
    ? `《${law.zh}》${translateArticle(article)}（${translateYears(year)}）`
    : `${law.en}${article && (/^\d/.test(article) ? `, art. ${article}` : `, ${article}`)} (${year})`;
}

/** The clause of a rule in one line: law, article and year, then sections of the plan. */
export function describeClause(rule: Rule, language: Language): string {
  const parts = [describeLaw(rule, language)].filter((part) => part !== "");
  if (rule.planClauses.length > 0)
    parts.push(
      language === "zh" ? `规划 ${rule.planClauses.join("、")} 节` : `plan ${rule.planClauses.join(", ")}`,
    );
  return parts.join(language === "zh" ? "；" : "; ");
}
