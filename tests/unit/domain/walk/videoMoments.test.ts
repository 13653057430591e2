import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { listVideoMoments } from "../../../../src/domain/walk/videoMoments.ts";

describe("the pictures of a scene in a video", () => {
  it("follow each other without a gap and fill the scene's seconds", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 5, max: 90 }),
        fc.integer({ min: 1, max: 9 }),
        fc.constantFrom([], [1, 0.5, 0], [1, 0.3, 0]),
        fc.boolean(),
        (seconds, steps, stops, hasBefore) => {
          const moments = listVideoMoments(seconds, steps, stops, hasBefore);
          let end = 0;
          for (const moment of moments) {
            expect(moment.at).toBeCloseTo(end, 6);
            expect(moment.seconds).toBeGreaterThan(0);
            end = moment.at + moment.seconds;
          }
          expect(end).toBeCloseTo(seconds, 6);
          expect([...new Set(moments.map(({ step }) => step))]).toEqual(
            Array.from({ length: steps }, (_, step) => step),
          );
        },
      ),
    );
  });

  it("come out of the scene before, and the first out of nothing", () => {
    expect(listVideoMoments(10, 1, [], true)[0]!.veil).toBeGreaterThan(0.9);
    expect(listVideoMoments(10, 1, [], false)[0]!.veil).toBe(0);
    expect(listVideoMoments(10, 1, [], true).at(-1)!.veil).toBe(0);
  });

  it("move the line from stop to stop, one way, and leave it there", () => {
    const moments = listVideoMoments(12, 4, [1, 0.5, 0], false);
    const lines = moments.map(({ line }) => line!);
    expect(lines).toEqual([...lines].sort((a, b) => b - a));
    expect([lines[0], lines.at(-1)]).toEqual([1, 0]);
    expect(moments.filter(({ step }) => step === 1).at(-1)!.line).toBe(0.5);
    expect(listVideoMoments(12, 4, [], false).every(({ line }) => line === null)).toBe(true);
  });
});
