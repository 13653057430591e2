import fc from "fast-check";
import type { Geometry } from "geojson";
import { describe, expect, it } from "vitest";
import { type CheckParty, type CheckResult, checkParameters } from "../../../../src/domain/check/conflict.ts";
import type { PartyEvidence } from "../../../../src/domain/check/evidence.ts";
import { findConflicts } from "../../../../src/domain/check/findConflicts.ts";
import { describeMissing, describeProof } from "../../../../src/domain/check/proofWords.ts";
import { type Rule, verdicts } from "../../../../src/domain/check/rules.ts";
import { fullEvidence, ruleOf, tableOf } from "./ruleCases.ts";

const square = (west: number, south: number, size: number): Geometry => ({
  type: "Polygon",
  coordinates: [
    [
      [west, south],
      [west + size, south],
      [west + size, south + size],
      [west, south + size],
      [west, south],
    ],
  ],
});
const party = (id: string, kind: string, geometry: Geometry, more: Partial<CheckParty> = {}): CheckParty => ({
  dataset: kind,
  id,
  name: { zh: id, en: id },
  kind,
  geometry,
  schematic: false,
  evidence: fullEvidence,
  status: null,
  source: "test",
  ...more,
});

/** A ban that asks for everything a ban can ask for. */
const ban = ruleOf("ban", "inside", "prohibited", {
  version: {
    conditions: {
      classProof: { zh: "分区图", en: "the zoning" },
      classKinds: ["reserve"],
      tradeProof: { zh: "行业", en: "the trade" },
      tradeKinds: ["works"],
      onlyNew: true,
      ways: ["surface"],
      exceptions: { zh: "国家重大项目", en: "State major projects" },
    },
  },
});

const run = (subject: Partial<CheckParty>, zone: Partial<CheckParty>, rule: Rule = ban): CheckResult =>
  findConflicts({
    phase: "now",
    decisionDate: "2026-11-30",
    testedArea: null,
    basinAreas: [],
    // The zone is some 8 km wide, the project lies in the middle of it.
    subjects: [party("a", "works", square(110.04, 40.04, 0.02), subject)],
    zones: [party("z", "reserve", square(110, 40, 0.1), zone)],
    rules: tableOf([rule], { activityKinds: [{ id: "works", title: { zh: "", en: "" } }] }),
    untestedZones: [],
    leftOut: [],
    dataVersions: {},
    parameters: checkParameters,
    time: "",
  });
const evidence = (change: Partial<PartyEvidence>) => ({ evidence: { ...fullEvidence, ...change } });
const verdictOf = (result: CheckResult) => result.conflicts[0]!.verdict;
const answersOf = (result: CheckResult) => {
  const [found] = result.conflicts;
  return describeProof(found!.rules[0]!, result.rules[0]!)
    .map(({ answer }) => ({ yes: "✓", no: "✗", unknown: "?" })[answer])
    .join("");
};

describe("a ban", () => {
  it("is said where all six conditions hold", () => {
    const result = run({}, {});
    expect([verdictOf(result), answersOf(result)]).toEqual(["prohibited", "✓✓✓✓✓✓"]);
    expect(describeMissing(result.conflicts[0]!.rules[0]!, result.rules[0]!)).toBeUndefined();
  });

  it.each<[string, Partial<CheckParty>, Partial<CheckParty>, string]>([
    ["approval", {}, evidence({ approval: "" }), "?✓✓✓✓✓"],
    ["class", {}, { kind: "river" }, "✓?✓✓✓✓"],
    ["nature of the works", evidence({ works: "unknown" }), {}, "✓✓✓?✓✓"],
    ["exceptions looked at", evidence({ noException: false }), {}, "✓✓✓✓?✓"],
    ["accuracy", {}, evidence({ accuracyMetres: null }), "✓✓✓✓✓?"],
    ["margin", {}, evidence({ accuracyMetres: 5_000 }), "✓✓✓✓✓✗"],
  ])("is only possible without the %s, and says what is missing", (_what, subject, zone, answers) => {
    const result = run(subject, zone);
    expect([verdictOf(result), answersOf(result)]).toEqual(["assessment", answers]);
    const missing = describeMissing(result.conflicts[0]!.rules[0]!, result.rules[0]!)!;
    expect(missing.zh).toMatch(/^可能禁止：缺.{3,}/);
    expect(missing.en).toMatch(/^Possibly prohibited; lacking .{3,}/);
  });

  it.each(["prohibited", "restricted", "assessment", "notice"] as const)(
    "on new works that says %s gives what is built a notice to look at its permits, however it is drawn",
    (verdict) => {
      const [version] = ban.versions;
      const rule: Rule = { ...ban, versions: [{ ...version!, verdict }] };
      for (const more of [{}, { schematic: true }]) {
        const result = run({ ...evidence({ works: "existing" }), ...more }, {}, rule);
        const [found] = result.conflicts;
        expect(found!.rules[0]!.proof[3]).toBe("project-existing");
        // Where the place is not sure, nothing but that is said.
        expect(found!.verdict).toBe(found!.position === "certain" ? "notice" : "unverified");
        if (verdict !== "notice")
          expect(describeMissing(found!.rules[0]!, result.rules[0]!)!.zh).toMatch(
            /^已建成，新建条款不适用；核对手续：建成时间/,
          );
      }
      const old = { ...version!, verdict, conditions: { ...version!.conditions, onlyNew: false } };
      const other = run(evidence({ works: "existing" }), {}, { ...ban, versions: [old] });
      expect(verdictOf(other)).toBe(verdict);
    },
  );

  it("that demands or restricts says what must be known before it is relied on", () => {
    const [version] = ban.versions;
    const rule: Rule = { ...ban, versions: [{ ...version!, verdict: "assessment" }] };
    const missingOf = (zone: Partial<CheckParty>) => {
      const result = run({}, zone, rule);
      expect(verdictOf(result)).toBe("assessment");
      return describeMissing(result.conflicts[0]!.rules[0]!, result.rules[0]!)?.zh;
    };
    expect(missingOf({ kind: "river" })).toBe("条款是否适用尚未查明：缺分区图");
    expect(missingOf({})).toBeUndefined();
  });

  it("needs a line to pass as the clause says", () => {
    const across = {
      geometry: {
        type: "LineString" as const,
        coordinates: [
          [109.9, 40.05],
          [110.2, 40.05],
        ],
      },
    };
    expect(verdictOf(run(across, {}))).toBe("prohibited");
    expect(answersOf(run({ ...across, ...evidence({ way: "tunnel" }) }, {}))).toBe("✓✓✓✗✓✓");
    expect(answersOf(run({ ...across, ...evidence({ way: "unknown" }) }, {}))).toBe("✓✓✓?✓✓");
  });

  it.each([
    ["secondary", { checked: "secondary" as const }],
    ["not found", { checked: "not found" as const }],
    ["of an unknown day", { inForceFrom: "" }],
    [
      "without a number",
      { law: { zh: "法", en: "Law", article: "(number not seen)", year: "", edition: "" } },
    ],
  ])("is not proven by a text that is %s", (_what, version) => {
    const [own] = ban.versions;
    const result = run({}, {}, { ...ban, versions: [{ ...own!, ...version }] });
    expect([verdictOf(result), answersOf(result)]).toEqual(["assessment", "✓✓?✓✓✓"]);
  });

  it("never comes from a box, a circle or a sketch: the place is to be verified", () => {
    for (const outline of ["box", "circle", "sketch"] as const)
      expect(verdictOf(run({}, { schematic: true, ...evidence({ outline }) }))).toBe("unverified");
    expect(verdictOf(run({ schematic: true }, {}))).toBe("unverified");
  });

  it("never gives no conflict within the belt of a schematic shape", () => {
    // Some 3 km east of the zone.
    const beside = { geometry: square(110.14, 40.04, 0.02) };
    expect(run(beside, {}).conflicts).toEqual([]);
    const [found] = run(beside, { schematic: true }).conflicts;
    expect(found).toMatchObject({ verdict: "unverified", position: "belt", relations: [] });
    const far = { geometry: square(110.24, 40.04, 0.02) };
    expect(run(far, { schematic: true }).conflicts).toEqual([]);
  });
});

describe("the strictness of a verdict", () => {
  const any = fc.record({
    approval: fc.constantFrom("", "〔2024〕1号"),
    accuracyMetres: fc.constantFrom(null, 0, 40),
    works: fc.constantFrom("new" as const, "unknown" as const),
    way: fc.constantFrom("surface" as const, "unknown" as const),
    noException: fc.boolean(),
    schematic: fc.boolean(),
    checked: fc.constantFrom("text read" as const, "secondary" as const, "not found" as const),
    verdict: fc.constantFrom("prohibited" as const, "restricted" as const, "assessment" as const),
  });
  type Case = typeof any extends fc.Arbitrary<infer T> ? T : never;
  const judge = ({ verdict, checked, schematic, ...said }: Case) => {
    const [own] = ban.versions;
    const more = { schematic, evidence: { ...fullEvidence, ...said } };
    const rule = { ...ban, versions: [{ ...own!, verdict, checked }] };
    return verdicts.indexOf(verdictOf(run({ evidence: more.evidence }, more, rule)));
  };
  /** The same case with one thing less known. */
  const less: ((known: Case) => Case)[] = [
    (known) => ({ ...known, approval: "" }),
    (known) => ({ ...known, accuracyMetres: null }),
    (known) => ({ ...known, works: "unknown" }),
    (known) => ({ ...known, way: "unknown" }),
    (known) => ({ ...known, noException: false }),
    (known) => ({ ...known, schematic: true }),
    (known) => ({ ...known, checked: known.checked === "text read" ? "secondary" : "not found" }),
  ];

  it("never rises when evidence is taken away", () => {
    fc.assert(
      fc.property(any, fc.constantFrom(...less), (known, forget) => {
        expect(judge(forget(known))).toBeGreaterThanOrEqual(judge(known));
      }),
      { numRuns: 300 },
    );
  });
});
