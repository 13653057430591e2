import { type FactRow, readFactTable, readText, refuse, requireText } from "./factTable.ts";

let table: Map<string, string> | undefined;

function readCitations(): Map<string, string> {
  table ??= new Map(
    readFactTable("transport/sources.csv").map((fact) => [
      requireText(fact, "id"),
      requireText(fact, "citation"),
    ]),
  );
  return table;
}

/** The source ids of a column such as `S08;N17`. */
export const readSourceIds = (fact: FactRow, column: string): string[] =>
  readText(fact, column).split(";").filter(Boolean);

/** Publisher and date of every source id, without repeats; "" for none. Refuses an id that has no row. */
export function citeSources(fact: FactRow, ids: readonly string[]): string {
  const cited = ids.map(
    (id) => readCitations().get(id) ?? refuse(fact, `source '${id}' is not in transport/sources.csv`),
  );
  return [...new Set(cited)].join("; ");
}

/** The citations of a column that must name at least one source. */
export function requireCitations(fact: FactRow, column: string): string {
  const ids = readSourceIds(fact, column);
  if (ids.length === 0) refuse(fact, `'${column}' names no id of transport/sources.csv`);
  return citeSources(fact, ids);
}
