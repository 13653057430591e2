import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readFactTable, readText, requireText } from "../../../geodata/build/factTable.ts";
import type { RuleTable, UntestedZone } from "../../../src/domain/ecology/rules.ts";
import type { PlanFeatureCollection } from "../../../src/domain/plan.ts";

const table = JSON.parse(readFileSync("public/data/rules.json", "utf8")) as RuleTable;
const laws = readFactTable("rules_law.csv");

/** The single articles of a cell: "64-66" and "18; 27" each stand for several. */
const listArticles = (text: string): string[] =>
  text.split(";").flatMap((part) => {
    const range = /^\s*(\d+)-(\d+)\s*$/.exec(part);
    if (!range) return [part.trim()];
    const [from, to] = [Number(range[1]), Number(range[2])];
    return Array.from({ length: to - from + 1 }, (_, i) => String(from + i));
  });

describe("the rule table", () => {
  it("cites only articles the law table has paraphrased", () => {
    const known = new Set(
      laws.flatMap((fact) =>
        listArticles(readText(fact, "article")).map((article) => `${requireText(fact, "law_zh")} ${article}`),
      ),
    );
    const strange = table.rules.flatMap(({ id, law }) =>
      law && /\d/.test(law.article)
        ? listArticles(law.article)
            .filter((article) => !known.has(`${law.zh} ${article}`) && !known.has(`${law.zh} ${law.article}`))
            .map((article) => `${id}: ${law.zh} ${article}`)
        : [],
    );
    expect(strange).toEqual([]);
  });

  it("is no more certain of a clause than the law table", () => {
    const onlyRemembered = new Set(
      laws
        .map((fact) => requireText(fact, "law_zh"))
        .filter((law) =>
          laws
            .filter((fact) => requireText(fact, "law_zh") === law)
            .every((fact) => requireText(fact, "certainty") === "memory"),
        ),
    );
    for (const { law, certainty } of table.rules)
      if (law && onlyRemembered.has(law.zh)) expect(certainty).toBe("memory");
  });

  it("names only kinds that the shipped datasets have, and has a rule for each kind of zone", () => {
    const missing = [...table.zoneClasses, ...table.activityClasses].filter(({ dataset, kind, level }) => {
      const { features } = JSON.parse(
        readFileSync(`public/data/${dataset}.geojson`, "utf8"),
      ) as PlanFeatureCollection;
      return !features.some(
        ({ properties }) =>
          (kind === "*" || properties.kind === kind) && (level === "" || properties.level === level),
      );
    });
    expect(missing).toEqual([]);
    const zoneKinds = new Set(table.rules.flatMap((rule) => rule.zoneKinds));
    expect(table.zoneKinds.filter(({ id }) => !zoneKinds.has(id))).toEqual([]);
    const activities = new Set(table.rules.flatMap((rule) => rule.activityKinds));
    expect(table.activityKinds.filter(({ id }) => !activities.has(id))).toEqual([]);
  });

  it("says of every distance that it is a parameter or that a limit must be looked up", () => {
    for (const { id, relation, consult } of table.rules)
      if (relation === "within") expect(consult.zh.length, id).toBeGreaterThan(10);
  });

  it("lists what no map can test, in both languages", () => {
    const untested = JSON.parse(readFileSync("public/data/untested-zones.json", "utf8")) as UntestedZone[];
    expect(untested.map(({ id }) => id)).toEqual(expect.arrayContaining(["red-line", "eco-gp-baorihantu"]));
    for (const { reason } of untested) expect(/\p{Script=Han}/u.test(reason.en)).toBe(false);
  });
});
