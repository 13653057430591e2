import { roles } from "../../geodata/roles.ts";
import type { Selection } from "../domain/board/board.ts";
import { evaluatePlan, findNewestDay, noOwnRows, parseMonitor } from "../domain/monitor/monitor.ts";
import type { PlanItem } from "../domain/plan.ts";
import type { AtlasPart } from "../sheet/sheetPages.ts";
import { UsageError } from "./command.ts";
import { readShippedText } from "./dataFolder.ts";
import { readPlan } from "./items.ts";

/** Things of the map that show items, each once; a whole area is no place to turn a sheet to. */
function listThings(items: readonly PlanItem[]): Selection[] {
  const things = items.flatMap(({ features }) =>
    features.filter(({ dataset }) => !roles.wholeAreas.includes(dataset)),
  );
  return [...new Map(things.map((thing) => [`${thing.dataset}/${thing.id}`, thing])).values()];
}

/** One part a chapter of the plan that has something on the map. */
function listChapters(): AtlasPart[] {
  const { chapters, items } = readPlan();
  return chapters.map(({ chapter, title }) => ({
    name: { zh: `${chapter} ${title.zh}`, en: `${chapter} ${title.en}` },
    features: listThings(items.filter((item) => item.chapter === chapter)),
  }));
}

/** One part a promised project that has something on the map. */
function listProjects(): AtlasPart[] {
  const monitor = parseMonitor(readShippedText("monitor.json"));
  if (!monitor.ok) throw new UsageError(monitor.error.en);
  const { milestones, observations } = monitor.value;
  const day = findNewestDay([...milestones, ...observations]);
  const { items } = readPlan();
  const itemOf = new Map(items.map((item) => [item.id, item]));
  return evaluatePlan(monitor.value, noOwnRows, day).projects.map(({ nameZh, nameEn, items: own }) => ({
    name: { zh: nameZh, en: nameEn },
    features: listThings(own.flatMap((id) => itemOf.get(id) ?? [])),
  }));
}

const lists = { projects: listProjects, chapters: listChapters } as const;
export const partKinds = Object.keys(lists) as (keyof typeof lists)[];

/** What an atlas is cut into by the plan's own order; parts that nothing on the map shows are left out. */
export const listParts = (kind: keyof typeof lists): AtlasPart[] =>
  lists[kind]().filter(({ features }) => features.length > 0);
