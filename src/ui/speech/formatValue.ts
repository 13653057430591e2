import type { Bilingual } from "../../domain/plan.ts";
import type { Speech } from "./speech.ts";

/** A value of a feature as people read it, with its unit; undefined where there is none. */
export function formatValue(
  value: unknown,
  unit: Bilingual | undefined,
  { number, text }: Speech,
): string | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  // What is smaller than the last of two decimals is small, not nothing.
  const digits =
    typeof value === "number" && value !== 0 && Math.abs(value) < 0.01
      ? { maximumSignificantDigits: 3 }
      : { maximumFractionDigits: 2 };
  const written = typeof value === "number" ? number(value, digits) : String(value);
  return unit ? `${written} ${text(unit)}` : written;
}

/**
 * A value of a file that somebody brought, as it stands there: no commas within a code, no decimal cut off, and
 * the smallest number written out. Undefined where there is none.
 */
export function formatOwnValue(value: unknown): string | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value === "object") return JSON.stringify(value);
  const text = String(value);
  const small = typeof value === "number" ? /^(-?)(\d)(?:\.(\d+))?e-(\d+)$/.exec(text) : null;
  if (!small) return text;
  const [, sign, first, rest = "", exponent] = small;
  return `${sign}0.${"0".repeat(Number(exponent) - 1)}${first}${rest}`;
}

/** The text of a property in the reader's language, where it has one for each; else the property itself. */
export const readProperty = (
  properties: Readonly<Record<string, unknown>>,
  key: string,
  language: Speech["language"],
): unknown => properties[`${key}:${language}`] ?? properties[key];

/** A number with its unit, the range other sources give and its remark: `16.64 km² (15.85–29.92): …`. */
export function formatMeasure(
  properties: Readonly<Record<string, unknown>>,
  column: { key: string; unit?: Bilingual },
  speech: Speech,
): string | undefined {
  const { key, unit } = column;
  const { language } = speech;
  const value = formatValue(readProperty(properties, key, language), unit, speech);
  if (value === undefined) return undefined;
  const [from, to] = ["from", "to"].map((end) => formatValue(properties[`${key}:${end}`], undefined, speech));
  const note = properties[`${key}:note:${language}`];
  const remarks = [
    from === undefined || to === undefined ? "" : `${from}${language === "zh" ? "—" : "–"}${to}`,
    typeof note === "string" ? note : "",
  ].filter((remark) => remark !== "");
  if (remarks.length === 0) return value;
  return language === "zh" ? `${value}（${remarks.join("；")}）` : `${value} (${remarks.join("; ")})`;
}
