import type { Board } from "./board.ts";
import type { UserLayer } from "./userLayers.ts";

export const compareViews = ["swipe", "panes", "lens", "blink"] as const;
export type CompareView = (typeof compareViews)[number];

/** A board within a board: a side beside the open one, whose camera all sides share, or what a bookmark keeps. */
export type OtherBoard = Omit<Board, "compare" | "bookmarks">;

/** What the open board is seen beside. The others lie to the left of it: differences run from the first to it. */
export interface CompareQuery {
  view: CompareView;
  /** Where the line between two sides lies, 0 to 1 of the free part of the map. */
  at: number;
  others: readonly OtherBoard[];
}

/** Most sides beside the open board: with four panes each is still as large as a hand. */
export const mostOthers = 3;
const viewsOfMany: readonly CompareView[] = ["panes", "blink"];

/** The view a number of sides can be seen in: a line or a lens lies between two. */
export const fitView = (view: CompareView, others: number): CompareView =>
  others > 1 && !viewsOfMany.includes(view) ? "panes" : view;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * Reads the comparison of a board from outside data.
 *
 * @param readOther reads one side as any board is read; undefined where it is none.
 * @returns the query, undefined where no side can be read, and whether anything had to be left out.
 */
export function parseCompareQuery(
  value: unknown,
  readOther: (value: unknown) => OtherBoard | undefined,
): { query: CompareQuery | undefined; isWhole: boolean } {
  if (!isRecord(value) || !Array.isArray(value.others)) return { query: undefined, isWhole: false };
  const others = value.others.slice(0, mostOthers).flatMap((other) => readOther(other) ?? []);
  if (others.length === 0) return { query: undefined, isWhole: false };
  const view = compareViews.find((known) => known === value.view);
  const { at } = value;
  const isShare = typeof at === "number" && at >= 0 && at <= 1;
  return {
    query: { view: fitView(view ?? "swipe", others.length), at: isShare ? at : 0.5, others },
    isWhole: others.length === value.others.length && view !== undefined && isShare,
  };
}

/** A board's own layers, those of the sides it is seen beside and those its bookmarks keep. */
export const listEveryUserLayer = ({
  userLayers,
  compare,
  bookmarks,
}: Pick<Board, "userLayers" | "compare" | "bookmarks">): UserLayer[] => [
  ...(userLayers ?? []),
  ...(compare?.others ?? []).flatMap((other) => other.userLayers ?? []),
  ...(bookmarks ?? []).flatMap(({ board }) => board?.userLayers ?? []),
];
