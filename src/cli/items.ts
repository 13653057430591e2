import { countItems, isSpatial, type Plan, type PlanItem, parsePlan, priorities } from "../domain/plan.ts";
import { type Command, findNearest, parseArguments, UsageError } from "./command.ts";
import { readShippedText } from "./dataFolder.ts";
import { formatTable, readFormat } from "./table.ts";

/** The plan as the app itself reads it. */
export function readPlan(): Plan {
  const plan = parsePlan(readShippedText("plan.json"));
  if (!plan.ok) throw new UsageError(plan.error.en);
  return plan.value;
}

function findPriority(typed: string) {
  const priority = priorities.find((known) => known === typed);
  if (!priority)
    throw new UsageError(
      `--priority is '${typed}', expected ${priorities.join(", ")}; nearest: ${findNearest(typed, priorities, 1)[0]}`,
    );
  return priority;
}

function findChapter(typed: string, plan: Plan): number {
  const chapters = plan.chapters.map(({ chapter }) => chapter);
  const chapter = Number(typed);
  if (!chapters.includes(chapter))
    throw new UsageError(`--chapter is '${typed}', expected ${chapters[0]} to ${chapters.at(-1)}`);
  return chapter;
}

const describe = (item: PlanItem) => ({
  id: item.id,
  priority: item.priority,
  chapter: item.chapter,
  section: item.section,
  geometry: item.geometry,
  features: item.features,
  ...(isSpatial(item) && item.features.length === 0 && item.reason
    ? { reason: `${item.reason.zh} / ${item.reason.en}` }
    : {}),
});

function summarize(items: readonly PlanItem[]): string {
  const lines = Object.entries(countItems(items))
    .filter(([, count]) => count.all > 0)
    .map(
      ([priority, count]) =>
        `${priority}: ${count.all} items, ${count.spatial} spatial (${count.placed} placed, ${count.explained} with a reason, ${count.open} with neither)`,
    );
  return `${items.length} items\n${lines.join("\n")}`;
}

/** Every item of the plan with the features that show it, or the reason why none does. */
export const command: Command = {
  usage: `items [--priority ${priorities.join("|")}] [--chapter N] [--format json|table]   what the plan says and what shows it`,
  run(args) {
    const { words, flags } = parseArguments(args, ["format", "priority", "chapter"]);
    if (words.length > 0) {
      throw new UsageError(
        `'${words[0]}' is not expected here; filter with --priority or --chapter, look up a name with 'find ${words[0]}'`,
      );
    }
    const format = readFormat(flags);
    const priority = flags.has("priority") ? findPriority(flags.get("priority")!) : undefined;
    const plan = readPlan();
    const chapter = flags.has("chapter") ? findChapter(flags.get("chapter")!, plan) : undefined;
    const items = plan.items.filter(
      (item) =>
        (priority === undefined || item.priority === priority) &&
        (chapter === undefined || item.chapter === chapter),
    );
    if (format === "json")
      return { code: 0, output: `${JSON.stringify(items.map(describe), undefined, 1)}\n` };
    const table = formatTable<PlanItem>(
      [
        { title: "id", text: (item) => item.id },
        { title: "§", text: (item) => `${item.chapter}.${item.section}` },
        { title: "priority", text: (item) => item.priority },
        { title: "geometry", text: (item) => item.geometry },
        { title: "name", text: (item) => item.name.zh, most: 44 },
        {
          title: "features or reason",
          text: (item) =>
            item.features.length > 0
              ? item.features.map(({ dataset, id }) => `${dataset}/${id}`).join(" ")
              : (item.reason?.zh ?? ""),
          most: 72,
        },
      ],
      items,
    );
    return { code: 0, output: `${table}\n\n${summarize(items)}\n` };
  },
};
