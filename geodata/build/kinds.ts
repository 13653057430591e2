import { writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  FactError,
  type FactRow,
  planFolder,
  readFactTable,
  readText,
  refuse,
  requireText,
} from "./factTable.ts";

/** What a kind is called and, where it is drawn as a sign, which. */
interface KindRecord {
  zh: string;
  en: string;
  symbol?: string;
}

/** The kinds of every dataset by their names, in the order of `kinds.csv`. */
export type KindTable = Record<string, Record<string, KindRecord>>;

/** Reads `kinds.csv`, the one place that says what a kind is called. Refuses a kind listed twice. */
export function readKinds(rows: readonly FactRow[] = readFactTable("kinds.csv")): KindTable {
  const table: KindTable = {};
  for (const fact of rows) {
    const [dataset, kind] = [requireText(fact, "dataset"), requireText(fact, "kind")];
    const kinds = table[dataset] ?? {};
    table[dataset] = kinds;
    if (kinds[kind]) refuse(fact, `kind '${kind}' of '${dataset}' is listed twice`);
    const symbol = readText(fact, "symbol");
    kinds[kind] = {
      zh: requireText(fact, "zh"),
      en: requireText(fact, "en"),
      ...(symbol === "" ? {} : { symbol }),
    };
  }
  return table;
}

let known: KindTable | undefined;

/** The kind of a row, refused where `kinds.csv` does not list it for the dataset: nothing could name it. */
export function checkKind(fact: FactRow, dataset: string, kind: string): string {
  known ??= readKinds();
  const kinds = known[dataset];
  if (!kinds) throw new FactError("geodata/facts/kinds.csv", undefined, `lists no kind of '${dataset}'`);
  if (!Object.hasOwn(kinds, kind))
    refuse(fact, `kind is '${kind}', expected one of ${Object.keys(kinds).join(", ")}`);
  return kind;
}

export const serializeKinds = (table: KindTable): string => `${JSON.stringify(table, null, 2)}\n`;

/** Writes `kinds.json` beside the plan: legend, panels and command line read it without waiting for a file. */
export const build = () => writeFileSync(join(planFolder, "kinds.json"), serializeKinds(readKinds()));
