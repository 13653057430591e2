import { lineIntersect } from "@turf/turf";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chainParts, findMatchLine, type GridPoint, layStrip } from "../../../src/sheet/layStrip.ts";

const paper = { width: 100, height: 60, rim: 6 };
const coordinate = fc.integer({ min: -400, max: 400 });
const anyLine = fc.array(fc.tuple(coordinate, coordinate), { minLength: 2, maxLength: 12 });

/** Points of a line so close that nothing of it lies between two of them. */
const sample = (line: readonly GridPoint[]): GridPoint[] =>
  line.slice(1).flatMap(([x2, y2], index) => {
    const [x1, y1] = line[index]!;
    return Array.from(
      { length: 101 },
      (_, i): GridPoint => [x1 + ((x2 - x1) * i) / 100, y1 + ((y2 - y1) * i) / 100],
    );
  });
/** How far inside a sheet a point lies; negative outside. */
const depthIn = ([x, y]: GridPoint, [middleX, middleY]: GridPoint) =>
  Math.min(paper.width / 2 - Math.abs(x - middleX), paper.height / 2 - Math.abs(y - middleY));

describe("sheets along a course", () => {
  it("leave none of it nearer to an edge than the rim, on at least one of them", () => {
    fc.assert(
      fc.property(anyLine, (line) => {
        const middles = layStrip([line], paper);
        for (const point of sample(line))
          expect(Math.max(...middles.map((middle) => depthIn(point, middle)))).toBeGreaterThan(
            paper.rim - 1e-6,
          );
      }),
    );
  });

  it("overlap each the next by at least two rims, so that every pair has a line where it joins", () => {
    fc.assert(
      fc.property(anyLine, (line) => {
        const middles = layStrip([line], paper);
        for (const [index, middle] of middles.slice(1).entries()) {
          const [x, y] = middles[index]!;
          expect(paper.width - Math.abs(middle[0] - x)).toBeGreaterThan(2 * paper.rim - 1e-6);
          expect(paper.height - Math.abs(middle[1] - y)).toBeGreaterThan(2 * paper.rim - 1e-6);
          if (middle[0] !== x || middle[1] !== y) expect(findMatchLine([x, y], middle, paper)).not.toBeNull();
        }
      }),
    );
  });

  it("are as few as a straight course needs", () => {
    expect(
      layStrip(
        [
          [
            [0, 0],
            [88, 0],
          ],
        ],
        paper,
      ),
    ).toEqual([[44, 0]]);
    expect(
      layStrip(
        [
          [
            [0, 0],
            [880, 0],
          ],
        ],
        paper,
      ),
    ).toHaveLength(10);
    expect(
      layStrip(
        [
          [
            [0, 0],
            [0, 480],
          ],
        ],
        paper,
      ),
    ).toHaveLength(10);
  });

  it("pass over a gap that one sheet holds, and begin anew beyond one that none does", () => {
    const parts: GridPoint[][] = [
      [
        [0, 0],
        [30, 0],
      ],
      [
        [50, 0],
        [80, 0],
      ],
    ];
    expect(layStrip(parts, paper)).toHaveLength(1);
    const far: GridPoint[][] = [
      [
        [0, 0],
        [30, 0],
      ],
      [
        [2000, 0],
        [2030, 0],
      ],
    ];
    expect(layStrip(far, paper)).toEqual([
      [15, 0],
      [2015, 0],
    ]);
  });

  it("follow parts from one end to the other, however they were listed and turned", () => {
    const whole: GridPoint[] = Array.from({ length: 13 }, (_, i) => [i * 10, (i * i) % 7]);
    const cuts = [whole.slice(0, 4), whole.slice(3, 8), whole.slice(7, 10), whole.slice(9)];
    fc.assert(
      fc.property(
        fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
        fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
        (order, turns) => {
          const given = order.map((place) => (turns[place] ? cuts[place]!.toReversed() : cuts[place]!));
          const chain = chainParts(given).flat();
          const xs = chain.map(([x]) => x);
          const sorted = xs.toSorted((a, b) => a - b);
          expect(xs[0]! < xs.at(-1)! ? xs : xs.toReversed()).toEqual(sorted);
        },
      ),
    );
  });

  it("join where their edges cross, by another program's reckoning", () => {
    const ring = ([x, y]: GridPoint) => ({
      type: "Feature" as const,
      properties: {},
      geometry: {
        type: "LineString" as const,
        coordinates: [
          [-1, -1],
          [1, -1],
          [1, 1],
          [-1, 1],
          [-1, -1],
        ].map(([sx, sy]) => [(x + (sx! * 100) / 2) / 1000, (y + (sy! * 60) / 2) / 1000]),
      },
    });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 99 }),
        fc.integer({ min: 1, max: 59 }),
        fc.constantFrom(-1, 1),
        fc.constantFrom(-1, 1),
        (dx, dy, sx, sy) => {
          const other: GridPoint = [dx * sx, dy * sy];
          const line = findMatchLine([0, 0], other, paper)!;
          const crossings = lineIntersect(ring([0, 0]), ring(other)).features.map(({ geometry }) =>
            geometry.coordinates.map((value) => Math.round(value * 1000)).join(" "),
          );
          expect(line.map((end) => end.map(Math.round).join(" ")).toSorted()).toEqual(
            [...new Set(crossings)].toSorted(),
          );
        },
      ),
    );
    expect(findMatchLine([0, 0], [100, 0], paper)).toBeNull();
    expect(findMatchLine([0, 0], [90, 0], paper)).toEqual([
      [45, -30],
      [45, 30],
    ]);
  });
});
