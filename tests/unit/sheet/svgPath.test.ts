import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { symbols } from "../../../layers/grammar/symbols.ts";
import { type PathStep, parseSvgPath } from "../../../src/sheet/pdf/svgPath.ts";

const endOf = (step: PathStep): [number, number] => step.slice(-2) as [number, number];

/** A point of a cubic curve, by its definition. */
const bezier = (from: [number, number], step: PathStep, t: number): [number, number] => {
  const [x1, y1, x2, y2, x3, y3] = step.slice(1) as number[];
  const mix = (a: number, b: number, c: number, d: number) =>
    (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t * t * c + t ** 3 * d;
  return [mix(from[0], x1!, x2!, x3!), mix(from[1], y1!, y2!, y3!)];
};

describe("paths of signs", () => {
  it("are read whole, relative and absolute, with numbers run together", () => {
    expect(parseSvgPath("M1 2h3v-1l-.5.5z")).toEqual([
      ["M", 1, 2],
      ["L", 4, 2],
      ["L", 4, 1],
      ["L", 3.5, 1.5],
      ["Z"],
    ]);
    expect(parseSvgPath("M0 0q3-3 6 0t6 0").map(endOf)).toEqual([
      [0, 0],
      [6, 0],
      [12, 0],
    ]);
  });

  it("take flags of arcs without spaces, and refuse a command cut short", () => {
    expect(parseSvgPath("M0 0a5 5 0 0110 0").map(endOf).at(-1)).toEqual([10, 0]);
    expect(() => parseSvgPath("M0 0L3")).toThrow("ends within a command");
  });

  it("bend arcs of a circle along that circle, to a thousandth of its radius", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.5, max: 50, noNaN: true }), fc.boolean(), (radius, sweeps) => {
        const steps = parseSvgPath(`M${radius} 0A${radius} ${radius} 0 1 ${sweeps ? 1 : 0} 0 ${radius}`);
        let from = endOf(steps[0]!);
        for (const step of steps.slice(1)) {
          for (const t of [0.25, 0.5, 0.75]) {
            const [x, y] = bezier(from, step, t);
            // The long way round from (r, 0) to (0, r) has its middle at the origin or at (r, r).
            const middle = sweeps ? radius : 0;
            const away = Math.hypot(x - middle, y - middle);
            expect(Math.abs(away - radius) / radius).toBeLessThan(0.001);
          }
          from = endOf(step);
        }
        expect(from).toEqual([0, radius]);
      }),
      { numRuns: 40 },
    );
  });

  it("of every sign of the map can be read and stay within its field", () => {
    for (const path of Object.values(symbols))
      for (const step of parseSvgPath(path))
        for (const value of step.slice(1)) {
          expect(value).toBeGreaterThanOrEqual(-1);
          expect(value).toBeLessThanOrEqual(25);
        }
  });
});
