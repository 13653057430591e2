import fc from "fast-check";
import { Geodesic } from "geographiclib-geodesic";
import { describe, expect, it } from "vitest";
import { paperSizes, usualScales } from "../../../src/sheet/paperSizes.ts";
import { buildSheetFrame, type FrameOptions } from "../../../src/sheet/sheetFrame.ts";
import {
  chooseBarLength,
  chooseNetStep,
  findConvergence,
  findCrossing,
} from "../../../src/sheet/sheetFurniture.ts";

const options: FrameOptions = {
  size: "A1",
  scale: 500_000,
  epsg: null,
  extent: [106.6, 37.5, 114.6, 43.5],
  legendColumns: 1,
};

const build = (change: Partial<FrameOptions> = {}) => {
  const frame = buildSheetFrame({ ...options, ...change });
  if (!frame.ok) throw new Error(frame.error.en);
  return frame.value;
};
const millimetresBetween = ([x1, y1]: [number, number], [x2, y2]: [number, number]) =>
  (Math.hypot(x2 - x1, y2 - y1) * 25.4) / 72;

describe("the frame of a sheet", () => {
  it("shows 50 km along the central meridian as 100 mm at 1:500,000, by the geodesic of Karney", () => {
    const frame = build();
    const { lat2 } = Geodesic.WGS84.Direct(40, 111, 0, 50_000);
    expect(frame.crs.epsg).toBe(4546);
    expect(millimetresBetween(frame.toPage(111, 40), frame.toPage(111, lat2!))).toBeCloseTo(100, 3);
  });

  it("keeps every scale along the central meridian, on every size of paper", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...usualScales),
        fc.constantFrom("A4", "A3", "A2", "A1", "A0" as const),
        (scale, size) => {
          const frame = build({ scale, size: size as FrameOptions["size"] });
          const { lat2 } = Geodesic.WGS84.Direct(40, 111, 0, scale / 100);
          expect(millimetresBetween(frame.toPage(111, 40), frame.toPage(111, lat2!))).toBeCloseTo(10, 3);
        },
      ),
      { numRuns: 30 },
    );
  });

  it("is moved over the ground by millimetres of paper, and shows the same from the middle it then has", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -200, max: 200 }),
        fc.integer({ min: -200, max: 200 }),
        fc.constantFrom(250_000, 500_000, 1_000_000),
        (east, north, scale) => {
          const still = build({ scale });
          const moved = build({ scale, epsg: 4546, shift: [east, north] });
          const before = still.toPage(111, 40);
          const after = moved.toPage(111, 40);
          expect(((before[0] - after[0]) * 25.4) / 72).toBeCloseTo(east, 6);
          expect(((before[1] - after[1]) * 25.4) / 72).toBeCloseTo(north, 6);
          const again = build({ scale, epsg: 4546, centre: moved.centre }).toPage(111, 40);
          expect(millimetresBetween(again, after)).toBeLessThan(1e-3);
        },
      ),
      { numRuns: 30 },
    );
  });

  it("lies as it is told, whatever fits better", () => {
    const [flat, upright] = (["landscape", "portrait"] as const).map((orientation) => build({ orientation }));
    expect([flat!.width, flat!.height]).toEqual([841, 594]);
    expect([upright!.width, upright!.height]).toEqual([594, 841]);
  });

  it("turns page and ground into each other", () => {
    const frame = build();
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (a, b) => {
          const [x, y] = [frame.map.left + a * frame.map.width, frame.map.bottom + b * frame.map.height];
          const [px, py] = frame.toPage(...frame.toLngLat(x, y));
          expect((px * 25.4) / 72).toBeCloseTo(x, 4);
          expect((py * 25.4) / 72).toBeCloseTo(y, 4);
        },
      ),
      { numRuns: 50 },
    );
  });

  it("without a scale takes the largest usual one that shows the whole extent", () => {
    for (const size of Object.keys(paperSizes) as FrameOptions["size"][]) {
      const frame = build({ size, scale: null });
      const larger = usualScales[usualScales.indexOf(frame.scale as (typeof usualScales)[number]) - 1]!;
      const isWhole = ({ map, toPage }: typeof frame) =>
        [
          [106.6, 37.5],
          [110.6, 43.5],
          [114.6, 37.5],
          [110.6, 37.5],
        ].every(([longitude, latitude]) => {
          const [x, y] = toPage(longitude!, latitude!).map((value) => (value * 25.4) / 72) as [
            number,
            number,
          ];
          return (
            x >= map.left - 0.01 &&
            x <= map.left + map.width + 0.01 &&
            y >= map.bottom - 0.01 &&
            y <= map.bottom + map.height + 0.01
          );
        });
      expect(isWhole(frame)).toBe(true);
      expect(isWhole(build({ size, scale: larger }))).toBe(false);
    }
  });

  it("refuses what has no scale, is far from its zone, or cannot be drawn", () => {
    const refused = (change: Partial<FrameOptions>) => {
      const frame = buildSheetFrame({ ...options, ...change });
      return frame.ok ? "accepted" : frame.error.code;
    };
    expect(refused({ epsg: 4490 })).toBe("sheet-crs");
    expect(refused({ epsg: 3857 })).toBe("sheet-crs");
    expect(refused({ epsg: 4534 })).toBe("sheet-zone");
    expect(refused({ epsg: 2334 })).toBe("crs-old-datum");
    expect(refused({ scale: 12 })).toBe("sheet-scale");
    expect(refused({ scale: null, extent: [60, -20, 160, 85], epsg: 4546 })).toBe("sheet-extent");
  });
});

describe("what stands round the map", () => {
  it("has a bar of a round length that fits", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1_000, max: 20_000_000 }),
        fc.integer({ min: 30, max: 150 }),
        (scale, room) => {
          const length = chooseBarLength(scale, room);
          const drawn = (length * 1000) / scale;
          expect(drawn).toBeLessThanOrEqual(room + 1e-9);
          expect(drawn).toBeGreaterThan(room / 2.6);
          expect([1, 2, 2.5, 5]).toContain(
            Number((length / 10 ** Math.floor(Math.log10(length))).toPrecision(6)),
          );
        },
      ),
    );
    expect(chooseBarLength(500_000, 115)).toBe(50_000);
  });

  it("has a finer net at a larger scale", () => {
    expect(chooseNetStep(500_000, 1)).toBe(20);
    expect(chooseNetStep(3_000_000, 1)).toBe(120);
  });

  it("finds where an edge crosses a meridian, whichever way the numbers run", () => {
    expect(findCrossing((share) => 100 + share * 10, 104)).toBeCloseTo(0.4, 9);
    expect(findCrossing((share) => 110 - share * 10, 104)).toBeCloseTo(0.6, 9);
    expect(findCrossing((share) => 100 + share, 104)).toBeUndefined();
  });

  it("says by how much grid north leans: longitude from the meridian times the sine of the latitude", () => {
    const frame = build();
    for (const longitude of [109, 111, 113])
      expect(findConvergence(frame, [longitude, 40])).toBeCloseTo(
        (longitude - 111) * Math.sin((40 * Math.PI) / 180),
        2,
      );
  });
});
