import { type FactRow, readFactTable, refuse, requireText } from "./factTable.ts";

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

/**
 * Publisher and date of every source id named in a text such as `S08 line 293; N17`, without repeats.
 * Memory always comes first when it is the only ground, so that the feature is held to `schematic`.
 */
export function citeSources(fact: FactRow, text: string): string {
  const ids = text.match(/\b[SN]\d\d\b|\bmemory\b|\bcomputed\b/g) ?? [];
  if (ids.length === 0) refuse(fact, `source '${text}' names no id of transport/sources.csv`);
  const cited = [...new Set(ids)].map((id) => {
    const citation = readCitations().get(id);
    if (citation === undefined) refuse(fact, `source '${id}' is not in transport/sources.csv`);
    return citation;
  });
  return [...new Set(cited)].join("; ");
}

/** The citations of a text, or nothing where it names none. */
export const citeIfNamed = (fact: FactRow, text: string): string =>
  /\b[SN]\d\d\b|\bmemory\b/.test(text) ? citeSources(fact, text) : "";

/** A note with its source ids spelt out, so that it can be read without the table. */
export const spellSources = (text: string): string =>
  text.replace(/\b[SN]\d\d\b/g, (id) => readCitations().get(id) ?? id);
