import type { Bilingual } from "../plan.ts";
import { failure, type Problem, type Result, success } from "../result.ts";
import { migrateRuleTable } from "./migrateRules.ts";
import {
  crossingWays,
  lawVerdicts,
  type Rule,
  type RuleConditions,
  type RuleTable,
  type RuleVersion,
  relations,
  textChecks,
} from "./rules.ts";
import { isDay, spanDate } from "./ruleVersions.ts";

const problem = (code: string, zh: string, en: string): Problem => ({ code, zh, en });
const isText = (value: unknown): value is string => typeof value === "string";
const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);
const isBilingual = (value: unknown): value is { zh: string; en: string } =>
  typeof value === "object" &&
  value !== null &&
  isText((value as { zh?: unknown }).zh) &&
  isText((value as { en?: unknown }).en);

/** A member of a list of words; the lists are literals, so a text that is in one is one of them. */
const isOneOf = (list: readonly string[], value: unknown) => isText(value) && list.includes(value);

/** What is wrong, as it is said to whoever wrote the table. */
const flaw = (zh: string, en: string): Bilingual => ({ zh, en });

function findConditionFlaw(conditions: Partial<RuleConditions> | undefined): Bilingual | undefined {
  if (typeof conditions !== "object" || conditions === null)
    return flaw("缺少 conditions（须证明的条件）", "conditions are missing");
  const { classKinds, tradeKinds, ways, classProof, tradeProof, exceptions, onlyNew } = conditions;
  if (!isTexts(classKinds) || !isTexts(tradeKinds))
    return flaw(
      "conditions.classKinds 和 tradeKinds 应为文字列表",
      "conditions.classKinds and tradeKinds must be lists of texts",
    );
  if (!Array.isArray(ways) || !ways.every((way) => isOneOf(crossingWays, way)))
    return flaw(
      `conditions.ways 应为 ${crossingWays.join("、")} 中的若干项`,
      `conditions.ways must be a list of ${crossingWays.join(", ")}`,
    );
  if (!isBilingual(classProof) || !isBilingual(tradeProof) || !isBilingual(exceptions))
    return flaw(
      "conditions.classProof、tradeProof、exceptions 须有 zh 和 en",
      "conditions.classProof, tradeProof and exceptions need zh and en",
    );
  return typeof onlyNew === "boolean"
    ? undefined
    : flaw("conditions.onlyNew 应为 true 或 false", "conditions.onlyNew must be true or false");
}

function findVersionFlaw(version: Partial<RuleVersion>, day: string | null): Bilingual | undefined {
  if (!isText(version.clause) || version.clause === "")
    return flaw("clause 应为文字", "clause must be a text");
  if (!isOneOf(lawVerdicts, version.verdict))
    return flaw(
      `verdict 为“${String(version.verdict)}”，应为 ${lawVerdicts.join("、")} 之一`,
      `verdict is '${String(version.verdict)}', expected ${lawVerdicts.join(", ")}`,
    );
  const { law } = version;
  const lawFlaw = flaw(
    "law 应为 null，或有 zh、en、article、year、edition",
    "law must be null or have zh, en, article, year and edition",
  );
  if (law === undefined) return lawFlaw;
  if (law !== null && !(isBilingual(law) && isText(law.article) && isText(law.year) && isText(law.edition)))
    return lawFlaw;
  if (!isOneOf(textChecks, version.checked))
    return flaw(
      `checked 为“${String(version.checked)}”，应为 ${textChecks.join("、")} 之一`,
      `checked is '${String(version.checked)}', expected ${textChecks.join(", ")}`,
    );
  if (!isText(version.inForceFrom)) return flaw("施行日期应为文字", "inForceFrom must be a text");
  if (/^\d{4}-\d{2}-\d{2}$/.test(version.inForceFrom) && !isDay(version.inForceFrom))
    return flaw(
      `施行日期“${version.inForceFrom}”不是日历上的日子`,
      `inForceFrom is '${version.inForceFrom}', which is no day of the calendar`,
    );
  const end = version.inForceTo;
  if (end !== null && !(isText(end) && isDay(end)))
    return flaw(
      `最后有效日为“${String(end)}”，应留空，或写成 2026-03-14`,
      `inForceTo is '${String(end)}', expected null or a day such as 2026-03-14`,
    );
  if (end !== null && spanDate(version.inForceFrom) && end < spanDate(version.inForceFrom)!.first)
    return flaw(
      `最后有效日 ${end} 早于施行日期 ${version.inForceFrom}`,
      `inForceTo ${end} lies before inForceFrom ${version.inForceFrom}`,
    );
  if (day !== null && (spanDate(version.inForceFrom)?.last ?? "9999") <= day)
    return flaw(
      `版本“${version.clause}”在前一版本失效之前就已施行`,
      `the version '${version.clause}' is in force before the one above it has ended`,
    );
  if (version.basin !== null && !isText(version.basin))
    return flaw("basin 应为 null 或文字", "basin must be null or a text");
  if (!isBilingual(version.gist)) return flaw("要点须有中文和英文", "gist needs zh and en");
  return isText(version.source)
    ? findConditionFlaw(version.conditions)
    : flaw("source 应为文字", "source must be a text");
}

/** What is wrong with one rule, or undefined. */
function findRuleFlaw(
  rule: Partial<Rule>,
  zoneKinds: ReadonlySet<string>,
  activityKinds: ReadonlySet<string>,
): Bilingual | undefined {
  if (!isText(rule.id) || !/^[a-z0-9][a-z0-9-]*$/.test(rule.id))
    return flaw("编号只能用小写字母、数字和连字符", "id must be kebab-case");
  if (!isTexts(rule.zoneKinds) || rule.zoneKinds.length === 0)
    return flaw("至少选一类生态区", "zoneKinds must be a list of texts");
  if (!isTexts(rule.activityKinds) || rule.activityKinds.length === 0)
    return flaw("至少选一类活动", "activityKinds must be a list of texts");
  const strangeZone = rule.zoneKinds.find((kind) => !zoneKinds.has(kind));
  if (strangeZone)
    return flaw(
      `没有生态区类别“${strangeZone}”；可用：${[...zoneKinds].join("、")}`,
      `unknown zone kind '${strangeZone}'; known: ${[...zoneKinds].join(", ")}`,
    );
  const strangeActivity = rule.activityKinds.find((kind) => !activityKinds.has(kind));
  if (strangeActivity)
    return flaw(
      `没有活动类别“${strangeActivity}”；可用：${[...activityKinds].join("、")}`,
      `unknown activity kind '${strangeActivity}'; known: ${[...activityKinds].join(", ")}`,
    );
  if (!isOneOf(relations, rule.relation))
    return flaw(
      `relation 为“${String(rule.relation)}”，应为 ${relations.join("、")} 之一`,
      `relation is '${String(rule.relation)}', expected ${relations.join(", ")}`,
    );
  const distance = rule.distanceMetres;
  if (rule.relation === "within") {
    if (typeof distance !== "number" || !Number.isFinite(distance) || distance <= 0 || distance > 100_000) {
      return flaw(
        `距离为 ${String(distance)}，应大于 0 且不超过 100000 米`,
        `distanceMetres is ${String(distance)}, expected a number over 0 and at most 100000`,
      );
    }
  } else if (distance !== null)
    return flaw(
      "只有“邻近”关系才有距离，其余应为 null",
      "distanceMetres must be null unless the relation is 'within'",
    );
  if (!isTexts(rule.planClauses)) return flaw("规划章节应为文字列表", "planClauses must be a list of texts");
  if (!isBilingual(rule.consult)) return flaw("须查阅须有中文和英文", "consult needs zh and en");
  if (typeof rule.enabled !== "boolean")
    return flaw("enabled 应为 true 或 false", "enabled must be true or false");
  if (!Array.isArray(rule.versions) || rule.versions.length === 0)
    return flaw("至少要有一个版本", "versions must not be empty");
  let ended: string | null = null;
  for (const version of rule.versions) {
    const found: Bilingual | undefined = findVersionFlaw(version, ended);
    if (found) return found;
    ended = version.inForceTo ?? "9999-12-31";
  }
  if (rule.planClauses.length === 0 && rule.versions.every(({ law, checked }) => !law && checked !== "user"))
    return flaw(
      "规则没有依据：请写明法律法规或规划章节",
      "a rule without a clause: name a law or a section of the plan",
    );
  return undefined;
}

function readJson(text: string): Result<unknown> {
  try {
    return success(JSON.parse(text) as unknown);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return failure(
      problem(
        "rules-json",
        `规则表不是有效的 JSON：${reason}`,
        `The rule table is not valid JSON: ${reason}`,
      ),
    );
  }
}

/**
 * Reads a rule table from JSON text: of schema 2, or of schema 1 brought up to it. Refuses an unknown schema, an
 * unknown kind, a double id, a bad distance, bad or overlapping dates, naming the rule by its number and id.
 */
export function parseRuleTable(text: string): Result<RuleTable> {
  const read = readJson(text);
  if (!read.ok) return read;
  const value = migrateRuleTable(read.value);
  if (value === undefined) {
    return failure(
      problem(
        "rules-schema",
        "规则表版本不受支持，应为 schema 1 或 2",
        "The rule table's schema is not supported; expected schema 1 or 2",
      ),
    );
  }
  const { zoneKinds, activityKinds, zoneClasses, activityClasses, basinUnits, rules, caveat } = value;
  if (
    ![zoneKinds, activityKinds, zoneClasses, activityClasses, basinUnits, rules].every(Array.isArray) ||
    !isBilingual(caveat)
  ) {
    return failure(
      problem(
        "rules-parts",
        "规则表缺少必需的部分",
        "The rule table lacks one of its parts: zoneKinds, activityKinds, zoneClasses, activityClasses, basinUnits, rules, caveat",
      ),
    );
  }
  const knownZones = new Set(zoneKinds!.map((kind) => kind.id));
  const knownActivities = new Set(activityKinds!.map((kind) => kind.id));
  const seen = new Set<string>();
  for (const [index, rule] of rules!.entries()) {
    const found =
      findRuleFlaw(rule, knownZones, knownActivities) ??
      (seen.has(rule.id) ? flaw("编号重复", "the id is used twice") : undefined);
    if (found) {
      const named = `${index + 1}${isText(rule?.id) ? ` '${rule.id}'` : ""}`;
      return failure({
        ...problem("rules-rule", `第 ${named} 条规则有误：${found.zh}`, `Rule ${named}: ${found.en}`),
        record: index + 1,
      });
    }
    seen.add(rule.id);
  }
  return success(value as RuleTable);
}
