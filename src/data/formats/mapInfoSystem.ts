import { type Crs, findCrs, findGridCrs, refuseOldDatum } from "../../domain/place/crs.ts";
import { findOldCode } from "../../domain/place/oldDatums.ts";
import type { RawLayer } from "../importReport.ts";

type System = Pick<RawLayer, "crs" | "crsProblem">;

/** MapInfo's numbers of WGS 84 (the second for Web Mercator), and of a datum that states its own parameters. */
const wgs84 = new Set([104, 157]);
const nameless = new Set([999, 9999]);
/** MapInfo's numbers of ellipsoids. */
const grs80 = 0;
const krassovsky = 3;

/** A system by MapInfo's number of its projection; undefined where the projection is not known here. */
function findProjected(
  type: number,
  kind: "wgs84" | "cgcs2000",
  [meridian = 0, latitude = 0, scale = 1, easting = 0, northing = 0]: readonly number[],
  isWeb: boolean,
): Crs | null | undefined {
  if (type === 1) {
    const found = findCrs(kind === "cgcs2000" ? 4490 : 4326);
    return found.ok ? found.value : null;
  }
  if (type === 8 && latitude === 0) {
    const isNarrow = Math.floor(easting / 1e6) === meridian / 3 || easting === 5e5;
    return findGridCrs(kind, meridian, easting, northing, scale, isNarrow ? "3-degree" : "6");
  }
  if (type === 10 && isWeb) {
    const found = findCrs(3857);
    return found.ok ? found.value : null;
  }
  return undefined;
}

/** Krassovsky's ellipsoid is that of Beijing 1954 in this country; the meridian says which grid. */
const refuseKrassovsky = (meridian: number | undefined) =>
  refuseOldDatum("beijing54", `EPSG:${findOldCode("beijing54", meridian)}`).error;

/** What the head of a .map file says of its system, as numbers. */
export interface MapHeadSystem {
  projection: number;
  ellipsoid: number;
  unit: number;
  parameters: readonly number[];
  /** Metres from WGS 84. */
  shift: readonly number[];
}

const metre = 7;
/** The second is what MapInfo writes for degrees without a named datum: WGS 84 with a radius 1 cm longer. */
const wgs84Ellipsoids = new Set([28, 29]);

/** The system in the head of a .map file; what is not known is asked. */
export function findMapHeadSystem(head: MapHeadSystem): System {
  const { projection, ellipsoid, unit, parameters, shift } = head;
  if (projection === 0) return { crs: null };
  if (ellipsoid === krassovsky)
    return { crs: null, crsProblem: refuseKrassovsky(projection === 1 ? undefined : parameters[0]) };
  const isUnshifted = shift.every((value) => value === 0);
  const kind = wgs84Ellipsoids.has(ellipsoid) ? "wgs84" : ellipsoid === grs80 ? "cgcs2000" : undefined;
  const crs =
    kind && isUnshifted && (projection === 1 || unit === metre)
      ? findProjected(projection, kind, parameters, false)
      : undefined;
  if (crs !== undefined) return { crs };
  const said = `${projection}, ${ellipsoid}, ${unit}, ${parameters.join(", ")}`;
  return {
    crs: null,
    crsProblem: {
      code: "crs-mapinfo",
      zh: `坐标系（投影、椭球、单位、参数：${said}）不认识，请指明坐标系`,
      en: `the system (projection, ellipsoid, unit, parameters: ${said}) is not known here; name the coordinate system`,
    },
  };
}

/** A `CoordSys` clause: degrees, a Gauss–Krüger or UTM grid, Web Mercator; anything else is asked. */
export function readMapInfoSystem(clause: string | undefined): System {
  if (clause === undefined) {
    // Without the clause the format means degrees on WGS 84.
    const found = findCrs(4326);
    return { crs: found.ok ? found.value : null };
  }
  if (/^\s*nonearth/i.test(clause)) return { crs: null };
  const list = (/projection\s+(.+?)(\s+bounds|\s+affine|$)/i.exec(clause)?.[1] ?? "")
    .split(",")
    .map((part) => part.trim());
  const unitAt = list.findIndex((part) => /^"/.test(part));
  const unit = unitAt < 0 ? "" : list[unitAt]!.replaceAll('"', "");
  const before = list.slice(0, unitAt < 0 ? undefined : unitAt).map(Number);
  const [type = 0, datum = 0] = before;
  const after = unitAt < 0 ? [] : list.slice(unitAt + 1).map(Number);
  // A datum without a number states its ellipsoid and its shift: without a shift it is one with WGS 84 here.
  const isUnshifted = nameless.has(datum) && before.slice(3).every((value) => value === 0);
  const isGrs = isUnshifted && before[2] === grs80;
  if (nameless.has(datum) && before[2] === krassovsky)
    return { crs: null, crsProblem: refuseKrassovsky(type === 1 ? undefined : after[0]) };
  const problem = (zh: string, en: string): System => ({
    crs: null,
    crsProblem: {
      code: "crs-mapinfo",
      zh: `坐标系“${clause.slice(0, 80)}”${zh}，请指明坐标系`,
      en: `the system '${clause.slice(0, 80)}' ${en}; name the coordinate system`,
    },
  });
  if (!wgs84.has(datum) && !isGrs && !isUnshifted)
    return problem("的基准不认识", "is on a datum that is not known here");
  if (type !== 1 && unit !== "m")
    return problem(`的单位是 ${unit || "?"}，不是米`, `is in '${unit || "?"}', not in metres`);
  const crs = findProjected(type, isGrs ? "cgcs2000" : "wgs84", after, datum === 157);
  if (crs !== undefined) return { crs };
  return problem("的投影不支持", "is on a projection that is not supported");
}
