import { keyPhase, titlePhase } from "../../geodata/phaseDay.ts";
import { phaseIds, phases } from "../../geodata/plan/phases.ts";
import { findComparedFeatures } from "../../layers/grammar/findComparedFeatures.ts";
import type { Board } from "../domain/board/board.ts";
import { type ComparedSide, compareSides } from "../domain/compare/compareSides.ts";
import { summarizeDifferences } from "../domain/compare/compareWords.ts";
import { countDifferences, type Difference } from "../domain/compare/listDifferences.ts";
import type { Bilingual } from "../domain/plan.ts";
import { type Result, success } from "../domain/result.ts";
import { addStatistics } from "./addStatistics.ts";
import { drawDifferences, splitDifferences } from "./drawDifferences.ts";
import { drawMap } from "./drawMap.ts";
import { drawFoot, drawHead } from "./drawMargin.ts";
import type { DrawnPage, MarkedPart } from "./drawnPage.ts";
import { listAbsentAnswers } from "./listAbsentAnswers.ts";
import type { SheetPen } from "./pdf/sheetPen.ts";
import { listSheetSides, type SheetData } from "./sheetData.ts";
import { type Box, buildSheetFrame, type FrameOptions, type SheetFrame } from "./sheetFrame.ts";
import { cutText, drawNeatline, formatScale, writeText } from "./sheetFurniture.ts";
import {
  countRows,
  drawLegend,
  type LegendLine,
  layLegend,
  listLegend,
  uniteLegends,
} from "./sheetLegend.ts";
import type { SheetRequest } from "./sheetRequest.ts";
import { say } from "./sheetWords.ts";
import { type CutPage, findCut } from "./tellCut.ts";

/** Share of the maps' height that the list beneath them has. */
const listShare = 0.3;

interface Side {
  board: Board;
  title: string;
  data: SheetData;
}

const titleOf = ({ phase: id, monitor, language }: Board): string => {
  const phase = phases.find((other) => other.id === id);
  return phase ? titlePhase(phase, monitor?.asOf)[language] : id;
};

const describeSide = ({ phase, monitor, scenario, check }: Board): ComparedSide => ({
  phaseKey: keyPhase(phase, monitor?.asOf),
  phase,
  phases: phaseIds,
  ...(scenario ? { scenario } : {}),
  ...(check ? { alternatives: check.alternatives } : {}),
});

/** What differs from a side to the open board, as the list on the screen runs. */
function findDifferences(from: Side, sides: readonly Side[], data: SheetData): Difference[] {
  const [left, right] = [from.board, sides.at(-1)!.board];
  return compareSides(
    findComparedFeatures([left, right], data.datasets),
    describeSide(left),
    describeSide(right),
  );
}

const listSides = (board: Board, data: SheetData): Side[] =>
  listSheetSides(board).map((side, index, all) => {
    const answers = index === all.length - 1 ? data.answers : (data.otherAnswers?.[index] ?? {});
    return { board: side, title: titleOf(side), data: addStatistics(side, { ...data, answers }) };
  });

interface Plan {
  frames: SheetFrame[];
  lines: LegendLine[];
  legendColumns: number;
  /** In how many columns the maps stand. */
  columns: number;
}

const optionsOf = (
  { size, epsg, orientation, pages }: SheetRequest,
  scale: number | null,
  legendColumns: number,
  part: NonNullable<FrameOptions["part"]>,
): FrameOptions => ({
  size,
  scale,
  epsg,
  orientation,
  extent: pages[0]!.extent,
  centre: pages[0]!.centre,
  shift: pages[0]!.shift,
  legendColumns,
  part,
});

/** One of the frames, all of one size. */
const buildPart = (
  request: SheetRequest,
  scale: number | null,
  legendColumns: number,
  part: NonNullable<FrameOptions["part"]>,
) => buildSheetFrame(optionsOf(request, scale, legendColumns, part));

/** In how many columns the maps stand so that they are largest; side by side where that makes no difference. */
function chooseColumns(request: SheetRequest, count: number): number {
  const scaleOf = (columns: number) => {
    const frame = buildPart(request, null, 1, { index: 0, count, columns, below: listShare });
    return frame.ok ? frame.value.scale : Number.POSITIVE_INFINITY;
  };
  const columns = Array.from({ length: count }, (_, index) => count - index);
  return columns.reduce((best, other) => (scaleOf(other) < scaleOf(best) ? other : best));
}

/** Frames of one size and scale, with as many columns as the one legend of all turns out to need. */
function planFrames(request: SheetRequest, sides: readonly Side[]): Result<Plan> {
  const columns = chooseColumns(request, sides.length);
  let legendColumns = 1;
  for (;;) {
    const frames: SheetFrame[] = [];
    for (const index of sides.keys()) {
      const part = { index, count: sides.length, columns, below: listShare };
      const frame = buildPart(request, request.scale, legendColumns, part);
      if (!frame.ok) return frame;
      frames.push(frame.value);
    }
    const lines = layLegend(
      uniteLegends(sides.map(({ board, data }, index) => listLegend(board, frames[index]!, data))),
    );
    const { side, unit } = frames[0]!;
    const needed = Math.min(2, Math.ceil(lines.length / countRows(side, unit)));
    if (needed <= legendColumns) return success({ frames, lines, legendColumns, columns });
    legendColumns = needed;
  }
}

/** Where the list stands: beneath the lowest map, as wide as all of them. */
function findListBox({ foot, side, map, unit }: SheetFrame): Box {
  const gap = 4 * unit;
  const bottom = foot.bottom + foot.height + gap;
  return {
    left: foot.left,
    bottom,
    width: side.left - gap - foot.left,
    // Degrees stand below the maps.
    height: map.bottom - 6 * unit - bottom,
  };
}

/** Everything between head and margin of a page that holds nothing but the list. */
const findPageBox = ({ foot, head, unit }: SheetFrame): Box => ({
  left: foot.left,
  bottom: foot.bottom,
  width: foot.width,
  height: head.bottom - 4 * unit - foot.bottom,
});

async function drawSide(pen: SheetPen, { board, title, data }: Side, frame: SheetFrame) {
  const { map, unit } = frame;
  const size = 3.4 * unit;
  writeText(pen, {
    text: cutText(pen, title, size, map.width, true),
    x: map.left,
    y: map.bottom + map.height + 6 * unit,
    size,
    strong: true,
  });
  await drawMap(pen, board, frame, data);
  drawNeatline(pen, frame);
}

/**
 * The sides of a comparison in a row at one scale, what differs beneath them; what finds no room there goes on
 * further pages, none is left out.
 *
 * @returns problems of `buildSheetFrame`.
 */
export async function drawComparison(
  pen: SheetPen,
  request: SheetRequest,
  data: SheetData,
  run: string,
): Promise<Result<{ pages: DrawnPage[]; absent: Bilingual[]; cut: CutPage | null }>> {
  const { board } = request;
  const { language } = board;
  const sides = listSides(board, data);
  const plan = planFrames(request, sides);
  if (!plan.ok) return plan;
  const { frames, lines, legendColumns, columns } = plan.value;
  const [frame] = frames as [SheetFrame];
  // As the panel does where a side has gone: the last of the others.
  const from = sides[Math.min(request.against ?? 0, sides.length - 2)] ?? sides[0]!;
  const differences = findDifferences(from, sides, data);
  const { title } = request.pages[0]!;
  const [here, beyond] = [findListBox(frames.at(-1)!), findPageBox(frame)];
  const lists = splitDifferences(pen, differences, { language, unit: frame.unit, boxes: [here, beyond] });
  const absent = [
    ...new Map(
      sides
        .flatMap((side) => listAbsentAnswers(side.board, side.data.answers))
        .map((name) => [name.en, name]),
    ).values(),
  ];
  const count = (page: number) =>
    lists.length > 1
      ? say("of", language).replace("{page}", String(page)).replace("{pages}", String(lists.length))
      : formatScale(frame.scale);
  const subject = say("against", language)
    .replace("{left}", from.title)
    .replace("{right}", sides.at(-1)!.title);
  const note = summarizeDifferences(countDifferences(differences))[language];
  drawHead(pen, frame, { title, subject, note, counter: count(1) });
  for (const [index, side] of sides.entries()) {
    pen.beginMarked("Figure");
    await drawSide(pen, side, frames[index]!);
    pen.endMarked();
  }
  pen.beginMarked("P");
  drawDifferences(pen, lists[0] ?? []);
  pen.endMarked();
  pen.beginMarked("P");
  drawLegend(pen, lines, frame, board, legendColumns);
  pen.endMarked();
  drawFoot(pen, frame, request, run, absent);
  const { width, height } = frame;
  const figures = sides.map(
    (side, index): MarkedPart => ({ role: "Figure", map: { board: side.board, frame: frames[index]! } }),
  );
  const text: MarkedPart = { role: "P" };
  const pages: DrawnPage[] = [
    {
      title,
      width,
      height,
      content: pen.endPage(),
      maps: frames,
      parts: [{ role: "H1" }, text, ...figures, text, text, text, text],
    },
  ];
  for (const [index, list] of lists.slice(1).entries()) {
    drawHead(pen, frame, {
      title: `${title} · ${say("differences", language)}`,
      subject,
      note,
      counter: count(index + 2),
    });
    pen.beginMarked("P");
    drawDifferences(pen, list);
    pen.endMarked();
    pages.push({
      title,
      width,
      height,
      content: pen.endPage(),
      maps: [],
      parts: [{ role: "H1" }, text, text],
    });
  }
  const part = { index: 0, count: sides.length, columns, below: listShare };
  const cut = findCut(title, frame, optionsOf(request, request.scale, legendColumns, part));
  return success({ pages, absent, cut });
}
