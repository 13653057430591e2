import type { MonitorQuery, OwnCells } from "../board/monitorQuery.ts";
import type { Plan } from "../plan.ts";
import type { Monitor, OwnRows } from "./monitor.ts";
import { type ReadContext, readMilestones, readObservations } from "./readRows.ts";

/** What an office's own rows are read against. */
export const createReadContext = (monitor: Monitor, plan: Plan | null): ReadContext => ({
  origin: "own",
  cities: monitor.areas.filter(({ role }) => role !== "outside").map(({ id }) => id),
  areas: monitor.areas.map(({ id }) => id),
  ...(plan ? { items: new Set(plan.items.map(({ id }) => id)) } : {}),
  known: new Set([...monitor.milestones, ...monitor.observations].map(({ id }) => id)),
});

const toCellRows = (rows: readonly OwnCells[] | undefined) =>
  (rows ?? []).map((cells, at) => ({ row: at + 2, cells }));

/** The office's rows that a board carries; a row that no longer fits is left out. */
export function readBoardRows(query: MonitorQuery | undefined, monitor: Monitor): OwnRows {
  const context = createReadContext(monitor, null);
  return {
    milestones: readMilestones(toCellRows(query?.milestones), context).rows,
    observations: readObservations(toCellRows(query?.observations), context).rows,
  };
}
