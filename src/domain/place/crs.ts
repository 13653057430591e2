import type { Bilingual } from "../plan.ts";
import { failure, type Problem, type Result, success } from "../result.ts";
import { findOldSystem, type OldDatum, oldDatumNames } from "./oldDatums.ts";
import { describeShift, findOtherDatumByCode, findOtherGridByCode } from "./otherDatums.ts";

/** A coordinate reference system this app can turn into WGS 84 degrees. */
export interface Crs {
  /** EPSG code, or null where a file describes a system without a code. */
  epsg: number | null;
  name: string;
  kind: "geographic" | "projected";
  datum: "wgs84" | "cgcs2000";
  /** proj4 definition of the grid, or of degrees on another datum; empty for degrees. */
  definition: string;
  /** What a shift from another datum does, where there is one. */
  note?: Bilingual;
  /** The unit of a grid that is not in metres, with its factor. */
  unitNote?: Bilingual;
  /** Central meridian of a Gauss–Krüger or UTM grid, degrees. */
  centralMeridian?: number;
}

const grid = (
  epsg: number | null,
  name: string,
  datum: Crs["datum"],
  centralMeridian: number,
  falseEasting: number,
  scale: number,
  falseNorthing = 0,
): Crs => ({
  epsg,
  name,
  kind: "projected",
  datum,
  centralMeridian,
  definition:
    `+proj=tmerc +lat_0=0 +lon_0=${centralMeridian} +k=${scale} +x_0=${falseEasting} +y_0=${falseNorthing} ` +
    `+${datum === "wgs84" ? "datum=WGS84" : "ellps=GRS80"} +units=m +no_defs`,
});

const degrees = (epsg: number, name: string, datum: Crs["datum"]): Crs => ({
  epsg,
  name,
  kind: "geographic",
  datum,
  definition: "",
});

/**
 * Refuses a system on an old datum.
 * @param system how it was stated, `EPSG:2383` or well-known text, so that one's own parameters can take it over.
 */
export function refuseOldDatum(datum: OldDatum, system?: string): { ok: false; error: Problem } {
  const name = oldDatumNames[datum];
  return failure({
    code: "crs-old-datum",
    zh: `坐标系为${name}：与 WGS 84 相差可达百余米，转换需要测绘部门掌握的本地参数，这里不做近似。请输入本单位的七参数或控制点，或先用官方参数转换到 CGCS2000（EPSG:4490 或高斯投影带）再打开`,
    en: `the coordinate system is ${name}: it lies up to 150 m off WGS 84, and converting needs local parameters held by the survey authority, so no approximation is made here. Enter your office's seven parameters or control points, or convert it to CGCS2000 (EPSG:4490 or a Gauss–Krüger zone) with official parameters first`,
    ...(system === undefined ? {} : { system }),
  });
}

/** The system with an EPSG code; old datums are refused with the reason, unknown codes with the list of known ones. */
export function findCrs(epsg: number): Result<Crs> {
  if (epsg === 4326 || epsg === 4979) return success(degrees(epsg, "WGS 84", "wgs84"));
  if (epsg === 4490 || epsg === 4480) return success(degrees(epsg, "CGCS2000", "cgcs2000"));
  if (epsg === 3857 || epsg === 900913 || epsg === 3785 || epsg === 102100) {
    const definition =
      "+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +no_defs";
    return success({ epsg: 3857, name: "Web Mercator", kind: "projected", datum: "wgs84", definition });
  }
  if (epsg >= 4491 && epsg <= 4501) {
    const zone = epsg - 4491 + 13;
    const name = `CGCS2000 / Gauss-Kruger zone ${zone}`;
    return success(grid(epsg, name, "cgcs2000", zone * 6 - 3, zone * 1e6 + 5e5, 1));
  }
  if (epsg >= 4502 && epsg <= 4512) {
    const meridian = (epsg - 4502) * 6 + 75;
    return success(grid(epsg, `CGCS2000 / Gauss-Kruger CM ${meridian}E`, "cgcs2000", meridian, 5e5, 1));
  }
  if (epsg >= 4513 && epsg <= 4533) {
    const zone = epsg - 4513 + 25;
    const name = `CGCS2000 / 3-degree Gauss-Kruger zone ${zone}`;
    return success(grid(epsg, name, "cgcs2000", zone * 3, zone * 1e6 + 5e5, 1));
  }
  if (epsg >= 4534 && epsg <= 4554) {
    const meridian = (epsg - 4534) * 3 + 75;
    const name = `CGCS2000 / 3-degree Gauss-Kruger CM ${meridian}E`;
    return success(grid(epsg, name, "cgcs2000", meridian, 5e5, 1));
  }
  if ((epsg >= 32601 && epsg <= 32660) || (epsg >= 32701 && epsg <= 32760)) {
    const south = epsg > 32700;
    const zone = epsg - (south ? 32700 : 32600);
    const name = `WGS 84 / UTM zone ${zone}${south ? "S" : "N"}`;
    return success(grid(epsg, name, "wgs84", zone * 6 - 183, 5e5, 0.9996, south ? 1e7 : 0));
  }
  const other = findOtherDatumByCode(epsg);
  if (other)
    return success({
      ...degrees(epsg, other.name, "wgs84"),
      definition: `+proj=longlat ${other.shift} +no_defs`,
      note: describeShift(other),
    });
  const foreign = findOtherGridByCode(epsg);
  if (foreign) {
    const { name, datum, meridian, definition } = foreign;
    const note = describeShift(datum);
    return success({
      epsg,
      name,
      kind: "projected",
      datum: "wgs84",
      definition,
      centralMeridian: meridian,
      note,
    });
  }
  const old = findOldSystem(epsg);
  if (old) return refuseOldDatum(old.datum, `EPSG:${epsg}`);
  return failure({
    code: "crs-unknown",
    zh: `不认识 EPSG:${epsg}；可用：4326、4490、4491–4554（CGCS2000 三度与六度带）、32601–32660、32701–32760（UTM）、3857，以及 2056、21781、25828–25838、26901–26923、27700`,
    en: `EPSG:${epsg} is not known here; known are 4326, 4490, 4491–4554 (CGCS2000 3° and 6° zones), 32601–32660 and 32701–32760 (UTM), 3857, and 2056, 21781, 25828–25838, 26901–26923 and 27700`,
  });
}

/** Reads `EPSG:4547`, `4547`, `urn:ogc:def:crs:EPSG::4547`, `urn:ogc:def:crs:OGC:1.3:CRS84` and the like. */
export function parseCrsName(text: string): Result<Crs> {
  const name = text.trim();
  if (/\bCRS:?84h?\b/i.test(name)) return findCrs(4326);
  const match =
    name.match(/^(?:urn:(?:x-)?ogc:def:crs:)?EPSG:(?:[\d.]*:)?(\d{4,6})$/i) ?? name.match(/^(\d{4,6})$/);
  const byAddress = name.match(
    /^https?:\/\/www\.opengis\.net\/(?:def\/crs\/EPSG\/[\d.]+\/|gml\/srs\/epsg\.xml#)(\d{4,6})$/i,
  );
  const code = match?.[1] ?? byAddress?.[1];
  if (code) return findCrs(Number(code));
  return failure({
    code: "crs-unreadable",
    zh: `看不懂坐标系名称“${name.slice(0, 80)}”；请写成 EPSG:4547 这样的形式`,
    en: `the coordinate system name '${name.slice(0, 80)}' is not understood; write it like EPSG:4547`,
  });
}

/**
 * A system given by its grid, with its code where the registry has one. Three-degree and six-degree zones
 * without a prefix are the same grid under two codes: the name decides, and three degrees without one,
 * because that is what cadastral files use.
 */
export function findGridCrs(
  datum: Crs["datum"],
  centralMeridian: number,
  falseEasting: number,
  falseNorthing: number,
  scale: number,
  name = "3-degree",
): Crs {
  const codes =
    datum === "cgcs2000"
      ? [...Array(64).keys()].map((i) => 4491 + i)
      : [...Array(60).keys()].flatMap((i) => [32601 + i, 32701 + i]);
  const made = grid(null, "", datum, centralMeridian, falseEasting, scale, falseNorthing);
  const known = codes.flatMap((code) => {
    const found = findCrs(code);
    return found.ok && found.value.definition === made.definition ? [found.value] : [];
  });
  const narrow = /3[ _-]?deg|三度|3度/i.test(name);
  return (
    known.find((crs) => crs.name.includes("3-degree") === narrow) ??
    known[0] ?? { ...made, name: `Transverse Mercator, central meridian ${centralMeridian}°` }
  );
}

/**
 * Systems that positions in metres could be in, judged by the numbers alone: a zone prefix in the
 * easting names its zone; without one there are only candidates. For a question to the user, never an answer.
 */
export function findCrsCandidates(x: number, y: number): Crs[] {
  const codes: number[] = [];
  const zone = Math.floor(x / 1e6);
  if (y > 1e6 && y < 6.5e6 && x >= 13e6) {
    if (zone >= 25 && zone <= 45) codes.push(4513 + zone - 25);
    if (zone >= 13 && zone <= 23) codes.push(4491 + zone - 13);
  }
  if (y > 1e6 && y < 6.5e6 && x > 1e5 && x < 9e5) {
    for (let code = 4534; code <= 4554; code += 1) codes.push(code);
    for (let code = 4502; code <= 4512; code += 1) codes.push(code);
    for (let code = 32643; code <= 32653; code += 1) codes.push(code);
  }
  if (Math.abs(x) <= 20_037_509 && Math.abs(y) <= 20_048_967 && Math.abs(x) > 5e6) codes.push(3857);
  return codes.flatMap((code) => {
    const found = findCrs(code);
    return found.ok ? [found.value] : [];
  });
}
