import { type FactRow, readNumber, readText, refuse } from "./factTable.ts";

/** Columns of a number: its value, the least and the most other sources say, and the stem of its remark. */
interface MeasureColumns {
  value: string;
  least?: string;
  most?: string;
  note?: string;
}

/**
 * A number with its range and remark, as flat properties: `key`, `key:from` and `key:to` where sources
 * differ, `key:note:zh` and `key:note:en`. None where the number is not known.
 */
export function readMeasure(
  fact: FactRow,
  key: string,
  { value: valueColumn, least, most, note }: MeasureColumns,
): Record<string, number | string | undefined> {
  const value = readNumber(fact, valueColumn);
  if (value === undefined) return {};
  const from = least === undefined ? undefined : readNumber(fact, least);
  const to = most === undefined ? undefined : readNumber(fact, most);
  if ((from ?? value) > value || (to ?? value) < value)
    refuse(fact, `'${valueColumn}' is ${value}, outside its range ${from ?? value}–${to ?? value}`);
  const hasRange = from !== undefined || to !== undefined;
  return {
    [key]: value,
    [`${key}:from`]: hasRange ? (from ?? value) : undefined,
    [`${key}:to`]: hasRange ? (to ?? value) : undefined,
    [`${key}:note:zh`]: note === undefined ? undefined : readText(fact, `${note}_zh`),
    [`${key}:note:en`]: note === undefined ? undefined : readText(fact, `${note}_en`),
  };
}
