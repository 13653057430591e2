/** Hours the official time of the country is ahead of universal time. */
const officialOffsetHours = 8;

const pad = (value: number) => String(value).padStart(2, "0");

/**
 * A day or a time with its zone as people write it, from ISO 8601 and without asking the machine where it stands: by
 * Beijing time in Chinese, by universal and Beijing time in English. A text that is no time is given back as it is.
 */
export function formatReportTime(time: string, language: "zh" | "en"): string {
  const found = /^(\d{4})-(\d{2})-(\d{2})(T.*)?$/.exec(time);
  if (!found) return time;
  if (!found[4]) {
    const [, year, month, day] = found;
    return language === "zh" ? `${year}年${Number(month)}月${Number(day)}日` : `${year}-${month}-${day}`;
  }
  const instant = Date.parse(time);
  if (Number.isNaN(instant)) return time;
  const write = (date: Date) =>
    ({
      day: `${date.getUTCFullYear()}-${pad(date.getUTCMonth() + 1)}-${pad(date.getUTCDate())}`,
      clock: `${pad(date.getUTCHours())}:${pad(date.getUTCMinutes())}`,
    }) as const;
  const beijing = new Date(instant + officialOffsetHours * 3_600_000);
  const [own, universal] = [write(beijing), write(new Date(instant))];
  return language === "zh"
    ? `${formatReportTime(own.day, "zh")} ${own.clock}（北京时间，UTC+8）`
    : `${universal.day} ${universal.clock} UTC (${own.day} ${own.clock} Beijing time)`;
}

/** The day of a time by Beijing time. ISO date. */
export const findReportDay = (time: string): string =>
  new Date(Date.parse(time) + officialOffsetHours * 3_600_000).toISOString().slice(0, 10);
