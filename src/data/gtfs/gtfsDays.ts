import type { InputFile } from "../importReport.ts";
import { readGtfsTable } from "./gtfsTable.ts";

const weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"] as const;

const toDay = (date: Date) => date.toISOString().slice(0, 10).replaceAll("-", "");
const toDate = (day: string) =>
  new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(4, 6)) - 1, Number(day.slice(6, 8))));

/** Days of a feed that are looked at; a longer one says no more of a usual day. */
const mostDays = 400;

/** The services that run on each day of a feed, by `calendar.txt` and `calendar_dates.txt`. */
export function readGtfsDays(files: readonly InputFile[]): Map<string, Set<string>> {
  const days = new Map<string, Set<string>>();
  const onDay = (day: string) => {
    const known = days.get(day) ?? new Set<string>();
    days.set(day, known);
    return known;
  };
  const calendar = readGtfsTable(files, "calendar.txt", [
    "service_id",
    "start_date",
    "end_date",
    ...weekdays,
  ]);
  for (const { cells } of calendar?.rows ?? []) {
    const end = toDate(cells.end_date!);
    let count = 0;
    for (
      const date = toDate(cells.start_date!);
      date <= end && count < mostDays;
      date.setUTCDate(date.getUTCDate() + 1), count += 1
    )
      if (cells[weekdays[date.getUTCDay()]!] === "1") onDay(toDay(date)).add(cells.service_id!);
  }
  const exceptions = readGtfsTable(files, "calendar_dates.txt", ["service_id", "date", "exception_type"]);
  for (const { cells } of exceptions?.rows ?? []) {
    if (cells.exception_type === "1") onDay(cells.date!).add(cells.service_id!);
    if (cells.exception_type === "2") days.get(cells.date!)?.delete(cells.service_id!);
  }
  return days;
}
