import type { Language } from "../domain/board/board.ts";
import { describeDifference, differenceWords } from "../domain/compare/compareWords.ts";
import type { Difference } from "../domain/compare/listDifferences.ts";
import { fillLines } from "./breakText.ts";
import type { SheetPen } from "./pdf/sheetPen.ts";
import type { Box } from "./sheetFrame.ts";
import { measureMillimetres, writeText } from "./sheetFurniture.ts";

/** A difference where it stands on its page: what it is, then name and change in lines. Millimetres. */
export interface PlacedDifference {
  kind: string;
  lines: readonly string[];
  x: number;
  /** Top of its first line. */
  y: number;
  indent: number;
  size: number;
}

interface ListOptions {
  language: Language;
  unit: number;
  /** Room on the first page and on each after it. */
  boxes: readonly [first: Box, more: Box];
}

const sizeUnits = 2.3;
const stepUnits = 3.2;
const columnUnits = 64;

/** Differences in columns, page by page, in their order; each stays whole and none is left out. */
export function splitDifferences(
  pen: SheetPen,
  differences: readonly Difference[],
  { language, unit, boxes }: ListOptions,
): PlacedDifference[][] {
  const size = sizeUnits * unit;
  const step = stepUnits * unit;
  const measure = (text: string) => measureMillimetres(pen, text, size);
  const kinds = [...new Set(differences.map(({ kind }) => differenceWords[kind].name[language]))];
  const indent = Math.max(0, ...kinds.map((kind) => measureMillimetres(pen, kind, size, true))) + 1.6 * unit;
  const colon = language === "zh" ? "：" : ": ";
  const pages: PlacedDifference[][] = [[]];
  let [column, row] = [0, 0];
  for (const difference of differences) {
    for (;;) {
      const box = boxes[pages.length === 1 ? 0 : 1];
      const columns = Math.max(1, Math.floor(box.width / (columnUnits * unit)));
      const width = box.width / columns;
      const rows = Math.max(1, Math.floor(box.height / step));
      const text = `${difference.name[language]}${colon}${describeDifference(difference)[language]}`;
      const lines = fillLines(text, width - indent - 2 * unit, measure);
      // A thing taller than a column would find no room anywhere: it begins one and runs over.
      if (row > 0 && row + lines.length > rows) {
        column += 1;
        row = 0;
      }
      if (column >= columns) {
        pages.push([]);
        [column, row] = [0, 0];
        continue;
      }
      pages.at(-1)!.push({
        kind: differenceWords[difference.kind].name[language],
        lines,
        x: box.left + column * width,
        y: box.bottom + box.height - row * step,
        indent,
        size,
      });
      row += lines.length;
      break;
    }
  }
  return pages;
}

export function drawDifferences(pen: SheetPen, list: readonly PlacedDifference[]) {
  for (const { kind, lines, x, y, indent, size } of list) {
    const step = (size * stepUnits) / sizeUnits;
    writeText(pen, { text: kind, x, y: y - size, size, strong: true });
    for (const [index, line] of lines.entries())
      writeText(pen, { text: line, x: x + indent, y: y - size - index * step, size });
  }
}
