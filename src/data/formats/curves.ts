import type { Position } from "geojson";
import type { Findings } from "../importReport.ts";

/** Farthest a chord may lie from its arc: a centimetre, in metres or in degrees as the numbers look. */
const curveToleranceMetres = 0.01;
const toleranceDegrees = 1e-7;
const mostSegments = 5000;

/** The tolerance in the unit positions seem to be in: nothing in degrees is past 400. */
const toleranceFor = (positions: readonly Position[]): number =>
  positions.some((p) => Math.abs(p[0]!) > 400 || Math.abs(p[1]!) > 400)
    ? curveToleranceMetres
    : toleranceDegrees;

/** Positions along a circle from one angle to another, radians, both ends among them. */
export function strokeCircle(
  centre: Position,
  radius: number,
  from: number,
  sweep: number,
  tolerance = toleranceFor([centre]),
): Position[] {
  const step = 2 * Math.acos(Math.max(-1, Math.min(1, 1 - tolerance / Math.max(radius, tolerance))));
  const count = Math.max(
    Math.ceil(Math.abs(sweep) / (Math.PI / 8)),
    Math.min(mostSegments, Math.ceil(Math.abs(sweep) / Math.max(step, 1e-9))),
    1,
  );
  return Array.from({ length: count + 1 }, (_, i) => {
    const angle = from + (sweep * i) / count;
    return [centre[0]! + radius * Math.cos(angle), centre[1]! + radius * Math.sin(angle)];
  });
}

/** Chords of the arc through three positions, the first left out; a straight line where they lie on one. */
export function strokeArc(start: Position, middle: Position, end: Position): Position[] {
  const [ax, ay] = start as [number, number];
  const [bx, by] = [middle[0]! - ax, middle[1]! - ay];
  const [cx, cy] = [end[0]! - ax, end[1]! - ay];
  const isCircle = cx === 0 && cy === 0;
  const turn = 2 * (bx * cy - by * cx);
  let centre: Position;
  if (isCircle) centre = [ax + bx / 2, ay + by / 2];
  else {
    const size = bx * bx + by * by + cx * cx + cy * cy;
    if (Math.abs(turn) <= 1e-12 * size) return [middle, end];
    centre = [
      ax + (cy * (bx * bx + by * by) - by * (cx * cx + cy * cy)) / turn,
      ay + (bx * (cx * cx + cy * cy) - cx * (bx * bx + by * by)) / turn,
    ];
  }
  const radius = Math.hypot(ax - centre[0]!, ay - centre[1]!);
  const angleOf = (p: Position) => Math.atan2(p[1]! - centre[1]!, p[0]! - centre[0]!);
  const from = angleOf(start);
  const full = 2 * Math.PI;
  let sweep = full;
  if (!isCircle) {
    sweep = (((angleOf(end) - from) % full) + full) % full;
    if (turn < 0) sweep -= full;
  }
  const stroked = strokeCircle(centre, radius, from, sweep, toleranceFor([start, middle, end])).slice(1);
  stroked[stroked.length - 1] = [end[0]!, end[1]!];
  return stroked;
}

/** A circular string (start, middle, end, middle, end …) as a line. */
export function strokeCircularString(positions: readonly Position[]): Position[] {
  if (positions.length < 3) return [...positions];
  const line: Position[] = [positions[0]!];
  for (let i = 0; i + 2 < positions.length; i += 2) {
    for (const p of strokeArc(positions[i]!, positions[i + 1]!, positions[i + 2]!)) line.push(p);
  }
  return line;
}

/** A cubic Bézier as chords, the first position left out. */
export function strokeBezier(from: Position, a: Position, b: Position, to: Position): Position[] {
  const length =
    Math.hypot(a[0]! - from[0]!, a[1]! - from[1]!) +
    Math.hypot(b[0]! - a[0]!, b[1]! - a[1]!) +
    Math.hypot(to[0]! - b[0]!, to[1]! - b[1]!);
  const count = Math.max(8, Math.min(400, Math.ceil(Math.sqrt(length / (8 * toleranceFor([from, to]))))));
  const line: Position[] = [];
  for (let i = 1; i < count; i += 1) {
    const t = i / count;
    const u = 1 - t;
    const mix = (k: 0 | 1) =>
      u * u * u * from[k]! + 3 * u * u * t * a[k]! + 3 * u * t * t * b[k]! + t * t * t * to[k]!;
    line.push([mix(0), mix(1)]);
  }
  line.push([to[0]!, to[1]!]);
  return line;
}

/** Says once that arcs became chords, and how near they lie. */
export function tellCurves(count: number, file: string, findings: Findings): void {
  if (count === 0) return;
  findings.addWarning(
    "curves-stroked",
    {
      zh: `${count} 段圆弧或曲线已化为折线，偏离不超过 ${curveToleranceMetres * 100} 厘米`,
      en: `${count} arcs or curves became chords, none farther than ${curveToleranceMetres * 100} cm from its curve`,
    },
    { file, record: 1 },
  );
}
