import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gradeIndicator, gradeIndicators } from "../../../../src/domain/monitor/gradeIndicator.ts";
import type { ObservationRow } from "../../../../src/domain/monitor/rows.ts";
import { observation } from "./fixtures.ts";

const grade = (asOf: string, ...given: Partial<ObservationRow>[]) => {
  const rows = given.map(observation);
  const own = rows.filter(({ indicator, area }) => indicator === "output" && area === "north");
  return gradeIndicator(own, rows, asOf);
};
const from = { kind: "baseline" as const, year: 2020, value: 100 };
const to = { kind: "target" as const, year: 2025, value: 150 };

describe("the grade of an indicator", () => {
  it("is reached at the target, for either direction", () => {
    expect(grade("2025-12-31", from, to, { year: 2025, value: 150 })).toMatchObject({
      grade: "reached",
      progress: 1,
    });
    const down = { direction: "down" as const };
    expect(
      grade(
        "2025-12-31",
        { ...from, ...down },
        { ...to, ...down, value: 60 },
        { ...down, year: 2024, value: 59 },
      ).grade,
    ).toBe("reached");
  });

  it("is on the way on or above the straight line, behind below it", () => {
    expect(grade("2023-12-31", from, to, { year: 2022, value: 120 })).toMatchObject({
      grade: "on-the-way",
      progress: 0.4,
      expected: 0.4,
    });
    expect(grade("2023-12-31", from, to, { year: 2022, value: 119 }).grade).toBe("behind");
    expect(grade("2026-12-31", from, to, { year: 2025, value: 149 }).grade).toBe("behind");
  });

  it("starts the line at the earliest value where the plan gives no baseline, and says so", () => {
    expect(grade("2026-01-01", to, { year: 2021, value: 100 }, { year: 2022, value: 101 })).toMatchObject({
      grade: "behind",
      isFromActual: true,
      expected: 0.25,
    });
  });

  it("cannot be compared where only another area or other words were measured, and names the rows", () => {
    const other = { id: "else", year: 2024, value: 9, area: "outside" };
    expect(grade("2025-12-31", from, to, other)).toMatchObject({
      grade: "not-comparable",
      because: "other-area",
      nearest: ["else"],
    });
    const wording = { id: "like", year: 2024, value: 9, indicator: "sales" };
    expect(grade("2025-12-31", from, to, wording)).toMatchObject({
      grade: "not-comparable",
      because: "other-wording",
    });
    expect(grade("2025-12-31", from, to, { ...wording, items: ["else"] }).grade).toBe("no-data");
  });

  it("takes the last target that fell due, and no later value for it", () => {
    const targets = [to, { ...to, id: "old", year: 2023, value: 120 }];
    expect(grade("2024-06-30", ...targets, { year: 2023, value: 119 })).toMatchObject({
      target: "old",
      grade: "behind",
    });
    expect(grade("2022-06-30", ...targets, { year: 2021, value: 110 }).target).toBe("old");
    expect(grade("2025-12-31", ...targets, { year: 2023, value: 140 }).grade).toBe("on-the-way");
    expect(grade("2027-12-31", to, { year: 2026, value: 200 })).toMatchObject({
      grade: "not-comparable",
      because: "other-year",
    });
  });

  it("wants the very year for a yearly figure", () => {
    const yearly = { measure: "yearly" as const };
    expect(grade("2025-12-31", { ...to, ...yearly }, { ...yearly, year: 2024, value: 200 }).because).toBe(
      "other-year",
    );
    expect(grade("2025-12-31", { ...to, ...yearly }, { ...yearly, year: 2025, value: 200 }).grade).toBe(
      "reached",
    );
  });

  it("has no target where the plan only states a fact", () => {
    expect(grade("2025-12-31", from, { year: 2024, value: 90 }).grade).toBe("no-target");
    expect(grade("2025-12-31", from, { ...to, direction: "none" }, { year: 2025 }).grade).toBe("no-target");
  });

  it("never reaches a target by concluded evidence alone", () => {
    expect(grade("2025-12-31", from, to, { year: 2025, value: 300, evidence: "derived" })).toMatchObject({
      grade: "no-data",
      likely: "reached",
    });
  });

  it("leaves out what was not known on the day", () => {
    const late = { year: 2025, value: 150, published: "2026-02-10" };
    expect(grade("2025-06-30", from, to, late).grade).toBe("no-data");
    expect(grade("2025-11-30", from, to, { ...late, published: "2025-11-13" }).grade).toBe("reached");
  });

  it("takes the office's row first, then the official before the press, then the later word", () => {
    const office = { id: "office", origin: "own" as const, year: 2025, value: 160 };
    expect(grade("2025-12-31", from, to, { year: 2025, value: 140 }, office)).toMatchObject({
      actual: "office",
      grade: "reached",
      hasOwnRows: true,
    });
    expect(
      grade("2025-12-31", from, { ...to, evidence: "press", value: 999 }, { ...to, id: "plan" }).target,
    ).toBe("plan");
  });

  // Healthy People 2020, midcourse review (National Center for Health Statistics, January 2017), chapter on
  // tobacco use, which grades by "percent of targeted change achieved": the published values and verdicts.
  it("recomputes a published review", () => {
    const share = { direction: "down" as const, unitEn: "%" };
    const adults = grade(
      "2016-12-31",
      { ...share, kind: "baseline", year: 2008, value: 20.6 },
      { ...share, kind: "target", year: 2020, value: 12 },
      { ...share, year: 2014, value: 17 },
    );
    expect(adults.progress).toBeCloseTo(0.419, 3);
    expect(adults).toMatchObject({ grade: "behind", expected: 0.5 });
    const adolescents = grade(
      "2016-12-31",
      { ...share, kind: "baseline", year: 2009, value: 19.5 },
      { ...share, kind: "target", year: 2020, value: 16 },
      { ...share, year: 2013, value: 15.7 },
    );
    expect(adolescents.grade).toBe("reached");
    expect(adolescents.progress).toBeCloseTo(1.086, 3);
  });

  it("grades one line for each indicator and area", () => {
    const rows = [observation(), observation({ area: "south" }), observation({ year: 2021 })];
    expect(gradeIndicators(rows, "2025-12-31").map(({ area }) => area)).toEqual(["north", "south"]);
  });

  it("does not change when values are measured in another unit or counted downwards", () => {
    fc.assert(
      fc.property(
        fc.record({
          start: fc.integer({ min: -1000, max: 1000 }),
          target: fc.integer({ min: -1000, max: 1000 }),
          actual: fc.integer({ min: -1000, max: 1000 }),
          year: fc.integer({ min: 2020, max: 2025 }),
        }),
        ({ start, target, actual, year }) => {
          const judge = (factor: number, direction: "up" | "down") =>
            grade(
              "2030-01-01",
              { ...from, value: start * factor, direction },
              { ...to, value: target * factor, direction },
              { year, value: actual * factor, direction },
            );
          const plain = judge(1, "up");
          // Powers of two keep the values exact, so that equality at the target is not lost to rounding.
          expect(judge(8, "up").grade).toBe(plain.grade);
          expect(judge(-1, "down").grade).toBe(plain.grade);
          expect(plain.grade === "reached").toBe(actual >= target);
        },
      ),
    );
  });
});
