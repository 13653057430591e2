import type { Bilingual } from "../plan.ts";

/** A datum that is not of this country: how it goes over into WGS 84, and how well. */
export interface OtherDatum {
  name: string;
  /** What its names look like in lower case, other characters as underscores. */
  pattern: RegExp;
  epsg: number;
  /** Ellipsoid and shift as proj4 writes them. */
  shift: string;
  /** How far positions may be off afterwards. */
  withinMetres: number;
}

/**
 * Shifts of the EPSG registry (v11); the first group differs from WGS 84 by less than the motion of the
 * plates and has none. Beijing 1954 and Xian 1980 are not here: their parameters are kept by the survey authority.
 */
const otherDatums: readonly OtherDatum[] = [
  {
    name: "NAD83",
    pattern: /north_american_(datum_)?_?1983|nad_?(19)?83/,
    epsg: 4269,
    shift: "+ellps=GRS80",
    withinMetres: 2,
  },
  {
    name: "ETRS89",
    pattern: /etrs_?(19)?89|european_terrestrial_reference_system/,
    epsg: 4258,
    shift: "+ellps=GRS80",
    withinMetres: 1,
  },
  {
    name: "JGD2000",
    pattern: /jgd_?2000|japanese_geodetic_datum_2000/,
    epsg: 4612,
    shift: "+ellps=GRS80",
    withinMetres: 1,
  },
  {
    name: "JGD2011",
    pattern: /jgd_?2011|japanese_geodetic_datum_2011/,
    epsg: 6668,
    shift: "+ellps=GRS80",
    withinMetres: 1,
  },
  {
    name: "GDA94",
    pattern: /gda_?(19)?94|geocentric_datum_of_australia_1994/,
    epsg: 4283,
    shift: "+ellps=GRS80",
    withinMetres: 3,
  },
  {
    name: "GDA2020",
    pattern: /gda_?2020|geocentric_datum_of_australia_2020/,
    epsg: 7844,
    shift: "+ellps=GRS80",
    withinMetres: 3,
  },
  {
    name: "OSGB36",
    pattern: /osgb_?(19)?36|ordnance_survey_of_great_britain_1936/,
    epsg: 4277,
    shift: "+ellps=airy +towgs84=446.448,-125.157,542.06,0.15,0.247,0.842,-20.489",
    withinMetres: 5,
  },
  {
    // CH1903+ (LV95) has the same shift; the two differ by up to 1.6 m.
    name: "CH1903",
    pattern: /ch_?1903/,
    epsg: 4149,
    shift: "+ellps=bessel +towgs84=674.374,15.056,405.346",
    withinMetres: 3,
  },
  { name: "SIRGAS 2000", pattern: /sirgas_?2000/, epsg: 4674, shift: "+ellps=GRS80", withinMetres: 1 },
  {
    name: "Pulkovo 1942",
    pattern: /pulkovo_1942/,
    epsg: 4284,
    shift: "+ellps=krass +towgs84=25,-141,-78.5,0,0.35,0.736,0",
    withinMetres: 5,
  },
  {
    name: "ED50",
    pattern: /european_(datum_)?_?1950|ed_?50/,
    epsg: 4230,
    shift: "+ellps=intl +towgs84=-87,-98,-121",
    withinMetres: 10,
  },
  {
    name: "Tokyo",
    pattern: /(^|_)tokyo/,
    epsg: 4301,
    shift: "+ellps=bessel +towgs84=-146.414,507.337,680.507",
    withinMetres: 10,
  },
  {
    name: "NAD27",
    pattern: /north_american_(datum_)?_?1927|nad_?(19)?27/,
    epsg: 4267,
    shift: "+ellps=clrk66 +towgs84=-8,160,176",
    withinMetres: 10,
  },
];

/** The datum that the names of a system speak of; undefined where none is known. */
export const findOtherDatum = (said: string): OtherDatum | undefined =>
  otherDatums.find(({ pattern }) => pattern.test(said));

export const findOtherDatumByCode = (epsg: number): OtherDatum | undefined =>
  otherDatums.find((datum) => datum.epsg === epsg);

/** A grid on another datum that offices name by its code: British, Swiss, and UTM on NAD83 and ETRS89. */
export function findOtherGridByCode(
  epsg: number,
): { name: string; datum: OtherDatum; meridian: number; definition: string } | undefined {
  const on = (code: number, name: string, meridian: number, grid: string) => {
    const datum = findOtherDatumByCode(code)!;
    return { name, datum, meridian, definition: `${grid} ${datum.shift} +units=m +no_defs` };
  };
  const swiss = "+proj=somerc +lat_0=46.9524055555556 +lon_0=7.43958333333333 +k_0=1";
  if (epsg === 2056)
    return on(4149, "CH1903+ / LV95", 7.43958333333333, `${swiss} +x_0=2600000 +y_0=1200000`);
  if (epsg === 21781) return on(4149, "CH1903 / LV03", 7.43958333333333, `${swiss} +x_0=600000 +y_0=200000`);
  if (epsg === 27700) {
    const grid = "+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000";
    return on(4277, "OSGB36 / British National Grid", -2, grid);
  }
  const american = epsg >= 26901 && epsg <= 26923;
  if (!american && !(epsg >= 25828 && epsg <= 25838)) return undefined;
  const zone = epsg - (american ? 26900 : 25800);
  const meridian = zone * 6 - 183;
  const grid = `+proj=tmerc +lat_0=0 +lon_0=${meridian} +k=0.9996 +x_0=500000 +y_0=0`;
  return on(american ? 4269 : 4258, `${american ? "NAD83" : "ETRS89"} / UTM zone ${zone}N`, meridian, grid);
}

/** What is said of positions brought over from another datum. */
export const describeShift = ({ name, withinMetres }: OtherDatum): Bilingual => ({
  zh: `坐标在 ${name} 基准上，已换算到 WGS 84，换算误差约 ${withinMetres} 米以内`,
  en: `positions are on ${name} and were brought to WGS 84, to within about ${withinMetres} m`,
});
