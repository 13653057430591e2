/** How a cell is held against what the reader gives. */
export const filterOperators = [
  "equals",
  "differs",
  "contains",
  "below",
  "atMost",
  "above",
  "atLeast",
  "between",
  "empty",
  "filled",
] as const;
export type FilterOperator = (typeof filterOperators)[number];

/** A condition on a column; features that do not meet it are off the map, the table and the counts. */
export interface ColumnCondition {
  column: string;
  operator: FilterOperator;
  /** As it was typed; "" where nothing is asked for. */
  value: string;
  /** The upper end of `between`. */
  to?: string;
}

/** Conditions of a layer; all must hold. */
export type ColumnFilter = readonly ColumnCondition[];

export const mostConditions = 6;
const mostText = 200;

const numeric: readonly FilterOperator[] = ["below", "atMost", "above", "atLeast", "between"];
export const isNumeric = (operator: FilterOperator) => numeric.includes(operator);
export const wantsValue = (operator: FilterOperator) => operator !== "empty" && operator !== "filled";

/** The number a text stands for; undefined where it is none. */
const readNumber = (text: string | undefined): number | undefined => {
  const value = text === undefined || text.trim() === "" ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : undefined;
};

/** Whether a condition says all it needs; one that does not takes nothing away. */
export function isComplete({ operator, value, to }: ColumnCondition): boolean {
  if (!wantsValue(operator)) return true;
  if (!isNumeric(operator)) return value !== "";
  return readNumber(value) !== undefined && (operator !== "between" || readNumber(to) !== undefined);
}

/** A cell as text, as tables write it. */
const write = (cell: unknown): string =>
  cell === null || cell === undefined ? "" : typeof cell === "object" ? JSON.stringify(cell) : String(cell);

const isEqual = (cell: unknown, value: string) =>
  typeof cell === "number" ? cell === readNumber(value) : write(cell) === value;

function meets(cell: unknown, { operator, value, to }: ColumnCondition): boolean {
  switch (operator) {
    case "equals":
      return isEqual(cell, value);
    case "differs":
      return !isEqual(cell, value);
    case "contains":
      return write(cell).toLowerCase().includes(value.toLowerCase());
    case "empty":
      return write(cell) === "";
    case "filled":
      return write(cell) !== "";
  }
  if (typeof cell !== "number") return false;
  const [first, last] = [readNumber(value)!, readNumber(to)];
  switch (operator) {
    case "below":
      return cell < first;
    case "atMost":
      return cell <= first;
    case "above":
      return cell > first;
    case "atLeast":
      return cell >= first;
    case "between":
      return cell >= first && cell <= last!;
  }
}

/**
 * Whether a feature meets every condition. Numbers are compared as numbers, anything else as it is written; a text
 * is neither above nor below a number. The map's own filter of `layers/grammar/columnFilters.ts` says the same.
 */
export const passesConditions = (
  properties: Readonly<Record<string, unknown>> | null,
  filter: ColumnFilter,
): boolean =>
  filter.every((condition) => !isComplete(condition) || meets(properties?.[condition.column], condition));

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === "string" && value.length <= mostText;

/** Reads the filter of a layer from outside data; what is no condition is left out. */
export const parseColumnFilter = (value: unknown): ColumnCondition[] =>
  (Array.isArray(value) ? value : [])
    .flatMap((entry): ColumnCondition[] => {
      if (!isRecord(entry) || !isText(entry.column) || !isText(entry.value)) return [];
      const operator = filterOperators.find((known) => known === entry.operator);
      if (!operator) return [];
      const condition = {
        column: entry.column,
        operator,
        value: entry.value,
        ...(isText(entry.to) ? { to: entry.to } : {}),
      };
      return isComplete(condition) ? [condition] : [];
    })
    .slice(0, mostConditions);
