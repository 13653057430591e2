import { readFileSync } from "node:fs";
import fc from "fast-check";
import type { Geometry } from "geojson";
import { describe, expect, it } from "vitest";
import type { CheckResult } from "../../../../src/domain/check/conflict.ts";
import { describeLaw } from "../../../../src/domain/check/describeClause.ts";
import type { PartyEvidence } from "../../../../src/domain/check/evidence.ts";
import { type ConflictsInput, conflicts } from "../../../../src/domain/check/kernels.ts";
import {
  citeRule,
  type Rule,
  type RuleTable,
  type UntestedZone,
  type Verdict,
} from "../../../../src/domain/check/rules.ts";
import { findInForce, spanDate } from "../../../../src/domain/check/ruleVersions.ts";
import { fullEvidence, versionOf } from "./ruleCases.ts";

const read = (name: string) => JSON.parse(readFileSync(`public/data/${name}`, "utf8")) as unknown;
const table = read("rules.json") as RuleTable;
const files = Object.fromEntries(
  ["rules.json", "units.geojson", "region.geojson", "untested-zones.json"].map((name) => [name, read(name)]),
);
const days = ["2024-06-01", "2026-04-01", "2026-09-01"] as const;

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
const line = (west: number, east: number, latitude: number): Geometry => ({
  type: "LineString",
  coordinates: [
    [west, latitude],
    [east, latitude + 0.001],
  ],
});

interface Pair {
  works?: PartyEvidence["works"];
  activity: string;
  zone: string;
  subject?: Geometry;
  outline?: Geometry;
}

/** A project of the office's own against a zone of its own, by the shipped rules, on a day. */
function run(
  day: string,
  { activity, zone, subject, outline, works = "new" }: Pair,
  more: Partial<ConflictsInput> = {},
) {
  const own = (id: string, kind: string, geometry: Geometry) => ({
    id,
    name: { zh: id, en: id },
    kind,
    geometry,
    schematic: false,
    evidence: { ...fullEvidence, works },
    source: "test",
  });
  const answer = conflicts.run(
    {
      phase: "plan-2025",
      decisionDate: day,
      datasets: [],
      subjects: [],
      ownSubjects: [own("project", activity, subject ?? square(109.94, 40.14, 0.02))],
      planZones: false,
      ownZones: [own("zone", zone, outline ?? square(109.9, 40.1, 0.1))],
      rules: null,
      parameters: null,
      time: "",
      ...more,
    },
    files,
  );
  if (!answer.ok) throw new Error(answer.error.en);
  return answer.value;
}

const isRiver = (kind: string) => /river-main-stem|river-tributary/.test(kind);

/** A run of a pair made for a rule, so that it speaks where it is in force. */
function runFor(day: string, rule: Rule, works: Pair["works"] = "new"): CheckResult {
  const zone = rule.zoneKinds.at(-1)!;
  return run(day, {
    works,
    activity: rule.activityKinds[0]!,
    zone,
    ...(rule.relation === "crosses"
      ? {
          subject: {
            type: "LineString",
            coordinates: [
              [109.95, 40.05],
              [109.95, 40.25],
            ],
          },
        }
      : {}),
    ...(isRiver(zone) ? { outline: line(109.8, 110.1, 40.13) } : {}),
  });
}

/** What a rule cites of a pair made for it; "–" where it does not speak. */
function citeOn(day: string, ruleId: string): string {
  const result = runFor(day, table.rules.find(({ id }) => id === ruleId)!);
  const cited = result.rules.find(({ id }) => id === ruleId);
  return cited?.law ? `${cited.law.zh} ${cited.law.article}` : "–";
}

describe("the law of the decision day", () => {
  it.each<[string, string, string, string]>([
    ["reserve-building", "自然保护区条例 32", "自然保护区条例 26", "自然保护区条例 26"],
    ["reserve-control", "自然保护区条例 32", "自然保护区条例 27", "自然保护区条例 27"],
    ["reserve-unzoned", "自然保护区条例 30", "自然保护区条例 (not found)", "自然保护区条例 (not found)"],
    ["reserve-line-surface", "自然保护区条例 32", "自然保护区条例 26", "自然保护区条例 26"],
    ["reserve-line-control", "自然保护区条例 32", "自然保护区条例 27", "自然保护区条例 27"],
    ["reserve-mining", "自然保护区条例 26", "自然保护区条例 26; 27", "自然保护区条例 26; 27"],
    ["reserve-near", "自然保护区条例 32", "–", "生态环境法典 862"],
    ["protected-outlet", "水污染防治法 75", "水污染防治法 75", "生态环境法典 329"],
    ["drinking-1", "水污染防治法 65", "水污染防治法 65", "生态环境法典 319"],
    ["drinking-2", "水污染防治法 66", "水污染防治法 66", "生态环境法典 320"],
    ["drinking-quasi", "水污染防治法 67", "水污染防治法 67", "生态环境法典 321"],
    ["drinking-outlet", "水污染防治法 64", "水污染防治法 64", "生态环境法典 318"],
    ["drinking-works-near", "水污染防治法 63", "水污染防治法 63", "生态环境法典 317"],
    ["wetland-national", "湿地保护法 19", "湿地保护法 19", "湿地保护法 19"],
    ["wetland-code-occupy", "–", "–", "生态环境法典 728"],
    ["nature-park", "–", "–", "生态环境法典 861"],
    ["shore-chemical", "黄河保护法 26", "黄河保护法 26", "黄河保护法 26"],
    ["river-works-consent", "防洪法 27", "防洪法 27", "防洪法 27"],
    ["river-works-standard", "黄河保护法 67", "黄河保护法 67", "黄河保护法 67"],
    ["outlet-consent", "–", "–", "生态环境法典 275; 276"],
    ["relic-range", "–", "文物保护法 28", "文物保护法 28"],
    ["farmland-code", "–", "–", "生态环境法典 766"],
    ["unit-access", "–", "–", "生态环境法典 67"],
    ["basic-grassland-keep", "–", "–", "生态环境法典 716"],
    ["erosion-basin-code", "–", "–", "生态环境法典 880"],
    ["sand-assessment", "防沙治沙法 21", "防沙治沙法 21", "防沙治沙法 21"],
    [
      "protected-wind",
      "–",
      "关于支持风电开发建设规范使用林地草地有关工作的通知 item 2 or 3 (number not seen)",
      "关于支持风电开发建设规范使用林地草地有关工作的通知 item 2 or 3 (number not seen)",
    ],
  ])("%s cites %s, then %s, then %s", (rule, ...expected) => {
    expect(days.map((day) => citeOn(day, rule))).toEqual(expected);
  });

  it("cites three different sets of law for one project on three days", () => {
    const lawsOn = (day: string) =>
      run(day, { activity: "sewage-outlet", zone: "nature-reserve-core-protected" })
        .rules.map(({ law }) => `${law!.zh} ${law!.year}`)
        .sort()
        .join();
    expect(new Set(days.map(lawsOn)).size).toBe(3);
  });

  it("never cites a text after its last day, nor before its first", () => {
    const day = fc
      .integer({ min: Date.UTC(2000, 0, 1) / 864e5, max: Date.UTC(2040, 0, 1) / 864e5 })
      .map((count) => new Date(count * 864e5).toISOString().slice(0, 10));
    fc.assert(
      fc.property(day, fc.constantFrom(...table.rules), (on, rule) => {
        const cited = citeRule(rule, on);
        if (!cited) return;
        if (cited.inForceTo) expect(on <= cited.inForceTo).toBe(true);
        const from = spanDate(cited.inForceFrom);
        if (from) expect(on >= from.first).toBe(true);
      }),
    );
  });

  it("is unknown within a month or a year that is all that is known, and where no day was seen", () => {
    const on = (inForceFrom: string, day: string) =>
      findInForce(versionOf("notice", { inForceFrom, inForceTo: "2030-12-31" }), day);
    expect([on("2022-08", "2022-07-31"), on("2022-08", "2022-08-15"), on("2022-08", "2022-08-31")]).toEqual([
      "no",
      "unknown",
      "yes",
    ]);
    expect([on("2023", "2023-06-01"), on("", "2023-06-01"), on("", "2031-01-01")]).toEqual([
      "unknown",
      "unknown",
      "no",
    ]);
  });
});

describe("works that stand already", () => {
  const today = "2026-11-30";
  const kept = new Map<string, Verdict | undefined>();
  const verdictFor = (rule: Rule, works: Pair["works"]) => {
    const key = `${rule.id} ${works}`;
    if (!kept.has(key)) {
      const fired = runFor(today, rule, works).conflicts.flatMap((conflict) => conflict.rules);
      kept.set(key, fired.find(({ id }) => id === rule.id)?.verdict);
    }
    return kept.get(key);
  };
  const ofToday = table.rules.flatMap((rule) => {
    const cited = rule.enabled ? citeRule(rule, today) : undefined;
    return cited && verdictFor(rule, "new") ? [{ rule, cited }] : [];
  });
  const onNew = ofToday.filter(({ cited }) => cited.conditions.onlyNew);

  it("get no more than a notice from a clause on new works, and are never spared by another", () => {
    expect(onNew.length).toBeGreaterThan(40);
    for (const { rule } of onNew)
      expect([rule.id, verdictFor(rule, "existing")]).toEqual([rule.id, "notice"]);
    for (const { rule, cited } of ofToday)
      if (!cited.conditions.onlyNew)
        expect([rule.id, verdictFor(rule, "existing")]).toEqual([rule.id, verdictFor(rule, "new")]);
  });

  it.each([
    // Siting, consent to a design, a plan to be approved before building, "new and enlarged".
    "wildlife-avoid",
    "wetland-avoid",
    "wetland-opinion",
    "river-works-consent",
    "river-works-standard",
    "river-works-bridge",
    "sand-assessment",
    "hill-soil",
    "erosion-avoid",
    "reserve-line-harmless",
    "shore-chemical",
    "outlet-consent",
    "detention-building",
    "grassland-agreement",
    "waste-siting",
  ])("are not what %s speaks of", (id) => {
    expect(onNew.map(({ rule }) => rule.id)).toContain(id);
  });

  it.each(["drinking-1", "drinking-2", "reserve-building", "river-range-building", "farmland-code"])(
    "are what %s speaks of too: it bars what is there, or has it removed",
    (id) => {
      expect(onNew.map(({ rule }) => rule.id)).not.toContain(id);
      expect(verdictFor(table.rules.find((rule) => rule.id === id)!, "existing")).toBe(
        verdictFor(table.rules.find((rule) => rule.id === id)!, "new"),
      );
    },
  );

  it("of the plan's own stock are judged so: an open railway across a river gets a notice", () => {
    const names = ["rivers", "rail-lines"];
    const all = {
      ...files,
      ...Object.fromEntries(names.map((name) => [`${name}.geojson`, read(`${name}.geojson`)])),
    };
    const answer = conflicts.run(
      {
        phase: "plan-2025",
        decisionDate: today,
        datasets: names,
        subjects: null,
        ownSubjects: [],
        planZones: true,
        ownZones: [],
        rules: null,
        parameters: null,
        time: "",
      },
      all,
    );
    if (!answer.ok) throw new Error(answer.error.en);
    const open = new Set(
      answer.value.subjects.filter(({ status }) => status === "existing").map(({ key }) => key),
    );
    const fired = answer.value.conflicts
      .filter(({ subject, position }) => open.has(subject) && position === "certain")
      .flatMap(({ rules }) => rules.filter(({ id }) => id.startsWith("river-works-")));
    expect(fired.length).toBeGreaterThan(0);
    for (const { id, verdict, proof } of fired)
      expect([id, verdict, proof[3]]).toEqual([id, "notice", "project-existing"]);
  });
});

describe("works that a phase to come calls existing", () => {
  it("are judged as new as long as they do not stand in fact", () => {
    const input = (phase: string): ConflictsInput => ({
      phase,
      decisionDate: "2026-09-01",
      datasets: ["rail-lines", "deserts"],
      subjects: [{ dataset: "rail-lines", id: "rail-baoe-hsr" }],
      ownSubjects: [],
      planZones: true,
      ownZones: [],
      rules: null,
      parameters: null,
      time: "2026-09-01T00:00:00Z",
    });
    const all = Object.fromEntries(conflicts.files(input("2035")).map((name) => [name, read(name)]));
    const proofs = ["2035", "plan-2025"].map((phase) => {
      const answer = conflicts.run(input(phase), all);
      if (!answer.ok) throw new Error(answer.error.en);
      expect(answer.value.subjects.map(({ status }) => status)).toEqual([
        phase === "2035" ? "existing" : "under-construction",
      ]);
      return answer.value.conflicts.flatMap(({ rules }) => rules.map(({ proof }) => proof[3]));
    });
    expect(proofs[0]!.length).toBeGreaterThan(0);
    expect(proofs.flat()).not.toContain("project-existing");
  });
});

describe("a citation", () => {
  const marked = { zh: /〔待核实原文〕$/, en: /\[text to be verified\]$/ };

  it("says beside it that its text is still to be read, where nobody has read it, and only there", () => {
    const versions = table.rules.flatMap((rule) => rule.versions).filter(({ law }) => law !== null);
    const unread = versions.filter(({ checked }) => checked === "secondary" || checked === "not found");
    expect(unread.length).toBeGreaterThan(10);
    for (const language of ["zh", "en"] as const)
      for (const version of versions)
        expect(marked[language].test(describeLaw(version, language)), version.clause).toBe(
          unread.includes(version),
        );
  });

  it("of a zone that is not on the map says so too", () => {
    const texts = (read("untested-zones.json") as UntestedZone[]).flatMap(({ clauses }) =>
      clauses.map(({ text }) => text),
    );
    expect(texts.some(({ zh, en }) => marked.zh.test(zh) && marked.en.test(en))).toBe(true);
  });
});

describe("where a law reaches", () => {
  const inCounty = (longitude: number, latitude: number): CheckResult =>
    run("2026-09-01", {
      activity: "chemical",
      zone: "erosion-severe-area",
      subject: square(longitude, latitude, 0.01),
      outline: square(longitude - 0.05, latitude - 0.05, 0.2),
    });
  const basinRule = (result: CheckResult) => {
    const fired = result.conflicts[0]!.rules.find(({ id }) => id === "erosion-basin-code");
    return fired && [fired.verdict, fired.proof[2]];
  };

  it("is the basin by county: in it, out of it, or uncertain, and then only an assessment", () => {
    expect(basinRule(inCounty(109.95, 40.15))).toEqual(["prohibited", "clause-read"]);
    // Shangdu: a closed catchment. The nationwide clause still speaks.
    const outside = inCounty(113.55, 41.55);
    expect(basinRule(outside)).toBeUndefined();
    expect(outside.conflicts[0]!.rules.map(({ id }) => id)).toContain("erosion-fragile-code");
    // Liangcheng, by Daihai.
    expect(basinRule(inCounty(112.5, 40.53))).toEqual(["assessment", "clause-basin-uncertain"]);
  });

  it("goes by the office's own outline of a basin before the county list", () => {
    const closed = {
      id: "closed",
      name: { zh: "封闭流域", en: "closed" },
      kind: "closed-basin",
      geometry: square(109.5, 39.8, 1),
      schematic: false,
      evidence: fullEvidence,
      source: "test",
    };
    const pair = { activity: "chemical", zone: "erosion-severe-area" };
    const zone = { ...closed, id: "zone", kind: pair.zone, geometry: square(109.9, 40.1, 0.1) };
    expect(basinRule(run("2026-09-01", pair, { ownZones: [closed, zone] }))).toBeUndefined();
  });
});

describe("coverage", () => {
  const tested = (geometry: Geometry) =>
    run(
      "2026-11-30",
      { activity: "user", zone: "user-zone", subject: geometry, outline: square(100, 30, 0.1) },
      { planZones: true },
    );

  it("says of a project outside the region that it was not tested, and never that there is no conflict", () => {
    const result = tested(square(116.3, 39.9, 0.01));
    expect(result.subjects[0]).toMatchObject({ testedShare: 0, outcome: "not-tested" });
    expect(result.notTested.map(({ kind }) => kind)).toContain("subject-outside");
    expect(result.summary.zh).toMatch(/没有检查/);
    expect(`${result.summary.zh}${result.summary.en}`).not.toMatch(/没有发现冲突|no conflict/);
  });

  it("says what share of a project that straddles the edge was tested", () => {
    const result = tested({
      type: "LineString",
      coordinates: [
        [111.5, 40.5],
        [116.5, 40.5],
      ],
    });
    const [subject] = result.subjects;
    expect(subject!.testedShare).toBeGreaterThan(0.3);
    expect(subject!.testedShare).toBeLessThan(0.7);
    expect(subject!.outcome).toBe("partly-tested");
    expect(result.summary.en).toMatch(/the rest was not tested/);
  });

  it("adds up with what was not tested to the whole, by two independent overlays", () => {
    const region = (read("region.geojson") as { features: { geometry: Geometry }[] }).features[0]!.geometry;
    fc.assert(
      fc.property(
        fc.double({ min: 104, max: 116, noNaN: true }),
        fc.double({ min: 36, max: 43, noNaN: true }),
        fc.double({ min: 0.05, max: 2, noNaN: true }),
        (west, south, size) => {
          const geometry = square(west, south, size);
          const [subject] = tested(geometry).subjects;
          // The same ground as a zone: its share inside the project is measured the other way round.
          const inside = run("2026-11-30", {
            activity: "user",
            zone: "user-zone",
            subject: region,
            outline: geometry,
          }).conflicts[0];
          const share = inside?.shareOfZone ?? 0;
          expect(Math.abs(subject!.testedShare! - share)).toBeLessThan(2e-4);
        },
      ),
      { numRuns: 15, seed: 7 },
    );
  });
});

describe("slots", () => {
  const untested = (zone: string) =>
    run("2026-11-30", { activity: "rail", zone }, { planZones: true })
      .notTested.filter(({ kind }) => kind === "zone-not-on-map")
      .map(({ about }) => about);

  it("shrink the list of what was not tested, each by what it answers", () => {
    const before = untested("user-zone");
    for (const kind of table.zoneKinds.filter(({ slot, answers }) => slot && answers.length > 0)) {
      const after = untested(kind.id);
      expect(
        before.filter((id) => !after.includes(id)),
        kind.id,
      ).toEqual(kind.answers);
    }
  });

  it("have rules ready for the usual kinds of project", () => {
    const bare = table.zoneKinds.filter(
      ({ id, slot }) => slot && !table.rules.some(({ zoneKinds }) => zoneKinds.includes(id)),
    );
    expect(bare).toEqual([]);
  });
});

it("writes no citation with brackets inside brackets, in either language", () => {
  const cited = table.rules.flatMap(({ versions }) =>
    versions.flatMap((version) => (["zh", "en"] as const).map((language) => describeLaw(version, language))),
  );
  expect(cited.filter((text) => text.includes("2022 revision, in force 2023-05-01"))).not.toEqual([]);
  expect(cited.filter((text) => /（[^）]*（|\([^)]*\(/.test(text))).toEqual([]);
});
