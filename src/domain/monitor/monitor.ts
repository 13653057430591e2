import type { Bilingual } from "../plan.ts";
import { failure, type Problem, type Result, success } from "../result.ts";
import { type Day, isDay } from "./days.ts";
import { gradeIndicators, type IndicatorJudgement } from "./gradeIndicator.ts";
import { judgeProjects, type PlanPeriod, type ProjectJudgement } from "./judgeProject.ts";
import { mergeMilestones, mergeObservations } from "./mergeRows.ts";
import type { ProjectThings } from "./projectEffects.ts";
import { type CellRow, readMilestones, readObservations } from "./readRows.ts";
import type { MilestoneRow, ObservationRow } from "./rows.ts";

/** A city, the whole area of the plan, or a larger area whose figures are sometimes all there is. */
export interface MonitorArea {
  id: string;
  name: Bilingual;
  role: "city" | "whole" | "outside";
}

/** What `public/data/monitor.json` holds, read: the two tables and the words around them. */
export interface Monitor {
  period: PlanPeriod;
  areas: MonitorArea[];
  /** Names of bodies by how the rows write them; "" for a project whose rows name none. */
  bodies: Readonly<Record<string, Bilingual>>;
  milestones: MilestoneRow[];
  observations: ObservationRow[];
  /** What each project is on the map and in the railway, where it is anything there. */
  things: Readonly<Record<string, ProjectThings>>;
  /** The newest day any row gives in full: how far the data reach. */
  newest: Day;
}

/** The area that stands for all cities together. */
export const findWholeArea = ({ areas }: Pick<Monitor, "areas">): MonitorArea | undefined =>
  areas.find(({ role }) => role === "whole");

/** What the group of promises is called that hold for the whole area and for no single city. */
export function nameWhole(monitor: Pick<Monitor, "areas">): Bilingual {
  const name = findWholeArea(monitor)?.name ?? { zh: "全域", en: "The area" };
  return { zh: `${name.zh}整体（不分市）`, en: `${name.en} as a whole` };
}

/** Rows an office brought, as they are kept with a board. */
export interface OwnRows {
  milestones: MilestoneRow[];
  observations: ObservationRow[];
}

export const noOwnRows: OwnRows = { milestones: [], observations: [] };

/** A plan held against what happened, at the end of a day. */
export interface Evaluation {
  asOf: Day;
  projects: ProjectJudgement[];
  indicators: IndicatorJudgement[];
  /** Every row, those that no longer count too, by id. */
  milestoneOf: ReadonlyMap<string, MilestoneRow>;
  observationOf: ReadonlyMap<string, ObservationRow>;
  /** Rows that count. */
  milestones: MilestoneRow[];
  observations: ObservationRow[];
  /** Id of a row that no longer counts → id of the one that took its place. */
  replaced: ReadonlyMap<string, string>;
}

/** The newest day the rows of both tables give in full, among dates of events and of publication. */
export function findNewestDay(rows: readonly { eventDate?: string; published: string }[]): Day {
  const days = rows.flatMap(({ eventDate, published }) => [eventDate ?? "", published]).filter(isDay);
  return days.sort().at(-1) ?? "";
}

const monitorProblem = (zh: string, en: string): Result<never> =>
  failure<Problem>({
    code: "monitor-bad-shape",
    zh: `评估数据不可用：${zh}`,
    en: `the monitoring data cannot be used: ${en}`,
    file: "monitor.json",
  });

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isBilingual = (value: unknown): value is Bilingual =>
  isObject(value) && typeof value.zh === "string" && typeof value.en === "string";
const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((text) => typeof text === "string");
const isArea = (value: unknown): value is MonitorArea =>
  isObject(value) &&
  typeof value.id === "string" &&
  isBilingual(value.name) &&
  ["city", "whole", "outside"].includes(String(value.role));

const isThings = (value: unknown): value is ProjectThings =>
  isObject(value) &&
  isTexts(value.lines) &&
  Array.isArray(value.features) &&
  value.features.every(
    (one: unknown) => isObject(one) && typeof one.dataset === "string" && typeof one.id === "string",
  );

/** A table of texts as `monitor.json` holds it; undefined where it is not one. */
function readCells(value: unknown): CellRow[] | undefined {
  if (!isObject(value) || !isTexts(value.columns) || !Array.isArray(value.rows)) return undefined;
  const { columns, rows } = value;
  if (!rows.every((row) => isTexts(row) && row.length === columns.length)) return undefined;
  return (rows as string[][]).map((row, at) => ({
    row: at + 2,
    cells: Object.fromEntries(columns.map((column, i) => [column, row[i]!])),
  }));
}

/**
 * Reads the text of `monitor.json`.
 * @returns the tables, or a problem `monitor-bad-shape` that names the first row and column at fault
 */
export function parseMonitor(text: string): Result<Monitor> {
  try {
    return readMonitor(JSON.parse(text));
  } catch {
    return monitorProblem("不是 JSON 文件", "it is not JSON");
  }
}

/** The same of what a text of JSON holds. */
export function readMonitor(value: unknown): Result<Monitor> {
  if (!isObject(value)) return monitorProblem("内容不是对象", "it is no object");
  const { period, areas, bodies, things } = value;
  if (!isObject(period) || !isDay(String(period.from)) || !isDay(String(period.to)))
    return monitorProblem("缺少规划期", "it has no period of the plan");
  if (!Array.isArray(areas) || !areas.every(isArea))
    return monitorProblem("区域不完整", "its areas are incomplete");
  if (!isObject(bodies) || !Object.values(bodies).every(isBilingual))
    return monitorProblem("单位名称不完整", "its names of bodies are incomplete");
  if (!isObject(things) || !Object.values(things).every(isThings))
    return monitorProblem("项目要素不完整", "its things of projects are incomplete");
  const [milestoneCells, observationCells] = [readCells(value.milestones), readCells(value.observations)];
  if (!milestoneCells || !observationCells) return monitorProblem("表格不完整", "its tables are incomplete");
  const context = {
    origin: "shipped" as const,
    cities: areas.filter(({ role }) => role !== "outside").map(({ id }) => id),
    areas: areas.map(({ id }) => id),
  };
  const milestones = readMilestones(milestoneCells, context);
  const observations = readObservations(observationCells, context);
  const fault = milestones.faults[0] ?? observations.faults[0];
  if (fault)
    return monitorProblem(
      `第 ${fault.row} 行 ${fault.column} ${fault.zh}`,
      `row ${fault.row}, ${fault.column} ${fault.en}`,
    );
  return success({
    period: { from: String(period.from), to: String(period.to) },
    areas,
    bodies: bodies as Record<string, Bilingual>,
    things: things as Record<string, ProjectThings>,
    milestones: milestones.rows,
    observations: observations.rows,
    newest: findNewestDay([...milestones.rows, ...observations.rows]),
  });
}

/** The plan against what happened at the end of `asOf`, the office's rows merged over the shipped ones. */
export function evaluatePlan(monitor: Monitor, own: OwnRows, asOf: Day): Evaluation {
  const milestones = mergeMilestones(monitor.milestones, own.milestones);
  const observations = mergeObservations(monitor.observations, own.observations);
  return {
    asOf,
    projects: judgeProjects(milestones.rows, asOf, monitor.period),
    indicators: gradeIndicators(observations.rows, asOf),
    milestoneOf: new Map([...monitor.milestones, ...milestones.rows].map((row) => [row.id, row])),
    observationOf: new Map([...monitor.observations, ...observations.rows].map((row) => [row.id, row])),
    milestones: milestones.rows,
    observations: observations.rows,
    replaced: new Map([...milestones.replaced, ...observations.replaced]),
  };
}
