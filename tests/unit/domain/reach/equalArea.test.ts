import fc from "fast-check";
import geodesic from "geographiclib-geodesic";
import proj4 from "proj4";
import { describe, expect, it } from "vitest";
import { createEqualArea } from "../../../../src/domain/reach/equalArea.ts";

const own = createEqualArea(110.64, 40.5);
const other = proj4(
  "EPSG:4326",
  "+proj=laea +lat_0=40.5 +lon_0=110.64 +x_0=0 +y_0=0 +datum=WGS84 +units=m +no_defs",
);
const place = fc.tuple(
  fc.double({ min: 105, max: 117, noNaN: true }),
  fc.double({ min: 36, max: 45, noNaN: true }),
);

describe("equal-area projection", () => {
  it("agrees with PROJ to a centimetre", () => {
    fc.assert(
      fc.property(place, ([longitude, latitude]) => {
        const [x, y] = own.project(longitude, latitude);
        const [px, py] = other.forward([longitude, latitude]);
        expect(Math.hypot(x - px!, y - py!)).toBeLessThan(0.01);
      }),
      { seed: 1 },
    );
  });

  it("its inverse comes back to the same place within two millimetres", () => {
    fc.assert(
      fc.property(place, ([longitude, latitude]) => {
        const [back, up] = own.unproject(...own.project(longitude, latitude));
        expect(Math.abs(back - longitude)).toBeLessThan(2e-8);
        expect(Math.abs(up - latitude)).toBeLessThan(2e-8);
      }),
      { seed: 2 },
    );
  });

  it("a square kilometre is one on the ellipsoid, at the centre and at the edge", () => {
    for (const [x, y] of [
      [0, 0],
      [-400_000, 350_000],
      [430_000, -380_000],
    ] as const) {
      const polygon = geodesic.Geodesic.WGS84.Polygon(false);
      for (const [dx, dy] of [
        [0, 0],
        [1000, 0],
        [1000, 1000],
        [0, 1000],
      ] as const) {
        const [longitude, latitude] = own.unproject(x + dx, y + dy);
        polygon.AddPoint(latitude, longitude);
      }
      expect(Math.abs(polygon.Compute(false, true).area! / 1e6 - 1)).toBeLessThan(1e-6);
    }
  });
});
