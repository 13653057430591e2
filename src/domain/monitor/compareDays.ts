import type { Bilingual } from "../plan.ts";
import type { Day } from "./days.ts";
import type { IndicatorGrade } from "./gradeIndicator.ts";
import { type ProjectState, projectStates } from "./judgeProject.ts";
import type { Evaluation } from "./monitor.ts";
import { stateWords } from "./monitorWords.ts";
import { milestoneDay } from "./readRows.ts";
import type { MilestoneRow } from "./rows.ts";

/** A project whose state differs on two days, with the rows it rests on now and did not before. */
export interface StateChange {
  project: string;
  nameZh: string;
  nameEn: string;
  before: ProjectState;
  after: ProjectState;
  /** Ids of rows; none where only time went by, as for what has become overdue. */
  rows: string[];
}

/** An indicator whose grade differs on two days. */
export interface GradeChange {
  indicator: string;
  nameZh: string;
  nameEn: string;
  area: string;
  before: IndicatorGrade;
  after: IndicatorGrade;
  rows: string[];
}

/** What changed between the end of one day and the end of a later one. */
export interface DayComparison {
  from: Day;
  to: Day;
  /** Rows of events that count on the second day and not yet on the first, oldest first. */
  events: MilestoneRow[];
  states: StateChange[];
  grades: GradeChange[];
  /** Projects in each state on the two days. */
  counts: { state: ProjectState; before: number; after: number }[];
}

const countState = ({ projects }: Evaluation, state: ProjectState) =>
  projects.filter((project) => project.state === state).length;

/**
 * What changed between two evaluations of the same rows. Events are those whose day lies after the first and not
 * after the second. Throws where the first day is not before the second.
 */
export function compareDays(before: Evaluation, after: Evaluation): DayComparison {
  if (before.asOf >= after.asOf) throw new Error(`${before.asOf} is not before ${after.asOf}`);
  const events = after.milestones
    .flatMap((row) => {
      const day = milestoneDay(row);
      return day !== undefined && day > before.asOf && day <= after.asOf ? [{ row, day }] : [];
    })
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.row.id < b.row.id ? -1 : 1))
    .map(({ row }) => row);
  const stateOf = new Map(before.projects.map((project) => [project.project, project]));
  const states = after.projects.flatMap((now): StateChange[] => {
    const then = stateOf.get(now.project);
    if (!then || then.state === now.state) return [];
    const known = new Set(then.evidence);
    return [
      {
        project: now.project,
        nameZh: now.nameZh,
        nameEn: now.nameEn,
        before: then.state,
        after: now.state,
        rows: now.evidence.filter((id) => !known.has(id)),
      },
    ];
  });
  const gradeOf = new Map(before.indicators.map((one) => [`${one.indicator} ${one.area}`, one]));
  const grades = after.indicators.flatMap((now): GradeChange[] => {
    const then = gradeOf.get(`${now.indicator} ${now.area}`);
    if (!then || then.grade === now.grade) return [];
    const { indicator, nameZh, nameEn, area } = now;
    const rows = now.actual && now.actual !== then.actual ? [now.actual] : [];
    return [{ indicator, nameZh, nameEn, area, before: then.grade, after: now.grade, rows }];
  });
  const counts = projectStates.map((state) => ({
    state,
    before: countState(before, state),
    after: countState(after, state),
  }));
  return { from: before.asOf, to: after.asOf, events, states, grades, counts };
}

/** The comparison in one sentence. */
export function describeDays({ from, to, events, states, counts }: DayComparison): Bilingual {
  const moved = counts.filter(({ before, after }) => before !== after);
  return {
    zh: `${from} 之后至 ${to}：发生事件 ${events.length} 件，${states.length} 个项目状态变化${
      moved.length > 0
        ? `（${moved.map(({ state, before, after }) => `${stateWords[state].name.zh} ${before}→${after}`).join("，")}）`
        : ""
    }。`,
    en: `After ${from}, up to ${to}: ${events.length} ${events.length === 1 ? "event" : "events"}, ${states.length} ${
      states.length === 1 ? "project" : "projects"
    } changed state${
      moved.length > 0
        ? ` (${moved.map(({ state, before, after }) => `${stateWords[state].name.en.toLowerCase()} ${before}→${after}`).join(", ")})`
        : ""
    }.`,
  };
}
