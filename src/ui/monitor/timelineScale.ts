const [firstYear, lastYear] = [2018, 2028];
const yearMilliseconds = 31_556_952_000;

/** Where a day stands on a timeline, in percent of its width; what is earlier or later stands at its ends. */
export function placeDay(day: string): number {
  const years = Date.parse(`${day}T00:00:00Z`) / yearMilliseconds + 1970;
  return Math.max(1.5, Math.min(98.5, ((years - firstYear) / (lastYear - firstYear)) * 100));
}

/** The years that a timeline names. */
export const timelineYears = [2020, 2022, 2024, 2026] as const;

export const percent = (value: number) => `${value}%`;
