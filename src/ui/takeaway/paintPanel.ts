import type { Language } from "../../domain/board/board.ts";
import { type HandoutFigure, type HandoutScene, plainText } from "../../domain/walk/handout.ts";
import { tabulateFigure, writeClauses } from "./sceneTexts.ts";

/** Colours of the wall, read from the page's own theme. */
export interface PanelColours {
  ink: string;
  paper: string;
  muted: string;
  line: string;
  accent: string;
  soft: string;
}

export function readPanelColours(): PanelColours {
  const probe = document.createElement("div");
  probe.dataset.theme = "room";
  document.body.append(probe);
  const css = getComputedStyle(probe);
  const read = (name: string) => css.getPropertyValue(name).trim();
  const colours = {
    ink: read("--ink"),
    paper: read("--paper"),
    muted: read("--muted"),
    line: read("--line"),
    accent: read("--accent"),
    soft: read("--accent-soft"),
  };
  probe.remove();
  return colours;
}

/** What stands beside the map at one step. */
export interface PanelText {
  scene: HandoutScene;
  phases: string;
  lines: number;
  figures: number;
  foot: string;
  place: string;
}

const family = '"Noto Sans SC Latin", "Noto Sans SC", sans-serif';
const fontOf = (pixels: number, weight: 400 | 500 = 400) => `${weight} ${pixels}px ${family}`;
const margin = 38;
const rowPixels = 42;
const footPixels = 112;

/** Marks that no line begins with. */
const closing = new Set("，。、；：！？）》”’,.;:!?)");

/** Lines of a text no wider than the panel: between words in English, anywhere but before a closing mark in Chinese. */
export function wrapText(
  text: string,
  language: Language,
  widthPixels: number,
  measure: (text: string) => number,
): string[] {
  const pieces: string[] = [];
  for (const { segment } of new Intl.Segmenter(language, { granularity: "word" }).segment(text)) {
    if (pieces.length > 0 && closing.has(segment)) pieces[pieces.length - 1] += segment;
    else pieces.push(segment);
  }
  const lines: string[] = [];
  let line = "";
  for (const piece of pieces) {
    if (line !== "" && measure(line + piece.trimEnd()) > widthPixels) {
      lines.push(line.trimEnd());
      line = piece.trimStart();
    } else line += piece;
  }
  return line.trim() === "" ? lines : [...lines, line.trimEnd()];
}

/** A pen that goes down the panel. */
function createPen(pen: OffscreenCanvasRenderingContext2D, width: number, language: Language) {
  let y = margin;
  const inner = width - 2 * margin;
  const write = (text: string, pixels: number, weight: 400 | 500, colour: string, leading = 1.5) => {
    pen.font = fontOf(pixels, weight);
    pen.fillStyle = colour;
    const measure = (part: string) => pen.measureText(part).width;
    for (const line of wrapText(text, language, inner, measure)) {
      pen.fillText(line, margin, y + pixels);
      y += pixels * leading;
    }
  };
  return {
    pen,
    inner,
    write,
    skip: (pixels: number) => {
      y += pixels;
    },
    at: () => y,
  };
}
type Pen = ReturnType<typeof createPen>;

/** A cell that is too long is cut with a mark, and never runs into its neighbour. */
function fitCell(pen: OffscreenCanvasRenderingContext2D, text: string, width: number): string {
  if (pen.measureText(text).width <= width) return text;
  let cut = text;
  while (cut.length > 1 && pen.measureText(`${cut}…`).width > width) cut = cut.slice(0, -1);
  return `${cut}…`;
}

function paintBars(on: Pen, figure: HandoutFigure & { kind: "bars" }, colours: PanelColours) {
  const { pen, inner } = on;
  const [labelWidth, valueWidth] = [inner * 0.3, inner * 0.28];
  const track = inner - labelWidth - valueWidth - 16;
  const top = on.at();
  pen.font = fontOf(24);
  for (const { label, value, share, strong, changed } of figure.bars) {
    const y = on.at();
    pen.textAlign = "left";
    pen.fillStyle = colours.ink;
    pen.fillText(fitCell(pen, label, labelWidth - 8), margin, y + 27);
    pen.fillStyle = colours.accent;
    pen.globalAlpha = strong ? 1 : 0.55;
    pen.fillRect(margin + labelWidth, y + 8, Math.max(2, track * share), 24);
    pen.globalAlpha = 1;
    pen.textAlign = "right";
    pen.fillStyle = colours.ink;
    pen.fillText(changed ? `${value} ※` : value, margin + inner, y + 27);
    on.skip(rowPixels);
  }
  pen.textAlign = "left";
  if (!figure.target) return;
  const x = margin + labelWidth + track * figure.target.share;
  pen.fillStyle = colours.ink;
  pen.fillRect(x, top, 2, on.at() - top);
  pen.fillText(figure.target.label, x - pen.measureText(figure.target.label).width / 2, on.at() + 26);
  on.skip(rowPixels);
}

function paintTable(on: Pen, rows: string[][], colours: PanelColours) {
  const { pen, inner } = on;
  const columns = Math.max(...rows.map((row) => row.length));
  const labelWidth = columns > 2 ? inner * 0.28 : inner * 0.6;
  const cellWidth = (inner - labelWidth) / Math.max(1, columns - 1);
  for (const [index, [label = "", ...cells]] of rows.entries()) {
    const y = on.at();
    // The first row of a table with many columns heads them, in smaller letters.
    pen.font = fontOf(columns > 2 && index === 0 ? 17 : 22);
    pen.fillStyle = colours.ink;
    pen.fillText(fitCell(pen, label, labelWidth - 8), margin, y + 27);
    for (const [column, cell] of cells.entries())
      pen.fillText(fitCell(pen, cell, cellWidth - 4), margin + labelWidth + column * cellWidth, y + 27);
    pen.fillStyle = colours.line;
    pen.fillRect(margin, y + rowPixels - 4, inner, 1);
    on.skip(rowPixels);
  }
}

function paintFigure(on: Pen, figure: HandoutFigure, colours: PanelColours, language: Language) {
  on.skip(20);
  const { title } = figure;
  if (title !== "") on.write(title, 24, 500, colours.ink);
  if (figure.kind === "bars") paintBars(on, figure, colours);
  else if (figure.kind === "figures")
    for (const { label, value, changed } of figure.entries) {
      on.write(changed ? `${value} ※` : value, 76, 500, colours.accent, 1.15);
      on.write(label, 24, 400, colours.muted);
    }
  else paintTable(on, tabulateFigure(figure, language).rows, colours);
}

/** The text of a scene at one step, as the wall has it beside the map. */
export function paintPanel(
  width: number,
  height: number,
  text: PanelText,
  colours: PanelColours,
  language: Language,
): ImageBitmap {
  const canvas = new OffscreenCanvas(width, height);
  const pen = canvas.getContext("2d", { alpha: false })!;
  pen.fillStyle = colours.paper;
  pen.fillRect(0, 0, width, height);
  const on = createPen(pen, width, language);
  const { scene } = text;
  const lead = [scene.chapterTitle, writeClauses(scene, language), text.phases];
  on.write(lead.filter((part) => part !== "").join(" · "), 24, 400, colours.accent);
  on.write(scene.title, 50, 500, colours.ink, 1.3);
  on.skip(16);
  for (const runs of scene.narration.slice(0, text.lines)) {
    on.write(plainText(runs), 34, 400, colours.ink);
    on.skip(8);
  }
  for (const figure of scene.figures.slice(0, text.figures)) paintFigure(on, figure, colours, language);
  const foot = createPen(pen, width, language);
  pen.fillStyle = colours.paper;
  pen.fillRect(0, height - footPixels, width, footPixels);
  foot.skip(height - footPixels - margin + 12);
  foot.write(text.foot, 20, 400, colours.muted, 1.4);
  foot.write(text.place, 20, 400, colours.muted, 1.4);
  pen.fillStyle = colours.line;
  pen.fillRect(width - 1, 0, 1, height);
  return canvas.transferToImageBitmap();
}

/** The last picture: what the whole rests on, and whose data. */
export function paintSources(
  width: number,
  height: number,
  text: { heading: string; sources: string },
  colours: PanelColours,
  language: Language,
): ImageBitmap {
  const canvas = new OffscreenCanvas(width, height);
  const pen = canvas.getContext("2d", { alpha: false })!;
  pen.fillStyle = colours.paper;
  pen.fillRect(0, 0, width, height);
  const on = createPen(pen, width, language);
  on.write(text.heading, 34, 500, colours.ink);
  on.skip(12);
  on.write(text.sources, 24, 400, colours.muted, 1.6);
  return canvas.transferToImageBitmap();
}

/** Writes a phase on a map, where two are set against each other. */
export function paintTag(
  pen: OffscreenCanvasRenderingContext2D,
  text: string,
  side: "left" | "right",
  colours: PanelColours,
) {
  pen.font = fontOf(26, 500);
  const width = pen.measureText(text).width + 28;
  const x = side === "left" ? 16 : pen.canvas.width - width - 16;
  pen.fillStyle = colours.paper;
  pen.fillRect(x, 14, width, 46);
  pen.strokeStyle = colours.ink;
  pen.strokeRect(x, 14, width, 46);
  pen.fillStyle = colours.ink;
  pen.fillText(text, x + 14, 46);
}
