import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readClauses } from "../../../geodata/build/clauses.ts";
import { readFactTable, readText, requireText } from "../../../geodata/build/factTable.ts";
import type { RuleTable, UntestedZone } from "../../../src/domain/check/rules.ts";
import type { PlanFeatureCollection } from "../../../src/domain/plan.ts";

const table = JSON.parse(readFileSync("public/data/rules.json", "utf8")) as RuleTable;
const facts = new Map(readFactTable("rules_law_v2.csv").map((fact) => [requireText(fact, "id"), fact]));
const versions = table.rules.flatMap(({ id, versions: own }) => own.map((version) => ({ id, version })));

describe("the rule table", () => {
  it("cites the law table word for word: law, article, edition and days", () => {
    const strange = versions.flatMap(({ id, version }) => {
      const { law, clause } = version;
      if (!law) return [];
      const fact = facts.get(clause);
      const isSame =
        fact &&
        readText(fact, "law_zh") === law.zh &&
        readText(fact, "article") === law.article &&
        readText(fact, "version") === law.edition &&
        readText(fact, "in_force_to") === (version.inForceTo ?? "") &&
        ["", readText(fact, "in_force_from")].includes(version.inForceFrom);
      return isSame || /valid to/.test(fact ? readText(fact, "parameter") : "") ? [] : [`${id}: ${clause}`];
    });
    expect(strange).toEqual([]);
  });

  it("holds all 172 clauses: each is cited by a rule, or left out with a reason", () => {
    const cited = new Set(versions.map(({ version }) => version.clause));
    const leftOut = readFactTable("law-unused.csv", "geodata/plan").map((fact) =>
      requireText(fact, "clause"),
    );
    expect(readClauses().size).toBe(172);
    expect([...readClauses().keys()].filter((id) => !cited.has(id) && !leftOut.includes(id))).toEqual([]);
  });

  it("is no more certain of a clause than the law table", () => {
    const order = ["not found", "secondary", "text read"];
    for (const { id, version } of versions) {
      const fact = facts.get(version.clause);
      if (fact)
        expect(order.indexOf(version.checked), id).toBeLessThanOrEqual(
          order.indexOf(readText(fact, "checked")),
        );
    }
  });

  it("knows the last day of a notice that says how long it is valid", () => {
    expect(readClauses().get("wind-2-3")!.inForceTo).toBe("2030-12-31");
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
    expect(table.zoneKinds.filter(({ id }) => !zoneKinds.has(id)).map(({ id }) => id)).toEqual([]);
    const activities = new Set(table.rules.flatMap((rule) => rule.activityKinds));
    expect(table.activityKinds.filter(({ id }) => !activities.has(id))).toEqual([]);
  });

  it("says of every distance that it is a parameter or that a limit must be looked up", () => {
    for (const { id, relation, consult } of table.rules)
      if (relation === "within") expect(consult.zh.length, id).toBeGreaterThan(10);
  });

  it("lists what no map can test, in both languages, each with a slot that answers it", () => {
    const untested = JSON.parse(readFileSync("public/data/untested-zones.json", "utf8")) as UntestedZone[];
    expect(untested.map(({ id }) => id)).toEqual(expect.arrayContaining(["red-line", "eco-gp-baorihantu"]));
    for (const { reason } of untested) expect(/\p{Script=Han}/u.test(reason.en)).toBe(false);
    const answered = new Set(table.zoneKinds.filter(({ slot }) => slot).flatMap(({ answers }) => answers));
    const ofLaw = untested.filter(({ clauses, id }) => clauses.length > 0 || id === "urban-boundary");
    expect(ofLaw.filter(({ id }) => !answered.has(id)).map(({ id }) => id)).toEqual([]);
  });

  it("places every county in the basin, out of it, or says that it is uncertain", () => {
    const { features } = JSON.parse(
      readFileSync("public/data/units.geojson", "utf8"),
    ) as PlanFeatureCollection;
    expect(table.basinUnits.map(({ unit }) => unit).sort()).toEqual(
      features.map(({ properties }) => properties.id).sort(),
    );
    for (const { basis } of table.basinUnits) expect(basis.zh.length).toBeGreaterThan(5);
  });
});
