import type { Problem } from "../result.ts";

const mostNotes = 20;
const identifier = /^[a-z0-9][a-z0-9:._-]{0,119}$/i;

/** Readers of single fields of outside data. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
/** Own fields only, so that a `__proto__` or `constructor` in the text reaches nothing. */
export const readField = (record: Record<string, unknown>, key: string): unknown =>
  Object.hasOwn(record, key) ? record[key] : undefined;
export const isIdentifier = (value: unknown): value is string =>
  typeof value === "string" && identifier.test(value);

/** A number of outside data within its limits; `otherwise` where it is none. */
export function clamp(value: unknown, low: number, high: number, otherwise: number): number {
  if (typeof value !== "number" || !Number.isFinite(value)) return otherwise;
  return Math.min(high, Math.max(low, value));
}

/** What had to be left out of a board, one plain line each. */
export class Notes {
  readonly list: Problem[] = [];
  add(code: string, zh: string, en: string) {
    if (this.list.length < mostNotes) this.list.push({ code, zh, en });
  }
}
