import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { findConflicts } from "../../../../src/domain/check/findConflicts.ts";
import { collectCheck, conflicts } from "../../../../src/domain/check/kernels.ts";
import { parseRuleTable } from "../../../../src/domain/check/parseRules.ts";
import { findCheckDatasets } from "../../../../src/domain/check/rules.ts";
import { buildConflictMarks } from "../../../../src/map/check/checkFeatures.ts";

const read = (name: string) => readFileSync(`public/data/${name}`, "utf8");
const table = parseRuleTable(read("rules.json"));
if (!table.ok) throw new Error(table.error.en);
const { subjects, zones } = findCheckDatasets(table.value);
const input = {
  phase: "2035",
  decisionDate: "2026-11-30",
  datasets: [...new Set([...subjects, ...zones])],
  subjects: null,
  ownSubjects: [],
  planZones: true,
  ownZones: [],
  rules: null,
  parameters: null,
  time: "",
};
const files = Object.fromEntries(conflicts.files(input).map((name) => [name, JSON.parse(read(name))]));
const result = findConflicts(collectCheck(input, files));
const { features } = buildConflictMarks(result);

describe("the conflicts on the map", () => {
  it("draws every conflict and names each once", () => {
    const drawn = new Set(features.map((feature) => feature.properties?.conflict));
    expect(drawn.size).toBe(result.conflicts.length);
    const names = features.filter((feature) => feature.properties?.part === "name");
    expect(names).toHaveLength(result.conflicts.length);
  });

  it("draws each crossing as a point of its own", () => {
    const crossings = features.filter((feature) => feature.properties?.part === "crossing");
    expect(crossings).toHaveLength(result.conflicts.reduce((sum, c) => sum + c.crossings.length, 0));
  });

  it("draws a gap only where the two do not meet", () => {
    const apart = new Set(
      result.conflicts.filter((c) => c.nearestDistanceMetres > 0).map((conflict) => conflict.id),
    );
    const gaps = features.filter((feature) => feature.properties?.part === "gap");
    expect(gaps.length).toBeGreaterThan(0);
    expect(gaps.every((feature) => apart.has(feature.properties?.conflict))).toBe(true);
  });

  it("draws the strictest last, so that it lies on top", () => {
    expect(features[0]?.properties?.verdict).toBe("unverified");
    expect(features.at(-1)?.properties?.verdict).toBe("restricted");
  });
});

describe("zones left out by choice", () => {
  it("are not tested, and said to be so", () => {
    const some = findConflicts(collectCheck({ ...input, zoneKinds: ["desert"] }, files));
    expect(new Set(some.zones.map(({ kind }) => kind))).toEqual(new Set(["desert"]));
    const left = some.notTested.filter(({ kind }) => kind === "zone-left-out").map(({ about }) => about);
    expect(left).toContain("lake");
    expect(left).not.toContain("desert");
  });
});
