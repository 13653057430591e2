import { readFileSync } from "node:fs";
import type { LineString } from "geojson";
import { describe, expect, it } from "vitest";
import { compareChecks } from "../../../../src/domain/check/compareChecks.ts";
import { type ConflictsInput, conflicts } from "../../../../src/domain/check/kernels.ts";

const corridor = (latitude: number): LineString => ({
  type: "LineString",
  coordinates: [
    [109.5, 40],
    [109.5, latitude],
  ],
});

const ask = (latitude: number): ConflictsInput => ({
  phase: "2020",
  decisionDate: "2026-11-30",
  datasets: ["rivers", "deserts"],
  subjects: [],
  ownSubjects: [
    {
      id: "corridor",
      name: { zh: "走廊", en: "Corridor" },
      kind: "rail",
      geometry: corridor(latitude),
      schematic: false,
      source: "drawn",
    },
  ],
  planZones: true,
  ownZones: [],
  rules: null,
  parameters: null,
  time: "2026-01-01T00:00:00Z",
});
const files = Object.fromEntries(
  conflicts.files(ask(40.8)).map((name) => [name, JSON.parse(readFileSync(`public/data/${name}`, "utf8"))]),
);
const run = (asked: ConflictsInput) => {
  const result = conflicts.run(asked, files);
  if (!result.ok) throw new Error(result.error.en);
  return result.value;
};

describe("what if the corridor ended before the river", () => {
  const before = run(ask(40.8));
  const after = run(ask(40.4));
  const comparison = compareChecks(before, after);

  it("the crossing goes away and nothing else is named", () => {
    const river = comparison.changes.find(({ zone }) => zone === "rivers/eco-yr-upper")!;
    expect(river.before!.relations).toContain("crosses");
    expect(river).toMatchObject({ after: null, verdictAfter: null });
  });

  it("the totals differ by what the pairs differ by", () => {
    const sum = comparison.changes
      .filter(({ zone }) => zone.startsWith("deserts/"))
      .reduce((total, change) => total + change.lengthChangeMetres, 0);
    expect(comparison.lengthChangeMetres).toBeCloseTo(sum, 3);
  });

  it("a run compared with itself has no change", () => {
    expect(compareChecks(before, before).changes).toEqual([]);
  });
});
