import type { Element } from "@xmldom/xmldom";
import type { Geometry, Position } from "geojson";
import { strokeCircularString } from "./curves.ts";
import { Damage } from "./damage.ts";

export const childrenOf = (element: Element): Element[] =>
  [...element.childNodes].filter((node): node is Element => node.nodeType === 1);
export const nameOf = (element: Element) => element.localName ?? element.nodeName;
export const named = (element: Element, ...names: string[]) =>
  childrenOf(element).filter((child) => names.includes(nameOf(child)));

export const geometryNames = new Set([
  "Point",
  "LineString",
  "Curve",
  "CompositeCurve",
  "LinearRing",
  "Polygon",
  "Surface",
  "CompositeSurface",
  "MultiPoint",
  "MultiCurve",
  "MultiLineString",
  "MultiPolygon",
  "MultiSurface",
  "MultiGeometry",
]);

const readNumbers = (text: string) =>
  text
    .trim()
    .split(/\s+/)
    .filter((part) => part !== "")
    .map(Number);

function chunk(numbers: readonly number[], size: number): Position[] {
  if (!(size >= 2 && size <= 4) || numbers.some((n) => !Number.isFinite(n)) || numbers.length % size !== 0)
    throw new Damage("坐标不是数，或个数不对", "positions that are not numbers, or not whole ones");
  const positions: Position[] = [];
  for (let i = 0; i < numbers.length; i += size) positions.push(numbers.slice(i, Math.min(i + size, i + 3)));
  return positions;
}

/** Positions of an element: a list, one after the other, or the older form with commas. */
function readPositions(element: Element, dimension: number): Position[] {
  const positions: Position[] = [];
  for (const child of childrenOf(element)) {
    const own =
      Number(child.getAttribute("srsDimension") ?? child.getAttribute("dimension") ?? dimension) || 2;
    const text = child.textContent ?? "";
    if (nameOf(child) === "posList") for (const p of chunk(readNumbers(text), own)) positions.push(p);
    else if (nameOf(child) === "pos") {
      const numbers = readNumbers(text);
      positions.push(...chunk(numbers, numbers.length || 2));
    } else if (nameOf(child) === "coordinates") {
      for (const tuple of text.trim().split(/\s+/)) {
        const numbers = tuple.split(",").map(Number);
        positions.push(...chunk(numbers, numbers.length));
      }
    } else if (nameOf(child) === "pointProperty" || nameOf(child) === "Point") {
      const point = nameOf(child) === "Point" ? child : childrenOf(child)[0];
      if (point) positions.push(...readPositions(point, dimension));
    }
  }
  return positions;
}

/** Of a file: arcs that became chords, and how many corners they may still give. */
export interface GmlTally {
  curves: number;
  left: number;
}

/** A geometry of GML 2 or 3, axes as they stand. Throws Damage where it cannot be read. */
export function readGmlGeometry(element: Element, dimension: number, told: GmlTally, depth = 0): Geometry {
  if (depth > 30) throw new Damage("几何嵌套过深", "geometry nested too deep");
  const size = Number(element.getAttribute("srsDimension") ?? dimension) || dimension;
  const inner = (child: Element) => readGmlGeometry(child, size, told, depth + 1);
  const members = (...names: string[]) =>
    named(element, ...names)
      .flatMap(childrenOf)
      .map(inner);
  const join = (parts: Geometry[]): Position[] => {
    const line: Position[] = [];
    for (const part of parts) {
      if (part.type !== "LineString") throw new Damage("曲线不是由线组成的", "a curve is made of no lines");
      const last = line.at(-1);
      const [first] = part.coordinates;
      const isShared = last && first && last[0] === first[0] && last[1] === first[1];
      for (const p of isShared ? part.coordinates.slice(1) : part.coordinates) line.push(p);
    }
    return line;
  };
  const flat = (parts: Geometry[]) => {
    const polygons = parts.flatMap((part) =>
      part.type === "Polygon" ? [part.coordinates] : part.type === "MultiPolygon" ? part.coordinates : [],
    );
    return polygons.length === 1
      ? ({ type: "Polygon", coordinates: polygons[0]! } as const)
      : ({ type: "MultiPolygon", coordinates: polygons } as const);
  };
  switch (nameOf(element)) {
    case "Point":
      return { type: "Point", coordinates: readPositions(element, size)[0] ?? [] };
    case "LineString":
    case "LinearRing":
    case "LineStringSegment":
      return { type: "LineString", coordinates: readPositions(element, size) };
    case "Arc":
    case "ArcString":
    case "Circle": {
      told.curves += 1;
      const positions = readPositions(element, size);
      const isCircle = nameOf(element) === "Circle" && positions.length === 3;
      // A circle by three positions: the arc through them, and the one back to the first.
      const [a, b, c] = positions as [Position, Position, Position];
      const line = strokeCircularString(positions);
      told.left -= line.length;
      if (told.left < 0) throw new Damage("曲线化成的折点过多", "its curves give too many corners");
      if (!isCircle) return { type: "LineString", coordinates: line };
      const back = strokeCircularString([c, a, b]);
      return {
        type: "LineString",
        coordinates: [
          ...line,
          ...back.slice(1, back.findIndex((p) => p[0] === a[0] && p[1] === a[1]) + 1 || undefined),
        ],
      };
    }
    case "Curve":
      return { type: "LineString", coordinates: join(members("segments")) };
    case "Ring":
    case "CompositeCurve":
      return { type: "LineString", coordinates: join(members("curveMember", "curveMembers")) };
    case "Polygon":
    case "PolygonPatch": {
      const rings = [
        ...named(element, "exterior", "outerBoundaryIs"),
        ...named(element, "interior", "innerBoundaryIs"),
      ];
      return { type: "Polygon", coordinates: rings.map((ring) => join(childrenOf(ring).map(inner))) };
    }
    case "Surface":
      return flat(members("patches"));
    case "CompositeSurface":
    case "MultiSurface":
    case "MultiPolygon":
      return flat(members("surfaceMember", "surfaceMembers", "polygonMember"));
    case "MultiPoint":
      return {
        type: "MultiPoint",
        coordinates: members("pointMember", "pointMembers").map(
          (g) => (g as { coordinates: Position }).coordinates,
        ),
      };
    case "MultiCurve":
    case "MultiLineString":
      return {
        type: "MultiLineString",
        coordinates: members("curveMember", "curveMembers", "lineStringMember").map((part) => join([part])),
      };
    case "MultiGeometry":
      return { type: "GeometryCollection", geometries: members("geometryMember", "geometryMembers") };
    default:
      throw new Damage(`几何 ${nameOf(element)} 不支持`, `a geometry ${nameOf(element)} is not read`);
  }
}
