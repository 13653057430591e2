import fc from "fast-check";
import type { Feature, Geometry, Position } from "geojson";
import { describe, expect, it } from "vitest";
import { assembleCheck } from "../../../../src/domain/check/assembleCheck.ts";
import {
  conflictsShare,
  conflictsWhole,
  dealSubjects,
  type PackedShare,
  packShare,
  unpackShare,
} from "../../../../src/domain/check/checkShares.ts";
import { cutResult } from "../../../../src/domain/check/cutResult.ts";
import { findConflicts } from "../../../../src/domain/check/findConflicts.ts";
import { type ConflictsInput, collectCheck, conflicts } from "../../../../src/domain/check/kernels.ts";
import { blockSize, testShareInSteps } from "../../../../src/domain/check/testShare.ts";
import { runSteps } from "../../../../src/domain/kernel.ts";
import { ruleOf, tableOf, zoneKindOf } from "./ruleCases.ts";

const text = { zh: "字", en: "word" };
const rules = tableOf(
  [
    ruleOf("lake-plot", "inside", "prohibited", { zoneKinds: ["lake"], activityKinds: ["plot"] }),
    ruleOf("lake-near", "within", "notice", {
      zoneKinds: ["lake"],
      activityKinds: ["plot"],
      distanceMetres: 800,
    }),
    ruleOf("sand-plot", "inside", "assessment", { zoneKinds: ["sand"], activityKinds: ["plot"] }),
  ],
  { zoneKinds: [zoneKindOf("lake"), zoneKindOf("sand")], activityKinds: [{ id: "plot", title: text }] },
);

const ringOf = ([x, y]: Position, size: number, corners: number): Position[] => {
  const open = Array.from({ length: corners }, (_, i): Position => {
    const angle = (2 * Math.PI * i) / corners;
    return [x! + size * Math.cos(angle), y! + size * Math.sin(angle)];
  });
  return [...open, open[0]!];
};
const featureOf = (geometry: Geometry): Feature<Geometry> => ({
  type: "Feature",
  properties: null,
  geometry,
});
const collect = (features: Feature<Geometry>[]) => ({ type: "FeatureCollection", features });

/** Plots, lines, points and crossed rings in and beside two zones that lie over each other. */
const anySubject: fc.Arbitrary<Geometry> = fc
  .record({
    x: fc.double({ min: 109.95, max: 110.15, noNaN: true }),
    y: fc.double({ min: 39.95, max: 40.15, noNaN: true }),
    size: fc.double({ min: 0.001, max: 0.03, noNaN: true }),
    form: fc.constantFrom("area", "area", "line", "point", "crossed"),
  })
  .map(({ x, y, size, form }): Geometry => {
    if (form === "point") return { type: "Point", coordinates: [x, y] };
    if (form === "line")
      return {
        type: "LineString",
        coordinates: [
          [x, y],
          [x + size, y + size],
          [x + 2 * size, y],
        ],
      };
    if (form === "area") return { type: "Polygon", coordinates: [ringOf([x, y], size, 7)] };
    const crossed = [
      [x, y],
      [x + size, y + size],
      [x + size, y],
      [x, y + size],
      [x, y],
    ];
    return { type: "Polygon", coordinates: [crossed] };
  });

const zones = {
  "own/lake.geojson": collect([featureOf({ type: "Polygon", coordinates: [ringOf([110, 40], 0.05, 30)] })]),
  "own/sand.geojson": collect([
    featureOf({ type: "Polygon", coordinates: [ringOf([110.05, 40.05], 0.06, 9)] }),
  ]),
};
const input: ConflictsInput = {
  phase: "plan-2025",
  decisionDate: "2026-11-30",
  datasets: [],
  subjects: [],
  ownSubjects: [{ file: "own/plots.geojson", layer: "user-plots", name: "图斑", kind: "plot" }],
  planZones: false,
  ownZones: [
    { file: "own/lake.geojson", layer: "user-lake", name: "湖", kind: "lake" },
    { file: "own/sand.geojson", layer: "user-sand", name: "沙地", kind: "sand" },
  ],
  rules,
  parameters: null,
  time: "",
};

describe("a check shared out among workers", () => {
  it("gives the same bytes however its subjects are shared out, whole or cut", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(anySubject, fc.integer({ min: 0, max: 3 })), { minLength: 1, maxLength: 40 }),
        fc.constantFrom(1, 3, 8, Infinity),
        (dealt, most) => {
          const files = { ...zones, "own/plots.geojson": collect(dealt.map(([shape]) => featureOf(shape))) };
          const check = collectCheck(input, files);
          const shares = [0, 1, 2, 3].map((share) => {
            const indices = dealt.flatMap(([, worker], index) => (worker === share ? [index] : []));
            return unpackShare(packShare(runSteps(testShareInSteps(check, Uint32Array.from(indices), most))));
          });
          const whole = findConflicts(check);
          expect(whole.totals.subjectsTested + whole.notTested.length).toBeGreaterThanOrEqual(dealt.length);
          const expected = JSON.stringify(cutResult(whole, most));
          expect(JSON.stringify(assembleCheck(check, shares.reverse(), most))).toBe(expected);
          expect(JSON.stringify(findConflicts(check, most))).toBe(expected);
        },
      ),
    );
  });

  it("deals every subject to one share, in blocks", () => {
    fc.assert(
      fc.property(fc.nat(5_000), fc.integer({ min: 1, max: 6 }), (count, of) => {
        const dealt = Array.from({ length: of }, (_, share) => [...dealSubjects(count, share, of)]);
        expect(dealt.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, at) => at));
        expect(dealt[0]!.slice(0, blockSize)).toEqual(
          Array.from({ length: Math.min(count, blockSize) }, (_, at) => at),
        );
      }),
    );
  });

  it("its kernels answer together what the one kernel answers, more than a page takes too", () => {
    const random = fc.sample(anySubject, 1_400);
    const files = { ...zones, "own/plots.geojson": collect(random.map(featureOf)) };
    const shares = [0, 1, 2].map((share): PackedShare => {
      const answer = conflictsShare.run({ check: input, share, of: 3 }, files);
      if (!answer.ok) throw new Error(answer.error.en);
      return answer.value;
    });
    const handed = shares.flatMap((share) => conflictsShare.transfer!(share));
    expect(new Set(handed).size).toBe(handed.length);
    const [whole, one] = [conflictsWhole.run({ check: input, shares }, files), conflicts.run(input, files)];
    expect(one.ok && one.value.totals.conflictCount).toBeGreaterThan(500);
    expect(JSON.stringify(whole)).toBe(JSON.stringify(one));
  });
});
