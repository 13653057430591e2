import { countFrom, readDateSpan } from "./days.ts";
import {
  columnsOf,
  directions,
  evidences,
  type MilestoneRow,
  type MonitorTable,
  measures,
  milestoneEvents,
  type ObservationRow,
  observationKinds,
  promiseKinds,
  type RowOrigin,
} from "./rows.ts";

/** What is wrong with one cell, in both languages. `row` is as a spreadsheet counts: the header is row 1. */
export interface RowFault {
  row: number;
  column: string;
  zh: string;
  en: string;
}

/** A row of cells by column, with the row number a spreadsheet shows. */
export interface CellRow {
  row: number;
  cells: Readonly<Record<string, string>>;
}

export interface ReadContext {
  origin: RowOrigin;
  /** Ids of the cities and of the whole area: what `city` may name. */
  cities: readonly string[];
  /** Areas an observation may speak of. */
  areas: readonly string[];
  /** Plan items there are; undefined where they are not known. */
  items?: ReadonlySet<string>;
  /** Rows a correction may replace, besides those of the table itself. */
  known?: ReadonlySet<string>;
}

export interface RowReading<R> {
  rows: R[];
  faults: RowFault[];
}

/** Columns an office may leave out: the atlas fills them with what an empty cell means. */
const optional = new Set(["row_id", "replaces", "part", "promise_kind", "measure", "project_en", "event_en"]);
const mayLack = (column: string) => optional.has(column) || /^(note|binding|responsible_zh)$/.test(column);

/** Columns a table must have and has not. */
export function findMissingColumns(table: MonitorTable, headers: readonly string[]): RowFault[] {
  return columnsOf(table)
    .filter((column) => !headers.includes(column) && !mayLack(column) && !/_en$/.test(column))
    .map((column) => ({
      row: 1,
      column,
      zh: `缺少列“${column}”，请按模板补上`,
      en: `the column '${column}' is missing; add it as in the template`,
    }));
}

/** Reads cells one by one and collects what is wrong with them. */
class CellReader {
  readonly faults: RowFault[] = [];
  private readonly row: CellRow;
  constructor(row: CellRow) {
    this.row = row;
  }
  text(column: string): string {
    return (this.row.cells[column] ?? "").trim();
  }
  fault(column: string, zh: string, en: string) {
    this.faults.push({ row: this.row.row, column, zh, en });
  }
  need(column: string): string {
    const value = this.text(column);
    if (value === "") this.fault(column, "不能为空", "must not be empty");
    return value;
  }
  oneOf<T extends string>(column: string, allowed: readonly T[], fallback?: T): T {
    const value = this.text(column);
    if (value === "" && fallback !== undefined) return fallback;
    if (!(allowed as readonly string[]).includes(value))
      this.fault(
        column,
        `是“${value}”，应为 ${allowed.join("、")} 之一`,
        `is '${value}', expected one of ${allowed.join(", ")}`,
      );
    return value as T;
  }
  list(column: string): string[] {
    return this.text(column)
      .split("|")
      .map((part) => part.trim())
      .filter((part) => part !== "");
  }
  date(column: string, required: boolean): string {
    const value = this.text(column);
    if (value === "" && !required) return "";
    if (!readDateSpan(value))
      this.fault(
        column,
        `日期是“${value}”，应写作 2025、2025-06 或 2025-06-30`,
        `the date is '${value}'; write 2025, 2025-06 or 2025-06-30`,
      );
    return value;
  }
  number(column: string): number {
    const value = this.text(column).replaceAll(",", "");
    const number = value === "" ? Number.NaN : Number(value);
    if (!Number.isFinite(number))
      this.fault(
        column,
        `是“${this.text(column)}”，应为数字`,
        `is '${this.text(column)}', expected a number`,
      );
    return number;
  }
  id(column: string): string {
    const value = this.need(column);
    if (value !== "" && !/^[a-z0-9][a-z0-9-]*$/.test(value))
      this.fault(
        column,
        `编号是“${value}”，只能用小写字母、数字和连字符`,
        `the id is '${value}'; use lower-case letters, digits and hyphens`,
      );
    return value;
  }
  known(
    column: string,
    names: readonly string[],
    allowed: ReadonlySet<string> | undefined,
    zh: string,
    en: string,
  ) {
    for (const name of names)
      if (allowed && !allowed.has(name)) this.fault(column, `“${name}”${zh}`, `'${name}' ${en}`);
  }
}

function readMilestone(row: CellRow, context: ReadContext): { value: MilestoneRow; faults: RowFault[] } {
  const cells = new CellReader(row);
  const event = cells.text("event") === "" ? "" : cells.oneOf("event", milestoneEvents);
  const cities = cells.list("city");
  if (cities.length === 0) cells.need("city");
  cells.known(
    "city",
    cities,
    new Set(context.cities),
    `不在 ${context.cities.join("、")} 之中`,
    `is none of ${context.cities.join(", ")}`,
  );
  const items = cells.list("item_ids");
  if (items.length === 0) cells.need("item_ids");
  cells.known("item_ids", items, context.items, "不是规划条目的编号", "is no id of a plan item");
  const value: MilestoneRow = {
    id: cells.text("row_id"),
    replaces: cells.text("replaces"),
    origin: context.origin,
    project: cells.id("project_id"),
    projectZh: cells.need("project_zh"),
    projectEn: cells.text("project_en") || cells.text("project_zh"),
    items,
    promiseZh: cells.need("promise_zh"),
    promiseBy: cells.date("promise_by", false),
    event,
    eventDate: cells.date("event_date", event !== ""),
    eventZh: event === "" ? cells.text("event_zh") : cells.need("event_zh"),
    eventEn: cells.text("event_en") || cells.text("event_zh"),
    cities,
    responsibleZh: cells.text("responsible_zh"),
    publisherZh: event === "" ? cells.text("publisher_zh") : cells.need("publisher_zh"),
    published: cells.date("published", false),
    evidence: event === "" && cells.text("confidence") === "" ? "" : cells.oneOf("confidence", evidences),
    note: cells.text("note"),
    part: cells.text("part"),
    promiseKind: cells.oneOf("promise_kind", promiseKinds, "delivery"),
  };
  if (event === "" && value.eventDate !== "")
    cells.fault("event", "有日期却没有事件", "is empty although the row has a date");
  return { value, faults: cells.faults };
}

function readObservation(row: CellRow, context: ReadContext): { value: ObservationRow; faults: RowFault[] } {
  const cells = new CellReader(row);
  const area = cells.need("area");
  if (area !== "")
    cells.known(
      "area",
      [area],
      new Set(context.areas),
      `不在 ${context.areas.join("、")} 之中`,
      `is none of ${context.areas.join(", ")}`,
    );
  const year = cells.number("year");
  if (Number.isFinite(year) && (!Number.isInteger(year) || year < 1900 || year > 2100))
    cells.fault("year", `是“${year}”，应为四位年份`, `is '${year}', expected a year of four digits`);
  const items = cells.list("item_ids");
  cells.known("item_ids", items, context.items, "不是规划条目的编号", "is no id of a plan item");
  const value: ObservationRow = {
    id: cells.text("row_id"),
    replaces: cells.text("replaces"),
    origin: context.origin,
    indicator: cells.id("indicator_id"),
    indicatorZh: cells.need("indicator_zh"),
    indicatorEn: cells.text("indicator_en") || cells.text("indicator_zh"),
    unitZh: cells.text("unit_zh"),
    unitEn: cells.text("unit_en") || cells.text("unit_zh"),
    area,
    year,
    value: cells.number("value"),
    kind: cells.oneOf("kind", observationKinds),
    direction: cells.oneOf("direction", directions),
    binding: cells.text("binding"),
    items,
    publisherZh: cells.need("publisher_zh"),
    published: cells.date("published", false),
    evidence: cells.oneOf("confidence", evidences),
    note: cells.text("note"),
    measure: cells.oneOf("measure", measures, "level"),
  };
  return { value, faults: cells.faults };
}

/** Faults between rows: an id given twice, a replaced row that is not there or comes later. */
function findCrossFaults(
  rows: readonly { id: string; replaces: string }[],
  numbers: readonly number[],
  known: ReadonlySet<string>,
): RowFault[] {
  const faults: RowFault[] = [];
  const seen = new Set<string>();
  rows.forEach((row, at) => {
    const place = numbers[at]!;
    if (row.id !== "" && (seen.has(row.id) || known.has(row.id)))
      faults.push({
        row: place,
        column: "row_id",
        zh: `编号“${row.id}”已用过`,
        en: `the id '${row.id}' is taken`,
      });
    if (row.replaces !== "" && !seen.has(row.replaces) && !known.has(row.replaces))
      faults.push({
        row: place,
        column: "replaces",
        zh: `要替换的行“${row.replaces}”不存在，或在本行之后`,
        en: `the row to replace, '${row.replaces}', is not there or stands below`,
      });
    if (row.id !== "") seen.add(row.id);
  });
  return faults;
}

function readTable<R extends { id: string; replaces: string }>(
  rows: readonly CellRow[],
  context: ReadContext,
  read: (row: CellRow, context: ReadContext) => { value: R; faults: RowFault[] },
): RowReading<R> {
  const readings = rows.map((row) => read(row, context));
  const values = readings.map(({ value }) => value);
  const cross = findCrossFaults(
    values,
    rows.map(({ row }) => row),
    context.known ?? new Set(),
  );
  const faults = [...readings.flatMap((reading) => reading.faults), ...cross].sort((a, b) => a.row - b.row);
  const bad = new Set(faults.map(({ row }) => row));
  return { rows: values.filter((_, at) => !bad.has(rows[at]!.row)), faults };
}

/**
 * Milestones from cells. A row with a fault is left out and every fault is told with its row and column.
 * A shipped row must have an id; a row of an office without one is given one by `mergeRows`.
 */
export const readMilestones = (rows: readonly CellRow[], context: ReadContext): RowReading<MilestoneRow> =>
  readTable(rows, context, readMilestone);

/** Observations from cells, as `readMilestones` reads its table. */
export const readObservations = (
  rows: readonly CellRow[],
  context: ReadContext,
): RowReading<ObservationRow> => readTable(rows, context, readObservation);

/** The first day a milestone can be counted; undefined for a row without an event. */
export const milestoneDay = (
  row: Pick<MilestoneRow, "event" | "eventDate" | "published">,
): string | undefined => (row.event === "" ? undefined : countFrom(row.eventDate, row.published));
