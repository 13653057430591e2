import type { Kernel } from "../kernel.ts";
import { failure, type Problem, success } from "../result.ts";
import { pickBest } from "./gradeIndicator.ts";
import { mergeObservations } from "./mergeRows.ts";
import { readMonitor } from "./monitor.ts";
import { isWeak } from "./rows.ts";

export interface ObservedValueInput {
  indicator: string;
  /** Id of an area of the evaluation: a city, the whole, or a larger area. */
  area: string;
  year: number;
}

const file = "monitor.json";

/**
 * What was measured of an indicator, by the shipped rows that count: in the unit of the indicator's rows. Of several
 * rows the best evidence speaks, then the later word; concluded evidence does not count.
 * Fails with `monitor-no-value` where no row gives it.
 */
export const monitorValue: Kernel<ObservedValueInput, { value: number }> = {
  files: () => [file],
  run({ indicator, area, year }, data) {
    const monitor = readMonitor(data[file]);
    if (!monitor.ok) return monitor;
    const row = pickBest(
      mergeObservations(monitor.value.observations, []).rows.filter(
        (one) =>
          one.kind === "actual" &&
          one.indicator === indicator &&
          one.area === area &&
          one.year === year &&
          !isWeak(one.evidence),
      ),
    );
    return row === undefined
      ? failure<Problem>({
          code: "monitor-no-value",
          zh: `评估数据里没有 ${area} ${year} 年的 ${indicator} 实际值`,
          en: `the monitoring data give no actual value of ${indicator} for ${area} in ${year}`,
          file,
        })
      : success({ value: row.value });
  },
};
