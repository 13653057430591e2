/** The datums whose parameters the survey authority keeps. */
export type OldDatum = "beijing54" | "new-beijing54" | "xian80";

/** An ellipsoid by its semi-major axis, metres, and its inverse flattening. */
export interface Ellipsoid {
  a: number;
  rf: number;
}

/** A system on an old datum: its own grid or degrees, without any shift. */
export interface OldSystem {
  datum: OldDatum;
  name: string;
  epsg: number | null;
  ellipsoid: Ellipsoid;
  /** Null where positions are degrees. */
  grid: { meridian: number; falseEasting: number; falseNorthing: number; scale: number } | null;
}

/** Krassovsky 1940 and IAG 1975 (EPSG 7024, 7049), and that of CGCS2000 (EPSG 1024). */
const krassovsky: Ellipsoid = { a: 6378245, rf: 298.3 };
const iag75: Ellipsoid = { a: 6378140, rf: 298.257 };
export const cgcs2000Ellipsoid: Ellipsoid = { a: 6378137, rf: 298.257222101 };

export const oldDatumNames: Record<OldDatum, string> = {
  beijing54: "北京54 (Beijing 1954)",
  "new-beijing54": "新北京54 (New Beijing)",
  xian80: "西安80 (Xian 1980)",
};
export const ellipsoidOf = (datum: OldDatum): Ellipsoid => (datum === "xian80" ? iag75 : krassovsky);

type Run = [from: number, to: number, grid?: { meridian: number; step: 3 | 6; zone?: number }];

/** Runs of EPSG codes (registry v11): degrees, or grids from a first meridian on, numbered where the zone is prefixed. */
const runs: Record<OldDatum, Run[]> = {
  beijing54: [
    [4214, 4214],
    [2401, 2421, { meridian: 75, step: 3, zone: 25 }],
    [2422, 2442, { meridian: 75, step: 3 }],
    [21413, 21423, { meridian: 75, step: 6, zone: 13 }],
    [21453, 21463, { meridian: 75, step: 6 }],
    [21473, 21483, { meridian: 75, step: 6 }],
  ],
  "new-beijing54": [
    [4555, 4555],
    [4568, 4578, { meridian: 75, step: 6, zone: 13 }],
    [4579, 4589, { meridian: 75, step: 6 }],
    [4652, 4656, { meridian: 75, step: 3, zone: 25 }],
    [4766, 4781, { meridian: 90, step: 3, zone: 30 }],
    [4782, 4800, { meridian: 75, step: 3 }],
    [4812, 4812, { meridian: 132, step: 3 }],
    [4822, 4822, { meridian: 135, step: 3 }],
  ],
  xian80: [
    [4610, 4610],
    [2327, 2337, { meridian: 75, step: 6, zone: 13 }],
    [2338, 2348, { meridian: 75, step: 6 }],
    [2349, 2369, { meridian: 75, step: 3, zone: 25 }],
    [2370, 2390, { meridian: 75, step: 3 }],
  ],
};

/** The system of an old datum with an EPSG code; undefined for any other code. */
export function findOldSystem(epsg: number): OldSystem | undefined {
  for (const datum of Object.keys(runs) as OldDatum[]) {
    const run = runs[datum].find(([from, to]) => epsg >= from && epsg <= to);
    if (!run) continue;
    const [from, , grid] = run;
    const base = { datum, epsg, ellipsoid: ellipsoidOf(datum) };
    if (!grid) return { ...base, name: oldDatumNames[datum], grid: null };
    const steps = epsg - from;
    const meridian = grid.meridian + steps * grid.step;
    const prefix = grid.zone === undefined ? 0 : grid.zone + steps;
    return {
      ...base,
      name: `${oldDatumNames[datum]} / ${grid.step}° ${prefix ? `zone ${prefix}` : `CM ${meridian}E`}`,
      grid: { meridian, falseEasting: prefix * 1e6 + 5e5, falseNorthing: 0, scale: 1 },
    };
  }
  return undefined;
}

/** Code of the grid without a zone prefix on a central meridian; degrees where none is given or none is that of a zone. */
export function findOldCode(datum: "beijing54" | "xian80", meridian?: number): number {
  const isZone =
    meridian !== undefined && Number.isInteger(meridian / 3) && meridian >= 75 && meridian <= 135;
  if (!isZone) return datum === "beijing54" ? 4214 : 4610;
  return (datum === "beijing54" ? 2422 : 2370) + (meridian - 75) / 3;
}
