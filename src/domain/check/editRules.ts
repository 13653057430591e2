import { failure, type Problem, type Result, success } from "../result.ts";
import { parseRuleTable } from "./parseRules.ts";
import { hashRules, type Rule, type RuleTable } from "./rules.ts";

/** Every edit is checked as an imported table is, so that no table can be made that could not be read again. */
const checkTable = (table: RuleTable): Result<RuleTable> => parseRuleTable(JSON.stringify(table));

const unknownRule = (table: RuleTable, id: string): { ok: false; error: Problem } =>
  failure({
    code: "rules-unknown",
    zh: `没有编号为“${id}”的规则（共 ${table.rules.length} 条）`,
    en: `There is no rule '${id}' among the ${table.rules.length}`,
  });

/** A table with one rule more, at the end. Refuses an id that is taken and a rule that `parseRuleTable` would refuse. */
export const addRule = (table: RuleTable, rule: Rule): Result<RuleTable> =>
  checkTable({ ...table, rules: [...table.rules, rule] });

/** A table with some members of one rule changed; its id may change too. */
export function changeRule(table: RuleTable, id: string, change: Partial<Rule>): Result<RuleTable> {
  if (!table.rules.some((rule) => rule.id === id)) return unknownRule(table, id);
  return checkTable({
    ...table,
    rules: table.rules.map((rule) => (rule.id === id ? { ...rule, ...change } : rule)),
  });
}

/** What a rule says when it is saved by hand must rest on something that can be looked up. */
function findMissingClause(rule: Rule): Problem | undefined {
  if (rule.planClauses.length > 0) return undefined;
  const open = rule.versions.findIndex(
    ({ law }) => !law || law.zh.trim() === "" || law.article.trim() === "",
  );
  return open < 0
    ? undefined
    : {
        code: "rule-without-clause",
        zh: `规则“${rule.id}”的第 ${open + 1} 个版本没有依据：请写明法律法规名称和条，或填规划章节`,
        en: `Version ${open + 1} of rule '${rule.id}' rests on nothing: name the law and the article, or a section of the plan`,
      };
}

/**
 * A table with a rule as it was written in the editor, new where `id` is null. Refuses a rule that names neither law
 * and article nor a section of the plan, and what `parseRuleTable` would refuse.
 */
export function saveRule(table: RuleTable, id: string | null, rule: Rule): Result<RuleTable> {
  const missing = findMissingClause(rule);
  if (missing) return failure(missing);
  return id === null ? addRule(table, rule) : changeRule(table, id, rule);
}

/** A rule with one more version after the last, in force from a day on; the last ends the day before. */
export function addVersion(rule: Rule, day: string): Rule {
  const last = rule.versions.at(-1)!;
  const before = new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
  return {
    ...rule,
    versions: [
      ...rule.versions.slice(0, -1),
      { ...last, inForceTo: last.inForceTo !== null && last.inForceTo < before ? last.inForceTo : before },
      { ...last, inForceFrom: day, inForceTo: null, checked: "user", source: "" },
    ],
  };
}

/** A table with one rule switched off or on. */
export const switchRule = (table: RuleTable, id: string, enabled: boolean): Result<RuleTable> =>
  changeRule(table, id, { enabled });

/** A table without one rule. */
export function removeRule(table: RuleTable, id: string): Result<RuleTable> {
  if (!table.rules.some((rule) => rule.id === id)) return unknownRule(table, id);
  return success({ ...table, rules: table.rules.filter((rule) => rule.id !== id) });
}

/** The text of a table, to be saved and read again by `parseRuleTable`. */
export const formatRuleTable = (table: RuleTable): string => `${JSON.stringify(table, null, 1)}\n`;

/** How a table differs from another, by rule id; for the label of a changed table. */
export interface RuleChanges {
  version: string;
  isChanged: boolean;
  added: string[];
  removed: string[];
  changed: string[];
}

/** Compares a table with the one it came from. */
export function compareRuleTables(from: RuleTable, to: RuleTable): RuleChanges {
  const before = new Map(from.rules.map((rule) => [rule.id, JSON.stringify(rule)]));
  const after = new Map(to.rules.map((rule) => [rule.id, JSON.stringify(rule)]));
  const version = hashRules(to);
  return {
    version,
    isChanged: version !== hashRules(from),
    added: [...after.keys()].filter((id) => !before.has(id)),
    removed: [...before.keys()].filter((id) => !after.has(id)),
    changed: [...after].filter(([id, text]) => before.has(id) && before.get(id) !== text).map(([id]) => id),
  };
}

/** One member of a rule that two tables have differently, such as `versions.1.law.article`. */
export interface RuleDifference {
  member: string;
  /** As JSON; null where the table does not have it. */
  before: string | null;
  after: string | null;
}

/** A rule that is not the same in two tables, with every member that differs; none where it is in one table alone. */
export interface RuleDiff {
  id: string;
  kind: "added" | "removed" | "changed";
  differences: RuleDifference[];
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

/** Members of a value down to what is no object, each under its path. */
function flatten(value: unknown, path: string, found: Map<string, string>): Map<string, string> {
  if (!isPlain(value) || (Array.isArray(value) && value.every((entry) => !isPlain(entry)))) {
    found.set(path, JSON.stringify(value));
    return found;
  }
  for (const [key, member] of Object.entries(value))
    flatten(member, path === "" ? key : `${path}.${key}`, found);
  return found;
}

/** How one table differs from another, rule by rule in the order of the second, removed rules last. */
export function diffRuleTables(from: RuleTable, to: RuleTable): RuleDiff[] {
  const before = new Map(from.rules.map((rule) => [rule.id, rule]));
  const after = new Set(to.rules.map(({ id }) => id));
  const diffs = to.rules.flatMap((rule): RuleDiff[] => {
    const old = before.get(rule.id);
    if (!old) return [{ id: rule.id, kind: "added", differences: [] }];
    const [was, is] = [flatten(old, "", new Map()), flatten(rule, "", new Map())];
    const members = [...new Set([...was.keys(), ...is.keys()])];
    const differences = members.flatMap((member): RuleDifference[] => {
      const [a, b] = [was.get(member) ?? null, is.get(member) ?? null];
      return a === b ? [] : [{ member, before: a, after: b }];
    });
    return differences.length > 0 ? [{ id: rule.id, kind: "changed", differences }] : [];
  });
  const removed = from.rules
    .filter(({ id }) => !after.has(id))
    .map(({ id }): RuleDiff => ({ id, kind: "removed", differences: [] }));
  return [...diffs, ...removed];
}
