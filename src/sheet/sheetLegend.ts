import type { FeatureCollection } from "geojson";
import { measures } from "../../layers/answers/measures.ts";
import { unitStatistics } from "../../layers/answers/unit-statistics.ts";
import { buildDrawContext } from "../../layers/grammar/drawContext.ts";
import { passesFilter } from "../../layers/grammar/evaluateFilter.ts";
import { findLayers } from "../../layers/grammar/findLayers.ts";
import type { LegendEntry } from "../../layers/grammar/layer.ts";
import { inkSwatch, type Swatch, swatchHeight, swatchWidth } from "../../layers/grammar/swatch.ts";
import type { Board } from "../domain/board/board.ts";
import type { StatisticsQuery } from "../domain/board/statisticsQuery.ts";
import { isUserLayerId } from "../domain/board/userLayers.ts";
import type { Bilingual } from "../domain/plan.ts";
import { countInView, geometryTypeOf } from "../map/view/countInView.ts";
import { findSheetZoom } from "./drawMap.ts";
import { formatNumber as n } from "./pdf/pdfFile.ts";
import { pathOf, type SheetPen } from "./pdf/sheetPen.ts";
import { parseSvgPath } from "./pdf/svgPath.ts";
import type { SheetData } from "./sheetData.ts";
import { type Box, pointsOf, type SheetFrame } from "./sheetFrame.ts";
import { cutText, inkColours, writeText } from "./sheetFurniture.ts";
import { say } from "./sheetWords.ts";

/** One line of the legend: the title of a layer, or an entry with its swatch. */
export interface LegendLine {
  text: string;
  swatch?: Swatch;
  count?: number;
}

const rowUnits = 3.9;
const headUnits = 6;

/** Rows that one column of a legend holds. */
export const countRows = ({ height }: Box, unit: number) =>
  Math.floor((height - headUnits * unit) / (rowUnits * unit));

/** Whether an answer holds what an entry is for; an area is not there for its number alone. */
const answersEntry = (answer: FeatureCollection | undefined, { filter, swatch }: LegendEntry): boolean =>
  // The sizes of circles are said by round values, which no unit need have.
  (swatch.shape === "bubble" && answer !== undefined) ||
  (answer?.features.some(({ properties, geometry }) => {
    const geometryType = geometryTypeOf(geometry);
    const isTint = swatch.shape === "fill" && (swatch.solid === true || swatch.pattern === "slant");
    return (
      !(isTint && geometryType === "Point") &&
      passesFilter(filter, { properties: properties ?? {}, geometryType })
    );
  }) ??
    false);

/** What the number by unit is, with its unit. */
function titleStatistics({ measure, title }: StatisticsQuery): Bilingual {
  const known = measures.find(({ id }) => id === measure);
  if (!known) return title ? { zh: title, en: title } : unitStatistics.title;
  return {
    zh: `${known.title.zh}，${known.unit.zh}`,
    en: `${known.title.en}, ${known.unit.en}`,
  };
}

/** The entries of one layer. */
export interface LegendSection {
  layer: string;
  title: string;
  /** Whether the title says what no entry does. */
  isTitled: boolean;
  entries: LegendLine[];
}

/** What is on the sheet, top of the map first: entries of which something lies in its frame. */
export function listLegend(board: Board, frame: SheetFrame, data: SheetData): LegendSection[] {
  const { language } = board;
  const context = buildDrawContext({ ...board, theme: "paper" });
  const definitions = findLayers(board);
  const taken = Object.fromEntries(board.layers.map((state) => [state.id, state]));
  const counts = countInView(definitions, data.datasets, context, frame.shown, findSheetZoom(frame), taken);
  return board.layers.toReversed().flatMap((state): LegendSection[] => {
    const layer = definitions.find(({ id }) => id === state.id);
    if (!layer || !state.visible || state.opacity === 0) return [];
    const entries = layer.legend(context).flatMap((entry): LegendLine[] => {
      if (state.hidden.includes(entry.id)) return [];
      const count = counts[layer.id]?.[entry.id];
      const isDrawn =
        "kernel" in layer.data
          ? answersEntry(data.answers[layer.data.kernel], entry)
          : isUserLayerId(layer.id)
            ? data.own[layer.id] !== undefined
            : (count ?? 0) > 0;
      return isDrawn
        ? [{ text: entry.label[language], swatch: entry.swatch, ...(count === undefined ? {} : { count }) }]
        : [];
    });
    if (entries.length === 0) return [];
    const isNumber = layer.id === unitStatistics.id && board.statistics !== undefined;
    const name = isNumber && board.statistics ? titleStatistics(board.statistics) : layer.title;
    const filtered = language === "zh" ? `${name.zh}（已筛选）` : `${name.en} (filtered)`;
    const title = state.filter ? filtered : name[language];
    return [{ layer: layer.id, title, isTitled: isNumber || state.filter !== undefined, entries }];
  });
}

/** One legend for several maps: every entry that any of them shows, without the counts, which differ. */
export function uniteLegends(legends: readonly (readonly LegendSection[])[]): LegendSection[] {
  const united = new Map<string, LegendSection>();
  for (const section of legends.flat()) {
    const key = `${section.layer} ${section.title}`;
    const known = united.get(key) ?? { ...section, entries: [] };
    const fresh = section.entries
      .filter(({ text }) => !known.entries.some((entry) => entry.text === text))
      .map(({ count: _, ...entry }) => entry);
    united.set(key, { ...known, entries: [...known.entries, ...fresh] });
  }
  return [...united.values()];
}

/** A legend line by line. */
export const layLegend = (sections: readonly LegendSection[]): LegendLine[] =>
  sections.flatMap(({ title, isTitled, entries }) =>
    // A single entry says what the layer is: a heading would say it twice.
    entries.length === 1 && !isTitled ? entries : [{ text: title }, ...entries],
  );

function drawSwatch(pen: SheetPen, swatch: Swatch, x: number, y: number, scale: number) {
  const { inks, clipped, clip } = inkSwatch(swatch);
  const key = `swatch ${JSON.stringify(swatch)}`;
  const place = { x: pointsOf(x), y: pointsOf(y), scale: pointsOf(scale) };
  if (clipped.length > 0) {
    pen.transformedClip(pathOf(parseSvgPath(clip)), place, () =>
      pen.draw(`${key} inner`, clipped, [swatchWidth, swatchHeight], { x: 0, y: 0, scale: 1, scaleDown: -1 }),
    );
  }
  pen.draw(key, inks, [swatchWidth, swatchHeight], place);
}

/** Writes the legend in columns. What does not fit is counted at its end, never dropped in silence. */
export function drawLegend(
  pen: SheetPen,
  lines: readonly LegendLine[],
  frame: SheetFrame,
  board: Board,
  columns: number,
) {
  const { side, unit } = frame;
  const { language } = board;
  const top = side.bottom + side.height;
  writeText(pen, {
    text: say("legend", language),
    x: side.left,
    y: top - 3.4 * unit,
    size: 3.4 * unit,
    strong: true,
  });
  const perColumn = countRows(side, unit);
  const most = perColumn * columns;
  const shown = lines.length > most ? lines.slice(0, most - 1) : lines;
  const width = side.width / columns;
  const row = rowUnits * unit;
  const size = 2.35 * unit;
  shown.forEach(({ text, swatch, count }, index) => {
    const x = side.left + Math.floor(index / perColumn) * width;
    const y = top - headUnits * unit - (index % perColumn) * row;
    if (!swatch) {
      writeText(pen, {
        text: cutText(pen, text, size, width - 2 * unit, true),
        x,
        y: y - row * 0.72,
        size,
        strong: true,
      });
      return;
    }
    const scale = (row * 0.82) / swatchHeight;
    drawSwatch(pen, swatch, x, y - row * 0.09, scale);
    const indent = swatchWidth * scale + 1.4 * unit;
    const room = width - indent - 7 * unit;
    writeText(pen, { text: cutText(pen, text, size, room), x: x + indent, y: y - row * 0.66, size });
    if (count !== undefined)
      writeText(pen, {
        text: n(count, 0),
        x: x + width - 2.5 * unit,
        y: y - row * 0.66,
        size: size * 0.86,
        align: "right",
        colour: inkColours.muted,
      });
  });
  if (shown.length < lines.length)
    writeText(pen, {
      text: say("more", language).replace("{count}", String(lines.length - shown.length)),
      x: side.left + (columns - 1) * width,
      y: side.bottom + row * 0.3,
      size,
      colour: inkColours.muted,
    });
}
