import type { RailSection, TrainClass } from "../../src/domain/rail/railSource.ts";
import { readFactTable, readNumber, refuse, requireText } from "./factTable.ts";
import { findSpan, type LineCourse } from "./railCourses.ts";

/** The fitted numbers of the railway: `rail/fitted.csv` by id and `rail/running_shares.csv` by class and group. */
export interface FittedNumbers {
  values: ReadonlyMap<string, number>;
  /** Share of the limit that trains run at, along the line's order and against it. */
  shares: ReadonlyMap<string, readonly [number, number]>;
}

export function readFittedNumbers(): FittedNumbers {
  return {
    values: new Map(
      readFactTable("rail/fitted.csv").map((fact) => [requireText(fact, "id"), readNumber(fact, "value")!]),
    ),
    shares: new Map(
      readFactTable("rail/running_shares.csv").map((fact) => [
        `${requireText(fact, "class")} ${requireText(fact, "group")}`,
        [readNumber(fact, "out")!, readNumber(fact, "back")!],
      ]),
    ),
  };
}

/** The group of alike track that each section belongs to, by class; sections in no group run at their limit. */
export function readRunningGroups(
  sections: readonly RailSection[],
  courses: ReadonlyMap<string, LineCourse>,
): Map<RailSection, Partial<Record<TrainClass, string>>> {
  const groups = new Map<RailSection, Partial<Record<TrainClass, string>>>();
  for (const fact of readFactTable("rail/running_groups.csv")) {
    const line = requireText(fact, "line_id");
    const course = courses.get(line) ?? refuse(fact, `line '${line}' has no stations`);
    const [from, to] = findSpan(fact, course);
    const trainClass = requireText(fact, "class") as TrainClass;
    const own = sections.filter((section) => section.line === line);
    for (const section of own.slice(from, to))
      groups.set(section, {
        ...groups.get(section),
        [trainClass]: `${trainClass} ${requireText(fact, "group")}`,
      });
  }
  return groups;
}

/** Sections with the shares of the limit that each class runs at. */
export function shareLimits(
  sections: readonly RailSection[],
  groups: ReadonlyMap<RailSection, Partial<Record<TrainClass, string>>>,
  shares: FittedNumbers["shares"],
): RailSection[] {
  return sections.map((section) => {
    const found = Object.entries(groups.get(section) ?? {}).flatMap(([trainClass, group]) => {
      const share = shares.get(group);
      return share ? [[trainClass, [...share]] as const] : [];
    });
    return found.length === 0 ? section : { ...section, runningShare: Object.fromEntries(found) };
  });
}
