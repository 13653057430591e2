import type { Polyline } from "./flattenPath.ts";

/** How a line is stroked; lengths in pixels. */
export interface PixelStroke {
  width: number;
  dash: readonly number[];
  cap: CanvasLineCap;
  join: CanvasLineJoin;
}

const miterLimit = 10;
/** Below this half width no eye tells a joint from a gap. */
const leastJoinPixels = 0.45;

/** Corners of a closed polygon, x and y by turns. */
type Polygon = number[];

/** The same way round for every piece, so that where pieces overlap none is taken away. */
function turnPositive(polygon: Polygon): Polygon {
  let area = 0;
  const count = polygon.length;
  for (let i = 0; i < count; i += 2) {
    const [x1, y1] = [polygon[i]!, polygon[i + 1]!];
    const [x2, y2] = [polygon[(i + 2) % count]!, polygon[(i + 3) % count]!];
    area += x1 * y2 - x2 * y1;
  }
  if (area >= 0) return polygon;
  const turned: Polygon = [];
  for (let i = count - 2; i >= 0; i -= 2) turned.push(polygon[i]!, polygon[i + 1]!);
  return turned;
}

function drawDisc(x: number, y: number, radius: number): Polygon {
  const corners = Math.max(8, Math.ceil(Math.PI / Math.acos(1 - Math.min(0.9, 0.06 / radius))));
  const polygon: Polygon = [];
  for (let i = 0; i < corners; i += 1) {
    const angle = (i * 2 * Math.PI) / corners;
    polygon.push(x + radius * Math.cos(angle), y + radius * Math.sin(angle));
  }
  return polygon;
}

/** A line cut into its dashes; whole where it has none. */
export function cutDashes({ points, isClosed }: Polyline, dash: readonly number[]): Polyline[] {
  const cycle = dash.length % 2 === 1 ? [...dash, ...dash] : dash;
  const total = cycle.reduce((sum, length) => sum + length, 0);
  if (!(total > 0.01)) return [{ points, isClosed }];
  const line = isClosed ? [...points, points[0]!, points[1]!] : points;
  const pieces: Polyline[] = [];
  let [at, left] = [0, cycle[0]!];
  let piece: number[] = [line[0]!, line[1]!];
  for (let i = 2; i < line.length; i += 2) {
    let [x, y] = [line[i - 2]!, line[i - 1]!];
    const [toX, toY] = [line[i]!, line[i + 1]!];
    let rest = Math.hypot(toX - x, toY - y);
    while (rest > 0) {
      const go = Math.min(left, rest);
      x += ((toX - x) * go) / rest;
      y += ((toY - y) * go) / rest;
      rest -= go;
      left -= go;
      if (at % 2 === 0) piece.push(x, y);
      if (left > 0) continue;
      if (piece.length >= 4) pieces.push({ points: piece, isClosed: false });
      at = (at + 1) % cycle.length;
      left = cycle[at]!;
      piece = [x, y];
    }
  }
  if (at % 2 === 0 && piece.length >= 4) pieces.push({ points: piece, isClosed: false });
  return pieces;
}

/** Corners without those that fall together. */
function dropRepeats({ points, isClosed }: Polyline): number[] {
  const kept: number[] = [];
  for (let i = 0; i < points.length; i += 2) {
    const [x, y] = [points[i]!, points[i + 1]!];
    if (kept.length > 0 && Math.hypot(x - kept.at(-2)!, y - kept.at(-1)!) < 1e-6) continue;
    kept.push(x, y);
  }
  if (isClosed && kept.length > 4 && Math.hypot(kept[0]! - kept.at(-2)!, kept[1]! - kept.at(-1)!) < 1e-6)
    kept.length -= 2;
  return kept;
}

/** The wedge that fills the outer side of a corner between two directions of unit length. */
function joinCorner(
  [x, y]: readonly [number, number],
  [ux, uy]: readonly [number, number],
  [vx, vy]: readonly [number, number],
  half: number,
  join: CanvasLineJoin,
): Polygon | null {
  const cross = ux * vy - uy * vx;
  const dot = ux * vx + uy * vy;
  if (Math.abs(cross) < 1e-4 && dot > 0) return null;
  if (join === "round") return drawDisc(x, y, half);
  const side = cross > 0 ? -half : half;
  const [ax, ay] = [x - uy * side, y + ux * side];
  const [bx, by] = [x - vy * side, y + vx * side];
  const wedge: Polygon = [x, y, ax, ay];
  // Length of the tip over the half width: the inverse sine of half the angle between the pieces.
  const sine = Math.sqrt(Math.max(0, (1 + dot) / 2));
  if (join === "miter" && sine * miterLimit >= 1) {
    const reach = side / (sine * sine) / 2;
    wedge.push(x + (-uy - vy) * reach, y + (ux + vx) * reach);
  }
  wedge.push(bx, by);
  return wedge;
}

function outlineLine(line: Polyline, { width, cap, join }: PixelStroke, into: Polygon[]) {
  const half = width / 2;
  const points = dropRepeats(line);
  const count = points.length / 2;
  if (count < 2) {
    // A line without length is a dot where its ends are round.
    if (count === 1 && cap === "round") into.push(drawDisc(points[0]!, points[1]!, half));
    return;
  }
  const at = (index: number): readonly [number, number] => [
    points[(index % count) * 2]!,
    points[(index % count) * 2 + 1]!,
  ];
  const segments = line.isClosed && count > 2 ? count : count - 1;
  const directions = Array.from({ length: segments }, (_, i): readonly [number, number] => {
    const [[x1, y1], [x2, y2]] = [at(i), at(i + 1)];
    const length = Math.hypot(x2 - x1, y2 - y1);
    return [(x2 - x1) / length, (y2 - y1) / length];
  });
  const isRing = segments === count;
  for (let i = 0; i < segments; i += 1) {
    const [ux, uy] = directions[i]!;
    let [[x1, y1], [x2, y2]] = [at(i), at(i + 1)];
    if (cap === "square" && !isRing) {
      if (i === 0) [x1, y1] = [x1 - ux * half, y1 - uy * half];
      if (i === segments - 1) [x2, y2] = [x2 + ux * half, y2 + uy * half];
    }
    const [ox, oy] = [-uy * half, ux * half];
    into.push(turnPositive([x1 + ox, y1 + oy, x2 + ox, y2 + oy, x2 - ox, y2 - oy, x1 - ox, y1 - oy]));
    const next = i + 1 < segments ? directions[i + 1] : isRing ? directions[0] : undefined;
    if (!next || half < leastJoinPixels) continue;
    const wedge = joinCorner(at(i + 1), directions[i]!, next, half, join);
    if (wedge) into.push(turnPositive(wedge));
  }
  if (cap === "round" && !isRing && half >= leastJoinPixels)
    into.push(turnPositive(drawDisc(...at(0), half)), turnPositive(drawDisc(...at(count - 1), half)));
}

/** Polygons that together cover a stroke, all turned the same way: to be filled by the non-zero rule. */
export function outlineStroke(lines: readonly Polyline[], stroke: PixelStroke): Polygon[] {
  const into: Polygon[] = [];
  for (const line of lines)
    for (const piece of stroke.dash.length > 0 ? cutDashes(line, stroke.dash) : [line])
      outlineLine(piece, stroke, into);
  return into;
}
