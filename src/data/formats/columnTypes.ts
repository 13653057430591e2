import type { Feature, Geometry } from "geojson";
import type { Bilingual } from "../../domain/plan.ts";
import { findPropertyKeys } from "../propertyKeys.ts";

/** What a format could not hold as it was. */
export interface WriteNote {
  code: string;
  message: Bilingual;
}

export type ColumnType = "boolean" | "integer" | "real" | "date" | "datetime" | "text";

const isThere = (value: unknown) => value !== null && value !== undefined;

const isDate = (value: unknown) =>
  typeof value === "string" &&
  /^\d{4}-\d\d-\d\d$/.test(value) &&
  new Date(`${value}T00:00:00Z`).toJSON()?.startsWith(value) === true;

const isTime = (value: unknown) =>
  typeof value === "string" &&
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value) &&
  !Number.isNaN(Date.parse(value));

/** The type that holds every value of a column; text where they are of several, or where there is none. */
export function findColumnType(all: readonly unknown[]): ColumnType {
  const values = all.filter(isThere);
  if (values.length === 0) return "text";
  if (values.every((v) => typeof v === "boolean")) return "boolean";
  if (values.every((v) => typeof v === "number" && Number.isFinite(v)))
    return values.every((v) => Number.isSafeInteger(v)) ? "integer" : "real";
  if (values.every(isDate)) return "date";
  return values.every(isTime) ? "datetime" : "text";
}

/** Columns whose values are of several types become text in a table: says so, column by column. */
export function tellLoweredTypes(features: readonly Feature<Geometry>[]): WriteNote[] {
  const notes: WriteNote[] = [];
  for (const key of findPropertyKeys(features)) {
    const counts = new Map<string, number>();
    for (const { properties } of features) {
      const value: unknown = properties?.[key];
      if (isThere(value)) counts.set(typeof value, (counts.get(typeof value) ?? 0) + 1);
    }
    const nested = counts.get("object") ?? 0;
    if (counts.size < 2 && nested === 0) continue;
    const names: Record<string, [zh: string, en: string]> = {
      number: ["数", "numbers"],
      string: ["文字", "texts"],
      boolean: ["是非", "yes or no"],
      object: ["嵌套值", "nested values"],
    };
    const parts = [...counts].map(([type, count]) => {
      const [zh, en] = names[type] ?? [type, type];
      return { zh: `${count} 个${zh}`, en: `${count} ${en}` };
    });
    notes.push({
      code: "type-lowered",
      message: {
        zh: `“${key}”里有${parts.map((part) => part.zh).join("、")}，整列写成文字`,
        en: `'${key}' holds ${parts.map((part) => part.en).join(" and ")}; the column is written as text`,
      },
    });
  }
  return notes;
}
