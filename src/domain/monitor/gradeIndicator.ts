import { countFrom } from "./days.ts";
import { isWeak, type ObservationRow } from "./rows.ts";

/** The grades of an indicator, in the order a scoreboard shows them. */
export const indicatorGrades = [
  "reached",
  "on-the-way",
  "behind",
  "not-comparable",
  "no-data",
  "no-target",
] as const;
export type IndicatorGrade = (typeof indicatorGrades)[number];

/** Why a target cannot be compared with what was measured. */
export type Incomparable = "other-year" | "other-area" | "other-wording";

export interface IndicatorJudgement {
  indicator: string;
  nameZh: string;
  nameEn: string;
  unitZh: string;
  unitEn: string;
  area: string;
  direction: ObservationRow["direction"];
  binding: string;
  items: string[];
  grade: IndicatorGrade;
  /** Ids of the rows the grade rests on. */
  target?: string;
  baseline?: string;
  actual?: string;
  /** Share of the way from the baseline to the target, 1 at the target; may be below 0 or above 1. */
  progress?: number;
  /** Share of the way that straight-line progress would have covered in the year of the actual. */
  expected?: number;
  /** Whether the start of the line is the earliest actual, for want of a baseline. */
  isFromActual: boolean;
  /** Why the grade is `not-comparable`, and the rows that come nearest. */
  because?: Incomparable;
  nearest: string[];
  /** The grade that concluded evidence alone would give, where it is another. */
  likely?: IndicatorGrade;
  hasOwnRows: boolean;
}

const evidenceRank = ["official", "press", "secondary"];
const rankOf = (row: ObservationRow) => {
  const rank = evidenceRank.indexOf(row.evidence);
  return rank < 0 ? evidenceRank.length : rank;
};

/** Of rows that say the same, the office's first, then the best evidence, then the later word. */
export const pickBest = (rows: readonly ObservationRow[]): ObservationRow | undefined =>
  [...rows].sort(
    (a, b) =>
      Number(b.origin === "own") - Number(a.origin === "own") ||
      rankOf(a) - rankOf(b) ||
      (a.published < b.published ? 1 : a.published > b.published ? -1 : 0),
  )[0];

const newest = (rows: readonly ObservationRow[]) =>
  pickBest(rows.filter(({ year }) => year === Math.max(...rows.map((row) => row.year))));
const earliest = (rows: readonly ObservationRow[]) =>
  pickBest(rows.filter(({ year }) => year === Math.min(...rows.map((row) => row.year))));

/**
 * The target a grade is taken against: the office's or the best evidence first; of those the last that has
 * fallen due, else the first to come.
 */
function pickTarget(rows: readonly ObservationRow[], asOf: string): ObservationRow | undefined {
  const best = pickBest(rows);
  if (!best) return undefined;
  const equal = rows.filter((row) => row.origin === best.origin && rankOf(row) === rankOf(best));
  const due = equal.filter(({ year }) => `${year}-12-31` <= asOf);
  return due.length > 0 ? newest(due) : earliest(equal);
}

const isMet = (value: number, target: ObservationRow) =>
  target.direction === "down" ? value <= target.value : value >= target.value;

interface Grading {
  grade: IndicatorGrade;
  actual?: ObservationRow | undefined;
  start?: ObservationRow | undefined;
  progress?: number;
  expected?: number;
}

/**
 * Progress on the straight line from the start to the target.
 * `progress = (actual − start) ÷ (target − start)`, `expected = (year − start year) ÷ (target year − start year)`
 * held to 1 after the target's year. A target met is `reached`; else `on-the-way` where progress is at least
 * what was expected and the target's year has not come, and `behind` otherwise.
 */
function gradeAgainst(
  target: ObservationRow,
  actuals: readonly ObservationRow[],
  baselines: readonly ObservationRow[],
): Grading {
  // A later value says nothing about whether the target was met in its year; of a yearly figure, no other does.
  const usable = actuals.filter(({ year }) =>
    target.measure === "level" ? year <= target.year : year === target.year,
  );
  const actual = newest(usable);
  if (!actual) return { grade: "no-data" };
  const start = earliest(baselines) ?? earliest(actuals.filter(({ year }) => year < actual.year));
  const met = isMet(actual.value, target);
  const hasLine =
    start !== undefined &&
    start.value !== target.value &&
    start.year < target.year &&
    start.year <= actual.year;
  if (!hasLine)
    return { grade: met ? "reached" : actual.year >= target.year ? "behind" : "on-the-way", actual, start };
  const progress = (actual.value - start.value) / (target.value - start.value);
  const expected = Math.min(1, (actual.year - start.year) / (target.year - start.year));
  const grade = met ? "reached" : progress >= expected && actual.year < target.year ? "on-the-way" : "behind";
  return { grade, actual, start, progress, expected };
}

/** The nearest rows where an area has a target and no actual of its own that can be held against it. */
function findNearest(
  target: ObservationRow,
  all: readonly ObservationRow[],
): { because?: Incomparable; rows: ObservationRow[] } {
  const actuals = all.filter(({ kind }) => kind === "actual");
  const same = actuals.filter(({ indicator }) => indicator === target.indicator);
  const here = same.filter(({ area, evidence }) => area === target.area && !isWeak(evidence));
  if (here.length > 0) return { because: "other-year", rows: here };
  const elsewhere = same.filter(({ area }) => area !== target.area);
  if (elsewhere.length > 0) return { because: "other-area", rows: elsewhere };
  const related = actuals.filter(
    ({ indicator, items }) =>
      indicator !== target.indicator && items.some((item) => target.items.includes(item)),
  );
  if (related.length > 0) return { because: "other-wording", rows: related };
  return { rows: [] };
}

/** Whether a value can be known on a day: its year has ended, or it was published before that. */
const isKnownBy = (asOf: string) => (row: ObservationRow) =>
  row.kind !== "actual" || (countFrom(String(row.year), row.published) ?? "") <= asOf;

/**
 * The grade of one indicator in one area, at the end of a day.
 *
 * @param rows the rows of that indicator and area that count
 * @param all every row that counts, among which the nearest is looked for where the area has no actual
 * @param asOf actuals of later years are left out
 */
export function gradeIndicator(
  rows: readonly ObservationRow[],
  all: readonly ObservationRow[],
  asOf: string,
): IndicatorJudgement {
  const first = rows[0];
  if (!first) throw new RangeError("an indicator without rows cannot be graded");
  const known = rows.filter(isKnownBy(asOf));
  const target = pickTarget(
    rows.filter(({ kind, evidence }) => kind === "target" && !isWeak(evidence)),
    asOf,
  );
  const baselines = known.filter(({ kind }) => kind === "baseline");
  const actuals = known.filter(({ kind }) => kind === "actual");
  const strong = actuals.filter(({ evidence }) => !isWeak(evidence));
  const shown = target ?? first;
  const base = {
    indicator: first.indicator,
    nameZh: shown.indicatorZh,
    nameEn: shown.indicatorEn,
    unitZh: shown.unitZh,
    unitEn: shown.unitEn,
    area: first.area,
    direction: shown.direction,
    binding: shown.binding,
    items: [...new Set(rows.flatMap(({ items }) => items))],
    hasOwnRows: rows.some(({ origin }) => origin === "own"),
  };
  if (!target || target.direction === "none") {
    const actual = newest(actuals);
    const start = earliest(baselines);
    return {
      ...base,
      grade: "no-target",
      ...(start ? { baseline: start.id } : {}),
      ...(actual ? { actual: actual.id } : {}),
      isFromActual: false,
      nearest: [],
    };
  }
  const firm = gradeAgainst(target, strong, baselines);
  const loose = gradeAgainst(target, actuals, baselines);
  const near = firm.grade === "no-data" ? findNearest(target, all.filter(isKnownBy(asOf))) : { rows: [] };
  const grade = near.because ? "not-comparable" : firm.grade;
  return {
    ...base,
    grade,
    target: target.id,
    ...(firm.start ? { baseline: firm.start.id } : {}),
    ...(firm.actual ? { actual: firm.actual.id } : {}),
    ...(firm.progress === undefined ? {} : { progress: firm.progress, expected: firm.expected! }),
    isFromActual: firm.start !== undefined && firm.start.kind === "actual",
    ...(near.because ? { because: near.because } : {}),
    nearest: near.rows.map(({ id }) => id),
    ...(loose.grade !== firm.grade ? { likely: loose.grade } : {}),
  };
}

/** Every indicator in every area that has rows, graded, in the order they first appear. */
export function gradeIndicators(rows: readonly ObservationRow[], asOf: string): IndicatorJudgement[] {
  const groups = new Map<string, ObservationRow[]>();
  for (const row of rows) {
    const key = `${row.indicator}/${row.area}`;
    const list = groups.get(key);
    if (list) list.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()].map((list) => gradeIndicator(list, rows, asOf));
}
