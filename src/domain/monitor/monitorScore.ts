import type { Kernel } from "../kernel.ts";
import { failure, type Problem, success } from "../result.ts";
import { countStates, type StateCounts } from "./countStates.ts";
import type { Day } from "./days.ts";
import { evaluatePlan, noOwnRows, readMonitor } from "./monitor.ts";

export interface ScoreInput {
  /** The day at whose end the states are asked for. */
  asOf: Day;
  /** Only projects whose leading item stands in this chapter. */
  chapter?: number;
  /** Only these projects. */
  projects?: readonly string[];
}

export interface ScoreAnswer {
  total: number;
  counts: StateCounts;
}

const files = ["monitor.json", "plan.json"] as const;

/** Chapters of items by their ids, from the plan's file. */
function readChapters(plan: unknown): Map<string, number> {
  const items = (plan as { items?: { id: string; chapter: number }[] } | undefined)?.items ?? [];
  return new Map(items.map(({ id, chapter }) => [id, chapter]));
}

/**
 * How many promised projects are in each state by the shipped rows: what a text that was approved is held against.
 * Fails with `monitor-unknown-project` where a project is asked for that the tables do not have.
 */
export const monitorScore: Kernel<ScoreInput, ScoreAnswer> = {
  files: () => files,
  run({ asOf, chapter, projects }, data) {
    const monitor = readMonitor(data[files[0]]);
    if (!monitor.ok) return monitor;
    const chapters = readChapters(data[files[1]]);
    const judged = evaluatePlan(monitor.value, noOwnRows, asOf).projects;
    const known = new Set(judged.map(({ project }) => project));
    const unknown = projects?.find((project) => !known.has(project));
    if (unknown !== undefined)
      return failure<Problem>({
        code: "monitor-unknown-project",
        zh: `评估数据里没有项目 ${unknown}`,
        en: `the monitoring data have no project ${unknown}`,
        file: files[0],
      });
    const chosen = judged.filter(
      ({ project, items }) =>
        (projects === undefined || projects.includes(project)) &&
        (chapter === undefined ||
          items.map((item) => chapters.get(item)).find((number) => number !== undefined) === chapter),
    );
    return success({ total: chosen.length, counts: countStates(chosen) });
  },
};
