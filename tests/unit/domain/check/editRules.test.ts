import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  addRule,
  addVersion,
  changeRule,
  compareRuleTables,
  diffRuleTables,
  formatRuleTable,
  removeRule,
  saveRule,
  switchRule,
} from "../../../../src/domain/check/editRules.ts";
import { parseRuleTable } from "../../../../src/domain/check/parseRules.ts";
import { hashRules, type RuleTable } from "../../../../src/domain/check/rules.ts";
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
      unwrap(changeRule(shipped, first.id, { planClauses: ["9.9"] })),
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

describe("a rule written by hand", () => {
  const unfounded = {
    ...first,
    id: "own-rule",
    planClauses: [],
    versions: [{ ...first.versions.at(-1)!, law: null, checked: "user" as const }],
  };

  it("is not saved without a clause, and is with an article or a section of the plan", () => {
    expect(saveRule(shipped, null, unfounded)).toMatchObject({
      ok: false,
      error: { code: "rule-without-clause" },
    });
    const { law } = first.versions.at(-1)!;
    const noArticle = {
      ...unfounded,
      versions: [{ ...unfounded.versions[0]!, law: { ...law!, article: " " } }],
    };
    expect(saveRule(shipped, null, noArticle)).toMatchObject({ ok: false });
    expect(saveRule(shipped, null, { ...unfounded, planClauses: ["7.1"] })).toMatchObject({ ok: true });
    expect(
      saveRule(shipped, null, { ...unfounded, versions: [{ ...unfounded.versions[0]!, law: law! }] }),
    ).toMatchObject({ ok: true });
  });

  it("gets a version that begins the day after the one before it ends", () => {
    const grown = addVersion(first, "2027-03-01");
    expect(grown.versions.at(-2)!.inForceTo).toBe("2027-02-28");
    expect(grown.versions.at(-1)).toMatchObject({ inForceFrom: "2027-03-01", inForceTo: null });
    expect(saveRule(shipped, first.id, grown)).toMatchObject({ ok: true });
  });
});

describe("two tables", () => {
  it("lose nothing when one is exported and imported", () => {
    const read = unwrap(parseRuleTable(formatRuleTable(shipped)));
    expect(diffRuleTables(shipped, read)).toEqual([]);
    expect(read).toEqual(shipped);
  });

  it("differ by the members that were changed, with both values, and by the rules of one alone", () => {
    const [last] = first.versions.slice(-1);
    const edited = unwrap(
      changeRule(shipped, first.id, {
        versions: [
          ...first.versions.slice(0, -1),
          { ...last!, conditions: { ...last!.conditions, onlyNew: !last!.conditions.onlyNew } },
        ],
      }),
    );
    const grown = unwrap(addRule(edited, { ...first, id: "own-rule" }));
    const shrunk = unwrap(removeRule(grown, shipped.rules[1]!.id));
    expect(diffRuleTables(shipped, shrunk)).toEqual([
      {
        id: first.id,
        kind: "changed",
        differences: [
          {
            member: `versions.${first.versions.length - 1}.conditions.onlyNew`,
            before: String(last!.conditions.onlyNew),
            after: String(!last!.conditions.onlyNew),
          },
        ],
      },
      { id: "own-rule", kind: "added", differences: [] },
      { id: shipped.rules[1]!.id, kind: "removed", differences: [] },
    ]);
  });
});
