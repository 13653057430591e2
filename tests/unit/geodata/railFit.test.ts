import { describe, expect, it } from "vitest";
import { readFittedNumbers } from "../../../geodata/build/railRunning.ts";
import { fitNumbers } from "../../../geodata/fit/leastSquares.ts";
import { openRailFit } from "../../../geodata/fit/railFit.ts";

const errorsOf = (rail: ReturnType<typeof openRailFit>, numbers: Float64Array, rows: readonly number[]) =>
  Array.from(rail.predict(numbers, rows), (minutes, k) =>
    Math.abs(minutes / rail.rows[rows[k]!]!.fastestMinutes - 1),
  ).sort((a, b) => a - b);
const at = (sorted: readonly number[], share: number) => sorted[Math.floor((sorted.length - 1) * share)]!;

describe("the fit of run times", () => {
  it("small residuals are a ridge regression, whose solution is known in closed form", () => {
    // y = a + b x with unit spread: (X'X + I) beta = X'y, solved by hand for three points.
    const points = [
      [0, 0.1],
      [1, 0.3],
      [2, 0.2],
    ] as const;
    const found = fitNumbers((n) => Float64Array.from(points, ([x, y]) => n[0]! + n[1]! * x - y), 2);
    const [sx, sxx, sy, sxy] = [3, 5, 0.6, 0.7];
    const determinant = (3 + 1) * (sxx + 1) - sx * sx;
    expect(found[0]).toBeCloseTo(((sxx + 1) * sy - sx * sxy) / determinant, 6);
    expect(found[1]).toBeCloseTo(((3 + 1) * sxy - sx * sy) / determinant, 6);
  });

  it("one wild residual pulls no more than a residual of one", () => {
    const found = fitNumbers((n) => Float64Array.from([0, 0, 0, 1000], (y) => n[0]! - y), 1);
    // Slopes: three of n, one of −1, and n for the number itself.
    expect(found[0]).toBeCloseTo(1 / 4, 6);
  });

  it("the committed numbers are what it makes of the tables", () => {
    const rail = openRailFit();
    const fitted = rail.read(rail.fit(rail.rows.map((_, i) => i)));
    const shipped = readFittedNumbers();
    for (const [id, value] of fitted.values) expect(shipped.values.get(id), id).toBeCloseTo(value, 2);
    for (const [group, share] of fitted.shares)
      for (const side of [0, 1] as const)
        expect(shipped.shares.get(group)![side], group).toBeCloseTo(share[side], 2);
  });

  it("pairs of stations it did not see are met: half within 5 %, nine in ten within 16 %", () => {
    const rail = openRailFit();
    const pairOf = (row: number) => [rail.rows[row]!.from, rail.rows[row]!.to].sort().join(" ");
    const all = rail.rows.map((_, i) => i);
    const pairs = [...new Set(all.map(pairOf))].sort();
    const held = all.filter((row) => pairs.indexOf(pairOf(row)) % 4 === 1);
    const numbers = rail.fit(all.filter((row) => !held.includes(row)));
    const errors = errorsOf(rail, numbers, held);
    expect(held.length).toBeGreaterThan(12);
    expect(at(errors, 0.5)).toBeLessThan(0.05);
    expect(at(errors, 0.9)).toBeLessThan(0.16);
  });
});
