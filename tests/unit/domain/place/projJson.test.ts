import { expect, it } from "vitest";
import { parseCrsText } from "../../../../src/domain/place/crsText.ts";
import { createProjection } from "../../../../src/domain/place/projection.ts";
import { formatProjJson } from "../../../../src/domain/place/projJson.ts";

// gdalsrsinfo -o projjson EPSG:2263, without its codes and its area.
const longIsland = {
  type: "ProjectedCRS",
  name: "NAD83 / New York Long Island (ftUS)",
  base_crs: {
    name: "NAD83",
    datum: {
      type: "GeodeticReferenceFrame",
      name: "North American Datum 1983",
      ellipsoid: { name: "GRS 1980", semi_major_axis: 6378137, inverse_flattening: 298.257222101 },
    },
    coordinate_system: {
      subtype: "ellipsoidal",
      axis: [
        { name: "Geodetic latitude", abbreviation: "Lat", direction: "north", unit: "degree" },
        { name: "Geodetic longitude", abbreviation: "Lon", direction: "east", unit: "degree" },
      ],
    },
  },
  conversion: {
    name: "SPCS83 New York Long Island zone (US Survey feet)",
    method: { name: "Lambert Conic Conformal (2SP)" },
    parameters: [
      { name: "Latitude of false origin", value: 40.1666666666667, unit: "degree" },
      { name: "Longitude of false origin", value: -74, unit: "degree" },
      { name: "Latitude of 1st standard parallel", value: 41.0333333333333, unit: "degree" },
      { name: "Latitude of 2nd standard parallel", value: 40.6666666666667, unit: "degree" },
      {
        name: "Easting at false origin",
        value: 984250,
        unit: { type: "LinearUnit", name: "US survey foot", conversion_factor: 0.304800609601219 },
      },
      {
        name: "Northing at false origin",
        value: 0,
        unit: { type: "LinearUnit", name: "US survey foot", conversion_factor: 0.304800609601219 },
      },
    ],
  },
  coordinate_system: {
    subtype: "Cartesian",
    axis: [
      {
        name: "Easting",
        abbreviation: "X",
        direction: "east",
        unit: { type: "LinearUnit", name: "US survey foot", conversion_factor: 0.304800609601219 },
      },
      {
        name: "Northing",
        abbreviation: "Y",
        direction: "north",
        unit: { type: "LinearUnit", name: "US survey foot", conversion_factor: 0.304800609601219 },
      },
    ],
  },
};

const read = (given: unknown) => {
  const crs = parseCrsText(formatProjJson(given) ?? "");
  return crs.ok ? crs.value : crs.error.code;
};

it.each([
  ["a grid", longIsland],
  [
    "a compound",
    { type: "CompoundCRS", name: "x", components: [longIsland, { type: "VerticalCRS", name: "h" }] },
  ],
])("%s in US survey feet without a code lands where PROJ puts it", (_, given) => {
  const crs = read(given);
  if (typeof crs === "string") throw new Error(crs);
  // echo "987654 201234" | cs2cs -f %.9f EPSG:2263 EPSG:4269
  const at = createProjection(crs).toLngLat(987654, 201234);
  expect(at).toEqual([expect.closeTo(-73.987720134, 8), expect.closeTo(40.719016877, 8)]);
  expect(crs.unitNote?.en).toContain("US survey foot");
});

it("degrees are known by their datum; gradians and Paris are refused; what is no system is none", () => {
  const degrees = { ...longIsland.base_crs, type: "GeographicCRS" };
  expect(read(degrees)).toMatchObject({ epsg: 4269 });
  const gradians = { type: "AngularUnit", name: "grad", conversion_factor: Math.PI / 200 };
  expect(read({ ...degrees, coordinate_system: { axis: [{ name: "Lat", unit: gradians }] } })).toBe(
    "crs-angle-unit",
  );
  const paris = { ...degrees.datum, prime_meridian: { name: "Paris", longitude: 2.33722917 } };
  expect(read({ ...degrees, datum: paris })).toBe("crs-prime-meridian");
  for (const given of [null, 1, [], {}, { type: "ProjectedCRS" }, { type: "CompoundCRS", components: 1 }])
    expect(formatProjJson(given)).toBeUndefined();
});

it.each([
  ["a unit without a factor", '"conversion_factor":0.304800609601219', '"conversion_factor":"x"'],
  ["a parameter that is no number", '"value":984250', '"value":"far"'],
])("%s is no system, never metres or zero", (_, from, to) => {
  const text = JSON.stringify(longIsland).replaceAll(from, to);
  expect(text).not.toBe(JSON.stringify(longIsland));
  expect(formatProjJson(JSON.parse(text))).toBeUndefined();
});
