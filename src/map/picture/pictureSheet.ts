import { atlas } from "../../../geodata/catalogue.ts";
import { titlePhase } from "../../../geodata/phaseDay.ts";
import { phases } from "../../../geodata/plan/phases.ts";
import { buildDrawContext } from "../../../layers/grammar/drawContext.ts";
import { findLayers } from "../../../layers/grammar/findLayers.ts";
import { type Theme, themes } from "../../../layers/grammar/theme.ts";
import type { Board, Language } from "../../domain/board/board.ts";
import { buildQrCode, type QrModules } from "../../domain/qrCode.ts";
import type { MapFacts, PictureLegend, SheetOptions } from "../../state/page/pictures.ts";
import { drawSwatch } from "../style/drawSwatch.ts";
import { say } from "../view/words.ts";

/** Places on the sheet in drawing pixels, but for the map, whose size is the file's. */
interface SheetLayout {
  width: number;
  height: number;
  head: number;
  /** Left and top in drawing pixels; width and height in the file's. */
  map: { left: number; top: number; width: number; height: number };
  side: { left: number; top: number; width: number; height: number };
  foot: number;
}

const margin = 20;
const gap = 14;
const sideWidth = 236;
/** Beside a legend too long for one column. */
const wideSideWidth = 372;
const lineHeight = 17;
/** Of the notes below the map, which are read with the nose on the paper. */
const noteHeight = 14;
const legendHead = 24;
const families: Record<Language, string> = {
  zh: "'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif",
  en: "'Noto Sans SC Latin', 'Helvetica Neue', Arial, 'Noto Sans SC', sans-serif",
};

/** Lines the legend may take at most: what is not in the picture is left out later. */
const countLines = (board: Board) =>
  board.layers
    .filter((state) => state.visible)
    .flatMap((state) => findLayers(board).filter((layer) => layer.id === state.id))
    .map((layer) => layer.legend(buildDrawContext(board)))
    .reduce((sum, entries) => sum + (entries.length > 0 ? entries.length + 1 : 0), 0);

/** Where things go: title above, map left, legend right, sources below. */
export function layoutSheet({
  board,
  widthPixels,
  heightPixels,
  pixelRatio,
  notes,
  parts,
}: SheetOptions): SheetLayout {
  const width = widthPixels / pixelRatio;
  const height = heightPixels / pixelRatio;
  const isWhole = parts === "sheet";
  const edge = isWhole ? margin : 0;
  const head = isWhole ? 62 + (notes.length > 0 ? lineHeight : 0) : 0;
  const foot = isWhole ? 64 + Math.max(0, notes.length - 1) * noteHeight : 0;
  const top = edge + head;
  const mapHeight = height - top - foot - edge;
  const isLong = countLines(board) * lineHeight * 0.8 > mapHeight - legendHead && width > 1_000;
  const side = isLong ? wideSideWidth : sideWidth;
  const mapWidth = width - 2 * edge - side - gap;
  return {
    width,
    height,
    head,
    map: {
      left: edge,
      top,
      width: Math.round(mapWidth * pixelRatio),
      height: Math.round(mapHeight * pixelRatio),
    },
    side: { left: edge + mapWidth + gap, top, width: side, height: mapHeight },
    foot,
  };
}

/** Cuts a text into lines no wider than asked; Chinese breaks anywhere, Latin words stay whole. */
export function wrapText(measure: (text: string) => number, text: string, width: number): string[] {
  const pieces = text.match(/[\u0021-\u024f]+ ?| |[^\u0021-\u024f ]/g) ?? [];
  const lines: string[] = [];
  let line = "";
  for (const piece of pieces) {
    if (line !== "" && measure(line + piece.trimEnd()) > width) {
      lines.push(line.trimEnd());
      line = piece.trimStart();
    } else line += piece;
  }
  return line === "" ? lines : [...lines, line.trimEnd()];
}

class Pen {
  readonly context: CanvasRenderingContext2D;
  readonly theme: Theme;
  family: string;
  constructor(context: CanvasRenderingContext2D, theme: Theme, language: Language) {
    this.context = context;
    this.theme = theme;
    this.family = families[language];
  }
  font(size: number, strong = false) {
    this.context.font = `${strong ? 500 : 400} ${size}px ${this.family}`;
  }
  measure = (text: string) => this.context.measureText(text).width;
  write(text: string, x: number, y: number, colour: string, align: CanvasTextAlign = "left") {
    this.context.textAlign = align;
    this.context.fillStyle = colour;
    this.context.fillText(text, x, y);
  }
  /** Writes a line, cut with an ellipsis where it would be wider than asked. */
  writeWithin(text: string, x: number, y: number, width: number, colour: string) {
    let shown = text;
    while (shown.length > 1 && this.measure(shown === text ? shown : `${shown}…`) > width)
      shown = shown.slice(0, -1);
    this.write(shown === text ? text : `${shown}…`, x, y, colour);
  }
}

interface LegendFit {
  columns: number;
  scale: number;
}

const legendFits: readonly LegendFit[] = [
  { columns: 1, scale: 1 },
  { columns: 1, scale: 0.88 },
  { columns: 2, scale: 0.88 },
  { columns: 2, scale: 0.76 },
  { columns: 3, scale: 0.7 },
  { columns: 3, scale: 0.6 },
];

/** The legend in lines: layer titles and entries, one below the other. */
const linesOf = (legend: readonly PictureLegend[], language: Language) =>
  legend.flatMap(({ title, entries }) => [
    { text: title[language], swatch: undefined },
    ...entries.map((entry) => ({
      text: entry.count === undefined ? entry.label[language] : `${entry.label[language]}  ${entry.count}`,
      swatch: entry.swatch,
    })),
  ]);

function drawLegend(pen: Pen, facts: MapFacts, language: Language, side: SheetLayout["side"]) {
  const { context, theme } = pen;
  pen.font(14, true);
  pen.write(say("legend", language), side.left, side.top + 13, theme.text);
  pen.font(11);
  const schematic = facts.hasSchematic
    ? wrapText(pen.measure, say("schematicNote", language), side.width)
    : [];
  const noteHeight = schematic.length * 15 + (schematic.length > 0 ? 8 : 0);
  const room = side.height - legendHead - noteHeight;
  const lines = linesOf(facts.legend, language);
  const fit =
    legendFits.find(
      ({ columns, scale }) => lines.length <= columns * Math.floor(room / (lineHeight * scale)),
    ) ?? legendFits.at(-1)!;
  const step = lineHeight * fit.scale;
  const perColumn = Math.max(1, Math.floor(room / step));
  const columnWidth = side.width / fit.columns;
  const most = perColumn * fit.columns;
  const shown = lines.length > most ? lines.slice(0, most - 1) : lines;
  shown.forEach(({ text, swatch }, index) => {
    const x = side.left + Math.floor(index / perColumn) * columnWidth;
    const y = side.top + legendHead + (index % perColumn) * step;
    const size = 12 * fit.scale;
    if (swatch) {
      context.save();
      context.translate(x, y + 1);
      context.scale(fit.scale, fit.scale);
      drawSwatch(context, swatch);
      context.restore();
      pen.font(size);
      pen.writeWithin(text, x + 30 * fit.scale, y + size, columnWidth - 34 * fit.scale, theme.text);
    } else {
      pen.font(size, true);
      pen.writeWithin(text, x, y + size, columnWidth - 6, theme.muted);
    }
  });
  if (shown.length < lines.length) {
    pen.font(10);
    const more = say("legendMore", language).replace("{count}", String(lines.length - shown.length));
    pen.write(more, side.left + side.width, side.top + side.height - noteHeight, theme.muted, "right");
  }
  pen.font(11);
  schematic.forEach((line, index) => {
    pen.write(line, side.left, side.top + side.height - noteHeight + 18 + index * 15, theme.text);
  });
}

/** Scale bar at the bottom right of the map and an arrow to the north above it. */
function drawInstruments(
  pen: Pen,
  facts: MapFacts,
  language: Language,
  map: SheetLayout["map"],
  ratio: number,
) {
  const { context, theme } = pen;
  const right = map.left + map.width / ratio - 14;
  const bottom = map.top + map.height / ratio - 14;
  const length = facts.scale.shareOfWidth * (map.width / ratio);
  const note = facts.pitch > 0.5 ? ` ${say("scaleAtCentre", language)}` : "";
  pen.font(12);
  const label = `${facts.scale.label}${note}`;
  const boxWidth = Math.max(length, pen.measure(label)) + 16;
  context.globalAlpha = 0.86;
  context.fillStyle = theme.paper;
  context.fillRect(right - boxWidth + 6, bottom - 30, boxWidth, 36);
  context.globalAlpha = 1;
  pen.write(label, right - 2, bottom - 14, theme.text, "right");
  context.strokeStyle = theme.text;
  context.lineWidth = 1.4;
  context.beginPath();
  context.moveTo(right - 2 - length, bottom - 8);
  context.lineTo(right - 2 - length, bottom - 2);
  context.lineTo(right - 2, bottom - 2);
  context.lineTo(right - 2, bottom - 8);
  context.stroke();
  context.save();
  context.translate(right - 16, bottom - 62);
  context.globalAlpha = 0.86;
  context.fillStyle = theme.paper;
  context.beginPath();
  context.arc(0, 0, 22, 0, Math.PI * 2);
  context.fill();
  context.globalAlpha = 1;
  context.rotate((-facts.bearing * Math.PI) / 180);
  context.fillStyle = theme.text;
  context.beginPath();
  context.moveTo(0, -18);
  context.lineTo(6, 4);
  context.lineTo(0, 0);
  context.lineTo(-6, 4);
  context.fill();
  pen.font(11, true);
  pen.write("N", 0, 16, theme.text, "center");
  context.restore();
}

/** Pixels of the file to a module: a telephone reads three from a screen, fewer not. */
const leastModulePixels = 3;
/** About as large as a hand holds steady before a camera, in drawing pixels. */
const codePixels = 92;

interface SheetCode {
  modules: QrModules;
  /** Whole pixels of the file, so that every module has an edge. */
  modulePixels: number;
  /** Side with the quiet zone, in drawing pixels. */
  size: number;
}

function sizeCode({ link, pixelRatio }: SheetOptions): SheetCode | null {
  const code = link === null ? null : buildQrCode(link);
  if (!code?.ok) return null;
  const across = code.value.length + 8;
  const modulePixels = Math.max(leastModulePixels, Math.round((codePixels * pixelRatio) / across));
  return { modules: code.value, modulePixels, size: (across * modulePixels) / pixelRatio };
}

function drawCode(
  { context }: Pen,
  { modules, modulePixels, size }: SheetCode,
  layout: SheetLayout,
  ratio: number,
) {
  const left = Math.round((layout.width - margin - size) * ratio);
  const top = Math.round((layout.height - margin + 6 - size) * ratio);
  context.save();
  context.setTransform(1, 0, 0, 1, left, top);
  // Always dark on light: readers do not take it the other way round.
  context.fillStyle = "#ffffff";
  context.fillRect(0, 0, (modules.length + 8) * modulePixels, (modules.length + 8) * modulePixels);
  context.fillStyle = "#000000";
  modules.forEach((row, y) => {
    row.forEach((dark, x) => {
      if (dark) context.fillRect((x + 4) * modulePixels, (y + 4) * modulePixels, modulePixels, modulePixels);
    });
  });
  context.restore();
}

function drawFoot(
  pen: Pen,
  facts: MapFacts,
  options: SheetOptions,
  layout: SheetLayout,
  code: SheetCode | null,
) {
  const { language } = options.board;
  const { theme } = pen;
  // Credits are Latin for the most part, whose apostrophes Chinese type would set a full square wide.
  pen.family = families.en;
  const top = layout.height - layout.foot - margin + 18;
  const right = layout.width - margin;
  const width = right - margin - (code ? code.size + gap : 0);
  pen.font(12, true);
  const date = `${say("dataUntil", language)} ${facts.dataDate}`;
  pen.writeWithin(`${atlas.disclaimer[language]} · ${date}`, margin, top, width, theme.text);
  pen.font(10.5);
  const method = options.notes.slice(1);
  method.forEach((note, index) => {
    pen.writeWithin(note, margin, top + 16 + index * noteHeight, width, theme.text);
  });
  wrapText(pen.measure, `${say("sources", language)}${facts.credits.join("; ")}`, width)
    .slice(0, 3)
    .forEach((line, index) => {
      pen.write(line, margin, top + 18 + method.length * noteHeight + index * 15, theme.muted);
    });
}

function drawHead(pen: Pen, options: SheetOptions, layout: SheetLayout) {
  const { board } = options;
  const { theme } = pen;
  const phase = phases.find((other) => other.id === board.phase);
  pen.font(15, true);
  const phaseTitle = phase ? titlePhase(phase, board.monitor?.asOf)[board.language] : board.phase;
  const phaseWidth = pen.measure(phaseTitle);
  pen.write(phaseTitle, layout.width - margin, margin + 24, theme.text, "right");
  pen.font(24, true);
  pen.writeWithin(
    options.title,
    margin,
    margin + 26,
    layout.width - 2 * margin - phaseWidth - gap,
    theme.text,
  );
  pen.font(12.5);
  const [lead] = options.notes;
  const width = layout.width - 2 * margin;
  pen.writeWithin(phase?.note[board.language] ?? "", margin, margin + 47, width, theme.muted);
  // What is asked stands over the map; how it was computed stands below it.
  if (lead !== undefined) pen.writeWithin(lead, margin, margin + 47 + lineHeight, width, theme.text);
}

/** Draws the whole sheet round a map already drawn. */
export function composeSheet(
  options: SheetOptions,
  layout: SheetLayout,
  drawing: HTMLCanvasElement,
  facts: MapFacts,
): HTMLCanvasElement {
  const { board, pixelRatio } = options;
  const canvas = document.createElement("canvas");
  canvas.width = options.widthPixels;
  canvas.height = options.heightPixels;
  canvas.dataset.sheet = "";
  const context = canvas.getContext("2d");
  if (!context) return canvas;
  const theme = themes[board.theme];
  const pen = new Pen(context, theme, board.language);
  context.fillStyle = theme.paper;
  context.fillRect(0, 0, canvas.width, canvas.height);
  const { map } = layout;
  // Pixel on pixel: a map scaled by a fraction would be soft.
  const [left, top] = [Math.round(map.left * pixelRatio), Math.round(map.top * pixelRatio)];
  context.drawImage(drawing, left, top, map.width, map.height);
  context.scale(pixelRatio, pixelRatio);
  context.strokeStyle = theme.boundary;
  context.lineWidth = 1;
  context.strokeRect(map.left, map.top, map.width / pixelRatio, map.height / pixelRatio);

  const code = options.parts === "sheet" ? sizeCode(options) : null;
  // The code stands in the foot and, where it is larger, below the legend.
  const codeAbove = Math.max(0, (code?.size ?? 0) - layout.foot + 2);
  drawLegend(pen, facts, board.language, { ...layout.side, height: layout.side.height - codeAbove });
  drawInstruments(pen, facts, board.language, map, pixelRatio);
  if (options.parts === "sheet") {
    drawHead(pen, options, layout);
    drawFoot(pen, facts, options, layout, code);
    if (code) drawCode(pen, code, layout, pixelRatio);
  }
  return canvas;
}
