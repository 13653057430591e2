import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  addRule,
  changeRule,
  compareRuleTables,
  formatRuleTable,
  removeRule,
  switchRule,
} from "../../../../src/domain/ecology/editRules.ts";
import { hashRules, parseRuleTable, type RuleTable } from "../../../../src/domain/ecology/rules.ts";
import type { Result } from "../../../../src/domain/result.ts";

const shipped = JSON.parse(readFileSync("public/data/rules.json", "utf8")) as RuleTable;
const unwrap = (result: Result<RuleTable>) => {
  if (!result.ok) throw new Error(result.error.en);
  return result.value;
};
const first = shipped.rules[0]!;

describe("editing rules", () => {
  it("gives every edit its own version and leaves the table it came from alone", () => {
    const before = JSON.stringify(shipped);
    const tables = [
      unwrap(addRule(shipped, { ...first, id: "own-rule" })),
      unwrap(changeRule(shipped, first.id, { verdict: "notice" })),
      unwrap(switchRule(shipped, first.id, false)),
      unwrap(removeRule(shipped, first.id)),
    ];
    expect(new Set([shipped, ...tables].map(hashRules)).size).toBe(5);
    expect(JSON.stringify(shipped)).toBe(before);
  });

  it("comes back to the first version when the edit is taken back", () => {
    const off = unwrap(switchRule(shipped, first.id, false));
    expect(hashRules(unwrap(switchRule(off, first.id, true)))).toBe(hashRules(shipped));
  });

  it("refuses an unknown rule, a double id and a bad distance", () => {
    expect(switchRule(shipped, "nothing", false)).toMatchObject({
      ok: false,
      error: { code: "rules-unknown" },
    });
    expect(removeRule(shipped, "nothing")).toMatchObject({ ok: false });
    expect(addRule(shipped, first)).toMatchObject({ ok: false, error: { record: shipped.rules.length + 1 } });
    const near = shipped.rules.find((rule) => rule.relation === "within")!;
    expect(changeRule(shipped, near.id, { distanceMetres: -1 })).toMatchObject({ ok: false });
  });

  it("is read again after being written", () => {
    expect(unwrap(parseRuleTable(formatRuleTable(shipped)))).toEqual(shipped);
  });

  it("says which rules differ", () => {
    const edited = unwrap(
      changeRule(unwrap(addRule(shipped, { ...first, id: "own-rule" })), first.id, { enabled: false }),
    );
    expect(compareRuleTables(shipped, edited)).toMatchObject({
      isChanged: true,
      added: ["own-rule"],
      removed: [],
      changed: [first.id],
    });
    expect(compareRuleTables(shipped, structuredClone(shipped)).isChanged).toBe(false);
  });
});
