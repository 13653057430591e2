import { describe, expect, it } from "vitest";
import {
  applySimilarity,
  type ControlPair,
  describeSimilarity,
  fitSevenParameters,
  fitSimilarity,
} from "../../../../src/domain/place/controlPoints.ts";
import { ellipsoidOf } from "../../../../src/domain/place/oldDatums.ts";
import {
  applySevenParameters,
  arcSecond,
  type Geocentric,
  type SevenParameters,
  toGeocentric,
} from "../../../../src/domain/place/sevenParameters.ts";

/** Numbers from 0 to 1, the same each run (Lehmer's generator). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

const random = createRandom(1954);
const between = (low: number, high: number) => low + random() * (high - low);
const names = Array.from({ length: 8 }, (_, at) => `D${at + 1}`);

/** The truth: 1.8″, −3.4 ppm, moved by −53.2 m and −21.7 m at the origin. */
const turn = 1.8 * arcSecond;
const scale = 1 - 3.4e-6;
const truth = { a: scale * Math.cos(turn), b: scale * Math.sin(turn), c: -53.2, d: -21.7 };
const planePairs = (noise = 0): ControlPair<[number, number]>[] =>
  names.map((name) => {
    const from: [number, number] = [between(4.3e5, 5.6e5), between(4.4e6, 4.6e6)];
    const [x, y] = applySimilarity(truth, from);
    return { name, from, to: [x + between(-noise, noise), y + between(-noise, noise)] };
  });

const seven: SevenParameters = {
  shift: [15.8, -154.4, -82.3],
  rotation: [0.21, -0.13, 1.4],
  scalePpm: -3.1,
  convention: "position-vector",
};
const spacePairs = (noise = 0): ControlPair<Geocentric>[] =>
  names.map((name) => {
    const from = toGeocentric(
      ellipsoidOf("beijing54"),
      between(109, 113),
      between(39, 42),
      between(900, 1600),
    );
    const to = applySevenParameters(seven, from).map((v) => v + between(-noise, noise)) as Geocentric;
    return { name, from, to };
  });

const good = <T>(result: { ok: true; value: T } | { ok: false; error: { en: string } }): T => {
  if (!result.ok) throw new Error(result.error.en);
  return result.value;
};
const codeOf = (result: { ok: true } | { ok: false; error: { code: string } }) =>
  result.ok ? "fitted" : result.error.code;

describe("a plane similarity from control points", () => {
  it("finds the truth it was made by", () => {
    const { model, rmsMetres, outliers, redundancy } = good(fitSimilarity(planePairs()));
    const said = describeSimilarity(model);
    expect(said.turnArcSeconds).toBeCloseTo(1.8, 6);
    expect(said.scalePpm).toBeCloseTo(-3.4, 6);
    expect(said.eastMetres).toBeCloseTo(-53.2, 5);
    expect(said.northMetres).toBeCloseTo(-21.7, 5);
    expect(rmsMetres).toBeLessThan(1e-6);
    expect([outliers, redundancy]).toEqual([[], 12]);
  });

  it("no similarity nearby fits better: the residuals are at their least", () => {
    const pairs = planePairs(0.05);
    const { model, rmsMetres } = good(fitSimilarity(pairs));
    const rmsOf = (changed: typeof model) =>
      Math.sqrt(
        pairs.reduce((sum, { from, to }) => {
          const [x, y] = applySimilarity(changed, from);
          return sum + (to[0] - x) ** 2 + (to[1] - y) ** 2;
        }, 0) / pairs.length,
      );
    expect(rmsOf(model)).toBeCloseTo(rmsMetres, 6);
    for (const [key, step] of [
      ["a", 1e-9],
      ["b", 1e-9],
      ["c", 0.01],
      ["d", 0.01],
    ] as const)
      for (const sign of [-1, 1])
        expect(rmsOf({ ...model, [key]: model[key] + sign * step })).toBeGreaterThan(rmsMetres);
  });

  it("names the one point that does not belong, and takes none out", () => {
    const pairs = planePairs(0.02).map((pair, at) =>
      at === 3 ? { ...pair, to: [pair.to[0] + 1.5, pair.to[1] - 0.7] as [number, number] } : pair,
    );
    const { outliers, residuals } = good(fitSimilarity(pairs));
    expect(outliers).toEqual(["D4"]);
    expect(residuals).toHaveLength(8);
  });

  it("names no one where all are a little off", () => {
    expect(good(fitSimilarity(planePairs(0.05))).outliers).toEqual([]);
  });

  it("two points fit whatever they say, and that is told by 0 to spare", () => {
    const { redundancy, rmsMetres } = good(fitSimilarity(planePairs(0.5).slice(0, 2)));
    expect(redundancy).toBe(0);
    expect(rmsMetres).toBeLessThan(1e-6);
  });

  it.each([
    ["one point", () => planePairs().slice(0, 1), "control-few"],
    [
      "one point twice",
      () =>
        [planePairs()[0]!, planePairs()[0]!].map((p, at) => ({
          ...p,
          from: [5e5, 4.5e6] as [number, number],
          name: `${at}`,
        })),
      "control-spread",
    ],
    [
      "X and Y turned on one side",
      () => planePairs().map((p) => ({ ...p, to: [p.to[1], p.to[0]] as [number, number] })),
      "control-apart",
    ],
    [
      "one side in feet",
      () => planePairs().map((p) => ({ ...p, to: p.to.map((v) => v / 0.3048) as [number, number] })),
      "control-apart",
    ],
  ] as const)("%s is refused", (_, pairs, code) => {
    expect(codeOf(fitSimilarity(pairs()))).toBe(code);
  });
});

describe("seven parameters from control points", () => {
  it("finds the truth it was made by", () => {
    const { model, rmsMetres, outliers } = good(fitSevenParameters(spacePairs()));
    for (const axis of [0, 1, 2] as const) {
      expect(model.shift[axis]).toBeCloseTo(seven.shift[axis], 3);
      expect(model.rotation[axis]).toBeCloseTo(seven.rotation[axis], 5);
    }
    expect(model.scalePpm).toBeCloseTo(-3.1, 4);
    expect(rmsMetres).toBeLessThan(1e-4);
    expect(outliers).toEqual([]);
  });

  it("names the point that does not belong", () => {
    const pairs = spacePairs(0.02).map((pair, at) =>
      at === 6 ? { ...pair, to: [pair.to[0] + 2, pair.to[1], pair.to[2]] as Geocentric } : pair,
    );
    expect(good(fitSevenParameters(pairs)).outliers).toEqual(["D7"]);
  });

  it("two points and points on one line are refused", () => {
    expect(codeOf(fitSevenParameters(spacePairs().slice(0, 2)))).toBe("control-few");
    const line = names.map((name, at) => {
      const from = toGeocentric(ellipsoidOf("beijing54"), 111 + at * 0.01, 40 + at * 0.01);
      return { name, from, to: applySevenParameters(seven, from) };
    });
    expect(codeOf(fitSevenParameters(line))).toBe("control-spread");
  });
});
