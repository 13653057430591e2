/**
 * Days as texts `YYYY-MM-DD`, which compare as they sort, and dates known only to a year or a month.
 */
export type Day = string;

/** What is known of a date: its first and last possible day. `precision` says how it was written. */
export interface DateSpan {
  from: Day;
  to: Day;
  precision: "year" | "month" | "day";
}

const daysInMonth = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; undefined for anything else and for days no calendar has. */
export function readDateSpan(text: string): DateSpan | undefined {
  const match = text.trim().match(/^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/);
  if (!match) return undefined;
  const [year, month, day] = [match[1]!, match[2], match[3]];
  if (month === undefined) return { from: `${year}-01-01`, to: `${year}-12-31`, precision: "year" };
  if (Number(month) < 1 || Number(month) > 12) return undefined;
  const last = daysInMonth(Number(year), Number(month));
  if (day === undefined)
    return { from: `${year}-${month}-01`, to: `${year}-${month}-${last}`, precision: "month" };
  if (Number(day) < 1 || Number(day) > last) return undefined;
  const whole = `${year}-${month}-${day}`;
  return { from: whole, to: whole, precision: "day" };
}

/** Whether a text is one day of the calendar, written in full. */
export const isDay = (text: string): boolean => readDateSpan(text)?.precision === "day";

/**
 * The first day on which a dated report can be counted: the last day its date allows, or the last
 * possible day of its publication where that is earlier, since nothing is reported before it happened.
 * @returns undefined where the date cannot be read.
 */
export function countFrom(date: string, published: string): Day | undefined {
  const span = readDateSpan(date);
  if (!span) return undefined;
  const said = readDateSpan(published);
  return said && said.to >= span.from && said.to < span.to ? said.to : span.to;
}

/** Whole days from one day to another; negative where the second is earlier. */
export const daysBetween = (from: Day, to: Day): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
