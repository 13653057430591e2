import { themes } from "../../layers/grammar/theme.ts";
import type { Language } from "../domain/board/board.ts";
import type { QrModules } from "../domain/qrCode.ts";
import { fillLines } from "./breakText.ts";
import { formatNumber as n } from "./pdf/pdfFile.ts";
import { type Colour, parseHex, rectangle, type SheetPen, type TextRun } from "./pdf/sheetPen.ts";
import { type Box, pointsOf, type SheetFrame } from "./sheetFrame.ts";
import { say } from "./sheetWords.ts";

export const inkColours = {
  text: parseHex(themes.paper.text),
  muted: parseHex(themes.paper.muted),
  paper: parseHex(themes.paper.paper),
  line: parseHex(themes.paper.boundary),
} as const;

/** Writes in millimetres. */
export interface SheetText {
  text: string;
  /** Left end, middle or right end of the line of writing. */
  x: number;
  y: number;
  /** Height of the letters' square. */
  size: number;
  strong?: boolean;
  colour?: Colour;
  align?: "left" | "middle" | "right";
  turn?: number;
}

export const measureMillimetres = (pen: SheetPen, text: string, size: number, strong = false) =>
  (pen.measure({ text, font: strong ? "strong" : "regular", size: pointsOf(size) }) * 25.4) / 72;

/** The face of the sheet is Chinese and sets this apostrophe a full square wide. */
const plainApostrophe = (text: string) => text.replaceAll(/(?<=[A-Za-z])’/g, "'");

export function writeText(
  pen: SheetPen,
  { text: given, x, y, size, strong, colour, align = "left", turn }: SheetText,
) {
  const text = plainApostrophe(given);
  const width = measureMillimetres(pen, text, size, strong);
  const back = align === "right" ? width : align === "middle" ? width / 2 : 0;
  const run: TextRun = {
    text,
    font: strong ? "strong" : "regular",
    size: pointsOf(size),
    colour: colour ?? inkColours.text,
    x: pointsOf(x - back * Math.cos(turn ?? 0)),
    y: pointsOf(y - back * Math.sin(turn ?? 0)),
    ...(turn === undefined ? {} : { turn }),
  };
  pen.write([run]);
}

/** The text cut so that it fits, with a mark that it was. */
export function cutText(pen: SheetPen, text: string, size: number, most: number, strong = false): string {
  if (measureMillimetres(pen, text, size, strong) <= most) return text;
  let cut = [...text];
  while (cut.length > 1 && measureMillimetres(pen, `${cut.join("")}…`, size, strong) > most)
    cut = cut.slice(0, -1);
  return `${cut.join("")}…`;
}

const millimetres = ({ left, bottom, width, height }: Box) =>
  rectangle(pointsOf(left), pointsOf(bottom), pointsOf(width), pointsOf(height));

const strokeLine = (x1: number, y1: number, x2: number, y2: number) =>
  `${n(pointsOf(x1))} ${n(pointsOf(y1))} m ${n(pointsOf(x2))} ${n(pointsOf(y2))} l`;

/** Steps of the net of degrees, in minutes of arc. */
const netSteps = [5, 10, 15, 20, 30, 60, 120, 300] as const;
/** Millimetres that a mesh of the net should at least have. */
const leastMesh = 55;
const kilometresPerMinute = 1.852;

/** The step of the net at a scale, in minutes of arc. */
export const chooseNetStep = (scale: number, unit: number): number =>
  netSteps.find((step) => (step * kilometresPerMinute * 0.75 * 1_000_000) / scale >= leastMesh * unit) ??
  netSteps.at(-1)!;

const sayDegrees = (minutes: number, side: "E" | "N"): string => {
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)}°${rest === 0 ? "" : `${String(rest).padStart(2, "0")}′`}${side}`;
};

/** Where along an edge of the map a coordinate has a value, as a share of the edge; by halving, as it runs one way. */
export function findCrossing(valueAt: (share: number) => number, wanted: number): number | undefined {
  let [low, high] = [0, 1];
  const rises = valueAt(1) > valueAt(0);
  const [first, last] = rises ? [valueAt(0), valueAt(1)] : [valueAt(1), valueAt(0)];
  if (wanted < first || wanted > last) return undefined;
  for (let step = 0; step < 48; step += 1) {
    const middle = (low + high) / 2;
    if (valueAt(middle) < wanted === rises) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Neatline, ticks of the net of degrees with their numbers, and small crosses where its lines meet. */
export function drawNeatline(pen: SheetPen, frame: SheetFrame) {
  const { map, unit, toLngLat, toPage, shown } = frame;
  const step = chooseNetStep(frame.scale, unit);
  const [right, top] = [map.left + map.width, map.bottom + map.height];
  const ticks: string[] = [];
  const tick = 2 * unit;
  const size = 2.1 * unit;
  const isInside = (share: number | undefined): share is number =>
    share !== undefined && share > 0.01 && share < 0.99;
  const listMinutes = (from: number, to: number) => {
    const first = Math.ceil((from * 60) / step);
    return Array.from(
      { length: Math.max(0, Math.floor((to * 60) / step) - first + 1) },
      (_, i) => (first + i) * step,
    );
  };
  for (const minutes of listMinutes(shown[0], shown[2]))
    for (const [y, out] of [
      [map.bottom, -1],
      [top, 1],
    ] as const) {
      const share = findCrossing((s) => toLngLat(map.left + map.width * s, y)[0], minutes / 60);
      if (!isInside(share)) continue;
      const x = map.left + map.width * share;
      ticks.push(strokeLine(x, y, x, y + out * tick));
      const text = sayDegrees(minutes, "E");
      writeText(pen, {
        text,
        x,
        y: y + out * tick + (out < 0 ? -size : 0.5 * unit),
        size,
        align: "middle",
        colour: inkColours.muted,
      });
    }
  for (const minutes of listMinutes(shown[1], shown[3]))
    for (const [x, out] of [
      [map.left, -1],
      [right, 1],
    ] as const) {
      const share = findCrossing((s) => toLngLat(x, map.bottom + map.height * s)[1], minutes / 60);
      if (!isInside(share)) continue;
      const y = map.bottom + map.height * share;
      ticks.push(strokeLine(x, y, x + out * tick, y));
      writeText(pen, {
        text: sayDegrees(minutes, "N"),
        x: x + out * (tick + 0.4 * unit) + (out > 0 ? size : 0),
        y,
        size,
        align: "middle",
        turn: Math.PI / 2,
        colour: inkColours.muted,
      });
    }
  const crosses: string[] = [];
  for (const east of listMinutes(shown[0], shown[2]))
    for (const north of listMinutes(shown[1], shown[3])) {
      const [px, py] = toPage(east / 60, north / 60);
      const [x, y] = [(px * 25.4) / 72, (py * 25.4) / 72];
      if (x < map.left + tick || x > right - tick || y < map.bottom + tick || y > top - tick) continue;
      crosses.push(strokeLine(x - unit, y, x + unit, y), strokeLine(x, y - unit, x, y + unit));
    }
  pen.paint(crosses.join("\n"), { stroke: inkColours.line, width: 0.35 * unit, opacity: 0.8 });
  pen.paint(millimetres(map), { stroke: inkColours.text, width: 0.9 * unit, join: "miter" });
  pen.paint(ticks.join("\n"), { stroke: inkColours.text, width: 0.5 * unit });
}

/** Lengths of a scale bar, in metres of ground. */
const barSteps = [1, 2, 2.5, 5];

/** The longest round length that fits in so many millimetres of paper, metres of ground. */
export function chooseBarLength(scale: number, mostMillimetres: number): number {
  const most = (mostMillimetres * scale) / 1000;
  const power = 10 ** Math.floor(Math.log10(most));
  return power * (barSteps.toReversed().find((step) => step * power <= most) ?? 1);
}

export const formatScale = (scale: number): string => `1:${String(scale).replace(/\B(?=(\d{3})+$)/g, " ")}`;

/** The bar in five parts, its number above it, the system below it. */
export function drawScale(pen: SheetPen, frame: SheetFrame, language: Language, box: Box) {
  const { scale, unit } = frame;
  const length = chooseBarLength(scale, box.width * 0.78);
  const parts = 5;
  const isKilometres = length >= 1000;
  const [x, y] = [box.left, box.bottom + box.height - 11.5 * unit];
  writeText(pen, { text: formatScale(scale), x, y: y + 5.4 * unit, size: 4.2 * unit, strong: true });
  const part = (length * 1000) / scale / parts;
  const height = 1.5 * unit;
  for (let index = 0; index < parts; index += 1)
    pen.paint(millimetres({ left: x + index * part, bottom: y, width: part, height }), {
      fill: index % 2 === 0 ? inkColours.text : inkColours.paper,
      stroke: inkColours.text,
      width: 0.5 * unit,
      join: "miter",
    });
  const size = 2.2 * unit;
  for (let index = 0; index <= parts; index += 1) {
    const value = ((length / parts) * index) / (isKilometres ? 1000 : 1);
    const words = n(value, 2);
    const isLast = index === parts;
    const name = isLast ? `${words} ${say(isKilometres ? "kilometres" : "metres", language)}` : words;
    const half = measureMillimetres(pen, words, size) / 2;
    writeText(pen, { text: name, x: x + index * part - half, y: y + height + 0.8 * unit, size });
  }
  return y;
}

/** Angle from true to grid north at a place, degrees, east positive: by a short step to the north. */
export function findConvergence(
  { toPage }: SheetFrame,
  [longitude, latitude]: readonly [number, number],
): number {
  const [x1, y1] = toPage(longitude, latitude);
  const [x2, y2] = toPage(longitude, latitude + 0.01);
  // Where true north leans left on the page, grid north lies east of it.
  return (-Math.atan2(x2 - x1, y2 - y1) * 180) / Math.PI;
}

export function drawNorth(pen: SheetPen, frame: SheetFrame, language: Language, x: number, y: number) {
  const { unit } = frame;
  const at = (dx: number, dy: number) => `${n(pointsOf(x + dx * unit))} ${n(pointsOf(y + dy * unit))}`;
  pen.paint(`${at(0, 11)} m ${at(-2.4, 0)} l ${at(0, 1.8)} l h`, { fill: inkColours.text });
  pen.paint(`${at(0, 11)} m ${at(2.4, 0)} l ${at(0, 1.8)} l h`, {
    fill: inkColours.paper,
    stroke: inkColours.text,
    width: 0.5 * unit,
  });
  writeText(pen, {
    text: say("north", language),
    x,
    y: y + 11.6 * unit,
    size: 3 * unit,
    strong: true,
    align: "middle",
  });
}

/** A QR code with its quiet zone, its top right corner at a place. */
export function drawCode(pen: SheetPen, modules: QrModules, right: number, top: number, side: number) {
  const module = side / (modules.length + 8);
  pen.paint(millimetres({ left: right - side, bottom: top - side, width: side, height: side }), {
    fill: [1, 1, 1],
  });
  const path = modules
    .flatMap((row, r) =>
      row.map((isDark, c) =>
        isDark
          ? millimetres({
              left: right - side + (c + 4) * module,
              bottom: top - (r + 5) * module,
              width: module,
              height: module,
            })
          : "",
      ),
    )
    .filter((square) => square !== "")
    .join("\n");
  pen.paint(path, { fill: [0, 0, 0] });
}

/** A paragraph in a width, from the top down. @returns the height left below it. */
export function writeParagraph(
  pen: SheetPen,
  text: string,
  box: { left: number; top: number; width: number; bottom: number },
  { size, colour, strong }: { size: number; colour?: Colour; strong?: boolean },
): number {
  const lines = fillLines(text, box.width, (part) => measureMillimetres(pen, part, size, strong));
  const step = size * 1.32;
  let y = box.top;
  const room = Math.max(1, Math.floor((box.top - box.bottom + 0.01) / step));
  lines.slice(0, room).forEach((line, index) => {
    const isCut = index === room - 1 && lines.length > room;
    writeText(pen, {
      text: isCut ? cutText(pen, `${line} …`, size, box.width, strong) : line,
      x: box.left,
      y: y - size * 0.88,
      size,
      ...(colour ? { colour } : {}),
      ...(strong ? { strong } : {}),
    });
    y -= step;
  });
  return y;
}
