import { failure, type Problem, type Result, success } from "../result.ts";

/** From the strictest to the mildest. */
export const verdicts = ["prohibited", "restricted", "assessment", "notice"] as const;
export type Verdict = (typeof verdicts)[number];

/** `inside`: the subject shares area with the zone; `crosses`: a line runs through it; `within`: nearer than a distance. */
export const relations = ["inside", "crosses", "within"] as const;
export type Relation = (typeof relations)[number];

/** One rule of the check: which kind of activity, in which relation to which kind of zone, under which clause. */
export interface Rule {
  id: string;
  zoneKinds: string[];
  activityKinds: string[];
  relation: Relation;
  /** For `within` only; a parameter of the office, not a legal line, unless the clause says so. */
  distanceMetres: number | null;
  verdict: Verdict;
  /** Chapters and sections of the plan, such as "7.1". */
  planClauses: string[];
  /** Law or regulation; null where the rule rests on the plan alone. */
  law: { zh: string; en: string; article: string; year: string } | null;
  gist: { zh: string; en: string };
  /** Where the legal text or a published boundary must be consulted. */
  consult: { zh: string; en: string };
  /** How well the clause was seen: "quoted page", "memory" or "user". */
  certainty: string;
  enabled: boolean;
}

/** Which zone kind or activity kind a shipped feature is, by dataset and properties. */
export interface KindClass {
  dataset: string;
  /** Feature `kind`; "*" for every kind of the dataset. */
  kind: string;
  /** Feature `level`, where it decides; "" for any. */
  level: string;
  kindOf: string;
}

/** A zone the law or the plan speaks of that cannot be tested, because it has no place on the map. */
export interface UntestedZone {
  id: string;
  name: { zh: string; en: string };
  reason: { zh: string; en: string };
  /** Law and article, "" where only the plan names it. */
  law: string;
}

/** The rule table with the kinds it speaks of. */
export interface RuleTable {
  schema: 1;
  zoneKinds: { id: string; title: { zh: string; en: string } }[];
  activityKinds: { id: string; title: { zh: string; en: string } }[];
  zoneClasses: KindClass[];
  activityClasses: KindClass[];
  rules: Rule[];
  /** Said with every result: what was not checked about the law itself. */
  caveat: { zh: string; en: string };
}

const problem = (code: string, zh: string, en: string): Problem => ({ code, zh, en });
const isText = (value: unknown): value is string => typeof value === "string";
const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);
const isBilingual = (value: unknown): value is { zh: string; en: string } =>
  typeof value === "object" &&
  value !== null &&
  isText((value as { zh?: unknown }).zh) &&
  isText((value as { en?: unknown }).en);

/** What is wrong with one rule, or undefined. */
function findRuleFlaw(
  rule: Partial<Rule>,
  zoneKinds: ReadonlySet<string>,
  activityKinds: ReadonlySet<string>,
): string | undefined {
  if (!isText(rule.id) || !/^[a-z0-9][a-z0-9-]*$/.test(rule.id)) return "id must be kebab-case";
  if (!isTexts(rule.zoneKinds) || rule.zoneKinds.length === 0) return "zoneKinds must be a list of texts";
  if (!isTexts(rule.activityKinds) || rule.activityKinds.length === 0)
    return "activityKinds must be a list of texts";
  const strangeZone = rule.zoneKinds.find((kind) => !zoneKinds.has(kind));
  if (strangeZone) return `unknown zone kind '${strangeZone}'; known: ${[...zoneKinds].join(", ")}`;
  const strangeActivity = rule.activityKinds.find((kind) => !activityKinds.has(kind));
  if (strangeActivity)
    return `unknown activity kind '${strangeActivity}'; known: ${[...activityKinds].join(", ")}`;
  if (!relations.includes(rule.relation as Relation))
    return `relation is '${String(rule.relation)}', expected ${relations.join(", ")}`;
  if (!verdicts.includes(rule.verdict as Verdict))
    return `verdict is '${String(rule.verdict)}', expected ${verdicts.join(", ")}`;
  const distance = rule.distanceMetres;
  if (rule.relation === "within") {
    if (typeof distance !== "number" || !Number.isFinite(distance) || distance <= 0 || distance > 100_000) {
      return `distanceMetres is ${String(distance)}, expected a number over 0 and at most 100000`;
    }
  } else if (distance !== null) return "distanceMetres must be null unless the relation is 'within'";
  if (!isTexts(rule.planClauses)) return "planClauses must be a list of texts";
  if (!isBilingual(rule.gist) || !isBilingual(rule.consult)) return "gist and consult need zh and en";
  if (rule.law !== null && !(isBilingual(rule.law) && isText(rule.law?.article) && isText(rule.law?.year))) {
    return "law must be null or have zh, en, article and year";
  }
  if (!isText(rule.certainty)) return "certainty must be a text";
  if (typeof rule.enabled !== "boolean") return "enabled must be true or false";
  return undefined;
}

/**
 * Reads a rule table from JSON text. Refuses an unknown schema, an unknown kind, a double id or a bad
 * distance, naming the rule by its number and id.
 */
export function parseRuleTable(text: string): Result<RuleTable> {
  let value: Partial<RuleTable>;
  try {
    value = JSON.parse(text) as Partial<RuleTable>;
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
  if (typeof value !== "object" || value === null || value.schema !== 1) {
    return failure(
      problem(
        "rules-schema",
        "规则表版本不受支持，应为 schema 1",
        "The rule table's schema is not supported; expected schema 1",
      ),
    );
  }
  const { zoneKinds, activityKinds, zoneClasses, activityClasses, rules, caveat } = value;
  if (
    ![zoneKinds, activityKinds, zoneClasses, activityClasses, rules].every(Array.isArray) ||
    !isBilingual(caveat)
  ) {
    return failure(
      problem(
        "rules-parts",
        "规则表缺少必需的部分",
        "The rule table lacks one of its parts: zoneKinds, activityKinds, zoneClasses, activityClasses, rules, caveat",
      ),
    );
  }
  const knownZones = new Set(zoneKinds!.map((kind) => kind.id));
  const knownActivities = new Set(activityKinds!.map((kind) => kind.id));
  const seen = new Set<string>();
  for (const [index, rule] of rules!.entries()) {
    const flaw =
      findRuleFlaw(rule, knownZones, knownActivities) ??
      (seen.has(rule.id) ? "the id is used twice" : undefined);
    if (flaw) {
      const named = `${index + 1}${isText(rule?.id) ? ` '${rule.id}'` : ""}`;
      return failure({
        ...problem("rules-rule", `第 ${named} 条规则有误：${flaw}`, `Rule ${named}: ${flaw}`),
        record: index + 1,
      });
    }
    seen.add(rule.id);
  }
  return success(value as RuleTable);
}

/** The kind a feature counts as, or undefined where the classes do not name it. An exact level goes before any level. */
export function findKind(
  classes: readonly KindClass[],
  dataset: string,
  kind: string,
  level: string,
): string | undefined {
  const fits = classes.filter((c) => c.dataset === dataset && (c.kind === kind || c.kind === "*"));
  const byLevel = fits.find((c) => c.level !== "" && c.level === level);
  return (byLevel ?? fits.find((c) => c.level === "" && c.kind === kind) ?? fits.find((c) => c.level === ""))
    ?.kindOf;
}

/** Enabled rules that speak of a zone kind and an activity kind together. */
export function findRules(table: RuleTable, zoneKind: string, activityKind: string): Rule[] {
  return table.rules.filter(
    (rule) => rule.enabled && rule.zoneKinds.includes(zoneKind) && rule.activityKinds.includes(activityKind),
  );
}

/** The strictest of several verdicts; undefined for none. */
export const findStrictest = (given: readonly Verdict[]): Verdict | undefined =>
  verdicts.find((verdict) => given.includes(verdict));

/** The farthest distance at which an enabled rule still speaks of this pair, in metres; 0 where none looks beyond the edge. */
export function findReachMetres(rules: readonly Rule[]): number {
  return rules.reduce((most, rule) => Math.max(most, rule.distanceMetres ?? 0), 0);
}

/**
 * FNV-1a over 64 bits of a text, as 16 hexadecimal digits: short, stable, for telling versions apart (not for
 * secrecy). G. Fowler, L. C. Noll, K.-P. Vo; the 64-bit product is made of two 32-bit halves, which is some
 * hundred times faster than BigInt.
 */
export function hashText(text: string): string {
  let [high, low] = [0xcbf29ce4, 0x84222325];
  for (const byte of new TextEncoder().encode(text)) {
    low = (low ^ byte) >>> 0;
    // The prime is 2^40 + 0x1b3.
    const product = low * 0x1b3;
    high = (Math.imul(high, 0x1b3) + Math.floor(product / 0x1_0000_0000) + (low << 8)) >>> 0;
    low = product >>> 0;
  }
  return high.toString(16).padStart(8, "0") + low.toString(16).padStart(8, "0");
}

/** A version of the rules that changes with every change of what they say, and with nothing else. */
export function hashRules(table: RuleTable): string {
  const said = table.rules.map((rule) => [
    rule.id,
    rule.zoneKinds,
    rule.activityKinds,
    rule.relation,
    rule.distanceMetres,
    rule.verdict,
    rule.planClauses,
    rule.law,
    rule.gist,
    rule.consult,
    rule.certainty,
    rule.enabled,
  ]);
  return hashText(JSON.stringify([said, table.zoneClasses, table.activityClasses]));
}

/** Every dataset the classes of a rule table speak of, in their order. */
export const findCheckDatasets = (table: RuleTable): { subjects: string[]; zones: string[] } => {
  const datasetsOf = (classes: readonly KindClass[]) => [...new Set(classes.map(({ dataset }) => dataset))];
  return { subjects: datasetsOf(table.activityClasses), zones: datasetsOf(table.zoneClasses) };
};
