import { type Day, daysBetween, readDateSpan } from "./days.ts";
import { milestoneDay } from "./readRows.ts";
import { isWeak, type MilestoneRow, type PromiseKind } from "./rows.ts";

/** The states of a promised project, in the order a scoreboard shows them. */
export const projectStates = [
  "built",
  "partly",
  "continuing",
  "on-track",
  "overdue",
  "not-started",
  "adjusted",
  "no-evidence",
] as const;
export type ProjectState = (typeof projectStates)[number];

/** States that say something was achieved: a row must carry them, and not one that is only concluded. */
export const greenStates: ReadonlySet<ProjectState> = new Set(["built", "partly", "continuing"]);

/** The years a plan runs, as its first and last day. */
export interface PlanPeriod {
  from: Day;
  to: Day;
}

export interface ProjectJudgement {
  project: string;
  nameZh: string;
  nameEn: string;
  promiseZh: string;
  promiseKind: PromiseKind;
  /** Last day of the promise, undefined where it names none. */
  due?: Day;
  items: string[];
  cities: string[];
  /** Who answers for it, as the newest row that names somebody writes it; "" where none does. */
  responsibleZh: string;
  state: ProjectState;
  /** Ids of the rows the state rests on, oldest first; for `no-evidence` the searches. */
  evidence: string[];
  /** Whether only concluded evidence carries the state. */
  isLight: boolean;
  /** Day the promise was kept, for `built`. */
  keptOn?: Day;
  /** Days between the promised and the real day, where it was kept late. */
  lateDays?: number;
  /** Works are known to have begun; without it only preparations are. */
  hasStarted: boolean;
  /** The schedule was changed, whatever the state. */
  isReplanned: boolean;
  /** The state that concluded evidence alone would give, where it is another. */
  likely?: ProjectState;
  /** Whether a row of the office took part. */
  hasOwnRows: boolean;
}

interface Dated {
  row: MilestoneRow;
  day: Day;
}

const keeps: Record<PromiseKind, readonly string[]> = {
  delivery: ["opened", "completed"],
  approval: ["approved", "opened", "completed"],
  continuing: [],
};

interface Verdict {
  state: ProjectState;
  rows: Dated[];
}

/** Steps towards a promise; what only prepared it before the plan began is not a step of the plan. */
const isStep = (period: PlanPeriod) => (dated: Dated) =>
  ["opened", "completed", "started"].includes(dated.row.event) ||
  (["approved", "milestone"].includes(dated.row.event) && dated.day >= period.from);

function judge(
  counted: readonly Dated[],
  all: readonly Dated[],
  kind: PromiseKind,
  isDue: boolean,
  period: PlanPeriod,
): Verdict {
  const of = (...events: string[]) => counted.filter(({ row }) => events.includes(row.event));
  const keeping = of(...keeps[kind]);
  const whole = keeping.filter(({ row }) => row.part === "");
  if (whole.length > 0) return { state: "built", rows: whole };
  const cancelled = of("cancelled");
  if (cancelled.length > 0) return { state: "adjusted", rows: cancelled };
  if (kind === "continuing") {
    const running = counted.filter(
      ({ row, day }) => day >= period.from && !["replanned", "not-started-reported"].includes(row.event),
    );
    if (running.length > 0) return { state: "continuing", rows: running };
  }
  if (keeping.length > 0) return { state: "partly", rows: keeping };
  const underWay: ProjectState = isDue ? "overdue" : "on-track";
  const started = of("started");
  if (started.length > 0) return { state: underWay, rows: [...started, ...of("replanned")] };
  const replanned = of("replanned");
  if (replanned.length > 0) return { state: "adjusted", rows: replanned };
  // Not begun at a later day means not begun at an earlier one: these reports count whatever their day.
  const notStarted = all.filter(({ row }) => row.event === "not-started-reported");
  if (notStarted.length > 0) return { state: "not-started", rows: notStarted };
  const steps = counted.filter(isStep(period));
  if (steps.length > 0) return { state: underWay, rows: steps };
  return { state: "no-evidence", rows: [] };
}

/** The last of the values that are not empty: rows are in the order they were written. */
const lastSaid = (rows: readonly MilestoneRow[], say: (row: MilestoneRow) => string) =>
  rows.map(say).findLast((value) => value !== "") ?? "";

/**
 * The state of one project at the end of a day.
 *
 * In this order: kept (opened or completed; for an approval, approved) → `built`; cancelled → `adjusted`;
 * a task without end with any report since the plan began → `continuing`; a part kept → `partly`; works
 * begun → `on-track`, from the last day of the promise on `overdue`; replanned before works began →
 * `adjusted`; reported not begun → `not-started`; an approval or step since the plan began → `on-track` or
 * `overdue`; else `no-evidence`. Concluded evidence (inferred, derived, forecast) counts only where no other
 * state stands against it, and never makes a state green; what it would say is `likely`.
 *
 * @param rows the rows of one project that count (see `mergeMilestones`), at least one
 * @param asOf the day at whose end the state is asked for
 */
export function judgeProject(rows: readonly MilestoneRow[], asOf: Day, period: PlanPeriod): ProjectJudgement {
  const first = rows[0];
  if (!first) throw new RangeError("a project without rows cannot be judged");
  const own = rows.filter(({ origin }) => origin === "own");
  const written = [...rows.filter(({ origin }) => origin === "shipped"), ...own];
  const latest = written[written.length - 1]!;
  const promiseBy = lastSaid(written, (row) => row.promiseBy);
  const due = readDateSpan(promiseBy)?.to;
  const isDue = due !== undefined && asOf >= due;
  const all = written
    .map((row) => ({ row, day: milestoneDay(row) }))
    .filter((dated): dated is Dated => dated.day !== undefined)
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  const strong = all.filter(({ row }) => !isWeak(row.evidence));
  const until = (list: readonly Dated[]) => list.filter(({ day }) => day <= asOf);
  const kind = latest.promiseKind;
  const firm = judge(until(strong), strong, kind, isDue, period);
  const loose = judge(until(all), all, kind, isDue, period);
  const isLight =
    firm.state === "no-evidence" && loose.state !== "no-evidence" && !greenStates.has(loose.state);
  const chosen = isLight ? loose : firm;
  const searches = written.filter(({ event }) => event === "");
  const kept = chosen.state === "built" ? chosen.rows[0]!.day : undefined;
  const counted = until(all);
  return {
    project: first.project,
    nameZh: latest.projectZh,
    nameEn: latest.projectEn,
    promiseZh: latest.promiseZh,
    promiseKind: kind,
    ...(due === undefined ? {} : { due }),
    items: latest.items,
    cities: [...new Set(written.flatMap(({ cities }) => cities))],
    responsibleZh: lastSaid(written, (row) => row.responsibleZh),
    state: chosen.state,
    evidence:
      chosen.state === "no-evidence"
        ? [...counted.map(({ row }) => row.id), ...searches.map(({ id }) => id)]
        : chosen.rows.map(({ row }) => row.id),
    isLight,
    ...(kept === undefined ? {} : { keptOn: kept }),
    ...(kept !== undefined && due !== undefined && kept > due ? { lateDays: daysBetween(due, kept) } : {}),
    hasStarted: counted.some(
      ({ row }) => ["started", "opened", "completed"].includes(row.event) && !isWeak(row.evidence),
    ),
    isReplanned: counted.some(({ row }) => row.event === "replanned" || row.event === "cancelled"),
    ...(loose.state !== chosen.state ? { likely: loose.state } : {}),
    hasOwnRows: own.length > 0,
  };
}

/** The projects of the rows that count, each judged, in the order they first appear. */
export function judgeProjects(
  rows: readonly MilestoneRow[],
  asOf: Day,
  period: PlanPeriod,
): ProjectJudgement[] {
  const byProject = new Map<string, MilestoneRow[]>();
  for (const row of rows) {
    const list = byProject.get(row.project);
    if (list) list.push(row);
    else byProject.set(row.project, [row]);
  }
  return [...byProject.values()].map((list) => judgeProject(list, asOf, period));
}
