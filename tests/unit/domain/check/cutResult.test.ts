import type { Feature, FeatureCollection, Polygon } from "geojson";
import { describe, expect, it } from "vitest";
import { cutResult, mostOnPage } from "../../../../src/domain/check/cutResult.ts";
import { buildConflictMatrix } from "../../../../src/domain/check/describeConflicts.ts";
import { type ConflictsInput, conflicts } from "../../../../src/domain/check/kernels.ts";
import { collectOwnParties } from "../../../../src/domain/check/ownParties.ts";
import type { LawVerdict, Rule } from "../../../../src/domain/check/rules.ts";
import { ruleOf, tableOf, zoneKindOf } from "./ruleCases.ts";

const text = { zh: "字", en: "word" };
const rule = (id: string, zone: string, verdict: LawVerdict): Rule =>
  ruleOf(id, "inside", verdict, { zoneKinds: [zone], activityKinds: ["plot"] });
const rules = tableOf([rule("lake-plot", "lake", "restricted"), rule("sand-plot", "sand", "notice")], {
  zoneKinds: [zoneKindOf("lake"), zoneKindOf("sand")],
  activityKinds: [{ id: "plot", title: text }],
});

const square = (west: number, south: number, size: number, name?: string): Feature<Polygon> => ({
  type: "Feature",
  properties: name === undefined ? null : { 名称: name },
  geometry: {
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
  },
});
const collect = (features: Feature<Polygon>[]): FeatureCollection => ({
  type: "FeatureCollection",
  features,
});

/** A row of plots, the first hundred of which lie in sand and ten of these in the lake as well. */
const buildPlots = (count: number) =>
  collect(Array.from({ length: count }, (_, i) => square(110 + i * 0.001, 40, 0.0005, `图斑${i}`)));
const zones = {
  "own/lake.geojson": collect([square(110.0898, 39.999, 0.01)]),
  "own/sand.geojson": collect([square(109.99, 39.9, 0.1097)]),
};
const input: ConflictsInput = {
  phase: "plan-2025",
  decisionDate: "2026-11-30",
  datasets: [],
  subjects: [],
  ownSubjects: [{ file: "own/plots.geojson", layer: "user-plots", name: "图斑", kind: "plot" }],
  planZones: false,
  ownZones: [
    { file: "own/lake.geojson", layer: "user-lake", name: "湖", kind: "lake" },
    { file: "own/sand.geojson", layer: "user-sand", name: "沙地", kind: "sand" },
  ],
  rules,
  parameters: null,
  time: "",
};
const run = (count: number) => {
  const result = conflicts.run(input, { ...zones, "own/plots.geojson": buildPlots(count) });
  if (!result.ok) throw new Error(result.error.en);
  return result.value;
};

describe("a check of whole own layers", () => {
  it("asks for their files once and names features after their attributes", () => {
    expect(conflicts.files({ ...input, ownZones: [...input.ownZones, input.ownZones[0]!] })).toEqual([
      "units.geojson",
      "own/plots.geojson",
      "own/lake.geojson",
      "own/sand.geojson",
    ]);
    const parties = collectOwnParties([...input.ownSubjects, ...input.ownZones], {
      ...zones,
      "own/plots.geojson": buildPlots(2),
    });
    expect(parties.map(({ id, name, source }) => [id, name.zh, source])).toEqual([
      ["user-plots:1", "图斑0", "图斑"],
      ["user-plots:2", "图斑1", "图斑"],
      ["user-lake:1", "湖 1", "湖"],
      ["user-sand:1", "沙地 1", "沙地"],
    ]);
  });

  it("gives a page no more than it can take, with the totals of the whole", () => {
    const small = run(100);
    expect(small.conflicts).toHaveLength(110);
    expect(small.subjects).toHaveLength(100);
    const large = run(mostOnPage + 1);
    expect(large.conflicts).toHaveLength(small.conflicts.length);
    expect(large.subjects).toHaveLength(mostOnPage);
    expect(large.subjects.filter(({ outcome }) => outcome === "no-conflict")).toHaveLength(mostOnPage - 100);
    expect(large.totals).toMatchObject({
      conflictCount: 110,
      subjectCount: 100,
      subjectsTested: mostOnPage + 1,
      zonesTested: 2,
    });
    expect(buildConflictMatrix(large)).toMatchObject({
      clearSubjectCount: mostOnPage - 99,
      clearZoneCount: 0,
    });
  });

  it("keeps the strictest, and every party they name", () => {
    const whole = run(100);
    const cut = cutResult(whole, 12);
    expect(cut.conflicts.map(({ verdict }) => verdict)).toEqual([
      ...Array.from({ length: 10 }, () => "restricted"),
      ...Array.from({ length: 2 }, () => "notice"),
    ]);
    const keys = new Set([...cut.subjects, ...cut.zones].map(({ key }) => key));
    for (const { subject, zone } of cut.conflicts) expect(keys.has(subject) && keys.has(zone)).toBe(true);
    expect(cut.id).toBe(whole.id);
    expect(cut.summary).toEqual(whole.summary);
    expect(cutResult(whole, 110)).toBe(whole);
  });
});
