import fc from "fast-check";
import type { Feature, Geometry, MultiPolygon, Polygon, Position } from "geojson";
import { describe, expect, it } from "vitest";
import { splitAtDateLine } from "../../../src/data/dateLine.ts";
import { readFiles } from "../../../src/data/readFiles.ts";
import { findGaps } from "../../../src/data/topologyGaps.ts";
import { buildBuffer } from "../../../src/domain/place/buffers.ts";
import { measureAreaSquareMetres, measureLengthMetres } from "../../../src/domain/place/measure.ts";

const box = (west: number, south: number, east: number, north: number): Polygon => ({
  type: "Polygon",
  coordinates: [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ],
  ],
});
const read = async (features: Partial<Feature>[]) => {
  const content = JSON.stringify({
    type: "FeatureCollection",
    features: features.map((feature) => ({ type: "Feature", properties: {}, ...feature })),
  });
  const { report } = await readFiles([{ name: "a.geojson", bytes: new TextEncoder().encode(content) }]);
  return report;
};

describe("features of one file against each other", () => {
  it("the same feature twice, an id twice, an overlap and a sliver are told with their records", async () => {
    const report = await read([
      { id: 1, geometry: box(110, 40, 110.01, 40.01) },
      { id: 2, geometry: box(110, 40, 110.01, 40.01) },
      { id: 2, geometry: box(110.005, 40, 110.02, 40.01) },
      { id: 4, geometry: box(110.019999, 40, 110.03, 40.01) },
    ]);
    expect(report).toMatchObject({ accepted: true, read: 4 });
    expect(report.warnings.map((w) => [w.code, w.record]).sort()).toEqual([
      ["feature-id-repeated", 3],
      ["feature-twice", 2],
      ["overlap", 3],
      ["sliver", 4],
    ]);
    const [, size] = /by ([\d.]+) km²/.exec(report.warnings.find((w) => w.code === "overlap")!.message)!;
    // Measured by another way: the box the two share.
    expect(Number(size)).toBeCloseTo(measureAreaSquareMetres(box(110.005, 40, 110.01, 40.01)) / 1e6, 3);
  });

  it("neighbours that share an edge or a corner overlap nowhere", async () => {
    const cells = [0, 1, 2].flatMap((x) =>
      [0, 1].map((y) => ({
        geometry: box(110 + x / 10, 40 + y / 10, 110 + (x + 1) / 10, 40 + (y + 1) / 10),
      })),
    );
    expect((await read(cells)).warnings).toEqual([]);
  });
});

describe("gaps between areas", () => {
  const cell = (x: number, y: number) => [
    box(110 + x / 10, 40 + y / 10, 110 + (x + 1) / 10, 40 + (y + 1) / 10),
  ];
  const around = [0, 1, 2]
    .flatMap((x) => [0, 1, 2].map((y) => [x, y] as const))
    .filter(([x, y]) => x !== 1 || y !== 1);

  it("are told with size, place and the records round them", async () => {
    const report = await read(around.flatMap(([x, y]) => cell(x, y)).map((geometry) => ({ geometry })));
    expect(report.warnings.map((w) => [w.code, w.record])).toEqual([["gap", 1]]);
    const [, size] = /gap of ([\d.]+) km²/.exec(report.warnings[0]!.message)!;
    expect(Number(size)).toBeCloseTo(measureAreaSquareMetres(box(110.1, 40.1, 110.2, 40.2)) / 1e6, 2);
    expect(report.warnings[0]!.messageZh).toContain("与第 2、3、4、5、6 条等之间有缝隙");
  });

  it("are none where an area leaves ground out by itself, or where the ground lies open", async () => {
    const holed: Polygon = {
      type: "Polygon",
      coordinates: [
        ...box(111, 40, 111.1, 40.1).coordinates,
        box(111.02, 40.02, 111.05, 40.05).coordinates[0]!.toReversed(),
      ],
    };
    const open = around.filter(([x, y]) => x !== 1 || y !== 0).flatMap(([x, y]) => cell(x, y));
    expect((await read([{ geometry: holed }, ...open.map((geometry) => ({ geometry }))])).warnings).toEqual(
      [],
    );
    // Another area stands in the hole and fills half of it: what is left is a gap.
    const half = box(111.02, 40.02, 111.035, 40.05);
    expect((await read([{ geometry: holed }, { geometry: half }])).warnings.map((w) => w.code)).toEqual([
      "gap",
    ]);
  });

  it("of a board of squares are those a walk from outside cannot come to", () => {
    const side = 5;
    fc.assert(
      fc.property(fc.uint8Array({ minLength: side * side, maxLength: side * side, max: 3 }), (draw) => {
        const isThere = (x: number, y: number) =>
          x >= 0 && y >= 0 && x < side && y < side && draw[y * side + x]! > 0;
        const shapes = [...draw.keys()]
          .filter((at) => draw[at]! > 0)
          .map((at) => [cell(at % side, Math.floor(at / side))[0]!.coordinates]);
        fc.pre(shapes.length > 1);
        const countEnclosed = (steps: readonly (readonly [number, number])[]) => {
          const seen = new Set<string>();
          const pending: [number, number][] = [[-1, -1]];
          for (let place = pending.pop(); place; place = pending.pop()) {
            const [x, y] = place;
            const key = `${x},${y}`;
            if (seen.has(key) || isThere(x, y) || x < -1 || y < -1 || x > side || y > side) continue;
            seen.add(key);
            for (const [dx, dy] of steps) pending.push([x + dx, y + dy]);
          }
          return [...draw.keys()].filter(
            (at) => draw[at] === 0 && !seen.has(`${at % side},${Math.floor(at / side)}`),
          ).length;
        };
        const straight = [
          [1, 0],
          [-1, 0],
          [0, 1],
          [0, -1],
        ] as const;
        const slant = [...straight, [1, 1], [1, -1], [-1, 1], [-1, -1]] as const;
        const unit = measureAreaSquareMetres(box(110, 40.2, 110.1, 40.3));
        const found = findGaps(shapes).reduce((sum, gap) => sum + gap.areaSquareMetres, 0) / unit;
        // Ground that touches the outside in a corner only may count either way.
        expect(found).toBeGreaterThan(countEnclosed(slant) - 0.2);
        expect(found).toBeLessThan(countEnclosed(straight) + 0.2);
      }),
    );
  });
});

/** A polygon across the date line, written with longitudes that jump, and its parts moved by hand. */
const across = (west: number, south: number, width: number, height: number) => {
  const wrap = (x: number) => (x > 180 ? x - 360 : x);
  const ring = box(west, south, west + width, south + height).coordinates[0]!.map(
    ([x, y]): Position => [wrap(x!), y!],
  );
  return { type: "Polygon", coordinates: [ring] } as Polygon;
};
const longitudes = (geometry: Geometry) =>
  (JSON.stringify(geometry).match(/\[(-?[\d.]+),/g) ?? []).map((text) => Number(text.slice(1, -1)));

describe("the date line", () => {
  it("cuts a polygon in two whose ground is that of the same polygon elsewhere", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1700, max: 1799 }),
        fc.integer({ min: -800, max: 700 }),
        fc.integer({ min: 105, max: 900 }),
        (west, south, width) => {
          const [x, y, size] = [west / 10, south / 10, width / 10];
          const split = splitAtDateLine(across(x, y, size, 5)) as MultiPolygon;
          const reach = size - (180 - x);
          const expected =
            measureAreaSquareMetres(box(0, y, 180 - x, y + 5)) +
            measureAreaSquareMetres(box(0, y, reach, y + 5));
          expect(measureAreaSquareMetres(split) / expected).toBeCloseTo(1, 6);
          for (const part of split.coordinates) {
            const all = longitudes({ type: "Polygon", coordinates: part });
            expect(Math.max(...all) - Math.min(...all)).toBeLessThan(180);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it("cuts a line at ±180°, each piece on its side, and leaves what does not cross alone", async () => {
    const line: Geometry = {
      type: "LineString",
      coordinates: [
        [179, 50],
        [-179, 52],
      ],
    };
    const split = splitAtDateLine(line)!;
    expect(split).toEqual({
      type: "MultiLineString",
      coordinates: [
        [
          [179, 50],
          [180, 51],
        ],
        [
          [-180, 51],
          [-179, 52],
        ],
      ],
    });
    expect(measureLengthMetres(split)).toBeLessThan(300_000);
    expect(splitAtDateLine(box(-180, -90, 180, 90))).toBeNull();
    expect(splitAtDateLine(box(100, 10, 120, 20))).toBeNull();
    const report = await read([{ geometry: line }]);
    expect([report.accepted, report.warnings.map((w) => w.code)]).toEqual([true, ["date-line-split"]]);
  });

  it("refuses a ring round a pole and a buffer of an edge that jumps, instead of a band round the world", async () => {
    const round: Polygon = {
      type: "Polygon",
      coordinates: [
        [
          [-120, 80],
          [0, 80],
          [120, 80],
          [-120, 80],
        ],
      ],
    };
    const report = await read([{ geometry: round }]);
    expect([report.accepted, report.errors.map((e) => e.code)]).toEqual([false, ["round-a-pole"]]);
    expect(() =>
      buildBuffer(
        {
          type: "LineString",
          coordinates: [
            [179, 50],
            [-179, 50],
          ],
        },
        10,
      ),
    ).toThrow(RangeError);
  });
});

describe("a ring within a ring", () => {
  const nested = {
    geometry: {
      type: "MultiPolygon",
      coordinates: [box(110, 40, 110.1, 40.1).coordinates, box(110.02, 40.02, 110.06, 40.06).coordinates],
    } as MultiPolygon,
  };
  const readWith = async (...repairs: ("nest-rings" | "make-valid")[]) => {
    const content = JSON.stringify({
      type: "FeatureCollection",
      features: [{ type: "Feature", properties: {}, ...nested }],
    });
    return readFiles([{ name: "a.geojson", bytes: new TextEncoder().encode(content) }], { repairs });
  };
  const [outer, inner] = [box(110, 40, 110.1, 40.1), box(110.02, 40.02, 110.06, 40.06)].map(
    measureAreaSquareMetres,
  ) as [number, number];

  it("is offered as a hole first and as ground second, each with its area, and does what was chosen", async () => {
    const { report } = await readWith();
    expect(report.repairs.map((repair) => repair.id)).toEqual(["nest-rings", "make-valid"]);
    const areas = [...report.errors[0]!.message.matchAll(/([\d.]+) km²/g)].map((match) => Number(match[1]));
    expect(areas[0]).toBeCloseTo((outer - inner) / 1e6, 3);
    expect(areas[1]).toBeCloseTo(outer / 1e6, 3);
    for (const [repair, expected] of [
      ["nest-rings", outer - inner],
      ["make-valid", outer],
    ] as const) {
      const { report: told, layers } = await readWith(repair);
      expect(measureAreaSquareMetres(layers[0]!.collection.features[0]!.geometry)).toBeCloseTo(expected, -1);
      expect(told.warnings.map((w) => w.code)).toEqual(["repaired-nested-outer-rings"]);
    }
  });
});
