import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { findCrs, findCrsCandidates, parseCrsName } from "../../../../src/domain/place/crs.ts";
import { formatCrsText, parseCrsText } from "../../../../src/domain/place/crsText.ts";
import { createProjection } from "../../../../src/domain/place/projection.ts";

/** EPSG, longitude, latitude, easting, northing: by PROJ (gdaltransform 3.6.2 from EPSG:4326). */
const byProj: [number, number, number, number, number][] = [
  [4491, 73.2, 39, 13344067.0801541, 4320045.71702846],
  [4495, 99.5, 30, 17548243.4486062, 3320218.65041027],
  [4497, 111.7, 41.2, 19558716.4402311, 4563020.72335075],
  [4501, 133, 47, 23347890.1191032, 5209189.00262109],
  [4502, 76, 40, 585394.619691227, 4430008.06774631],
  [4508, 112.9, 40.8, 660343.437886672, 4520100.42085073],
  [4512, 134, 48, 425375.037528302, 5318911.57374286],
  [4513, 75.2, 38, 25517566.5009299, 4207516.89485386],
  [4525, 110.0, 40.65, 37415420.672272, 4502186.45433727],
  [4526, 113.1, 41.03, 38424312.2406683, 4544295.16364936],
  [4533, 134.9, 47, 45492394.4004336, 5207251.86293199],
  [4534, 74.4, 38.5, 447660.122689801, 4263169.23047895],
  [4546, 109.8, 39.6, 396930.532945069, 4385804.7664826],
  [4547, 114.05, 42.1, 504136.045929294, 4662745.51482924],
  [4554, 135.1, 48.2, 507433.645675882, 5340670.88480633],
  [32649, 109.9, 40.6, 406930.41352343, 4494936.25498044],
  [32650, 114.2, 41.9, 267737.807791006, 4642465.14547343],
  [3857, 111.7, 40.8, 12434387.1216087, 4982886.31657054],
];

const crsOf = (epsg: number) => {
  const found = findCrs(epsg);
  if (!found.ok) throw new Error(found.error.en);
  return found.value;
};

describe("grids", () => {
  it.each(byProj)("EPSG:%i agrees with PROJ within a millimetre, both ways", (epsg, lon, lat, x, y) => {
    const projection = createProjection(crsOf(epsg));
    const [gx, gy] = projection.fromLngLat(lon, lat);
    expect(Math.hypot(gx - x, gy - y)).toBeLessThan(0.001);
    const [rlon, rlat] = projection.toLngLat(x, y);
    expect(Math.hypot(rlon - lon, rlat - lat)).toBeLessThan(1e-8);
  });

  it("every CGCS2000 zone from 4491 to 4554 is known and its central meridian maps to 500 km", () => {
    for (let epsg = 4491; epsg <= 4554; epsg += 1) {
      const crs = crsOf(epsg);
      const [x] = createProjection(crs).fromLngLat(crs.centralMeridian!, 40);
      expect(Math.abs((x % 1e6) - 5e5)).toBeLessThan(1e-6);
      expect(crs.datum).toBe("cgcs2000");
    }
  });
});

describe("naming a coordinate system", () => {
  it.each([
    ["EPSG:4547", 4547],
    ["4547", 4547],
    ["urn:ogc:def:crs:EPSG::4525", 4525],
    ["urn:ogc:def:crs:OGC:1.3:CRS84", 4326],
    ["http://www.opengis.net/def/crs/EPSG/0/4490", 4490],
  ])("%s is EPSG:%i", (name, epsg) => {
    const found = parseCrsName(name);
    expect(found.ok && found.value.epsg).toBe(epsg);
  });

  it.each([2437, 4214, 21459, 2361, 4610, 4796])(
    "EPSG:%i stands on an old datum and is refused with the reason",
    (epsg) => {
      const found = findCrs(epsg);
      expect(found.ok).toBe(false);
      if (!found.ok) {
        expect(found.error.code).toBe("crs-old-datum");
        expect(found.error.zh).toMatch(/北京54|西安80/);
        expect(found.error.en).toMatch(/official parameters/);
      }
    },
  );

  it("a name that is no system at all is refused", () => {
    for (const name of ["", "EPSG:", "EPSG:1", "hello", "EPSG:99999", "urn:ogc:def:crs:EPSG::31700"]) {
      expect(parseCrsName(name).ok, name).toBe(false);
    }
  });
});

describe("a description in well-known text", () => {
  const blocks = readFileSync(resolve(import.meta.dirname, "../../../fixtures/files/crs-texts.txt"), "utf8")
    .split("=== ")
    .filter((block) => block !== "")
    .map((block) => block.split("\n"));

  it.each(blocks.map((b) => [Number(b[0]), b[1]!, b[2]!] as const))(
    "EPSG:%i as GDAL writes it, in both forms, is recognised",
    (epsg, esri, second) => {
      for (const text of [esri, second]) {
        const found = parseCrsText(text);
        expect(found.ok && found.value.definition, text).toBe(crsOf(epsg).definition);
        expect(found.ok && found.value.kind).toBe(crsOf(epsg).kind);
      }
    },
  );

  it.each([4326, 4490, 4491, 4502, 4525, 4547, 32649, 3857])(
    "EPSG:%i survives being written and read",
    (epsg) => {
      const found = parseCrsText(formatCrsText(crsOf(epsg)));
      expect(found.ok && found.value.definition).toBe(crsOf(epsg).definition);
      expect(found.ok && found.value.datum).toBe(crsOf(epsg).datum);
    },
  );

  it("old datums are recognised by name or by ellipsoid", () => {
    for (const text of [
      'PROJCS["Beijing_1954_3_Degree_GK_CM_120E",GEOGCS["GCS_Beijing_1954",DATUM["D_Beijing_1954",SPHEROID["Krasovsky_1940",6378245.0,298.3]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["Central_Meridian",120.0],UNIT["Meter",1.0]]',
      'GEOGCS["GCS_Xian_1980",DATUM["D_Xian_1980",SPHEROID["Xian_1980",6378140.0,298.257]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]',
      'PROJCS["unnamed",GEOGCS["unknown",DATUM["unknown",SPHEROID["Krassovsky",6378245,298.3]]],PROJECTION["Transverse_Mercator"],UNIT["metre",1]]',
    ]) {
      const found = parseCrsText(text);
      expect(found.ok ? "read" : found.error.code).toBe("crs-old-datum");
    }
  });

  it("an Albers grid on CGCS2000 is read, units of no length and unknown methods are refused", () => {
    const base = (method: string, unit: string) =>
      `PROJCS["China_Albers",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["${method}"],PARAMETER["False_Easting",0.0],PARAMETER["Central_Meridian",105.0],PARAMETER["Standard_Parallel_1",25.0],PARAMETER["Standard_Parallel_2",47.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["x",${unit}]]`;
    const albers = parseCrsText(base("Albers", "1.0"));
    expect(albers.ok).toBe(true);
    if (albers.ok) {
      const p = createProjection(albers.value);
      const [x, y] = p.fromLngLat(111, 41);
      const [lon, lat] = p.toLngLat(x, y);
      expect([lon, lat]).toEqual([expect.closeTo(111, 9), expect.closeTo(41, 9)]);
    }
    for (const unit of ["0", "-0.3048", "1e999"]) {
      const found = parseCrsText(base("Albers", unit));
      expect(found.ok ? "read" : found.error.code).toBe("crs-unit");
    }
    expect(parseCrsText(base("Bonne", "1.0")).ok).toBe(false);
    for (const junk of ["", "hello", "[[[[", 'GEOGCS["x"', "A[".repeat(5000)])
      expect(parseCrsText(junk).ok).toBe(false);
  });
});

it("an easting with a zone prefix names its zone; without one there are only candidates", () => {
  expect(findCrsCandidates(37415420, 4502186).map((c) => c.epsg)[0]).toBe(4525);
  expect(findCrsCandidates(19558716, 4563020).map((c) => c.epsg)).toContain(4497);
  expect(findCrsCandidates(396930, 4385804).length).toBeGreaterThan(3);
  expect(findCrsCandidates(110, 40)).toEqual([]);
});
