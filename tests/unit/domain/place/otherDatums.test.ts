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

const grid = (geographicText: string, method: string, parameters: [string, number][], unit: string) =>
  `PROJCS["x",${geographicText},PROJECTION["${method}"],${parameters.map(([n, v]) => `PARAMETER["${n}",${v}]`).join(",")},UNIT[${unit}]]`;
const nad83 = geographic("GCS_North_American_1983", "D_North_American_1983");
const longIsland = (unit: string, easting: number) =>
  grid(
    nad83,
    "Lambert_Conformal_Conic",
    [
      ["False_Easting", easting],
      ["False_Northing", 0],
      ["Central_Meridian", -74],
      ["Standard_Parallel_1", 41.0333333333333],
      ["Standard_Parallel_2", 40.6666666666667],
      ["Latitude_Of_Origin", 40.1666666666667],
    ],
    unit,
  );
const arizona = grid(
  nad83,
  "Transverse_Mercator",
  [
    ["False_Easting", 700000],
    ["False_Northing", 0],
    ["Central_Meridian", -110.166666666667],
    ["Scale_Factor", 0.9999],
    ["Latitude_Of_Origin", 31],
  ],
  '"Foot",0.3048',
);
// gdalsrsinfo -o wkt2_2019 EPSG:2263, without usage.
const longIsland2 =
  'PROJCRS["NAD83 / New York Long Island (ftUS)",BASEGEOGCRS["NAD83",DATUM["North American Datum 1983",ELLIPSOID["GRS 1980",6378137,298.257222101,LENGTHUNIT["metre",1]]],PRIMEM["Greenwich",0,ANGLEUNIT["degree",0.0174532925199433]],ID["EPSG",4269]],CONVERSION["SPCS83",METHOD["Lambert Conic Conformal (2SP)",ID["EPSG",9802]],PARAMETER["Latitude of false origin",40.1666666666667,ANGLEUNIT["degree",0.0174532925199433]],PARAMETER["Longitude of false origin",-74,ANGLEUNIT["degree",0.0174532925199433]],PARAMETER["Latitude of 1st standard parallel",41.0333333333333,ANGLEUNIT["degree",0.0174532925199433]],PARAMETER["Latitude of 2nd standard parallel",40.6666666666667,ANGLEUNIT["degree",0.0174532925199433]],PARAMETER["Easting at false origin",984250,LENGTHUNIT["US survey foot",0.304800609601219]],PARAMETER["Northing at false origin",0,LENGTHUNIT["US survey foot",0.304800609601219]]],CS[Cartesian,2],AXIS["easting (X)",east,ORDER[1],LENGTHUNIT["US survey foot",0.304800609601219]],AXIS["northing (Y)",north,ORDER[2],LENGTHUNIT["US survey foot",0.304800609601219]]]';
const surveyFoot = '"Foot_US",0.304800609601219';
const rounded = (at: readonly number[]) => at.map((v) => v.toFixed(8));

describe("grids in feet", () => {
  it.each([
    // echo "987654 201234" | cs2cs -f %.9f EPSG:2263 EPSG:4269
    ["US survey feet", longIsland(surveyFoot, 984250), 987654, 201234, -73.987720134, 40.719016877],
    ["US survey feet, WKT2", longIsland2, 987654, 201234, -73.987720134, 40.719016877],
    [
      "compound",
      `COMPD_CS["x + height",${longIsland(surveyFoot, 984250)},VERT_CS["h",VERT_DATUM["h",2005],UNIT["metre",1]]]`,
      987654,
      201234,
      -73.987720134,
      40.719016877,
    ],
    // echo "700000 900000" | cs2cs -f %.9f EPSG:2222 EPSG:4269
    ["international feet", arizona, 700000, 900000, -110.166666667, 33.474027037],
  ] as const)("%s land where PROJ puts them, with a note", (_, text, x, y, longitude, latitude) => {
    const { crs, at } = moved(text, x, y);
    expect(rounded(at)).toEqual(rounded([longitude, latitude]));
    expect(crs.unitNote?.en).toContain("0.3048");
    expect(crs.unitNote?.zh).toContain("0.3048");
    expect(crs.note?.en).toContain("NAD83");
  });

  it.each([
    ["US survey foot", 1200 / 3937],
    ["foot", 0.3048],
    ["Clarke's foot", 0.3047972654],
    ["Indian foot", 0.30479951024814694],
  ])("%s times its factor is the grid in metres", (name, factor) => {
    const metres = moved(longIsland('"Meter",1', 300000), 301234.5, 61234.5).at;
    const feet = moved(
      longIsland(`"${name}",${factor}`, 300000 / factor),
      301234.5 / factor,
      61234.5 / factor,
    );
    expect(rounded(feet.at)).toEqual(rounded(metres));
    expect(feet.crs.unitNote?.en).toContain(`'${name}'`);
  });
});

describe("national grids by published shifts", () => {
  const on = (datum: string) => geographic(`GCS_${datum}`, `D_${datum}`);
  it.each([
    // echo "530000 180000" | cs2cs -f %.9f +proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000
    //   +ellps=airy +towgs84=446.448,-125.157,542.06,0.15,0.247,0.842,-20.489 +to +proj=longlat +datum=WGS84
    [
      "OSGB36",
      grid(
        on("OSGB_1936"),
        "Transverse_Mercator",
        [
          ["False_Easting", 400000],
          ["False_Northing", -100000],
          ["Central_Meridian", -2],
          ["Scale_Factor", 0.9996012717],
          ["Latitude_Of_Origin", 49],
        ],
        '"Meter",1',
      ),
      530000,
      180000,
      -0.12835394,
      51.503990828,
    ],
    // echo "2683000 1247500" | cs2cs -f %.9f +proj=somerc +lat_0=46.9524055555556 +lon_0=7.43958333333333 +k_0=1
    //   +x_0=2600000 +y_0=1200000 +ellps=bessel +towgs84=674.374,15.056,405.346 +to +proj=longlat +datum=WGS84
    [
      "CH1903",
      grid(
        on("CH1903+"),
        "Hotine_Oblique_Mercator_Azimuth_Center",
        [
          ["False_Easting", 2600000],
          ["False_Northing", 1200000],
          ["Scale_Factor", 1],
          ["Azimuth", 90],
          ["Longitude_Of_Center", 7.43958333333333],
          ["Latitude_Of_Center", 46.9524055555556],
        ],
        '"Meter",1',
      ),
      2683000,
      1247500,
      8.537597579,
      47.373110531,
    ],
  ] as const)("%s lands where PROJ puts it, with a note", (datum, text, x, y, longitude, latitude) => {
    const { crs, at } = moved(text, x, y);
    expect(rounded(at)).toEqual(rounded([longitude, latitude]));
    expect(crs.note?.en).toContain(datum);
  });
});

describe("angles that are no degrees from Greenwich", () => {
  it.each([
    ["crs-angle-unit", nad83.replace("0.0174532925199433", "0.0157079632679490").replace("Degree", "Grad")],
    ["crs-prime-meridian", nad83.replace('"Greenwich",0', '"Paris",2.33722917')],
  ])("%s is said, not read as degrees", (code, text) => {
    const crs = parseCrsText(text);
    expect(crs.ok ? "read" : crs.error.code).toBe(code);
  });
});

it.each([
  // cs2cs -f %.9f with the definitions above, and EPSG:26913 to EPSG:4269, EPSG:25832 to EPSG:4258
  [27700, "OSGB36", 530000, 180000, -0.12835394, 51.503990828],
  [2056, "CH1903", 2683000, 1247500, 8.537597579, 47.373110531],
  [21781, "CH1903", 683000, 247500, 8.537597579, 47.373110531],
  [26913, "NAD83", 500000, 4400000, -105, 39.74990752],
  [25832, "ETRS89", 500000, 5500000, 9, 49.652542924],
] as const)("EPSG:%s is known and lands where PROJ puts it", (epsg, datum, x, y, longitude, latitude) => {
  const found = findCrs(epsg);
  if (!found.ok) throw new Error(found.error.en);
  expect(rounded(createProjection(found.value).toLngLat(x, y))).toEqual(rounded([longitude, latitude]));
  expect(found.value.note?.en).toContain(datum);
});
