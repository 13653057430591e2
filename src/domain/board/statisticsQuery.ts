import { type BreakMethod, breakMethods } from "../statistics/classBreaks.ts";

export const statisticsForms = ["areas", "circles"] as const;

/**
 * A number by unit as the map shows it. Values travel with the board: a picture, a link and a sheet then
 * show the same, whatever has become of the tables since.
 */
export interface StatisticsQuery {
  /** What is counted, by the list of `layers/answers/measures.ts`, or `own`. */
  measure: string;
  /** Which areas the number is given for: the smallest with counted people, or the cities. */
  level: "unit" | "city";
  form: (typeof statisticsForms)[number];
  method: BreakMethod;
  /** How many classes are asked for; `breaks` may make fewer. */
  classes: number;
  breaks: number[];
  /** By unit id. */
  values: Record<string, number>;
  /** Phase of values that differ by phase. */
  phase?: string;
  /** What the reader calls a column of his own. */
  title?: string;
}

const identifier = /^[a-z0-9][a-z0-9:._-]{0,119}$/i;
const mostValues = 500;
export const mostClasses = 5;
const mostTitle = 80;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);

/** Reads the statistics of a board from outside text; `isWhole` is false where something had to be left out. */
export function parseStatisticsQuery(
  value: unknown,
  phases: readonly string[],
): { query: StatisticsQuery | undefined; isWhole: boolean } {
  if (!isRecord(value)) return { query: undefined, isWhole: false };
  const { measure, level, form, method, classes, breaks, values, phase, title } = value;
  if (typeof measure !== "string" || !identifier.test(measure) || !isRecord(values))
    return { query: undefined, isWhole: false };
  const kept = Object.entries(values)
    .filter((entry): entry is [string, number] => identifier.test(entry[0]) && isNumber(entry[1]))
    .slice(0, mostValues);
  const limits = (Array.isArray(breaks) ? breaks.filter(isNumber) : [])
    .filter((limit, index, all) => index === 0 || limit > all[index - 1]!)
    .slice(0, mostClasses - 1);
  return {
    query: {
      measure,
      level: level === "city" ? "city" : "unit",
      form: statisticsForms.find((id) => id === form) ?? "areas",
      method: breakMethods.find((id) => id === method) ?? "own",
      classes: isNumber(classes) ? Math.min(mostClasses, Math.max(2, Math.round(classes))) : mostClasses,
      breaks: limits,
      values: Object.fromEntries(kept),
      ...(typeof phase === "string" && phases.includes(phase) ? { phase } : {}),
      ...(typeof title === "string" && title !== "" ? { title: title.slice(0, mostTitle) } : {}),
    },
    isWhole:
      kept.length === Object.keys(values).length && Array.isArray(breaks) && limits.length === breaks.length,
  };
}
