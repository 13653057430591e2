import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addStones, layRim } from "../../../../src/map/style/panelEdge.ts";

describe("the rim that names keep off", () => {
  it("goes round the free part without a gap as long as a stone", () => {
    const sizes = fc.record({
      left: fc.integer({ min: 0, max: 700 }),
      top: fc.integer({ min: 0, max: 60 }),
      width: fc.integer({ min: 100, max: 3_000 }),
      height: fc.integer({ min: 100, max: 2_000 }),
    });
    fc.assert(
      fc.property(sizes, ({ left, top, width, height }) => {
        const [right, bottom] = [left + width, top + height];
        const rim = layRim({ left, top, right, bottom });
        for (const [axis, from, to, isOn] of [
          ["y", top, bottom, ({ x }: { x: number }) => x < left + 2],
          ["y", top, bottom, ({ x }: { x: number }) => x > right - 2],
          ["x", left, right, ({ y }: { y: number }) => y < top + 2],
          ["x", left, right, ({ y }: { y: number }) => y > bottom - 2],
        ] as const) {
          const places = rim
            .filter((stone) => isOn(stone) && stone.stone.endsWith(axis === "y" ? "upright" : "level"))
            .map((stone) => stone[axis])
            .sort((a, b) => a - b);
          const steps = [from - 12, ...places, to + 12];
          for (const [index, place] of steps.slice(1).entries())
            expect(place - steps[index]!).toBeLessThanOrEqual(24);
        }
      }),
    );
  });
});

describe("the images of the rim", () => {
  it("are given to a map that has lost them, each once", () => {
    const images = new Set<string>();
    const asked: string[] = [];
    const map = {
      hasImage: (id: string) => images.has(id),
      addImage: (id: string) => {
        asked.push(id);
        images.add(id);
      },
    } as unknown as Parameters<typeof addStones>[0];
    addStones(map);
    addStones(map);
    expect(asked).toHaveLength(images.size);
    expect(layRim({ left: 0, top: 0, right: 50, bottom: 50 }).every(({ stone }) => images.has(stone))).toBe(
      true,
    );
    images.clear();
    addStones(map);
    expect(images.size).toBe(2);
  });
});
