import type { Bilingual } from "../domain/plan.ts";
import { type Result, success } from "../domain/result.ts";
import { addStatistics } from "./addStatistics.ts";
import { drawComparison } from "./drawComparison.ts";
import { drawMap } from "./drawMap.ts";
import { describePhase, drawFoot, drawHead } from "./drawMargin.ts";
import type { DrawnPage } from "./drawnPage.ts";
import { drawMatches, drawStripIndex, makeRoom } from "./drawStrip.ts";
import { listAbsentAnswers } from "./listAbsentAnswers.ts";
import { formatNumber as n, PdfFile } from "./pdf/pdfFile.ts";
import { SheetFont } from "./pdf/sheetFont.ts";
import { SheetPen } from "./pdf/sheetPen.ts";
import type { SheetData } from "./sheetData.ts";
import { buildSheetFrame, type FrameOptions, pointsOf, type SheetFrame } from "./sheetFrame.ts";
import { drawNeatline, formatScale, inkColours } from "./sheetFurniture.ts";
import { countRows, drawLegend, layLegend, listLegend } from "./sheetLegend.ts";
import { boardOf, nameRun, type SheetPage, type SheetRequest } from "./sheetRequest.ts";
import { say } from "./sheetWords.ts";
import { type CutPage, findCut } from "./tellCut.ts";

export interface DrawnSheet {
  file: PdfFile;
  pen: SheetPen;
  pages: DrawnPage[];
  /** Of the whole sheet, where only one page was drawn. */
  count: number;
  /** What the board asks that is not on the sheet. */
  absent: Bilingual[];
  /** Pages whose map has less room than they are to show. */
  cuts: CutPage[];
}

/** Frames with as many columns as the legend turns out to need. */
function planPage(request: SheetRequest, page: SheetPage, data: SheetData) {
  const board = boardOf(request.board, page);
  const optionsOf = (legendColumns: number): FrameOptions => ({
    size: request.size,
    // The index shows where every sheet lies, whatever their scale is.
    scale: page.index ? null : request.scale,
    epsg: request.epsg,
    extent: page.extent,
    centre: page.centre,
    shift: page.shift,
    orientation: request.orientation,
    legendColumns,
  });
  const build = (legendColumns: number) => buildSheetFrame(optionsOf(legendColumns));
  const first = build(page.legendColumns ?? 1);
  if (!first.ok) return first;
  const { side, unit } = (page.strip ? makeRoom(first.value) : { frame: first.value }).frame;
  const lines = layLegend(listLegend(board, first.value, data));
  const needed = Math.min(3, Math.max(1, Math.ceil(lines.length / countRows(side, unit))));
  const columns = page.legendColumns ?? needed;
  const frame = columns === 1 || page.legendColumns ? first : build(columns);
  if (!frame.ok) return frame;
  return success({
    frame: frame.value,
    columns,
    needed,
    lines: layLegend(listLegend(board, frame.value, data)),
    // A sheet of a strip shows what it was laid out to show.
    cut: page.strip ? null : findCut(page.title, frame.value, optionsOf(columns)),
  });
}

function drawIndex(pen: SheetPen, page: SheetPage, { toPage, unit }: SheetFrame) {
  for (const { label, extent, corners: own } of page.index ?? []) {
    const [west, south, east, north] = extent;
    const corners = (
      own ?? [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
      ]
    ).map(([longitude, latitude]) => toPage(longitude!, latitude!));
    const path = corners.map(([x, y], index) => `${n(x)} ${n(y)} ${index === 0 ? "m" : "l"}`).join(" ");
    pen.paint(`${path} h`, { stroke: inkColours.text, width: 0.5 * unit, opacity: 0.55 });
    const [x, y] = toPage((west + east) / 2, (south + north) / 2);
    const size = pointsOf(3.2 * unit);
    const width = pen.measure({ text: label, font: "strong", size });
    pen.write(
      [{ text: label, font: "strong", size, colour: inkColours.text, x: x - width / 2, y: y - size * 0.36 }],
      {
        colour: inkColours.paper,
        width: 1.4 * unit,
      },
    );
  }
}

/** Columns that the legend of a page needs. */
export function countLegendColumns(request: SheetRequest, page: SheetPage, data: SheetData): Result<number> {
  const plan = planPage(request, page, addStatistics(request.board, data));
  return plan.ok ? success(plan.value.needed) : plan;
}

async function drawPage(
  pen: SheetPen,
  {
    request,
    page,
    data,
    absent,
    run,
  }: { request: SheetRequest; page: SheetPage; data: SheetData; absent: Bilingual[]; run: string },
): Promise<Result<{ drawn: DrawnPage; cut: CutPage | null }>> {
  const plan = planPage(request, page, data);
  if (!plan.ok) return plan;
  const { frame, columns, lines, cut } = plan.value;
  const board = boardOf(request.board, page);
  const number = request.pages.indexOf(page) + 1;
  const counter =
    request.pages.length > 1
      ? say("of", board.language)
          .replace("{page}", String(number))
          .replace("{pages}", String(request.pages.length))
      : formatScale(frame.scale);
  drawHead(pen, frame, { title: page.title, ...describePhase(request.board), counter });
  pen.beginMarked("Figure");
  await drawMap(pen, board, frame, data);
  drawIndex(pen, page, frame);
  if (page.strip) drawMatches(pen, page.strip, frame, board.language);
  drawNeatline(pen, frame);
  pen.endMarked();
  pen.beginMarked("P");
  if (page.strip) {
    const { frame: legend, room } = makeRoom(frame);
    drawLegend(pen, lines, legend, request.board, columns);
    drawStripIndex(pen, page.strip, frame, room, board.language);
  } else drawLegend(pen, lines, frame, request.board, columns);
  pen.endMarked();
  drawFoot(pen, frame, { ...request, board }, run, absent);
  const drawn: DrawnPage = {
    title: page.title,
    width: frame.width,
    height: frame.height,
    content: pen.endPage(),
    maps: [frame],
    parts: [
      { role: "H1" },
      { role: "P" },
      { role: "Figure", map: { board, frame } },
      { role: "P" },
      { role: "P" },
      { role: "P" },
    ],
  };
  return success({ drawn, cut });
}

/**
 * Draws the pages of a sheet, without writing them anywhere yet.
 *
 * @param onPage called before each page is drawn, with its number from 1.
 * @param only the number of the one page to draw; all without it.
 * @returns problems of `buildSheetFrame`.
 */
export async function drawSheet(
  request: SheetRequest,
  given: SheetData,
  onPage: (page: number) => void = () => undefined,
  only?: number,
): Promise<Result<DrawnSheet>> {
  const data = addStatistics(request.board, given);
  const file = new PdfFile();
  const pen = new SheetPen(file, {
    regular: new SheetFont("NotoSansSC-Regular", data.fonts.regular),
    strong: new SheetFont("NotoSansSC-Medium", data.fonts.strong),
  });
  const run = nameRun(request);
  const [first] = request.pages;
  // An atlas has a page a part; what is compared is compared on one.
  if (request.board.compare && first && request.pages.length === 1) {
    onPage(1);
    const compared = await drawComparison(pen, request, data, run);
    if (!compared.ok) return compared;
    const { pages, absent, cut } = compared.value;
    const drawn = only === undefined ? pages : pages.slice(only - 1, only);
    return success({ file, pen, pages: drawn, count: pages.length, absent, cuts: cut ? [cut] : [] });
  }
  const absent = listAbsentAnswers(request.board, data.answers);
  const pages: DrawnPage[] = [];
  const cuts: CutPage[] = [];
  for (const [index, page] of request.pages.entries()) {
    if (only !== undefined && only !== index + 1) continue;
    onPage(index + 1);
    const drawn = await drawPage(pen, { request, page, data, absent, run });
    if (!drawn.ok) return drawn;
    pages.push(drawn.value.drawn);
    if (drawn.value.cut) cuts.push(drawn.value.cut);
  }
  return success({ file, pen, pages, count: request.pages.length, absent, cuts });
}
