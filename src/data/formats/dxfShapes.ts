import type { Geometry, Position } from "geojson";
import { gatherNestedRings } from "../rings.ts";
import { strokeCircle } from "./curves.ts";
import { Damage } from "./damage.ts";

/** A group code and its value. */
export interface Pair {
  code: number;
  value: string;
}

export interface ShapeTold {
  curves: number;
}

interface Corner {
  at: Position;
  bulge: number;
}

const radians = Math.PI / 180;

const get = (pairs: readonly Pair[], code: number, otherwise?: number): number => {
  const text = pairs.find((pair) => pair.code === code)?.value.trim();
  const value = text === undefined || text === "" ? otherwise : Number(text);
  if (value === undefined || !Number.isFinite(value))
    throw new Damage(
      text === undefined ? `缺少组码 ${code}` : `组码 ${code} 的值“${text}”不是数`,
      text === undefined ? `group ${code} is missing` : `group ${code} is '${text}', no number`,
    );
  return value;
};

/** Heights of zero are what flat drawings have everywhere: they are none. */
const pointAt = (pairs: readonly Pair[], code: number): Position => {
  const position = [get(pairs, code), get(pairs, code + 10)];
  const height = get(pairs, code + 20, 0);
  return height === 0 ? position : [...position, height];
};

/** Corners of a light polyline, in the order of their codes. */
function takeCorners(pairs: readonly Pair[]): Corner[] {
  const corners: Corner[] = [];
  for (const { code, value } of pairs) {
    const number = Number(value);
    if (code === 10) corners.push({ at: [number, Number.NaN], bulge: 0 });
    else if (code === 20 && corners.length > 0) corners.at(-1)!.at[1] = number;
    else if (code === 42 && corners.length > 0) corners.at(-1)!.bulge = number;
  }
  if (corners.some(({ at }) => !Number.isFinite(at[0]!) || !Number.isFinite(at[1]!)))
    throw new Damage("有角点不是一对数", "a corner is no pair of numbers");
  return corners;
}

/** A chain of corners as positions; a bulge is the tangent of a quarter of its arc's angle. */
function strokeCorners(corners: readonly Corner[], isClosed: boolean, told: ShapeTold): Position[] {
  const line: Position[] = corners.length > 0 ? [corners[0]!.at] : [];
  const steps = isClosed ? corners.length : corners.length - 1;
  for (let i = 0; i < steps; i += 1) {
    const { at: from, bulge } = corners[i]!;
    const to = corners[(i + 1) % corners.length]!.at;
    const chord = Math.hypot(to[0]! - from[0]!, to[1]! - from[1]!);
    if (chord === 0) continue;
    if (bulge === 0) {
      line.push([...to]);
      continue;
    }
    told.curves += 1;
    const sweep = 4 * Math.atan(bulge);
    const radius = chord / (2 * Math.sin(Math.abs(sweep) / 2));
    // From the middle of the chord to the centre, to the left of the way for a bulge to the right.
    const off = (chord / 2) * ((1 - bulge * bulge) / (2 * bulge));
    const [ux, uy] = [(to[0]! - from[0]!) / chord, (to[1]! - from[1]!) / chord];
    const centre = [(from[0]! + to[0]!) / 2 - uy * off, (from[1]! + to[1]!) / 2 + ux * off];
    const start = Math.atan2(from[1]! - centre[1]!, from[0]! - centre[0]!);
    line.push(...strokeCircle(centre, radius, start, sweep).slice(1, -1), [...to]);
  }
  return line;
}

function asAreaOrLine(line: Position[], isClosed: boolean): Geometry | null {
  const [first, last] = [line[0], line.at(-1)];
  const meets = first !== undefined && last !== undefined && first[0] === last[0] && first[1] === last[1];
  if (line.length >= 4 && (isClosed || meets)) {
    if (!meets) line.push([...first!]);
    return { type: "Polygon", coordinates: [line] };
  }
  if (line.length === 1) return { type: "Point", coordinates: line[0]! };
  return line.length === 0 ? null : { type: "LineString", coordinates: line };
}

/** A B-spline through its control points (de Boor), dense enough that chords lie near it. */
function strokeSpline(pairs: readonly Pair[]): Position[] {
  const all = (code: number) => pairs.filter((pair) => pair.code === code).map((pair) => Number(pair.value));
  const [xs, ys, knots, weights] = [all(10), all(20), all(40), all(41)];
  const degree = get(pairs, 71, 3);
  const count = xs.length;
  if (count < 2 || knots.length < count + degree + 1) {
    const [fx, fy] = [all(11), all(21)];
    if (fx.length < 2) throw new Damage("样条没有控制点", "a spline without control points");
    return fx.map((x, i) => [x, fy[i]!]);
  }
  const at = (t: number): Position => {
    let k = degree;
    while (k < count - 1 && t >= knots[k + 1]!) k += 1;
    const d = Array.from({ length: degree + 1 }, (_, j) => {
      const i = j + k - degree;
      const w = weights[i] ?? 1;
      return [xs[i]! * w, ys[i]! * w, w];
    });
    for (let r = 1; r <= degree; r += 1)
      for (let j = degree; j >= r; j -= 1) {
        const i = j + k - degree;
        const span = knots[i + degree - r + 1]! - knots[i]!;
        const a = span === 0 ? 0 : (t - knots[i]!) / span;
        d[j] = d[j]!.map((value, axis) => (1 - a) * d[j - 1]![axis]! + a * value);
      }
    const [x, y, w] = d[degree] as [number, number, number];
    return [x / w, y / w];
  };
  const [from, to] = [knots[degree]!, knots[count]!];
  const steps = Math.min(5000, count * 32);
  return Array.from({ length: steps + 1 }, (_, i) => at(from + ((to - from) * i) / steps));
}

/** The loops that bound a hatch. */
function takeHatch(pairs: readonly Pair[], told: ShapeTold): Geometry | null {
  const rings: Position[][] = [];
  const starts = pairs.flatMap((pair, i) => (pair.code === 92 ? [i] : []));
  const end = pairs.findIndex((pair) => pair.code === 75);
  starts.forEach((start, n) => {
    const loop = pairs.slice(start, starts[n + 1] ?? (end > start ? end : undefined));
    const flags = get(loop, 92);
    if ((flags & 2) !== 0) {
      const corners = takeCorners(loop.slice(1));
      const line = strokeCorners(corners, true, told);
      if (line.length >= 4) rings.push(line);
      return;
    }
    const edgesAt = loop.flatMap((pair, i) => (pair.code === 72 ? [i] : []));
    const ring: Position[] = [];
    edgesAt.forEach((from, e) => {
      const edge = loop.slice(from, edgesAt[e + 1]);
      const kind = Number(edge[0]!.value);
      let line: Position[];
      if (kind === 1) line = [pointAt(edge, 10), [get(edge, 11), get(edge, 21)]];
      else if (kind === 2) {
        told.curves += 1;
        const isLeft = get(edge, 73, 1) === 1;
        const sign = isLeft ? 1 : -1;
        const [a, b] = [get(edge, 50) * radians * sign, get(edge, 51) * radians * sign];
        line = strokeCircle(pointAt(edge, 10), get(edge, 40), a, b - a);
      } else if (kind === 4) {
        told.curves += 1;
        line = strokeSpline(edge);
      } else
        throw new Damage(
          "边界中有不支持的边（椭圆）",
          "its boundary has an edge that is not read (an ellipse)",
        );
      const last = ring.at(-1);
      const head = line[0]!;
      if (last && Math.hypot(last[0]! - head[0]!, last[1]! - head[1]!) < 1e-6) ring.push(...line.slice(1));
      else ring.push(...line);
    });
    const [first, last] = [ring[0], ring.at(-1)];
    if (ring.length < 3 || !first || !last) return;
    if (Math.hypot(first[0]! - last[0]!, first[1]! - last[1]!) < 1e-6) ring[ring.length - 1] = [...first];
    else ring.push([...first]);
    rings.push(ring);
  });
  return rings.length === 0 ? null : gatherNestedRings(rings);
}

/** One entity as a shape; null where it is none (a dimension, a picture). Throws where its numbers make none. */
export function buildShape(
  type: string,
  pairs: readonly Pair[],
  parts: readonly (readonly Pair[])[],
  told: ShapeTold,
): Geometry | null {
  switch (type) {
    case "POINT":
    case "TEXT":
    case "MTEXT":
      return { type: "Point", coordinates: pointAt(pairs, 10) };
    case "LINE":
      return { type: "LineString", coordinates: [pointAt(pairs, 10), pointAt(pairs, 11)] };
    case "LWPOLYLINE": {
      const isClosed = (get(pairs, 70, 0) & 1) === 1;
      const height = get(pairs, 38, 0);
      const line = strokeCorners(takeCorners(pairs), isClosed, told);
      return asAreaOrLine(height === 0 ? line : line.map(([x, y]) => [x!, y!, height]), isClosed);
    }
    case "POLYLINE": {
      const flags = get(pairs, 70, 0);
      if ((flags & (16 | 64)) !== 0) return null;
      // Corners of the frame of a curve are not on it.
      const corners = parts
        .filter((part) => (get(part, 70, 0) & 16) === 0)
        .map((part) => ({ at: pointAt(part, 10), bulge: get(part, 42, 0) }));
      return asAreaOrLine(strokeCorners(corners, (flags & 1) === 1, told), (flags & 1) === 1);
    }
    case "CIRCLE": {
      told.curves += 1;
      const ring = strokeCircle(pointAt(pairs, 10).slice(0, 2), get(pairs, 40), 0, 2 * Math.PI);
      ring[ring.length - 1] = [...ring[0]!];
      return { type: "Polygon", coordinates: [ring] };
    }
    case "ARC": {
      told.curves += 1;
      const [from, to] = [get(pairs, 50) * radians, get(pairs, 51) * radians];
      const sweep = to > from ? to - from : to - from + 2 * Math.PI;
      return {
        type: "LineString",
        coordinates: strokeCircle(pointAt(pairs, 10).slice(0, 2), get(pairs, 40), from, sweep),
      };
    }
    case "ELLIPSE": {
      told.curves += 1;
      const [cx, cy] = [get(pairs, 10), get(pairs, 20)];
      const [mx, my] = [get(pairs, 11), get(pairs, 21)];
      const ratio = get(pairs, 40);
      const [from, to] = [get(pairs, 41, 0), get(pairs, 42, 2 * Math.PI)];
      const sweep = to > from ? to - from : to - from + 2 * Math.PI;
      const line = strokeCircle([0, 0], Math.hypot(mx, my), from, sweep, 0.01).map((p): Position => {
        const [c, s] = [p[0]! / Math.hypot(mx, my), p[1]! / Math.hypot(mx, my)];
        return [cx + mx * c - my * ratio * s, cy + my * c + mx * ratio * s];
      });
      if (sweep < 2 * Math.PI - 1e-9) return { type: "LineString", coordinates: line };
      line[line.length - 1] = [...line[0]!];
      return { type: "Polygon", coordinates: [line] };
    }
    case "SPLINE": {
      told.curves += 1;
      return asAreaOrLine(strokeSpline(pairs), (get(pairs, 70, 0) & 1) === 1);
    }
    case "SOLID":
    case "TRACE":
    case "3DFACE": {
      const corners = [10, 11, 12, 13].map((code) => [get(pairs, code), get(pairs, code + 10)]);
      // A solid names its third and fourth corner crosswise.
      const order = type === "3DFACE" ? [0, 1, 2, 3] : [0, 1, 3, 2];
      const ring = order
        .map((i) => corners[i]!)
        .filter((p, i, all) => i === 0 || p.join() !== all[i - 1]!.join());
      return ring.length < 3 ? null : { type: "Polygon", coordinates: [[...ring, [...ring[0]!]]] };
    }
    case "HATCH":
      return takeHatch(pairs, told);
    default:
      return null;
  }
}
