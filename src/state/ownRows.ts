import { create } from "zustand";
import type { ContentRow } from "../compute/dataProtocol.ts";
import { tellProblem } from "./actions.ts";
import { askOf, useUserData } from "./userData.ts";

/** Rows kept of each content; a screen shows a few dozen. */
const mostRows = 4_000;
/** Rows asked for at once: copied in a few milliseconds. */
const rowsAtOnce = 400;

const kept = new Map<string, Map<number, ContentRow>>();
/** Counts up as rows arrive, for the panels to look again. */
export const useRowArrivals = create<{ arrivals: number }>()(() => ({ arrivals: 0 }));

/** A row that has come over, undefined while it has not. */
export const peekRow = (key: string, index: number): ContentRow | undefined => kept.get(key)?.get(index);

/** Brings rows over that are not here yet; false where they cannot be had. */
export async function loadRows(key: string, indexes: readonly number[]): Promise<boolean> {
  const count = useUserData.getState().contents[key]?.count ?? 0;
  const missing = indexes.filter((index) => index < count && !peekRow(key, index)).slice(0, rowsAtOnce);
  if (missing.length === 0) return true;
  const found = await askOf(key, "rows", { key, indexes: missing });
  if (!found.ok) {
    tellProblem(found.error);
    return false;
  }
  const rows = kept.get(key) ?? new Map<number, ContentRow>();
  kept.set(key, rows);
  for (const [place, row] of found.value.entries()) rows.set(missing[place]!, row);
  for (const old of rows.keys()) {
    if (rows.size <= mostRows) break;
    rows.delete(old);
  }
  useRowArrivals.setState(({ arrivals }) => ({ arrivals: arrivals + 1 }));
  return true;
}

/** A row for a panel, undefined until `loadRows` has brought it. */
export const useRow = (key: string | undefined, index: number): ContentRow | undefined =>
  useRowArrivals(() => (key === undefined ? undefined : peekRow(key, index)));
