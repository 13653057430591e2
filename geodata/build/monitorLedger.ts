/**
 * The memory of the two monitoring tables: one sum for each row ever shipped. A row that changed or vanished
 * stops the build unless a later row names it in `replaces`; a new row is written down when it is first built.
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FactError, type FactRow, readText, refuse, requireText } from "./factTable.ts";

export interface LedgerLine {
  table: string;
  row: string;
  sum: string;
}

const file = "monitor_ledger.csv";

export const sumRow = (fact: FactRow): string =>
  createHash("sha256")
    .update(JSON.stringify(Object.entries(fact.values)))
    .digest("hex")
    .slice(0, 16);

export function readLedger(folder: string): LedgerLine[] {
  const path = join(folder, file);
  if (!existsSync(path)) return [];
  const [, ...lines] = readFileSync(path, "utf8").trim().split("\n");
  return lines.map((line) => {
    const [table, row, sum] = line.split(",");
    return { table: table!, row: row!, sum: sum! };
  });
}

/**
 * Checks a table against the ledger.
 * @returns the lines to be added for rows the ledger does not know
 * @throws FactError for a row that changed or vanished, and for a new one that does not stand at the end
 */
export function checkLedger(
  table: string,
  rows: readonly FactRow[],
  ledger: readonly LedgerLine[],
): LedgerLine[] {
  const known = ledger.filter((line) => line.table === table);
  const replacedBy = new Map(rows.map((fact, at) => [readText(fact, "replaces"), at]));
  const places = new Map(rows.map((fact, at) => [requireText(fact, "row_id"), at]));
  let last = -1;
  for (const { row, sum } of known) {
    const at = places.get(row);
    const fact = at === undefined ? undefined : rows[at]!;
    if (fact && sumRow(fact) === sum) {
      last = Math.max(last, at!);
      continue;
    }
    const later = replacedBy.get(row);
    if (later !== undefined && (at === undefined || later > at)) continue;
    const advice = `put it back and add a row at the end with '${row}' in 'replaces'`;
    if (!fact)
      throw new FactError(`geodata/facts/${table}.csv`, undefined, `row '${row}' is gone; ${advice}`);
    refuse(fact, `row '${row}' was changed; ${advice}`);
  }
  const ids = new Set(known.map(({ row }) => row));
  return rows.flatMap((fact, at) => {
    const row = requireText(fact, "row_id");
    if (ids.has(row)) return [];
    if (at < last) refuse(fact, `row '${row}' is new and stands among older rows; put it at the end`);
    return [{ table, row, sum: sumRow(fact) }];
  });
}

export function writeLedger(folder: string, lines: readonly LedgerLine[]) {
  const text = lines.map(({ table, row, sum }) => `${table},${row},${sum}\n`).join("");
  writeFileSync(join(folder, file), `table,row_id,sum\n${text}`);
}
