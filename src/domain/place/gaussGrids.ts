import type { Geometry } from "geojson";
import type { Bilingual } from "../plan.ts";
import { findBoundingBox } from "./boundingBox.ts";
import { type Crs, findCrs } from "./crs.ts";

/** CGCS2000 grids a table of boundary points can be given in: 3-degree zones with their number in the easting. */
const firstZone = 25;
const lastZone = 45;
const firstEpsg = 4513;

/** The 3-degree zone a place lies in, as an EPSG code; the nearest there is for places beyond them. */
export function findOwnGrid(geometry: Geometry): number {
  const box = findBoundingBox([geometry]);
  const longitude = box ? (box[0] + box[2]) / 2 : 0;
  const zone = Math.min(lastZone, Math.max(firstZone, Math.round(longitude / 3)));
  return firstEpsg + zone - firstZone;
}

/** Zones to choose from for shapes in a box of longitudes. */
export function listGrids(west: number, east: number): { epsg: number; name: string }[] {
  const zones: { epsg: number; name: string }[] = [];
  for (let zone = Math.round(west / 3); zone <= Math.round(east / 3); zone += 1) {
    const found = findCrs(firstEpsg + zone - firstZone);
    if (zone >= firstZone && zone <= lastZone && found.ok)
      zones.push({ epsg: found.value.epsg!, name: found.value.name });
  }
  return zones;
}

/** The grid of an EPSG code as the table needs it; undefined for anything but a projected CGCS2000 grid. */
export function findBoundaryGrid(epsg: number): Crs | undefined {
  const found = findCrs(epsg);
  return found.ok && found.value.kind === "projected" && found.value.datum === "cgcs2000"
    ? found.value
    : undefined;
}

/** Ranges of CGCS2000 grids: 6-degree zones with and without their number in the easting, then 3-degree zones alike. */
const families = [
  { from: 4491, to: 4501, degrees: 6, firstMeridian: 75, hasNumber: true },
  { from: 4502, to: 4512, degrees: 6, firstMeridian: 75, hasNumber: false },
  { from: firstEpsg, to: 4533, degrees: 3, firstMeridian: 75, hasNumber: true },
  { from: 4534, to: 4554, degrees: 3, firstMeridian: 75, hasNumber: false },
];

/** What a table in such a grid says of it, as Chinese surveys name zones: width, number where the easting has it, meridian. */
export function describeGrid({ epsg, name }: Crs): Bilingual {
  const family = families.find(({ from, to }) => epsg !== null && epsg >= from && epsg <= to);
  if (!family) return { zh: name, en: name };
  const { degrees, hasNumber, firstMeridian, from } = family;
  const meridian = firstMeridian + (epsg! - from) * degrees;
  const zone = degrees === 6 ? (meridian + 3) / 6 : meridian / 3;
  return {
    zh: `CGCS2000 高斯-克吕格 ${degrees} 度带${hasNumber ? `第 ${zone} 带` : ""}，中央经线 ${meridian}°E，EPSG:${epsg}；X 向北，Y 向东${hasNumber ? "含带号" : "不含带号"}`,
    en: `CGCS2000 Gauss–Krüger, ${degrees}-degree zone${hasNumber ? ` ${zone}` : ""}, central meridian ${meridian}°E, EPSG:${epsg}; X north, Y east ${hasNumber ? "with" : "without"} the zone's number`,
  };
}
