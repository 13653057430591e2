import type { ProjectJudgement, ProjectState } from "./judgeProject.ts";
import { projectStates } from "./judgeProject.ts";
import { splitBodies } from "./nameBodies.ts";

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

/** Groups a project falls into that no city, chapter or body names: several cities, the whole area, nobody. */
export const sharedGroup = "shared";
export const wholeGroup = "whole";
export const unnamedGroup = "unnamed";

/** What a grouping needs to know besides the judgements. */
export interface GroupingContext {
  /** Chapter of a plan item; undefined for an unknown one. */
  chapterOf: (item: string) => number | undefined;
  /** Names of bodies as written → the name they are counted under. */
  bodyOf: (written: string) => string;
  /** Id of the whole area of the plan, as rows give it where a promise is no single city's. */
  wholeArea: string | undefined;
}

/**
 * The one group a project is counted in, so that every grouping adds up to all projects: the chapter of its
 * leading item; its city, `shared` where it names several, `whole` where it holds for the whole area, wherever it was
 * kept; the first body that answers for it, or `unnamed`.
 */
export function findGroup(judged: ProjectJudgement, by: ScoreGrouping, context: GroupingContext): string {
  if (by === "chapter") {
    const chapter = judged.items.map(context.chapterOf).find((number) => number !== undefined);
    return chapter === undefined ? unnamedGroup : String(chapter);
  }
  if (by === "city") {
    if (judged.cities.some((city) => city === context.wholeArea)) return wholeGroup;
    return judged.cities.length === 1 ? judged.cities[0]! : sharedGroup;
  }
  const [first] = splitBodies(judged.responsibleZh);
  return first === undefined ? unnamedGroup : context.bodyOf(first);
}

/** Groups that are no city and no body stand after those that are. */
const lastGroups = [sharedGroup, wholeGroup, unnamedGroup];

/** Whether a group gathers what no single city or body answers for. */
export const isApart = (group: string): boolean => lastGroups.includes(group);

/** The scoreboard by one grouping. Chapters come in their order, cities and bodies by size, the others last. */
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
  const rank = ({ group }: ScoreLine) => lastGroups.indexOf(group);
  return lines.sort(
    (a, b) =>
      rank(a) - rank(b) ||
      (by === "chapter"
        ? Number(a.group) - Number(b.group)
        : b.total - a.total || (a.group < b.group ? -1 : 1)),
  );
}
