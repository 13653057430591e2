import type { EvaluatedMark } from "./evaluateMark.ts";
import type { TextRun } from "./pdf/sheetPen.ts";
import { inkOfName, type LabelGround, middleEms, placeAt, type ShapedName } from "./placeLabels.ts";
import type { Room } from "./roomKeeper.ts";
import type { SheetFeature } from "./sheetFeatures.ts";

/** A course with its length up to each of its positions. */
interface Course {
  points: readonly (readonly [number, number])[];
  lengths: readonly number[];
}

/** The stretches of a course that lie on the map. */
function cutToMap(part: readonly number[], [left, bottom, right, top]: LabelGround["box"]): Course[] {
  const courses: Course[] = [];
  let points: [number, number][] = [];
  const flush = () => {
    if (points.length > 1) {
      const lengths = [0];
      for (let i = 1; i < points.length; i += 1)
        lengths.push(
          lengths[i - 1]! + Math.hypot(points[i]![0] - points[i - 1]![0], points[i]![1] - points[i - 1]![1]),
        );
      courses.push({ points, lengths });
    }
    points = [];
  };
  for (let i = 0; i < part.length; i += 2) {
    const [x, y] = [part[i]!, part[i + 1]!];
    if (x >= left && x <= right && y >= bottom && y <= top) points.push([x, y]);
    else flush();
  }
  flush();
  return courses;
}

/** Place and direction at a length along a course. */
function findAlong({ points, lengths }: Course, length: number): { x: number; y: number; turn: number } {
  let low = 0;
  let high = lengths.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (lengths[middle]! <= length) low = middle;
    else high = middle;
  }
  const [from, to] = [points[low]!, points[high]!];
  const step = lengths[high]! - lengths[low]!;
  const share = step === 0 ? 0 : (length - lengths[low]!) / step;
  return {
    x: from[0] + (to[0] - from[0]) * share,
    y: from[1] + (to[1] - from[1]) * share,
    turn: Math.atan2(to[1] - from[1], to[0] - from[0]),
  };
}

const turnBetween = (a: number, b: number) => {
  const turn = Math.abs(a - b) % (2 * Math.PI);
  return turn > Math.PI ? 2 * Math.PI - turn : turn;
};

/** Letters over which a course may not bend by more than a mark allows. */
const window = 4;

/** Letters of a name along a course round a length of it, or undefined where the course bends too sharply. */
function layLetters(
  course: Course,
  middle: number,
  name: ShapedName,
  measure: (character: string) => number,
  { mostTurn, lift }: { mostTurn: number; lift: number },
): (Pick<TextRun, "x" | "y" | "turn"> & { character: string; width: number })[] | undefined {
  const line = name.lines[0];
  if (!line) return undefined;
  const start = middle - line.width / 2;
  if (start < 0 || start + line.width > course.lengths.at(-1)!) return undefined;
  const [first, last] = [findAlong(course, start), findAlong(course, start + line.width)];
  // Read from the left; what stands upright is read upwards.
  const isTurned = last.x < first.x - 1e-6;
  const characters = [...line.text];
  let along = start;
  const letters: ReturnType<typeof layLetters> = [];
  const turns: number[] = [];
  for (const character of isTurned ? characters.toReversed() : characters) {
    const width = measure(character) + name.spacing * line.size;
    const at = findAlong(course, along + width / 2);
    // The direction over the letter's own width: a small kink below one letter does not throw it over.
    const [a, b] = [
      findAlong(course, Math.max(0, along - width / 4)),
      findAlong(course, Math.min(course.lengths.at(-1)!, along + width * 1.25)),
    ];
    const turn = Math.atan2(b.y - a.y, b.x - a.x) + (isTurned ? Math.PI : 0);
    turns.push(turn);
    const earlier = turns.at(-1 - window) ?? turns[0]!;
    if (turnBetween(earlier, turn) > mostTurn) return undefined;
    const rise = lift * line.size - line.size * middleEms;
    const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
    const back = (width - name.spacing * line.size) / 2;
    letters.push({
      character,
      width,
      turn,
      x: at.x - back * cos - rise * sin,
      y: at.y - back * sin + rise * cos,
    });
    along += width;
  }
  return isTurned ? letters.toReversed() : letters;
}

/** Names along a line, or signs and numbers on it, again after every spacing where there is room. */
export function placeAlong(
  mark: EvaluatedMark,
  feature: SheetFeature,
  name: ShapedName | undefined,
  ground: LabelGround,
) {
  if (feature.kind === "Point") return;
  const { pixel, pen, rooms, box } = ground;
  const spacing = Math.max(40, mark.numberOf("symbol-spacing", feature) * pixel);
  const isUpright = mark.wordOf("text-rotation-alignment", feature) === "viewport" || !name;
  const mostTurn = (mark.numberOf("text-max-angle", feature) * Math.PI) / 180;
  const [, offset] = (mark.listOf("text-offset", feature) ?? [0, 0]).map(Number);
  const padding = mark.numberOf("text-padding", feature) * pixel;
  const ink = inkOfName(mark, feature, pixel);
  for (const part of feature.parts)
    for (const course of cutToMap(part, box)) {
      const length = course.lengths.at(-1)!;
      const count = Math.max(1, Math.floor(length / spacing));
      for (let index = 0; index < count; index += 1) {
        const wanted = ((index + 0.5) * length) / count;
        if (isUpright || !name) {
          const at = findAlong(course, wanted);
          placeAt(mark, feature, [at.x, at.y], name, ground);
          continue;
        }
        const measure = (character: string) =>
          pen.measure({ text: character, font: name.font, size: name.size });
        // The middle of a stretch may be taken or bent: a little to either side is as good.
        for (const shift of [0, 0.12, -0.12, 0.24, -0.24, 0.36, -0.36]) {
          const letters = layLetters(course, wanted + (shift * length) / count, name, measure, {
            mostTurn,
            lift: -(offset ?? 0),
          });
          if (!letters) continue;
          const roomsOf = letters.map(({ x, y, width, turn = 0 }): Room => {
            const [cx, cy] = [
              x + (width / 2) * Math.cos(turn) - name.size * middleEms * Math.sin(turn),
              y + (width / 2) * Math.sin(turn) + name.size * middleEms * Math.cos(turn),
            ];
            const reach = name.size / 2 + padding;
            return [cx - reach, cy - reach, cx + reach, cy + reach];
          });
          if (!roomsOf.every((room) => rooms.isWithin(room) && rooms.isFree(room, "never"))) continue;
          for (const room of roomsOf) rooms.take(room, "never");
          const runs = letters.map(
            ({ character, x, y, turn = 0 }): TextRun => ({
              text: character,
              font: name.font,
              size: name.size,
              colour: ink.colour,
              opacity: ink.opacity,
              x,
              y,
              turn,
            }),
          );
          ground.later.push((later) => later.writeAlong(name.lines[0]!.text, runs, ink.halo));
          break;
        }
      }
    }
}
