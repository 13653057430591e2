import { describeDifference, differenceWords } from "./compareWords.ts";
import type { Difference } from "./listDifferences.ts";

const head = [
  "kind",
  "kind_zh",
  "dataset",
  "id",
  "name_zh",
  "name_en",
  "before",
  "after",
  "moved_metres",
  "change_zh",
  "change_en",
];

const quoteCell = (text: string) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Differences as CSV in both languages, one row each. Starts with the mark by which spreadsheets know UTF-8. */
export function writeDifferencesCsv(differences: readonly Difference[]): string {
  const rows = differences.map((one) => [
    one.kind,
    differenceWords[one.kind].name.zh,
    one.dataset,
    one.id,
    one.name.zh,
    one.name.en,
    one.before ?? "",
    one.after ?? "",
    one.movedMetres?.toFixed(1) ?? "",
    describeDifference(one).zh,
    describeDifference(one).en,
  ]);
  return `\uFEFF${[head, ...rows].map((row) => row.map(quoteCell).join(",")).join("\r\n")}\r\n`;
}
