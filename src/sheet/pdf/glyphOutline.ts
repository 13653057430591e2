import { type Matrix, movePath, type PathStep } from "./svgPath.ts";

type Point = readonly [x: number, y: number];

/** A point of an outline; between two that are off the curve lies one on it, unsaid. */
interface OutlinePoint {
  x: number;
  y: number;
  isOn: boolean;
}

const middle = (a: OutlinePoint, b: OutlinePoint): OutlinePoint => ({
  x: (a.x + b.x) / 2,
  y: (a.y + b.y) / 2,
  isOn: true,
});

/** A quadratic curve as the cubic one that is the same. */
const raise = ([x0, y0]: Point, handle: OutlinePoint, end: OutlinePoint): PathStep => [
  "C",
  x0 + (2 / 3) * (handle.x - x0),
  y0 + (2 / 3) * (handle.y - y0),
  end.x + (2 / 3) * (handle.x - end.x),
  end.y + (2 / 3) * (handle.y - end.y),
  end.x,
  end.y,
];

function traceContour(points: readonly OutlinePoint[]): PathStep[] {
  if (points.length < 2) return [];
  const at = (index: number) => points[index % points.length]!;
  const first = points.findIndex(({ isOn }) => isOn);
  const start = first < 0 ? middle(at(0), at(1)) : at(first);
  // Without any point on the curve it begins between the first two.
  const from = first < 0 ? 1 : first + 1;
  const steps: PathStep[] = [["M", start.x, start.y]];
  let pen: Point = [start.x, start.y];
  let handle: OutlinePoint | undefined;
  const curveTo = (end: OutlinePoint) => {
    steps.push(handle ? raise(pen, handle, end) : ["L", end.x, end.y]);
    pen = [end.x, end.y];
    handle = undefined;
  };
  const count = first < 0 ? points.length : points.length - 1;
  for (let index = 0; index < count; index += 1) {
    const point = at(from + index);
    if (point.isOn) curveTo(point);
    else {
      if (handle) curveTo(middle(handle, point));
      handle = point;
    }
  }
  if (handle) curveTo(start);
  return [...steps, ["Z"]];
}

function readSimple(glyf: DataView, at: number, contours: number): PathStep[] {
  const ends = Array.from({ length: contours }, (_, i) => glyf.getUint16(at + 10 + i * 2));
  const count = (ends.at(-1) ?? -1) + 1;
  let place = at + 10 + contours * 2;
  place += 2 + glyf.getUint16(place);
  const flags: number[] = [];
  while (flags.length < count) {
    const flag = glyf.getUint8(place);
    place += 1;
    const times = flag & 8 ? glyf.getUint8(place) + 1 : 1;
    if (flag & 8) place += 1;
    for (let i = 0; i < times; i += 1) flags.push(flag);
  }
  const readAxis = (short: number, same: number) => {
    let value = 0;
    return flags.map((flag) => {
      if (flag & short) {
        value += flag & same ? glyf.getUint8(place) : -glyf.getUint8(place);
        place += 1;
      } else if (!(flag & same)) {
        value += glyf.getInt16(place);
        place += 2;
      }
      return value;
    });
  };
  const xs = readAxis(2, 16);
  const ys = readAxis(4, 32);
  const points = flags.map((flag, i) => ({ x: xs[i]!, y: ys[i]!, isOn: (flag & 1) === 1 }));
  return ends.flatMap((end, i) => traceContour(points.slice(i === 0 ? 0 : ends[i - 1]! + 1, end + 1)));
}

/** Parts of a composed glyph with where each goes (OpenType, `glyf`: composite glyph description). */
function* readParts(glyf: DataView, at: number): Generator<{ glyph: number; matrix: Matrix }> {
  let place = at + 10;
  let flags: number;
  do {
    flags = glyf.getUint16(place);
    const glyph = glyf.getUint16(place + 2);
    place += 4;
    const [x, y] =
      flags & 1
        ? [glyf.getInt16(place), glyf.getInt16(place + 2)]
        : [glyf.getInt8(place), glyf.getInt8(place + 1)];
    place += flags & 1 ? 4 : 2;
    const fraction = () => {
      place += 2;
      return glyf.getInt16(place - 2) / 16384;
    };
    let [a, b, c, d] = [1, 0, 0, 1];
    if (flags & 8) a = d = fraction();
    else if (flags & 64) [a, d] = [fraction(), fraction()];
    else if (flags & 128) [a, b, c, d] = [fraction(), fraction(), fraction(), fraction()];
    yield { glyph, matrix: [a, b, c, d, x, y] };
  } while (flags & 32);
}

/**
 * The outline of a glyph in units of its font, upwards from the line of writing.
 *
 * @param glyf the table of outlines. @param offsets where each glyph's begins in it.
 */
export function readOutline(glyf: DataView, offsets: readonly number[], glyph: number): PathStep[] {
  const at = offsets[glyph]!;
  if (at === offsets[glyph + 1]) return [];
  const contours = glyf.getInt16(at);
  if (contours >= 0) return readSimple(glyf, at, contours);
  return [...readParts(glyf, at)].flatMap((part) =>
    movePath(readOutline(glyf, offsets, part.glyph), part.matrix),
  );
}
