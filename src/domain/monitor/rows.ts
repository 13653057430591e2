/** The two tables a plan is watched by, as `geodata/facts` ships them and as an office may bring its own. */

export const milestoneEvents = [
  "approved",
  "started",
  "milestone",
  "opened",
  "completed",
  "replanned",
  "cancelled",
  "not-started-reported",
] as const;
export type MilestoneEvent = (typeof milestoneEvents)[number];

/**
 * What keeps a promise: `delivery` the opening or completion of works, `approval` a title or permit that
 * somebody grants, `continuing` a task without an end, kept as long as it runs.
 */
export const promiseKinds = ["delivery", "approval", "continuing"] as const;
export type PromiseKind = (typeof promiseKinds)[number];

export const strongEvidence = ["official", "press", "secondary"] as const;
/** Evidence that is concluded and not reported: it never makes a state green alone. */
export const weakEvidence = ["inferred", "derived", "forecast"] as const;
export const evidences = [...strongEvidence, ...weakEvidence] as const;
export type Evidence = (typeof evidences)[number];
export const isWeak = (evidence: string): boolean => (weakEvidence as readonly string[]).includes(evidence);

/** Where a row comes from: shipped with the atlas, or brought by the office that keeps the board. */
export type RowOrigin = "shipped" | "own";

/** One event of a promised project; `event` is "" for a search that found nothing. */
export interface MilestoneRow {
  id: string;
  /** The row this one takes the place of, or "". */
  replaces: string;
  origin: RowOrigin;
  project: string;
  projectZh: string;
  projectEn: string;
  /** Plan items the promise stands in, the leading one first. */
  items: string[];
  promiseZh: string;
  /** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; "" where the promise names no date. */
  promiseBy: string;
  event: MilestoneEvent | "";
  eventDate: string;
  eventZh: string;
  eventEn: string;
  /** Ids of cities, or the id of the whole area alone. */
  cities: string[];
  responsibleZh: string;
  publisherZh: string;
  published: string;
  evidence: Evidence | "";
  note: string;
  /** Which part of the project the event speaks of; "" for the whole. */
  part: string;
  promiseKind: PromiseKind;
}

export const observationKinds = ["actual", "target", "baseline"] as const;
export type ObservationKind = (typeof observationKinds)[number];
export const directions = ["up", "down", "none"] as const;
export type Direction = (typeof directions)[number];
/** `level` is a stock that may be met early; `yearly` counts only in the year of its target. */
export const measures = ["level", "yearly"] as const;
export type Measure = (typeof measures)[number];

/** One value of an indicator for one area and one year. */
export interface ObservationRow {
  id: string;
  replaces: string;
  origin: RowOrigin;
  indicator: string;
  indicatorZh: string;
  indicatorEn: string;
  unitZh: string;
  unitEn: string;
  area: string;
  year: number;
  value: number;
  kind: ObservationKind;
  direction: Direction;
  /** As the plan marks a target: 约束性 (binding), 预期性 (expected) or "". */
  binding: string;
  items: string[];
  publisherZh: string;
  published: string;
  evidence: Evidence;
  note: string;
  measure: Measure;
}

export type MonitorTable = "milestones" | "observations";

export const milestoneColumns = [
  "row_id",
  "replaces",
  "project_id",
  "project_zh",
  "project_en",
  "item_ids",
  "promise_zh",
  "promise_by",
  "event",
  "event_date",
  "event_zh",
  "event_en",
  "city",
  "responsible_zh",
  "publisher_zh",
  "published",
  "confidence",
  "note",
  "part",
  "promise_kind",
] as const;

export const observationColumns = [
  "row_id",
  "replaces",
  "indicator_id",
  "indicator_zh",
  "indicator_en",
  "unit_zh",
  "unit_en",
  "area",
  "year",
  "value",
  "kind",
  "direction",
  "binding",
  "item_ids",
  "publisher_zh",
  "published",
  "confidence",
  "note",
  "measure",
] as const;

export const columnsOf = (table: MonitorTable): readonly string[] =>
  table === "milestones" ? milestoneColumns : observationColumns;
