import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findRunSeconds, type SpeedSection } from "../../../../src/domain/rail/runTime.ts";

const motion = {
  topMetresPerSecond: 60,
  accelerationMetresPerSecondSquared: 0.5,
  brakingMetresPerSecondSquared: 0.8,
};

/** Drives in small steps under a speed curve made by braking backwards: another way to the same time. */
function simulateSeconds(sections: readonly SpeedSection[], step = 0.5): number {
  const total = sections.reduce((sum, section) => sum + section.lengthMetres, 0);
  const count = Math.round(total / step);
  const limit = new Float64Array(count + 1).fill(motion.topMetresPerSecond);
  let start = 0;
  for (const section of sections) {
    const end = start + section.lengthMetres;
    for (let i = Math.ceil(start / step); i <= Math.min(count, Math.floor(end / step)); i += 1)
      limit[i] = Math.min(limit[i]!, section.limitMetresPerSecond);
    start = end;
  }
  limit[0] = 0;
  limit[count] = 0;
  for (let i = 1; i <= count; i += 1)
    limit[i] = Math.min(limit[i]!, Math.sqrt(limit[i - 1]! ** 2 + 2 * 0.5 * step));
  for (let i = count - 1; i >= 0; i -= 1)
    limit[i] = Math.min(limit[i]!, Math.sqrt(limit[i + 1]! ** 2 + 2 * 0.8 * step));
  let seconds = 0;
  for (let i = 1; i <= count; i += 1) seconds += (2 * step) / (limit[i]! + limit[i - 1]!);
  return seconds;
}

const section = fc.record({
  lengthMetres: fc.integer({ min: 50, max: 4000 }),
  limitMetresPerSecond: fc.integer({ min: 5, max: 70 }),
});

describe("run time", () => {
  it("a train that reaches its limit loses half a speed over each acceleration", () => {
    const seconds = findRunSeconds([{ lengthMetres: 10_000, limitMetresPerSecond: 40 }], motion);
    expect(seconds).toBeCloseTo(10_000 / 40 + 40 / (2 * 0.5) + 40 / (2 * 0.8), 9);
  });

  it("a train that never reaches its limit turns from pulling to braking", () => {
    const peak = Math.sqrt((2 * 0.5 * 0.8 * 500) / 1.3);
    const seconds = findRunSeconds([{ lengthMetres: 500, limitMetresPerSecond: 60 }], motion);
    expect(seconds).toBeCloseTo(peak / 0.5 + peak / 0.8, 9);
  });

  it("agrees with a step-by-step drive on any sequence of limits", () => {
    fc.assert(
      fc.property(fc.array(section, { minLength: 1, maxLength: 6 }), (sections) => {
        expect(Math.abs(findRunSeconds(sections, motion) / simulateSeconds(sections) - 1)).toBeLessThan(0.01);
      }),
      { numRuns: 60, seed: 3 },
    );
  });

  it("a higher limit never makes a run longer", () => {
    fc.assert(
      fc.property(
        fc.array(section, { minLength: 1, maxLength: 6 }),
        fc.nat(5),
        fc.integer({ min: 1, max: 30 }),
        (sections, at, more) => {
          const faster = sections.map((s, i) =>
            i === at % sections.length ? { ...s, limitMetresPerSecond: s.limitMetresPerSecond + more } : s,
          );
          expect(findRunSeconds(faster, motion)).toBeLessThanOrEqual(findRunSeconds(sections, motion) + 1e-9);
        },
      ),
      { numRuns: 300, seed: 4 },
    );
  });

  it("refuses a section without length", () => {
    expect(() => findRunSeconds([{ lengthMetres: 0, limitMetresPerSecond: 10 }], motion)).toThrow(/0 m/);
  });
});
