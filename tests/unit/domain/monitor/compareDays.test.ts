import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareDays, describeDays } from "../../../../src/domain/monitor/compareDays.ts";
import { evaluatePlan, noOwnRows, parseMonitor } from "../../../../src/domain/monitor/monitor.ts";

const parsed = parseMonitor(
  readFileSync(join(import.meta.dirname, "../../../../public/data/monitor.json"), "utf8"),
);
if (!parsed.ok) throw new Error(parsed.error.en);
const monitor = parsed.value;
const on = (day: string) => evaluatePlan(monitor, noOwnRows, day);
const year = (from: string, to: string) => compareDays(on(from), on(to));

describe("two dates held against each other", () => {
  it("tell what opened in 2024, with the row that says so", () => {
    const { states, events } = year("2023-12-31", "2024-12-31");
    const opened = states.find(({ project }) => project === "jining-datong-yuanping-hsr");
    expect(opened).toMatchObject({ before: "on-track", after: "built" });
    for (const id of opened!.rows) expect(events.map((row) => row.id)).toContain(id);
    expect(opened!.rows.length).toBeGreaterThan(0);
  });

  it("counts of states differ by just the projects that moved", () => {
    const { states, counts } = year("2021-12-31", "2025-12-31");
    for (const { state, before, after } of counts)
      expect(after - before).toBe(
        states.filter((one) => one.after === state).length -
          states.filter((one) => one.before === state).length,
      );
    expect(counts.reduce((sum, { after }) => sum + after, 0)).toBe(128);
  });

  it("the events of a span are those of its two halves, and the states follow one from the other", () => {
    const day = fc
      .tuple(fc.integer({ min: 2020, max: 2026 }), fc.integer({ min: 1, max: 12 }))
      .map(([y, month]) => `${y}-${String(month).padStart(2, "0")}-15`);
    fc.assert(
      fc.property(fc.uniqueArray(day, { minLength: 3, maxLength: 3 }), (days) => {
        const [first, second, third] = days.sort() as [string, string, string];
        const [whole, early, late] = [year(first, third), year(first, second), year(second, third)];
        expect(whole.events.map(({ id }) => id).sort()).toEqual(
          [...early.events, ...late.events].map(({ id }) => id).sort(),
        );
        const moved = (changes: typeof whole.states, project: string) =>
          changes.find((one) => one.project === project);
        for (const one of whole.states)
          expect(moved(late.states, one.project)?.after ?? moved(early.states, one.project)?.after).toBe(
            one.after,
          );
      }),
      { numRuns: 12, seed: 11 },
    );
  });

  it("refuses a first day that is not before the second, and says both days in the sentence", () => {
    expect(() => year("2024-01-01", "2024-01-01")).toThrow("not before");
    const { zh, en } = describeDays(year("2024-01-01", "2025-01-01"));
    for (const text of [zh, en]) expect(text).toMatch(/2024-01-01.*2025-01-01/u);
  });
});
