/** The table of law: each row one clause in one edition, with the days it was in force and how it was read. */
import {
  type LawVerdict,
  type RuleVersion,
  type TextCheck,
  textChecks,
} from "../../src/domain/check/rules.ts";
import { isDay, spanDate } from "../../src/domain/check/ruleVersions.ts";
import { type FactRow, readFactTable, readText, refuse, requireText } from "./factTable.ts";

export type Clause = Omit<RuleVersion, "conditions">;

/** What the table's words mean for a check. An approval that must be had is a demand to show more, as an assessment is. */
const verdictOf: Readonly<Record<string, LawVerdict>> = {
  禁止: "prohibited",
  限制: "restricted",
  应避让: "restricted",
  需论证或评价: "assessment",
  需审批: "assessment",
  附带义务: "notice",
  "允许（有条件）": "notice",
};

/** A beginning as far as it is known; words such as "(not seen)" are no date. */
const readBeginning = (fact: FactRow) => {
  const text = readText(fact, "in_force_from");
  return spanDate(text) ? text : "";
};

/** The last day: of the table's column, or the day a note says the text is valid to. */
function readEnd(fact: FactRow): string | null {
  const end = readText(fact, "in_force_to");
  if (end !== "" && !isDay(end)) refuse(fact, `'in_force_to' is '${end}', expected a day such as 2026-03-14`);
  return end || /valid to (\d{4}-\d{2}-\d{2})/.exec(readText(fact, "parameter"))?.[1] || null;
}

function readClause(fact: FactRow): Clause {
  const verdict = verdictOf[requireText(fact, "verdict_zh")];
  if (!verdict) refuse(fact, `'verdict_zh' is '${readText(fact, "verdict_zh")}'`);
  const checked = textChecks.find((known): known is TextCheck => known === readText(fact, "checked"));
  if (!checked)
    refuse(fact, `'checked' is '${readText(fact, "checked")}', expected ${textChecks.join(", ")}`);
  return {
    clause: requireText(fact, "id"),
    verdict,
    law: {
      zh: requireText(fact, "law_zh"),
      en: requireText(fact, "law_en"),
      article: requireText(fact, "article"),
      year: requireText(fact, "year"),
      edition: requireText(fact, "version"),
    },
    inForceFrom: readBeginning(fact),
    inForceTo: readEnd(fact),
    checked,
    basin: readText(fact, "basin_only") || null,
    gist: { zh: requireText(fact, "gist_zh"), en: requireText(fact, "gist_en") },
    source: requireText(fact, "source"),
  };
}

/** Every clause by its id. */
export function readClauses(): Map<string, Clause> {
  const clauses = new Map<string, Clause>();
  for (const fact of readFactTable("rules_law_v2.csv")) {
    const clause = readClause(fact);
    if (clauses.has(clause.clause)) refuse(fact, `the id '${clause.clause}' is used twice`);
    clauses.set(clause.clause, clause);
  }
  return clauses;
}
