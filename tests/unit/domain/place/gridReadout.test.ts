import { describe, expect, it } from "vitest";
import { measureDistanceMetres } from "../../../../src/domain/place/ellipsoid.ts";
import { readGridPosition } from "../../../../src/domain/place/gridReadout.ts";
import { lngLat } from "../../../../src/domain/place/position.ts";

describe("a position in its zone of CGCS2000", () => {
  it("stands 500 km east and as far north as the meridian is long, on the central meridian", () => {
    for (const [longitude, latitude] of [
      [111, 40.8],
      [108, 39.6],
      [114, 41.2],
    ] as const) {
      const read = readGridPosition(longitude, latitude)!;
      expect(read.centralMeridian).toBe(longitude);
      expect(read.eastingMetres).toBeCloseTo(500_000, 3);
      // Along a central meridian the grid is true; geographiclib measures it by its own series.
      const meridian = measureDistanceMetres(lngLat(longitude, 0), lngLat(longitude, latitude));
      expect(read.northingMetres).toBeCloseTo(meridian, 2);
    }
  });

  it("takes the zone whose meridian is nearest, and says which system it is", () => {
    expect(readGridPosition(112.49, 40)!.centralMeridian).toBe(111);
    expect(readGridPosition(112.51, 40)!.centralMeridian).toBe(114);
    expect(readGridPosition(111.7, 40.8)!.crs.epsg).toBe(4546);
    expect(readGridPosition(111.7, 40.8)!.crs.name).toMatch(/CGCS2000/);
    expect(readGridPosition(2, 48)).toBeUndefined();
  });
});
