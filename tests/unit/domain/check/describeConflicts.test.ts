import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  buildConflictMatrix,
  describeConflicts,
  describeMeasures,
} from "../../../../src/domain/check/describeConflicts.ts";
import { type ConflictsInput, conflicts } from "../../../../src/domain/check/kernels.ts";
import { formatArea, formatLength } from "../../../../src/domain/check/measureWords.ts";

const input: ConflictsInput = {
  phase: "plan-2025",
  decisionDate: "2026-11-30",
  datasets: ["rivers", "deserts", "energy-bases", "energy-projects"],
  subjects: null,
  ownSubjects: [],
  planZones: true,
  ownZones: [],
  rules: null,
  parameters: null,
  time: "2026-01-01T00:00:00Z",
};
const files = Object.fromEntries(
  conflicts.files(input).map((name) => [name, JSON.parse(readFileSync(`public/data/${name}`, "utf8"))]),
);
const run = conflicts.run(input, files);
if (!run.ok) throw new Error(run.error.en);
const result = run.value;

describe("the matrix of subjects and zones", () => {
  const matrix = buildConflictMatrix(result);

  it("holds every conflict once, in the row and column of its parties", () => {
    const held = matrix.cells.flatMap((row, r) =>
      row.flatMap((cell, c) => {
        if (!cell) return [];
        expect(cell.subject).toBe(matrix.rows[r]!.key);
        expect(cell.zone).toBe(matrix.columns[c]!.key);
        return [cell.id];
      }),
    );
    expect(held.sort()).toEqual(result.conflicts.map(({ id }) => id).sort());
  });

  it("has no empty row or column and counts what it leaves out", () => {
    for (const row of matrix.cells) expect(row.some((cell) => cell !== null)).toBe(true);
    for (const c of matrix.columns.keys()) expect(matrix.cells.some((row) => row[c] !== null)).toBe(true);
    expect(matrix.rows.length + matrix.clearSubjectCount).toBe(result.subjects.length);
    expect(matrix.columns.length + matrix.clearZoneCount).toBe(result.zones.length);
  });
});

describe("words", () => {
  it("sum a run up with its counts in both languages", () => {
    const { totals } = result;
    for (const count of [totals.subjectCount, totals.zoneCount, totals.conflictCount]) {
      expect(result.summary.zh).toMatch(new RegExp(`(^|\\D)${count}\\D`));
      expect(result.summary.en).toMatch(new RegExp(`\\b${count}\\b`));
    }
    const one = describeConflicts({
      ...totals,
      subjectCount: 1,
      zoneCount: 1,
      conflictCount: 1,
      byVerdict: { prohibited: 1, restricted: 0, assessment: 0, notice: 0, unverified: 0 },
      areaInsideSquareMetres: 0,
      lengthInsideMetres: 0,
      coverage: { ...totals.coverage, partCount: 0, outsideCount: 0 },
    });
    expect(one).toEqual({
      zh: "1 个项目与 1 个生态区相交或邻近，共 1 处：禁止 1 处。",
      en: "1 project meets or comes near 1 zone, 1 conflict in all: 1 prohibited.",
    });
  });

  it("never call it no conflict where nothing was tested", () => {
    const sum = (subjectsTested: number, zonesTested: number) =>
      describeConflicts({ ...result.totals, conflictCount: 0, subjectsTested, zonesTested });
    for (const [subjects, zones] of [
      [0, 12],
      [12, 0],
    ] as const) {
      const { zh, en } = sum(subjects, zones);
      expect(zh).toMatch(/^没有(检查|对照)任何/);
      expect(en).not.toContain("no conflict");
    }
    expect(sum(3, 4).en).toContain("find no conflict");
    // A line of 2035 asked about in 2020.
    const absent = conflicts.run(
      { ...input, phase: "2020", subjects: [{ dataset: "energy-projects", id: "no-such-project" }] },
      files,
    );
    expect(absent.ok && absent.value.summary.zh).toMatch(/^没有检查任何项目/);
  });

  it("give quantities their sensible unit", () => {
    expect(formatArea(900).en).toBe("900 m²");
    expect(formatArea(25_000).zh).toBe("2.50 公顷");
    expect(formatArea(12_279_100_000).en).toBe("12,279.10 km²");
    expect(formatLength(999.4).zh).toBe("999 米");
    expect(formatLength(24_000).en).toBe("24.00 km");
  });

  it("say something of every conflict", () => {
    for (const conflict of result.conflicts) expect(describeMeasures(conflict).zh).not.toBe("");
  });
});
