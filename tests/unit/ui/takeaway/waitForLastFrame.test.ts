import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { waitForLastFrame } from "../../../../src/ui/takeaway/waitForLastFrame.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A map that takes the view at a time and is at work in some stretches of time, milliseconds from now. */
const createMap = (viewAt: number, work: readonly (readonly [from: number, to: number])[]) => {
  const start = Date.now();
  const now = () => Date.now() - start;
  return {
    now,
    hasView: () => now() >= viewAt,
    isIdle: () => !work.some(([from, to]) => now() >= from && now() < to),
  };
};

async function printWith(map: ReturnType<typeof createMap>) {
  let printedAt: number | undefined;
  const rests = waitForLastFrame(map).then((result) => {
    printedAt = map.now();
    return result;
  });
  await vi.runAllTimersAsync();
  return { rests: await rests, printedAt: printedAt! };
}

describe("printing and the map's last frame", () => {
  it("does not print the picture of before, however idle the map is until it moves", async () => {
    const { printedAt } = await printWith(createMap(3_000, [[3_100, 3_900]]));
    expect(printedAt).toBeGreaterThan(3_900);
  });

  it("does not print between the tiles and the letters", async () => {
    const { rests, printedAt } = await printWith(
      createMap(200, [
        [250, 1_000],
        [1_700, 2_600],
      ]),
    );
    expect(rests).toBe(true);
    expect(printedAt).toBeGreaterThan(2_600);
  });

  it("prints after the last of any work that follows the one before within the rest, and never during it", async () => {
    const stretch = fc.tuple(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 100, max: 900 }));
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 1_500 }),
        fc.array(stretch, { maxLength: 5 }),
        async (viewAt, stretches) => {
          let at = viewAt;
          const work = stretches.map(([rest, length]) => {
            const from = at + rest;
            at = from + length;
            return [from, at] as const;
          });
          const { rests, printedAt } = await printWith(createMap(viewAt, work));
          expect(rests).toBe(true);
          expect(printedAt).toBeGreaterThanOrEqual(at);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("prints at last where the map never rests", async () => {
    const { rests, printedAt } = await printWith(createMap(0, [[0, 1e9]]));
    expect(rests).toBe(false);
    expect(printedAt).toBeLessThanOrEqual(12_000);
  });
});
