import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classOf, findBreaks, parseBreaks } from "../../../../src/domain/statistics/classBreaks.ts";

const split = (values: readonly number[], breaks: readonly number[]) =>
  Array.from({ length: breaks.length + 1 }, (_, index) =>
    values.filter((value) => classOf(value, breaks) === index),
  );
const spread = (values: readonly number[]) => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
};

/** Least spread of all ways to cut sorted values into classes, by trying each. */
function tryAll(sorted: readonly number[], classes: number): number {
  if (classes === 1) return spread(sorted);
  let least = Number.POSITIVE_INFINITY;
  for (let cut = 1; cut <= sorted.length - classes + 1; cut += 1)
    least = Math.min(least, spread(sorted.slice(0, cut)) + tryAll(sorted.slice(cut), classes - 1));
  return least;
}

const numbers = fc.uniqueArray(fc.integer({ min: -5_000, max: 5_000 }), { minLength: 2, maxLength: 11 });
const classes = fc.integer({ min: 2, max: 5 });

describe("natural breaks", () => {
  it("part the example of Wang and Song's Ckmeans as published", () => {
    const values = [-1, 2, -1, 2, 4, 5, 6, -1, 2, -1];
    const parts = split(
      [...values].sort((a, b) => a - b),
      findBreaks(values, "jenks", 3),
    );
    expect(parts).toEqual([
      [-1, -1, -1, -1],
      [2, 2, 2],
      [4, 5, 6],
    ]);
  });

  it("leave no more spread within the classes than the best of all possible cuts", () => {
    fc.assert(
      fc.property(numbers, classes, (values, count) => {
        const wanted = Math.min(count, values.length);
        const breaks = findBreaks(values, "jenks", count);
        const found = split(values, breaks).reduce((sum, part) => sum + spread(part), 0);
        const best = tryAll(
          [...values].sort((a, b) => a - b),
          wanted,
        );
        expect(breaks).toHaveLength(wanted - 1);
        expect(found).toBeCloseTo(best, 5);
      }),
    );
  });

  it("keep their digits far from zero", () => {
    const near = [1, 2, 3, 100, 101, 102];
    const far = near.map((value) => value + 1e12);
    expect(findBreaks(far, "jenks", 2)).toEqual(findBreaks(near, "jenks", 2).map((value) => value + 1e12));
  });
});

describe("quantiles and equal steps", () => {
  it("fill the classes of quantiles alike, to within one value", () => {
    fc.assert(
      fc.property(numbers, classes, (values, count) => {
        const sizes = split(values, findBreaks(values, "quantile", count)).map((part) => part.length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("cut the range into equal steps", () => {
    expect(findBreaks([0, 3, 100], "equal", 4)).toEqual([25, 50, 75]);
    expect(findBreaks([-10, 10], "equal", 2)).toEqual([0]);
  });

  it("make fewer classes of few different values, and none of one", () => {
    expect(findBreaks([5, 5, 5], "quantile", 4)).toEqual([]);
    expect(findBreaks([1, 1, 1, 1, 2], "quantile", 4)).toEqual([2]);
    expect(findBreaks([], "jenks", 4)).toEqual([]);
    expect(findBreaks([Number.NaN, 1, 2], "equal", 2)).toEqual([1.5]);
  });
});

describe("breaks as people type them", () => {
  it.each([
    ["10, 20，30", [10, 20, 30]],
    ["0.5 2", [0.5, 2]],
  ])("%s are breaks", (text, breaks) => expect(parseBreaks(text)).toEqual(breaks));
  it.each(["", "3, 2", "a, 2", "1 1"])("%j are none", (text) => expect(parseBreaks(text)).toBeUndefined());
});
