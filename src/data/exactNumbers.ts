import type { Findings, RawLayer } from "./importReport.ts";

/** An integer as its digits where a double would change it: kept by readers until the column is settled. */
export class ExactInteger {
  readonly digits: string;
  constructor(digits: string) {
    this.digits = digits;
  }
}

/** An integer as a number where that is exact, and as its digits where it is not. */
export function keepInteger(value: bigint): number | ExactInteger {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : new ExactInteger(String(value));
}

/** A decimal text as a number; whole numbers past 2^53 keep their digits. */
export function parseExactNumber(text: string): number | ExactInteger {
  const whole = /^([-+]?)0*(\d{16,})(?:\.0*)?$/.exec(text);
  if (whole) return keepInteger(BigInt(`${whole[1] === "-" ? "-" : ""}${whole[2]}`));
  return Number(text);
}

/**
 * Columns with an integer past 2^53 become text as a whole, so that no two codes become one and the column
 * keeps one type. Says so once a column.
 * @param exactKeys columns the reader already knows to hold such integers as text.
 */
export function settleIntegers(layer: RawLayer, findings: Findings, exactKeys: Iterable<string> = []): void {
  const first = new Map<string, number>();
  for (const { record, properties } of layer.features) {
    for (const key in properties) {
      if (properties[key] instanceof ExactInteger && !first.has(key)) first.set(key, record);
    }
  }
  for (const key of exactKeys)
    if (!first.has(key)) {
      const owner = layer.features.find(({ properties }) => Object.hasOwn(properties, key));
      if (owner) first.set(key, owner.record);
    }
  if (first.size === 0) return;
  for (const { properties } of layer.features) {
    for (const key of first.keys()) {
      const value = Object.hasOwn(properties, key) ? properties[key] : undefined;
      if (value instanceof ExactInteger) properties[key] = value.digits;
      else if (typeof value === "number") properties[key] = String(value);
    }
  }
  for (const [key, record] of first) {
    findings.addWarning(
      "integer-as-text",
      {
        zh: `“${key}”有超过 2^53 的整数，整列按文字保留，一位不差`,
        en: `'${key}' holds integers past 2^53; the column is kept as text, digit by digit`,
      },
      { file: layer.file, record },
    );
  }
}
