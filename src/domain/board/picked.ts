import type { DatasetId, FeatureId } from "../plan.ts";
import type { Board } from "./board.ts";
import { findUserLayer } from "./userLayers.ts";

/** Features of one dataset or own layer that are picked. */
export interface PickedGroup {
  dataset: DatasetId;
  /** Places in the file, of an own layer. */
  ids: readonly FeatureId[];
  /** Of an own layer: what the places are counted in. */
  content?: string;
}

/** Most features a selection keeps when its board leaves the page, and most it holds at all. */
export const mostKeptPicked = 2_000;
export const mostPicked = 20_000;
const mostGroups = 200;

export type PickMode = "new" | "add" | "take";

/** How many features are picked, of all layers. */
export const countPicked = (picked: readonly PickedGroup[] | undefined): number =>
  (picked ?? []).reduce((sum, { ids }) => sum + ids.length, 0);

/**
 * A selection changed by what was found: put in its place, added to it or taken away from it. Groups stand in the order they
 * came; ids of a group keep theirs.
 */
export function changePicked(
  before: readonly PickedGroup[],
  found: readonly PickedGroup[],
  mode: PickMode,
): PickedGroup[] {
  if (mode === "new") return found.filter(({ ids }) => ids.length > 0);
  const groups = new Map(before.map((group) => [group.dataset, group]));
  for (const group of found) {
    const known = groups.get(group.dataset);
    // Places in another content are other features.
    const ids = known && known.content === group.content ? known.ids : [];
    const met = new Set(mode === "add" ? ids : group.ids);
    const next =
      mode === "add" ? [...ids, ...group.ids.filter((id) => !met.has(id))] : ids.filter((id) => !met.has(id));
    groups.set(group.dataset, { ...group, ids: next });
  }
  return [...groups.values()].filter(({ ids }) => ids.length > 0);
}

/** A board with a selection; without any it says nothing of one. */
export function withPicked(board: Board, groups: readonly PickedGroup[]): Board {
  const { picked: _, ...rest } = board;
  return groups.length > 0 ? { ...rest, picked: groups } : rest;
}

/** The picked groups that still stand for something: an own layer may be gone or hold other features by now. */
export const findPicked = (board: Board): readonly PickedGroup[] =>
  (board.picked ?? []).filter(
    ({ dataset, content }) => content === undefined || findUserLayer(board, dataset)?.content === content,
  );

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const identifier = /^[a-z0-9][a-z0-9:._-]{0,119}$/i;
const isIdentifier = (value: unknown): value is string => typeof value === "string" && identifier.test(value);
const contentPattern = /^[0-9a-f]{32}$/;

/** Reads the selection of a board from outside data; one past what a board keeps is left out whole. */
export function parsePicked(value: unknown): { query: PickedGroup[] | undefined; isWhole: boolean } {
  if (!Array.isArray(value)) return { query: undefined, isWhole: false };
  const groups = value.slice(0, mostGroups).flatMap((entry): PickedGroup[] => {
    if (!isRecord(entry) || !isIdentifier(entry.dataset) || !Array.isArray(entry.ids)) return [];
    const { content } = entry;
    return [
      {
        dataset: entry.dataset,
        ids: [...new Set(entry.ids.filter(isIdentifier))],
        ...(typeof content === "string" && contentPattern.test(content) ? { content } : {}),
      },
    ];
  });
  const isWhole = groups.length === value.length && countPicked(groups) <= mostKeptPicked;
  return { query: isWhole && groups.length > 0 ? groups : undefined, isWhole };
}
