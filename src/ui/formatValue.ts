import type { Bilingual } from "../domain/plan.ts";
import type { Speech } from "./speech.ts";

/** A value of a feature as people read it, with its unit; undefined where there is none. */
export function formatValue(
  value: unknown,
  unit: Bilingual | undefined,
  { number, text }: Speech,
): string | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  const written = typeof value === "number" ? number(value, { maximumFractionDigits: 2 }) : String(value);
  return unit ? `${written} ${text(unit)}` : written;
}
