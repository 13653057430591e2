import type { Language } from "../../domain/board/board.ts";
import { describeDifference } from "../../domain/compare/compareWords.ts";
import type { Difference } from "../../domain/compare/listDifferences.ts";

/** Lines that three columns hold beneath the maps, and on a page of their own. */
const firstLines = 3 * 10;
const pageLines = 3 * 40;
/** Letters of a line, counted in Chinese ones; a Latin letter takes a little more than half of one. */
const lineLetters = 25;
const latinShare = 0.56;

const countLines = (difference: Difference, language: Language): number => {
  const text = `${difference.name[language]} ${describeDifference(difference)[language]}`;
  const letters = [...text].reduce((sum, letter) => sum + (letter > "\u2e7f" ? 1 : latinShare), 0);
  return Math.max(1, Math.ceil(letters / lineLetters));
};

/** The list cut into what the pages hold, in its order; nothing is left out. */
export function splitRows(differences: readonly Difference[], language: Language): Difference[][] {
  const pages: Difference[][] = [[]];
  let room = firstLines;
  for (const difference of differences) {
    const lines = countLines(difference, language);
    if (lines > room) {
      pages.push([]);
      room = pageLines;
    }
    pages.at(-1)!.push(difference);
    room -= lines;
  }
  return pages;
}
