import type { ProjectJudgement, ProjectState } from "./judgeProject.ts";
import { projectStates } from "./judgeProject.ts";

export const scoreGroupings = ["chapter", "city", "responsible"] as const;
export type ScoreGrouping = (typeof scoreGroupings)[number];

export type StateCounts = Record<ProjectState, number>;

/** One line of a scoreboard: a group, the projects in it and how many are in each state. */
export interface ScoreLine {
  group: string;
  projects: string[];
  counts: StateCounts;
  total: number;
}

export const countStates = (judged: readonly Pick<ProjectJudgement, "state">[]): StateCounts =>
  Object.fromEntries(
    projectStates.map((state) => [state, judged.filter((one) => one.state === state).length]),
  ) as StateCounts;

/** Groups a project falls into that no city, chapter or body names. */
export const sharedGroup = "shared";
export const unnamedGroup = "unnamed";

/** What a grouping needs to know besides the judgements. */
export interface GroupingContext {
  /** Chapter of a plan item; undefined for an unknown one. */
  chapterOf: (item: string) => number | undefined;
  /** Names of bodies as written → the name they are counted under. */
  bodyOf: (written: string) => string;
}

/**
 * The one group a project is counted in, so that every grouping adds up to all projects: the chapter of its
 * leading item; its city, or `shared` where it names several; the first body that answers for it, or `unnamed`.
 */
export function findGroup(judged: ProjectJudgement, by: ScoreGrouping, context: GroupingContext): string {
  if (by === "chapter") {
    const chapter = judged.items.map(context.chapterOf).find((number) => number !== undefined);
    return chapter === undefined ? unnamedGroup : String(chapter);
  }
  if (by === "city") return judged.cities.length === 1 ? judged.cities[0]! : sharedGroup;
  const first = judged.responsibleZh.split(/[；;、]/)[0]!.trim();
  return first === "" ? unnamedGroup : context.bodyOf(first);
}

/** The scoreboard by one grouping. Chapters come in their order, other groups by size, `unnamed` last. */
export function countByGroup(
  judged: readonly ProjectJudgement[],
  by: ScoreGrouping,
  context: GroupingContext,
): ScoreLine[] {
  const groups = new Map<string, ProjectJudgement[]>();
  for (const one of judged) {
    const group = findGroup(one, by, context);
    groups.set(group, [...(groups.get(group) ?? []), one]);
  }
  const lines = [...groups].map(([group, list]) => ({
    group,
    projects: list.map(({ project }) => project),
    counts: countStates(list),
    total: list.length,
  }));
  const isLast = ({ group }: ScoreLine) => Number(group === unnamedGroup);
  return lines.sort(
    (a, b) =>
      isLast(a) - isLast(b) ||
      (by === "chapter"
        ? Number(a.group) - Number(b.group)
        : b.total - a.total || (a.group < b.group ? -1 : 1)),
  );
}
