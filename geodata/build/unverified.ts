/**
 * What of a row nobody has checked against a source: its column `unverified` lists parts named in
 * `unverified.csv`, which also says what would verify each of them.
 */
import { type FactRow, readFactTable, readText, refuse, requireText } from "./factTable.ts";

let table: Map<string, FactRow> | undefined;

/** The rows of `unverified.csv` for the parts a row names, in its order; none where it has no such column. */
function findParts(fact: FactRow): FactRow[] {
  const named = fact.values.unverified?.trim() ?? "";
  if (named === "") return [];
  table ??= new Map(readFactTable("unverified.csv").map((row) => [requireText(row, "part"), row]));
  return named
    .split(";")
    .map(
      (part) =>
        table?.get(part) ?? refuse(fact, `'unverified' names '${part}', which unverified.csv has not`),
    );
}

/** Whether one part of a row is unchecked. */
export const isUnverified = (fact: FactRow, part: string): boolean =>
  findParts(fact).some((row) => requireText(row, "part") === part);

/** Whether the position, course or outline of a row is unchecked, so that it may only be drawn as schematic. */
export const isPlaceUnverified = (fact: FactRow): boolean =>
  findParts(fact).some((part) => readText(part, "places") === "yes");

/** What is unchecked and what would verify it, as properties of a feature; none where all is checked. */
export function describeUnverified(fact: FactRow): Record<string, string> {
  const parts = findParts(fact);
  if (parts.length === 0) return {};
  const zh = parts.map((part) => `${requireText(part, "zh")}（可凭${requireText(part, "verify_zh")}核实）`);
  const en = parts.map(
    (part) => `${requireText(part, "en")} (to be verified by ${requireText(part, "verify_en")})`,
  );
  return {
    unverified: parts.map((part) => requireText(part, "part")).join(";"),
    "unverified:zh": zh.join("；"),
    "unverified:en": en.join("; "),
  };
}
