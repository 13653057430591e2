import type { Language } from "../board/board.ts";
import type { CitedRule } from "./rules.ts";

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

/** Articles as the law table has them: numbers, items of a notice, or what was not seen. */
function translateArticle(article: string): string {
  if (/^\(/.test(article)) return "（条号未见）";
  const unseen = article.includes("(number not seen)") ? "（编号未见）" : "";
  const item = /^items? (\d+)(?:\((\d+)\))?(?: or (\d+))?(?: list ([\d-]+))?/.exec(article);
  if (item) {
    const [, first, part, other, list] = item;
    return `第 ${first}${part ? `（${part}）` : ""}${other ? `或 ${other}` : ""} 项${list ? `清单第 ${list.replaceAll("-", "—")} 类` : ""}${unseen}`;
  }
  if (!/^\d/.test(article)) return "";
  return `第 ${article.replaceAll("; ", "、").replaceAll("-", "—")} 条`;
}

/** An edition stands in brackets itself: what it has in brackets of its own goes behind a comma. */
const unbracket = (edition: string) =>
  edition.replace(/ ?\(([^()]*)\)/g, ", $1").replace(/ ?（([^（）]*)）/g, "，$1");

/** What stands beside a citation whose text nobody has read. */
const unread = { zh: "〔待核实原文〕", en: " [text to be verified]" };

/**
 * Law, article and edition of a rule in one line, and beside it whether its text is still to be read; "" for one that
 * rests on the plan alone.
 */
export function describeLaw(
  { law, checked }: Pick<CitedRule, "law" | "checked">,
  language: Language,
): string {
  if (!law) return "";
  const mark = checked === "secondary" || checked === "not found" ? unread[language] : "";
  const { article, year, edition } = law;
  const named = unbracket(edition || translateYears(year));
  return language === "zh"
    ? `《${law.zh}》${translateArticle(article)}${named === "" ? "" : `（${named}）`}${mark}`
    : `${law.en}${article && (/^\d/.test(article) ? `, art. ${article}` : `, ${article}`)}${year === "" ? "" : ` (${unbracket(year)})`}${mark}`;
}

/** The clause of a rule in one line: law, article and year, then sections of the plan. */
export function describeClause(
  rule: Pick<CitedRule, "law" | "checked" | "planClauses">,
  language: Language,
): string {
  const parts = [describeLaw(rule, language)].filter((part) => part !== "");
  if (rule.planClauses.length > 0)
    parts.push(
      language === "zh" ? `规划 ${rule.planClauses.join("、")} 节` : `plan ${rule.planClauses.join(", ")}`,
    );
  return parts.join(language === "zh" ? "；" : "; ");
}
