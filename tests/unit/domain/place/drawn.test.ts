import geodesicPackage from "geographiclib-geodesic";
import { describe, expect, it } from "vitest";
import {
  buildGeodesicCircle,
  buildSketch,
  findCircle,
  measureDrawn,
  parsePositionText,
} from "../../../../src/domain/place/drawn.ts";
import { lngLat } from "../../../../src/domain/place/position.ts";

const { Geodesic } = geodesicPackage;
const wgs84 = Geodesic.WGS84;

describe("drawn shapes", () => {
  it.each([1_000, 10_000, 100_000])("a circle of %d m has every corner at its radius", (radius) => {
    const { coordinates } = buildGeodesicCircle(lngLat(110, 40.5), radius);
    for (const [x, y] of coordinates[0]!) expect(wgs84.Inverse(40.5, 110, y!, x!).s12).toBeCloseTo(radius, 2);
    expect(coordinates[0]![0]).toEqual(coordinates[0]!.at(-1));
  });

  it("a circle has nearly the area of one and turns counter-clockwise", () => {
    const circle = buildGeodesicCircle(lngLat(110, 40.5), 5_000);
    const { areaSquareMetres } = measureDrawn(circle);
    expect(areaSquareMetres / (Math.PI * 5_000 ** 2)).toBeGreaterThan(0.999);
    const [a, b, c] = circle.coordinates[0]!.slice(0, 3) as [number[], number[], number[]];
    expect((b[0]! - a[0]!) * (c[1]! - a[1]!) - (b[1]! - a[1]!) * (c[0]! - a[0]!)).toBeGreaterThan(0);
  });

  it("a ring that is round on a Mercator map gives its centre and radius", () => {
    const scale = Math.cos((40 * Math.PI) / 180);
    const mercator = Math.log(Math.tan(Math.PI / 4 + (40 * Math.PI) / 360));
    const ring = Array.from({ length: 65 }, (_, i) => {
      const angle = (i % 64) * (Math.PI / 32);
      const y = mercator + (0.1 * Math.PI * Math.sin(angle)) / 180;
      return [111 + 0.1 * Math.cos(angle), (Math.atan(Math.exp(y)) * 360) / Math.PI - 90];
    });
    const { centre, radiusMetres } = findCircle(ring);
    expect(centre[0]).toBeCloseTo(111, 9);
    expect(centre[1]).toBeCloseTo(40, 9);
    expect(radiusMetres / (0.1 * 111_320 * scale)).toBeCloseTo(1, 2);
  });

  it("a line says the bearing of its last stretch, whatever the corner in hand repeats", () => {
    const line = [
      [110, 40],
      [110, 41],
      [111, 41],
      [111, 41],
    ];
    const { bearingDegrees, lengthMetres } = measureDrawn({ type: "LineString", coordinates: line });
    const inverse = wgs84.Inverse(41, 110, 41, 111, Geodesic.STANDARD);
    expect(bearingDegrees).toBeCloseTo(inverse.azi1!, 6);
    expect(lengthMetres).toBeCloseTo(wgs84.Inverse(40, 110, 41, 110).s12! + inverse.s12!, 2);
  });

  it("positions entered one by one make a shape once there are enough of them", () => {
    const [a, b, c] = [lngLat(110, 40), lngLat(111, 40), lngLat(111, 41)];
    expect(buildSketch("line", [a], 1)).toBeNull();
    expect(buildSketch("polygon", [a, b], 1)).toBeNull();
    expect(buildSketch("polygon", [a, b, b], 1)).toBeNull();
    expect(buildSketch("polygon", [a, b, c], 1)).toMatchObject({ type: "Polygon" });
    expect(buildSketch("point", [a], 1)).toEqual({ type: "Point", coordinates: [110, 40] });
    expect(buildSketch("circle", [a], 0)).toBeNull();
  });

  it.each([
    ["111.67, 40.82", [111.67, 40.82]],
    ["111.67，40.82", [111.67, 40.82]],
    ["111.67 40.82", [111.67, 40.82]],
    ["40.82, 111.67", undefined],
    ["111.67", undefined],
    ["北京", undefined],
    ["", undefined],
  ])("position text %j is read", (text, expected) => {
    expect(parsePositionText(text)).toEqual(expected);
  });
});
