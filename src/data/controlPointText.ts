import type { ControlPair } from "../domain/place/controlPoints.ts";
import { cgcs2000Ellipsoid, type OldSystem } from "../domain/place/oldDatums.ts";
import type { Projection } from "../domain/place/projection.ts";
import { type Geocentric, toGeocentric } from "../domain/place/sevenParameters.ts";
import { Refusal } from "./importReport.ts";

/** One line of the list: both positions as they were written, heights 0 where none are given. */
export interface ControlLine {
  name: string;
  line: number;
  from: [number, number, number];
  to: [number, number, number];
}

const mostPoints = 500;

const refuseLine = (line: number, zh: string, en: string) =>
  new Refusal("control-line", {
    zh: `控制点第 ${line} 行：${zh}`,
    en: `control points, line ${line}: ${en}`,
  });

/**
 * Reads control points as people paste them: a name, then old X and Y and new X and Y (or X, Y, height twice),
 * between tabs, commas or blanks. A first line of words is a header; lines that begin with # are left out.
 */
export function parseControlPoints(text: string): ControlLine[] {
  const found: ControlLine[] = [];
  for (const [index, raw] of text.split(/\r\n|\r|\n/).entries()) {
    const trimmed = raw.trim();
    if (trimmed === "" || trimmed.startsWith("#")) continue;
    const line = index + 1;
    const cells = (/[\t,，;；]/.test(trimmed) ? trimmed.split(/[\t,，;；]/) : trimmed.split(/\s+/)).map(
      (cell) => cell.trim(),
    );
    const isNumber = (cell: string) => cell !== "" && Number.isFinite(Number(cell));
    const counted = cells.filter(isNumber).length;
    if (found.length === 0 && counted === 0) continue;
    // Five or seven cells begin with the point's name, which may itself be a number.
    const isNamed = cells.length === 5 || cells.length === 7;
    const values = isNamed ? cells.slice(1) : cells;
    if (values.length !== 4 && values.length !== 6)
      throw refuseLine(
        line,
        `要有点名和 4 个数（旧 X、Y，新 X、Y）或 6 个数（各带高程），这里有 ${cells.length} 格`,
        `a name and 4 numbers (old X, Y, new X, Y) or 6 (each with a height) are needed, here are ${cells.length} cells`,
      );
    const bad = values.find((cell) => !isNumber(cell));
    if (bad !== undefined)
      throw refuseLine(line, `“${bad.slice(0, 40)}”不是数`, `'${bad.slice(0, 40)}' is no number`);
    const n = values.map(Number);
    const half = n.length / 2;
    const name = (isNamed ? cells[0]! : "") || String(found.length + 1);
    if (found.some((other) => other.name === name))
      throw refuseLine(line, `点名“${name}”出现两次`, `the name '${name}' is there twice`);
    found.push({
      name,
      line,
      from: [n[0]!, n[1]!, half === 3 ? n[2]! : 0],
      to: [n[half]!, n[half + 1]!, half === 3 ? n[5]! : 0],
    });
    if (found.length > mostPoints)
      throw refuseLine(line, `最多 ${mostPoints} 个控制点`, `${mostPoints} control points at most`);
  }
  return found;
}

/** What two numbers are, by their size in this country: degrees, or a grid's easting and northing in either order. */
export function sortPosition([x, y]: readonly [number, number]):
  | { kind: "degrees"; longitude: number; latitude: number }
  | { kind: "grid"; easting: number; northing: number; isSwapped: boolean }
  | undefined {
  const isLongitude = (value: number) => value >= 70 && value <= 140;
  const isLatitude = (value: number) => value >= 0 && value <= 56;
  if (isLongitude(x) && isLatitude(y)) return { kind: "degrees", longitude: x, latitude: y };
  if (isLongitude(y) && isLatitude(x)) return { kind: "degrees", longitude: y, latitude: x };
  const isNorthing = (value: number) => value >= 1.5e6 && value <= 6.5e6;
  const isEasting = (value: number) => (value > 5e4 && value < 1e6) || (value >= 13e6 && value < 46e6);
  if (isEasting(x) && isNorthing(y)) return { kind: "grid", easting: x, northing: y, isSwapped: false };
  if (isEasting(y) && isNorthing(x)) return { kind: "grid", easting: y, northing: x, isSwapped: true };
  return undefined;
}

/** Central meridian of a numbered zone: three degrees from 25 on, six below. */
export const meridianOfZone = (zone: number) => (zone >= 25 ? zone * 3 : zone * 6 - 3);

/** Where a control point lies in the plane of the layer's zone, and in degrees; on one of the two systems. */
interface Placed {
  plane: [number, number];
  degrees: [number, number];
}

/** Degrees and zone metres of a position on a system, whichever way it was written. */
export function placeControl(
  [x, y]: readonly [number, number],
  at: { line: number; isOld: boolean },
  meridian: number,
  projectionOf: (meridian: number) => Projection,
): Placed {
  const sorted = sortPosition([x, y]);
  const side = at.isOld ? { zh: "旧坐标", en: "old position" } : { zh: "新坐标", en: "new position" };
  if (!sorted)
    throw refuseLine(
      at.line,
      `${side.zh} ${x}, ${y} 既不像国内的经纬度，也不像高斯投影的米`,
      `the ${side.en} ${x}, ${y} looks neither like degrees in China nor like metres of a Gauss–Krüger grid`,
    );
  if (sorted.kind === "degrees") {
    const degrees: [number, number] = [sorted.longitude, sorted.latitude];
    return { degrees, plane: projectionOf(meridian).fromLngLat(...degrees) };
  }
  const zone = Math.floor(sorted.easting / 1e6);
  const own = zone === 0 ? meridian : meridianOfZone(zone);
  const plain: [number, number] = [sorted.easting - zone * 1e6, sorted.northing];
  const degrees = projectionOf(own).toLngLat(...plain);
  // The same place counted from the layer's own meridian, where the point was in a neighbouring zone.
  return { degrees, plane: own === meridian ? plain : projectionOf(meridian).fromLngLat(...degrees) };
}

/** Control points as pairs in the plane and in space. */
export function buildPairs(
  lines: readonly ControlLine[],
  system: OldSystem,
  meridian: number,
  projections: { old: (meridian: number) => Projection; now: (meridian: number) => Projection },
): { plane: ControlPair<[number, number]>[]; space: ControlPair<Geocentric>[] } {
  const placed = lines.map(({ name, line, from, to }) => ({
    name,
    heights: [from[2], to[2]] as const,
    from: placeControl([from[0], from[1]], { line, isOld: true }, meridian, projections.old),
    to: placeControl([to[0], to[1]], { line, isOld: false }, meridian, projections.now),
  }));
  return {
    plane: placed.map(({ name, from, to }) => ({ name, from: from.plane, to: to.plane })),
    space: placed.map(({ name, from, to, heights }) => ({
      name,
      from: toGeocentric(system.ellipsoid, ...from.degrees, heights[0]),
      to: toGeocentric(cgcs2000Ellipsoid, ...to.degrees, heights[1]),
    })),
  };
}
