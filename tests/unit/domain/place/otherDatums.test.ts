import { describe, expect, it } from "vitest";
import { findCrs } from "../../../../src/domain/place/crs.ts";
import { parseCrsText } from "../../../../src/domain/place/crsText.ts";
import { createProjection } from "../../../../src/domain/place/projection.ts";

const geographic = (name: string, datum: string) =>
  `GEOGCS["${name}",DATUM["${datum}",SPHEROID["x",6378137,298.257222101]],PRIMEM["Greenwich",0],UNIT["Degree",0.0174532925199433]]`;
const moved = (text: string, x: number, y: number) => {
  const crs = parseCrsText(text);
  if (!crs.ok) throw new Error(crs.error.en);
  return { crs: crs.value, at: createProjection(crs.value).toLngLat(x, y) };
};

describe("systems on other datums", () => {
  it("NAD83 in degrees stays where it is, with a note that says how well", () => {
    const { crs, at } = moved(geographic("GCS_North_American_1983", "D_North_American_1983"), -100, 40);
    expect([crs.epsg, at[0].toFixed(7), at[1].toFixed(7)]).toEqual([4269, "-100.0000000", "40.0000000"]);
    expect(crs.note?.en).toContain("NAD83");
  });

  // Figures by cs2cs of PROJ 9.1 with the same shifts.
  it.each([
    [4230, 10, 50, 9.99886462004454, 49.9991985915617],
    [4301, 139, 36, 138.996818613744, 36.0031824251364],
    [4284, 60, 50, 59.9988194640301, 50.0002766425011],
    [4267, -100, 40, -100.000417622219, 40.000009482768],
  ] as const)("%s goes over as PROJ takes it", (epsg, x, y, longitude, latitude) => {
    const found = findCrs(epsg);
    if (!found.ok) throw new Error(found.error.en);
    const [lng, lat] = createProjection(found.value).toLngLat(x, y);
    expect([lng, lat].map((v) => v.toFixed(7))).toEqual([longitude.toFixed(7), latitude.toFixed(7)]);
  });

  it("Beijing 1954 on the same ellipsoid as Pulkovo stays refused", () => {
    const crs = parseCrsText(geographic("GCS_Beijing_1954", "D_Beijing_1954"));
    expect(crs.ok ? "read" : crs.error.code).toBe("crs-old-datum");
  });
});
