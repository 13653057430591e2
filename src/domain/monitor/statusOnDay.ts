import type { Status } from "../plan.ts";
import type { Day } from "./days.ts";
import { milestoneDay } from "./readRows.ts";
import { isWeak, type MilestoneRow } from "./rows.ts";

/** A day from which a thing on the map has another status. */
export interface StatusChange {
  from: Day;
  status: Status;
  /** Id of the row that says so. */
  row: string;
}

export interface StatusSubject {
  /** The part of the project the thing is, "" for the whole. */
  part: string;
  /** Whether it stands already and the project improves it. */
  isUpgrade: boolean;
  /** Whether approval makes it exist, as it does for a title or a zone. */
  existsByApproval: boolean;
  /** First day of the plan: reports on a running task or an approval count from here. */
  planFrom: Day;
}

const ranks = ["planned", "begun", "done"] as const;
type Stage = (typeof ranks)[number] | "cancelled";

/** What a row says of the thing itself; undefined where it only reports on the way there. */
function stageOf(row: MilestoneRow, day: Day, subject: StatusSubject): Stage | undefined {
  const isRunning = row.promiseKind === "continuing";
  const isOfPlan = day >= subject.planFrom;
  switch (row.event) {
    case "opened":
    case "completed":
      return "done";
    case "started":
      return "begun";
    case "cancelled":
      return "cancelled";
    case "replanned":
    case "not-started-reported":
      return "planned";
    case "approved":
      if (subject.existsByApproval && isOfPlan) return "done";
      return subject.isUpgrade && isOfPlan ? "planned" : undefined;
    case "milestone":
      if (isRunning && isOfPlan) return subject.isUpgrade ? "begun" : "done";
      return subject.isUpgrade && isOfPlan ? "planned" : undefined;
    default:
      return undefined;
  }
}

const statusOf: Record<Stage, { plain: Status; upgrade: Status }> = {
  done: { plain: "existing", upgrade: "upgrade-done" },
  begun: { plain: "under-construction", upgrade: "upgrade-under-way" },
  planned: { plain: "planned", upgrade: "upgrade-planned" },
  cancelled: { plain: "absent", upgrade: "existing" },
};

interface DatedRow {
  row: MilestoneRow;
  day: Day;
}

/** Rows with an event that speak of the thing, oldest first. */
const listRows = (rows: readonly MilestoneRow[], part: string): DatedRow[] =>
  rows
    .filter((row) => row.part === "" || row.part === part)
    .map((row) => ({ row, day: milestoneDay(row) }))
    .filter((dated): dated is DatedRow => dated.day !== undefined)
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));

/**
 * The days on which a thing's status changes, oldest first; empty where no row says one.
 * Works do not go back: after they began, a changed schedule leaves them begun. Concluded evidence
 * (inferred, derived, forecast) changes nothing.
 *
 * @param rows the rows of the thing's project that count (see `mergeMilestones`)
 */
export function listStatusChanges(rows: readonly MilestoneRow[], subject: StatusSubject): StatusChange[] {
  const changes: StatusChange[] = [];
  let reached: Stage | undefined;
  for (const { row, day } of listRows(rows, subject.part)) {
    const stage = isWeak(row.evidence) ? undefined : stageOf(row, day, subject);
    if (!stage || reached === "cancelled" || reached === "done") continue;
    if (stage !== "cancelled" && reached && ranks.indexOf(stage) <= ranks.indexOf(reached)) continue;
    reached = stage;
    changes.push({
      from: day,
      status: statusOf[stage][subject.isUpgrade ? "upgrade" : "plain"],
      row: row.id,
    });
  }
  return changes;
}

/** The status a thing has at the end of a day by its changes; undefined before the first. */
export const statusOnDay = (changes: readonly StatusChange[], day: Day): Status | undefined =>
  changes.findLast(({ from }) => from <= day)?.status;

/** The newest row about a thing at the end of a day, concluded ones too; nothing from before the plan but works. */
export function findLastWord(
  rows: readonly MilestoneRow[],
  subject: Pick<StatusSubject, "part" | "planFrom">,
  day: Day,
): MilestoneRow | undefined {
  const works = ["started", "opened", "completed"];
  return listRows(rows, subject.part).findLast(
    (dated) => dated.day <= day && (dated.day >= subject.planFrom || works.includes(dated.row.event)),
  )?.row;
}
