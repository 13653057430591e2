/** First and last day of a version, as far as they are known; null where it has no end. */
interface Span {
  inForceFrom: string;
  inForceTo: string | null;
}

/** Whether a version was in force on a day; `unknown` where the day it came into force was never seen. */
export type InForce = "yes" | "no" | "unknown";

const isoDay = /^\d{4}-\d{2}-\d{2}$/;

/** Whether a text is a day of the calendar, such as 2026-03-15. */
export const isDay = (text: string): boolean =>
  isoDay.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().slice(0, 10) === text;

/** The first and the last day a date known to the day, the month or the year can mean; undefined for none of these. */
export function spanDate(text: string): { first: string; last: string } | undefined {
  if (isoDay.test(text)) return { first: text, last: text };
  if (/^\d{4}$/.test(text)) return { first: `${text}-01-01`, last: `${text}-12-31` };
  const month = /^(\d{4})-(\d{2})$/.exec(text);
  if (!month) return undefined;
  const days = new Date(Date.UTC(Number(month[1]), Number(month[2]), 0)).getUTCDate();
  return { first: `${text}-01`, last: `${text}-${String(days).padStart(2, "0")}` };
}

/**
 * Whether a version was in force on `day` (ISO date). `inForceTo` is its last day. A beginning known to the month
 * or the year alone is unknown within that month or year; one never seen is unknown on every day up to the end.
 */
export function findInForce({ inForceFrom, inForceTo }: Span, day: string): InForce {
  if (inForceTo !== null && day > inForceTo) return "no";
  const from = spanDate(inForceFrom);
  if (!from) return "unknown";
  if (day < from.first) return "no";
  return day >= from.last ? "yes" : "unknown";
}

/**
 * The version of a rule to be cited on a day: the newest in force, or else the newest that may have been.
 * Undefined where none was: then the rule says nothing of that day.
 */
export function findVersion<Version extends Span>(
  rule: { versions: readonly Version[] },
  day: string,
): Version | undefined {
  const held = rule.versions.map((version) => findInForce(version, day));
  const at = held.lastIndexOf("yes") >= 0 ? held.lastIndexOf("yes") : held.lastIndexOf("unknown");
  return rule.versions[at];
}
