import {
  type GroupingContext,
  type ScoreGrouping,
  sharedGroup,
  unnamedGroup,
  wholeGroup,
} from "../../domain/monitor/countStates.ts";
import { findWholeArea, type Monitor, nameWhole } from "../../domain/monitor/monitor.ts";
import type { Bilingual, Plan } from "../../domain/plan.ts";
import { indexItems } from "../../domain/planItems.ts";

export const createGrouping = (monitor: Monitor, plan: Plan): GroupingContext => ({
  chapterOf: (item) => indexItems(plan).get(item)?.chapter,
  bodyOf: (written) => monitor.bodies[written]?.zh ?? written,
  wholeArea: findWholeArea(monitor)?.id,
});

/** What a group of the scoreboard is called. */
export function nameGroup(group: string, by: ScoreGrouping, monitor: Monitor, plan: Plan | null): Bilingual {
  if (by === "chapter") {
    const title = plan?.chapters.find(({ chapter }) => String(chapter) === group)?.title;
    return title ? { zh: `${group} ${title.zh}`, en: `${group} ${title.en}` } : { zh: group, en: group };
  }
  if (by === "city") {
    if (group === sharedGroup) return { zh: "几市共有", en: "Several cities" };
    if (group === wholeGroup) return nameWhole(monitor);
    return monitor.areas.find(({ id }) => id === group)?.name ?? { zh: group, en: group };
  }
  if (group === unnamedGroup) return monitor.bodies[""] ?? { zh: "未写明", en: "Not named" };
  return Object.values(monitor.bodies).find(({ zh }) => zh === group) ?? { zh: group, en: group };
}
