import { findNearest, UsageError } from "./command.ts";

export const formats = ["json", "table"] as const;
export type Format = (typeof formats)[number];

/** What `--format` asks for; the table where nothing is asked. */
export function readFormat(flags: ReadonlyMap<string, string>): Format {
  const typed = flags.get("format") ?? "table";
  const format = formats.find((known) => known === typed);
  if (!format)
    throw new UsageError(
      `--format is '${typed}', expected ${formats.join(" or ")}; nearest: ${findNearest(typed, formats, 1)[0]}`,
    );
  return format;
}

/** Wide forms of Chinese, Japanese and Korean type take two columns of a terminal. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3fffd}]/u;

/** How many columns of a terminal a text takes. */
export const countColumns = (text: string): number =>
  [...text].reduce((sum, character) => sum + (wide.test(character) ? 2 : 1), 0);

function shorten(text: string, most: number): string {
  if (countColumns(text) <= most) return text;
  let short = "";
  let columns = 1;
  for (const character of text) {
    columns += countColumns(character);
    if (columns > most) break;
    short += character;
  }
  return `${short}…`;
}

export interface Column<Row> {
  title: string;
  text: (row: Row) => string;
  /** Columns of the terminal at most; longer texts end in "…". */
  most?: number;
  /** Numbers stand flush right. */
  right?: boolean;
}

/** Rows as aligned columns under their titles, two spaces apart. */
export function formatTable<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const cells = rows.map((row) =>
    columns.map(({ text, most }) => shorten(text(row).replace(/\s+/g, " "), most ?? 40)),
  );
  const widths = columns.map(({ title }, index) =>
    Math.max(countColumns(title), ...cells.map((line) => countColumns(line[index]!))),
  );
  const layOut = (line: readonly string[]) =>
    line
      .map((cell, index) => {
        const gap = " ".repeat(widths[index]! - countColumns(cell));
        return columns[index]!.right ? gap + cell : cell + gap;
      })
      .join("  ")
      .trimEnd();
  return [columns.map(({ title }) => title), widths.map((width) => "-".repeat(width)), ...cells]
    .map(layOut)
    .join("\n");
}
