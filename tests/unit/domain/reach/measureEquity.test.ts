import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildLorenz, measureEquity } from "../../../../src/domain/reach/measureEquity.ts";

const shares = fc.array(
  fc.record({ people: fc.integer({ min: 1, max: 100_000 }), access: fc.integer({ min: 0, max: 1_000_000 }) }),
  { minLength: 1, maxLength: 40 },
);

/** Gini by its other definition: mean difference between all pairs of people over twice the mean. */
function giniByPairs(groups: readonly { people: number; access: number }[]): number {
  const people = groups.reduce((sum, g) => sum + g.people, 0);
  const mean = groups.reduce((sum, g) => sum + g.people * g.access, 0) / people;
  if (mean === 0) return 0;
  let difference = 0;
  for (const a of groups)
    for (const b of groups) difference += a.people * b.people * Math.abs(a.access - b.access);
  return difference / (2 * people * people * mean);
}

describe("equity", () => {
  it("agrees with the textbook example of five incomes", () => {
    // Incomes 1, 2, 3, 4, 5: Gini 4/15, a standard exercise; no group is cut by the tenth, so Palma is by hand.
    const groups = [1, 2, 3, 4, 5].map((access) => ({ people: 1, access }));
    const { gini, palma } = measureEquity(groups);
    expect(gini).toBeCloseTo(4 / 15, 12);
    expect(palma).toBeCloseTo(2.5 / 3, 12);
  });

  it("the area under the curve and the mean difference of all pairs give one Gini", () => {
    fc.assert(
      fc.property(shares, (groups) => {
        expect(measureEquity(groups).gini).toBeCloseTo(giniByPairs(groups), 9);
      }),
      { numRuns: 200, seed: 21 },
    );
  });

  it("the curve rises from nothing to all, never above the line of equals", () => {
    fc.assert(
      fc.property(shares, (groups) => {
        const curve = buildLorenz(groups);
        expect(curve[0]).toEqual([0, 0]);
        expect(curve.at(-1)![0]).toBeCloseTo(1, 12);
        expect(curve.at(-1)![1]).toBeCloseTo(1, 12);
        for (const [people, access] of curve) expect(access).toBeLessThanOrEqual(people + 1e-12);
      }),
      { numRuns: 200, seed: 22 },
    );
  });

  it("more of the same people, or another unit of access, changes nothing", () => {
    fc.assert(
      fc.property(shares, fc.integer({ min: 2, max: 9 }), (groups, times) => {
        const more = groups.map((g) => ({ people: g.people * times, access: g.access * times }));
        expect(measureEquity(more).gini).toBeCloseTo(measureEquity(groups).gini, 9);
      }),
      { numRuns: 100, seed: 23 },
    );
  });

  it("no people is refused", () => {
    expect(() => measureEquity([])).toThrow(/got none/);
  });
});
