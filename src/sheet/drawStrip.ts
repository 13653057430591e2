import type { Language } from "../domain/board/board.ts";
import { formatNumber as n } from "./pdf/pdfFile.ts";
import { rectangle, type SheetPen } from "./pdf/sheetPen.ts";
import { type Box, pointsOf, type SheetFrame } from "./sheetFrame.ts";
import { inkColours, writeText } from "./sheetFurniture.ts";
import type { SheetStrip } from "./sheetRequest.ts";
import { say } from "./sheetWords.ts";

const stripUnits = 30;
const headUnits = 5;

/** A frame whose legend leaves room for the small index of a strip, and that room. */
export function makeRoom(frame: SheetFrame): { frame: SheetFrame; room: Box } {
  const { side, unit } = frame;
  const height = stripUnits * unit;
  return {
    frame: { ...frame, side: { ...side, bottom: side.bottom + height, height: side.height - height } },
    room: { ...side, height: height - 2 * unit },
  };
}

/** Lines where the sheet joins its neighbours, each with the neighbour's number beyond it. */
export function drawMatches(
  pen: SheetPen,
  { matches }: SheetStrip,
  { toPage, map, unit }: SheetFrame,
  language: Language,
) {
  pen.save();
  pen.clip(rectangle(pointsOf(map.left), pointsOf(map.bottom), pointsOf(map.width), pointsOf(map.height)));
  for (const { label, ends, beyond } of matches) {
    const [[x1, y1], [x2, y2]] = ends.map((end) => toPage(...end)) as [[number, number], [number, number]];
    const line = `${n(x1)} ${n(y1)} m ${n(x2)} ${n(y2)} l`;
    pen.paint(line, { stroke: inkColours.paper, width: 3 * unit, opacity: 0.8 });
    pen.paint(line, { stroke: inkColours.text, width: 1.1 * unit });
    const text = say("joins", language).replace("{page}", label);
    const size = pointsOf(3 * unit);
    let turn = Math.atan2(y2 - y1, x2 - x1);
    // Read from the left, or from below where the line stands upright.
    if (turn > Math.PI / 2 + 0.01) turn -= Math.PI;
    if (turn <= -Math.PI / 2 + 0.01) turn += Math.PI;
    const width = pen.measure({ text, font: "strong", size });
    const [farX, farY] = toPage(...beyond);
    const [middleX, middleY] = [(x1 + x2) / 2, (y1 + y2) / 2];
    // Above the line as it is read, where the neighbour lies there; below it elsewhere.
    const [upX, upY] = [-Math.sin(turn), Math.cos(turn)];
    const isAbove = (farX - middleX) * upX + (farY - middleY) * upY > 0;
    const lift = isAbove ? pointsOf(1.2 * unit) : -pointsOf(1.2 * unit) - size * 0.8;
    pen.write(
      [
        {
          text,
          font: "strong",
          size,
          colour: inkColours.text,
          x: middleX - (width / 2) * Math.cos(turn) + lift * upX,
          y: middleY - (width / 2) * Math.sin(turn) + lift * upY,
          turn,
        },
      ],
      { colour: inkColours.paper, width: 1.4 * unit },
    );
  }
  pen.restore();
}

/** The whole strip in small beneath the legend, with this sheet filled in. */
export function drawStripIndex(
  pen: SheetPen,
  strip: SheetStrip,
  frame: SheetFrame,
  room: Box,
  language: Language,
) {
  const { unit, toPage } = frame;
  const points = strip.frames.map(({ corners }) => corners.map((corner) => toPage(...corner)));
  const all = points.flat();
  const [xs, ys] = [all.map(([x]) => x), all.map(([, y]) => y)];
  const [west, east, south, north] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const box = { ...room, height: room.height - headUnits * unit };
  const scale = Math.min(pointsOf(box.width) / (east - west), pointsOf(box.height) / (north - south));
  const place = ([x, y]: readonly [number, number]) =>
    `${n(pointsOf(box.left) + (x - west) * scale)} ${n(pointsOf(box.bottom + box.height) - (north - y) * scale)}`;
  const trace = (line: readonly (readonly [number, number])[]) =>
    line.map((point, index) => `${place(point)} ${index === 0 ? "m" : "l"}`).join(" ");
  writeText(pen, {
    text: say("index", language),
    x: room.left,
    y: room.bottom + room.height - 3 * unit,
    size: 2.6 * unit,
    strong: true,
  });
  const own = points[strip.own]!;
  pen.paint(`${trace(own)} h`, { fill: inkColours.line, opacity: 0.55 });
  for (const corners of points)
    pen.paint(`${trace(corners)} h`, { stroke: inkColours.muted, width: 0.4 * unit, join: "miter" });
  for (const part of strip.parts)
    pen.paint(trace(part.map(([x, y]) => toPage(x!, y!))), { stroke: inkColours.text, width: 0.9 * unit });
  // Numbers at the ends of the strip and of this sheet: all of them would hide the line.
  const named = new Set([0, strip.own, strip.frames.length - 1]);
  for (const index of named) {
    const corners = points[index]!;
    const [x, y] = place([(corners[0]![0] + corners[2]![0]) / 2, (corners[0]![1] + corners[2]![1]) / 2])
      .split(" ")
      .map((value) => (Number(value) * 25.4) / 72);
    const size = 2.4 * unit;
    const run = {
      text: strip.frames[index]!.label,
      font: "strong" as const,
      size: pointsOf(size),
      colour: inkColours.text,
    };
    const width = pen.measure(run);
    pen.write([{ ...run, x: pointsOf(x!) - width / 2, y: pointsOf(y! + 0.6 * unit) }], {
      colour: inkColours.paper,
      width: 1.2 * unit,
    });
  }
}
