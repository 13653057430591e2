import { failure, type Problem, type Result, success } from "../result.ts";
import { hashRules, parseRuleTable, type Rule, type RuleTable } from "./rules.ts";

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
