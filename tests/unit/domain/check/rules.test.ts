import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseRuleTable } from "../../../../src/domain/check/parseRules.ts";
import {
  findKind,
  findReachMetres,
  findRules,
  findStrictest,
  hashRules,
  type RuleTable,
} from "../../../../src/domain/check/rules.ts";
import { hashText } from "../../../../src/domain/check/traceHash.ts";

const text = readFileSync("public/data/rules.json", "utf8");
const readTable = (): RuleTable => {
  const parsed = parseRuleTable(text);
  if (!parsed.ok) throw new Error(parsed.error.en);
  return parsed.value;
};
const refusalOf = (change: (table: RuleTable) => void) => {
  const table = readTable();
  change(table);
  const parsed = parseRuleTable(JSON.stringify(table));
  return parsed.ok ? "accepted" : parsed.error.en;
};

describe("the rule table", () => {
  it("gives every zone kind and every activity kind at least one rule", () => {
    const table = readTable();
    const bareZones = table.zoneKinds.filter(
      (kind) => !table.rules.some((rule) => rule.zoneKinds.includes(kind.id)),
    );
    const bareActivities = table.activityKinds.filter(
      (kind) => !table.rules.some((rule) => rule.activityKinds.includes(kind.id)),
    );
    expect([bareZones, bareActivities]).toEqual([[], []]);
  });

  it("cites a clause of the plan or an article of a law for every rule that is not about the user's own zones", () => {
    const bare = readTable().rules.filter(
      ({ planClauses, versions }) =>
        planClauses.length === 0 && versions.some(({ law, checked }) => checked !== "user" && law === null),
    );
    expect(bare).toEqual([]);
  });

  it("refuses a rule of an unknown zone kind and names it", () => {
    expect(refusalOf((table) => table.rules[3]!.zoneKinds.push("swamp"))).toMatch(
      /^Rule 4 .*unknown zone kind 'swamp'/,
    );
  });

  it("refuses a distance on a rule that is not about distance, and a missing one where it is", () => {
    expect(
      refusalOf((table) => Object.assign(table.rules[0]!, { relation: "inside", distanceMetres: 5 })),
    ).toMatch(/must be null/);
    expect(
      refusalOf((table) => Object.assign(table.rules[0]!, { relation: "within", distanceMetres: null })),
    ).toMatch(/expected a number over 0/);
  });

  it("refuses an id used twice, a strange verdict and a newer schema", () => {
    expect(refusalOf((table) => Object.assign(table.rules[1]!, { id: table.rules[0]!.id }))).toMatch(
      /used twice/,
    );
    expect(refusalOf((table) => Object.assign(table.rules[1]!.versions[0]!, { verdict: "maybe" }))).toMatch(
      /verdict is 'maybe'/,
    );
    expect(refusalOf((table) => Object.assign(table, { schema: 3 }))).toMatch(/schema 1 or 2/);
  });

  it("says where text is not JSON", () => {
    const parsed = parseRuleTable("{");
    expect(parsed.ok ? "" : parsed.error.code).toBe("rules-json");
  });
});

describe("choosing rules", () => {
  it("finds only enabled rules that name both kinds", () => {
    const table = readTable();
    const found = findRules(table, "flood-detention", "rail").map((rule) => rule.id);
    expect(found).toEqual(["detention-works"]);
    table.rules.find((rule) => rule.id === "detention-works")!.enabled = false;
    expect(findRules(table, "flood-detention", "rail")).toEqual([]);
  });

  it("takes the strictest verdict", () => {
    expect(findStrictest(["notice", "prohibited", "assessment"])).toBe("prohibited");
    expect(findStrictest([])).toBeUndefined();
  });

  it("looks as far as the farthest distance of the rules", () => {
    const rules = findRules(readTable(), "drinking-water-works", "industry");
    expect(findReachMetres(rules)).toBe(2000);
  });

  it("lets an exact level decide before any level", () => {
    const classes = [
      { dataset: "nature-reserves", kind: "nature-reserve", level: "", kindOf: "regional" },
      { dataset: "nature-reserves", kind: "nature-reserve", level: "national", kindOf: "national" },
    ];
    expect(findKind(classes, "nature-reserves", "nature-reserve", "national")).toBe("national");
    expect(findKind(classes, "nature-reserves", "nature-reserve", "banner")).toBe("regional");
    expect(findKind(classes, "roads", "nature-reserve", "")).toBeUndefined();
  });
});

describe("the version of the rules", () => {
  it("follows the published FNV-1a test values", () => {
    // Landon Curt Noll's FNV test suite, 64-bit FNV-1a.
    expect(hashText("")).toBe("cbf29ce484222325");
    expect(hashText("a")).toBe("af63dc4c8601ec8c");
    expect(hashText("foobar")).toBe("85944171f73967e8");
  });

  it("changes when a rule is switched off and not when the caveat is reworded", () => {
    const before = readTable();
    const off = readTable();
    off.rules[0]!.enabled = false;
    const reworded = readTable();
    reworded.caveat.en = "Other words.";
    expect(hashRules(off)).not.toBe(hashRules(before));
    expect(hashRules(reworded)).toBe(hashRules(before));
  });
});
