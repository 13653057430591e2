import proj4 from "proj4";
import { describe, expect, it } from "vitest";
import { parseOldSystem } from "../../../../src/domain/place/crsText.ts";
import {
  cgcs2000Ellipsoid,
  ellipsoidOf,
  findOldCode,
  findOldSystem,
} from "../../../../src/domain/place/oldDatums.ts";
import {
  createSevenShift,
  findNonsense,
  fromGeocentric,
  type SevenParameters,
  toGeocentric,
} from "../../../../src/domain/place/sevenParameters.ts";

/** Numbers from 0 to 1, the same each run (Lehmer's generator). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

const xian80: SevenParameters = {
  shift: [-110.3, 20.6, 60.4],
  rotation: [-1.1, 2.3, -3.2],
  scalePpm: 1.7,
  convention: "position-vector",
};

describe("seven parameters", () => {
  // Figures of cs2cs (PROJ 9.1) with +towgs84, and of its +proj=helmert with convention=coordinate_frame.
  it.each([
    ["position-vector", 111.49963205971, 40.800010343687],
    ["coordinate-frame", 111.502621168986, 40.800110694112],
  ] as const)("%s goes over as PROJ takes it", (convention, longitude, latitude) => {
    const move = createSevenShift({ ...xian80, convention }, ellipsoidOf("xian80"), cgcs2000Ellipsoid);
    const [lng, lat] = move(111.5, 40.8);
    // 1e-9° is a tenth of a millimetre.
    expect(lng).toBeCloseTo(longitude, 9);
    expect(lat).toBeCloseTo(latitude, 9);
  });

  it("agrees with proj4's +towgs84 over the country, whatever the parameters", () => {
    const random = createRandom(14);
    const between = (low: number, high: number) => low + random() * (high - low);
    for (let round = 0; round < 200; round += 1) {
      const numbers = [200, 200, 200, 6, 6, 6, 20].map((most) => between(-most, most));
      const { a, rf } = ellipsoidOf(round % 2 ? "xian80" : "beijing54");
      const [x, y] = [between(75, 134), between(18, 53)];
      const expected = proj4(
        `+proj=longlat +a=${a} +rf=${rf} +towgs84=${numbers.join(",")} +no_defs`,
      ).inverse([x, y]);
      const move = createSevenShift(
        {
          shift: [numbers[0]!, numbers[1]!, numbers[2]!],
          rotation: [numbers[3]!, numbers[4]!, numbers[5]!],
          scalePpm: numbers[6]!,
          convention: "position-vector",
        },
        { a, rf },
        cgcs2000Ellipsoid,
      );
      const [lng, lat] = move(x, y);
      expect(lng).toBeCloseTo(expected[0]!, 8);
      expect(lat).toBeCloseTo(expected[1]!, 8);
    }
  });

  it("the two conventions are each other with the signs of the rotations turned", () => {
    const turned = xian80.rotation.map((value) => -value) as [number, number, number];
    const one = createSevenShift(xian80, ellipsoidOf("xian80"), cgcs2000Ellipsoid)(110, 40);
    const other = createSevenShift(
      { ...xian80, rotation: turned, convention: "coordinate-frame" },
      ellipsoidOf("xian80"),
      cgcs2000Ellipsoid,
    )(110, 40);
    expect(one).toEqual(other);
  });

  it("geocentric metres and degrees go there and back", () => {
    const [longitude, latitude, height] = fromGeocentric(
      ellipsoidOf("beijing54"),
      toGeocentric(ellipsoidOf("beijing54"), 111.67, 40.82, 1063),
    );
    expect(longitude).toBeCloseTo(111.67, 11);
    expect(latitude).toBeCloseTo(40.82, 11);
    expect(height).toBeCloseTo(1063, 6);
  });

  it.each([
    ["a number is missing", { shift: [1, Number.NaN, 3] }, "seven numbers"],
    ["all are 0", { shift: [0, 0, 0], rotation: [0, 0, 0], scalePpm: 0 }, "converts nothing"],
    ["the scale is a factor", { scalePpm: 1.0000021 }, "2.1000"],
    ["a shift is in millimetres", { shift: [-110300, 20600, 60400] }, "metres"],
    ["a rotation is beyond any", { rotation: [0, 400, 0] }, "arc-seconds"],
    ["the scale is beyond any", { scalePpm: 900 }, "500 ppm"],
  ] as const)("is refused in words where %s", (_, change, said) => {
    expect(findNonsense({ ...xian80, ...change } as SevenParameters)?.en).toContain(said);
  });

  it("sound parameters are not refused", () => {
    expect(findNonsense(xian80)).toBeUndefined();
    expect(findNonsense({ ...xian80, scalePpm: 1 })).toBeUndefined();
  });
});

describe("systems on old datums", () => {
  // Names and meridians of the EPSG registry (projinfo, PROJ 9.1).
  it.each([
    [2334, "xian80", 117, 20_500_000],
    [2361, "xian80", 111, 37_500_000],
    [2382, "xian80", 111, 500_000],
    [2413, "beijing54", 111, 37_500_000],
    [2434, "beijing54", 111, 500_000],
    [21419, "beijing54", 111, 19_500_000],
    [21459, "beijing54", 111, 500_000],
    [4773, "new-beijing54", 111, 37_500_000],
    [4822, "new-beijing54", 135, 500_000],
  ])("EPSG:%i is the grid the registry has", (epsg, datum, meridian, falseEasting) => {
    const system = findOldSystem(epsg);
    expect([system?.datum, system?.grid?.meridian, system?.grid?.falseEasting]).toEqual([
      datum,
      meridian,
      falseEasting,
    ]);
  });

  it("the code of a grid without prefix is found by its meridian", () => {
    expect([findOldCode("beijing54", 111), findOldCode("xian80", 111), findOldCode("xian80")]).toEqual([
      2434, 2382, 4610,
    ]);
    expect(findOldCode("beijing54", 110)).toBe(4214);
  });

  it("well-known text gives the same grid", () => {
    const text =
      'PROJCS["Xian_1980_3_Degree_GK_Zone_37",GEOGCS["GCS_Xian_1980",DATUM["D_Xian_1980",SPHEROID["Xian_1980",6378140.0,298.257]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",37500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",111.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]';
    expect(parseOldSystem(text)?.grid).toEqual(findOldSystem(2361)?.grid);
    expect(parseOldSystem(text.replaceAll("Xian", "China"))).toBeUndefined();
    expect(parseOldSystem("EPSG:4525")).toBeUndefined();
  });
});
