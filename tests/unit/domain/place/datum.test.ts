import { describe, expect, it } from "vitest";
import {
  fromBd09,
  fromGcj02,
  fromOffsetDatum,
  measureDatumShiftMetres,
  toBd09,
  toGcj02,
} from "../../../../src/domain/place/datum.ts";
import { measureDistanceMetres } from "../../../../src/domain/place/ellipsoid.ts";
import { lngLat } from "../../../../src/domain/place/position.ts";

const places = [...Array(200).keys()].map((i) => lngLat(75 + ((i * 7.3) % 58), 20 + ((i * 3.1) % 32)));

/** The published GCJ-02 formula, written out a second time for the test alone. */
function publishedGcj02(lon: number, lat: number): [number, number] {
  const a = 6378245;
  const ee = 0.006693421622965943;
  const [x, y] = [lon - 105, lat - 35];
  const s = (f: number, v: number) => Math.sin(f * v * Math.PI);
  const wave = (20 * s(6, x) + 20 * s(2, x)) * (2 / 3);
  const dLat =
    -100 +
    2 * x +
    3 * y +
    0.2 * y * y +
    0.1 * x * y +
    0.2 * Math.sqrt(Math.abs(x)) +
    wave +
    (20 * s(1, y) + 40 * s(1 / 3, y)) * (2 / 3) +
    (160 * s(1 / 12, y) + 320 * s(1 / 30, y)) * (2 / 3);
  const dLon =
    300 +
    x +
    2 * y +
    0.1 * x * x +
    0.1 * x * y +
    0.1 * Math.sqrt(Math.abs(x)) +
    wave +
    (20 * s(1, x) + 40 * s(1 / 3, x)) * (2 / 3) +
    (150 * s(1 / 12, x) + 300 * s(1 / 30, x)) * (2 / 3);
  const rad = (lat / 180) * Math.PI;
  const magic = 1 - ee * Math.sin(rad) ** 2;
  return [
    lon + (dLon * 180) / ((a / Math.sqrt(magic)) * Math.cos(rad) * Math.PI),
    lat + (dLat * 180) / (((a * (1 - ee)) / (magic * Math.sqrt(magic))) * Math.PI),
  ];
}

describe("the offset datums", () => {
  it("GCJ-02 follows the published formula within a millimetre", () => {
    for (const place of places) {
      const [x, y] = publishedGcj02(place[0], place[1]);
      const ours = toGcj02(place);
      expect(measureDistanceMetres(lngLat(x, y), lngLat(ours[0], ours[1]))).toBeLessThan(0.001);
    }
  });

  it("there and back again closes within a millimetre for both", () => {
    for (const place of places) {
      expect(measureDistanceMetres(place, fromGcj02(toGcj02(place)))).toBeLessThan(0.001);
      expect(measureDistanceMetres(place, fromBd09(toBd09(place)))).toBeLessThan(0.001);
    }
  });

  it("the shift in the plan's latitudes lies between 400 and 700 metres for GCJ-02 and more for BD-09", () => {
    for (const [x, y] of [
      [109.8, 40.65],
      [111.7, 40.8],
      [109.9, 39.8],
      [113.1, 41.03],
    ] as const) {
      const gcj = measureDatumShiftMetres("gcj02", x, y);
      expect(gcj).toBeGreaterThan(400);
      expect(gcj).toBeLessThan(700);
      expect(measureDatumShiftMetres("bd09", x, y)).toBeGreaterThan(gcj);
    }
  });

  it("outside China nothing is moved, and WGS 84 is left as it is", () => {
    expect(fromOffsetDatum("gcj02", 2.35, 48.86)).toEqual([2.35, 48.86]);
    expect(fromOffsetDatum("wgs84", 110, 40)).toEqual([110, 40]);
    expect(measureDatumShiftMetres("wgs84", 110, 40)).toBe(0);
  });
});
