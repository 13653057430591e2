import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parsePlan } from "../../../../src/domain/plan.ts";
import { sayVerb } from "../../../../src/ui/speech/verbWords.ts";

const plan = parsePlan(readFileSync("public/data/plan.json", "utf8"));
if (!plan.ok) throw new Error(plan.error.en);

describe("the plan's verbs", () => {
  it("has words in both languages for every verb of the inventory, none of them alike", () => {
    const verbs = [...new Set(plan.value.items.map(({ status }) => status))];
    const said = verbs.map((status) => sayVerb({ status }));
    expect(said.filter(({ zh }) => !/^\p{Script=Han}+$/u.test(zh))).toEqual([]);
    expect(new Set(said.map(({ zh }) => zh)).size).toBe(verbs.length);
    expect(new Set(said.map(({ en }) => en)).size).toBe(verbs.length);
  });

  it("gives another plan's own word back", () => {
    expect(sayVerb({ status: "恢复" })).toEqual({ zh: "恢复", en: "恢复" });
  });
});
