import type { Kernel } from "../kernel.ts";
import { failure, type Problem, success } from "../result.ts";
import { mergeMilestones } from "./mergeRows.ts";
import { readMonitor } from "./monitor.ts";
import { isWeak, type MilestoneEvent } from "./rows.ts";

export interface EventDayInput {
  project: string;
  event: MilestoneEvent;
  /** Which of several reports of the event: the earliest, or the latest, as where parts open one by one. */
  which: "first" | "last";
}

const file = "monitor.json";

/**
 * When something happened to a promised project, by the shipped rows that count: the date as the row writes it with
 * its dashes left out, so `20241231`, `202412` or `2024`. Concluded evidence does not count.
 * Fails with `monitor-no-event` where no row reports it.
 */
export const monitorDay: Kernel<EventDayInput, { date: number }> = {
  files: () => [file],
  run({ project, event, which }, data) {
    const monitor = readMonitor(data[file]);
    if (!monitor.ok) return monitor;
    const dates = mergeMilestones(monitor.value.milestones, [])
      .rows.filter((row) => row.project === project && row.event === event && !isWeak(row.evidence))
      .map(({ eventDate }) => eventDate)
      .sort();
    const date = dates.at(which === "first" ? 0 : -1);
    return date === undefined
      ? failure<Problem>({
          code: "monitor-no-event",
          zh: `评估数据里没有 ${project} 的 ${event}`,
          en: `the monitoring data report no ${event} of ${project}`,
          file,
        })
      : success({ date: Number(date.replaceAll("-", "")) });
  },
};
