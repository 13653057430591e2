import type { Bilingual } from "../plan.ts";

const mostCharacters = 8_000;
export const mostEntries = 200;
const identifier = /^[a-z0-9][a-z0-9:._-]{0,119}$/i;

/** Thrown while reading and turned into a Problem at the border. */
export class Refusal extends Error {
  readonly place: string;
  readonly expected: string;
  constructor(place: string, expected: string) {
    super(`${place}: expected ${expected}`);
    this.place = place;
    this.expected = expected;
  }
}

export type Fields = Record<string, unknown>;

export function readObject(value: unknown, place: string, known: readonly string[]): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Refusal(place, "an object");
  const foreign = Object.keys(value).find((key) => !known.includes(key));
  if (foreign !== undefined)
    throw new Refusal(`${place}.${foreign.slice(0, 60)}`, `one of ${known.join(", ")}`);
  return value as Fields;
}
export function readText(value: unknown, place: string): string {
  if (typeof value !== "string" || value.length > mostCharacters)
    throw new Refusal(place, `a text of at most ${mostCharacters} characters`);
  return value;
}
export function readId(value: unknown, place: string): string {
  if (typeof value !== "string" || !identifier.test(value)) throw new Refusal(place, "an id");
  return value;
}
export function readNumber(value: unknown, place: string, low = -1e15, high = 1e15): number {
  if (typeof value !== "number" || !Number.isFinite(value) || value < low || value > high)
    throw new Refusal(place, `a number from ${low} to ${high}`);
  return value;
}
export function readList<T>(
  value: unknown,
  place: string,
  most: number,
  read: (v: unknown, place: string) => T,
): T[] {
  if (!Array.isArray(value) || value.length > most) throw new Refusal(place, `a list of at most ${most}`);
  return value.map((entry, index) => read(entry, `${place}[${index}]`));
}
export function readBilingual(value: unknown, place: string): Bilingual {
  const { zh, en } = readObject(value, place, ["zh", "en"]);
  return { zh: readText(zh, `${place}.zh`), en: readText(en, `${place}.en`) };
}
export const readOptional = <T>(value: unknown, read: (v: unknown) => T): T | undefined =>
  value === undefined ? undefined : read(value);
/** Leaves out what is undefined, so that a walk read and written again is the same text. */
export const compact = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as T;
