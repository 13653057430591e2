import kindTable from "../../geodata/plan/kinds.json" with { type: "json" };
import { type SymbolId, symbols } from "./symbols.ts";

/** What a kind of a dataset is called everywhere, and the sign it is drawn as, where it is one. */
export interface Kind {
  zh: string;
  en: string;
  symbol?: SymbolId;
}

const isSymbol = (name: string): name is SymbolId => name in symbols;

const table = new Map(
  Object.entries(
    kindTable as Record<string, Record<string, { zh: string; en: string; symbol?: string }>>,
  ).map(([dataset, kinds]) => [
    dataset,
    new Map(
      Object.entries(kinds).map(([kind, { zh, en, symbol }]): [string, Kind] => [
        kind,
        symbol !== undefined && isSymbol(symbol) ? { zh, en, symbol } : { zh, en },
      ]),
    ),
  ]),
);

/** The words of a kind; undefined for a dataset or kind the plan does not list. */
export const findKind = (dataset: string, kind: string): Kind | undefined => table.get(dataset)?.get(kind);

/** The kinds of a dataset in the order of the table. */
export const listKinds = (dataset: string): [kind: string, Kind][] => [...(table.get(dataset) ?? [])];
