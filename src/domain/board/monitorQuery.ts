import { isDay } from "../monitor/days.ts";

/** A row of an office's table as a board keeps it: the text of each cell by its column. */
export type OwnCells = Readonly<Record<string, string>>;

/** What a board asks of the monitor: the day, and the rows the office brought. */
export interface MonitorQuery {
  /** Day of the phase that follows events; left out at the end of the plan. */
  asOf?: string;
  /** An earlier day the present one is held against. */
  since?: string;
  /** Whether promised things are coloured by their state on the map. */
  byState?: true;
  milestones?: readonly OwnCells[];
  observations?: readonly OwnCells[];
}

/** Rows a board may keep of each table, and characters of a cell. */
export const mostOwnRows = 5_000;
const mostCellCharacters = 2_000;
const mostColumns = 40;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isCells = (value: unknown): value is OwnCells =>
  isRecord(value) &&
  Object.keys(value).length <= mostColumns &&
  Object.values(value).every((cell) => typeof cell === "string" && cell.length <= mostCellCharacters);

/** Reads the monitor's part of a board from outside; `isWhole` is false where something had to be left out. */
export function parseMonitorQuery(value: unknown): { query: MonitorQuery | undefined; isWhole: boolean } {
  if (!isRecord(value)) return { query: undefined, isWhole: false };
  let isWhole = Object.keys(value).every((key) =>
    ["asOf", "since", "byState", "milestones", "observations"].includes(key),
  );
  const query: MonitorQuery = {};
  for (const key of ["asOf", "since"] as const) {
    const day = value[key];
    if (typeof day === "string" && isDay(day)) query[key] = day;
    else if (day !== undefined) isWhole = false;
  }
  if (value.byState === true) query.byState = true;
  for (const table of ["milestones", "observations"] as const) {
    const rows = value[table];
    if (rows === undefined) continue;
    const list = Array.isArray(rows) ? rows : [];
    const kept = list.filter(isCells).slice(0, mostOwnRows);
    if (!Array.isArray(rows) || kept.length < list.length) isWhole = false;
    if (kept.length > 0) query[table] = kept;
  }
  return { query: Object.keys(query).length > 0 ? query : undefined, isWhole };
}
