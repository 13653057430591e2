import type { MilestoneRow, ObservationRow } from "./rows.ts";

/** Rows as they count now, and which row took the place of which. */
export interface MergedRows<R> {
  rows: R[];
  /** Id of a row that no longer counts → id of the one that took its place. */
  replaced: ReadonlyMap<string, string>;
}

type AnyRow = MilestoneRow | ObservationRow;

/** What two rows must share for the office's to win over the shipped one without naming it. */
export const milestoneKey = (row: MilestoneRow) =>
  [row.project, row.part, row.event, row.eventDate].join("/");
export const observationKey = (row: ObservationRow) =>
  [row.indicator, row.area, row.year, row.kind].join("/");

/** Gives rows without an id one made from what they say, the same every time. */
function nameRows<R extends AnyRow>(rows: readonly R[], keyOf: (row: R) => string, taken: Set<string>): R[] {
  return rows.map((row) => {
    if (row.id !== "") return row;
    const base = `own:${keyOf(row)}`;
    let id = base;
    for (let count = 2; taken.has(id); count += 1) id = `${base}#${count}`;
    taken.add(id);
    return { ...row, id };
  });
}

function mergeRows<R extends AnyRow>(
  shipped: readonly R[],
  own: readonly R[],
  keyOf: (row: R) => string,
): MergedRows<R> {
  const named = nameRows(own, keyOf, new Set([...shipped, ...own].map(({ id }) => id)));
  const all = [...shipped, ...named];
  const replaced = new Map<string, string>();
  for (const row of all) if (row.replaces !== "") replaced.set(row.replaces, row.id);
  const winners = new Map(named.map((row) => [keyOf(row), row.id]));
  for (const row of shipped) {
    const winner = winners.get(keyOf(row));
    if (winner !== undefined && !replaced.has(row.id)) replaced.set(row.id, winner);
  }
  return { rows: all.filter(({ id }) => !replaced.has(id)), replaced };
}

/**
 * Milestones that count: corrections stand in for what they replace, and a row of the office wins over a
 * shipped row of the same project, part, event and date. Nothing is deleted: `replaced` names the rest.
 */
export const mergeMilestones = (shipped: readonly MilestoneRow[], own: readonly MilestoneRow[]) =>
  mergeRows(shipped, own, milestoneKey);

/** Observations that count; the office's wins over a shipped one of the same indicator, area, year and kind. */
export const mergeObservations = (shipped: readonly ObservationRow[], own: readonly ObservationRow[]) =>
  mergeRows(shipped, own, observationKey);
