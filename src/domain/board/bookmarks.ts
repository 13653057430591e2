import type { Board, Camera } from "./board.ts";
import type { OtherBoard } from "./compareQuery.ts";

/** A named view: a camera, and the whole board where the reader wants it back as it was. */
export interface Bookmark {
  id: string;
  name: string;
  camera: Camera;
  /** Everything but comparison and bookmarks; left out where only the place counts. */
  board?: OtherBoard;
}

export const mostBookmarks = 40;
export const mostBookmarkName = 80;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isId = (value: unknown): value is string =>
  typeof value === "string" && /^[a-z0-9-]{1,40}$/.test(value);

/**
 * Reads the bookmarks of a board from outside data.
 *
 * @param readCamera reads a camera; null where it is none.
 * @param readOther reads a board as any is read; undefined where it is none.
 */
export function parseBookmarks(
  value: unknown,
  readCamera: (value: unknown) => Camera | null,
  readOther: (value: unknown) => OtherBoard | undefined,
): { query: Bookmark[] | undefined; isWhole: boolean } {
  if (!Array.isArray(value)) return { query: undefined, isWhole: false };
  const bookmarks: Bookmark[] = [];
  for (const entry of value.slice(0, mostBookmarks)) {
    if (!isRecord(entry) || !isId(entry.id) || bookmarks.some(({ id }) => id === entry.id)) continue;
    const camera = readCamera(entry.camera);
    const name = typeof entry.name === "string" ? entry.name.trim().slice(0, mostBookmarkName) : "";
    if (!camera || name === "") continue;
    const board = entry.board === undefined ? undefined : readOther(entry.board);
    bookmarks.push({ id: entry.id, name, camera, ...(board ? { board } : {}) });
  }
  return { query: bookmarks.length > 0 ? bookmarks : undefined, isWhole: bookmarks.length === value.length };
}

const withBookmarks = (board: Board, bookmarks: readonly Bookmark[]): Board => {
  const { bookmarks: _, ...rest } = board;
  return bookmarks.length > 0 ? { ...rest, bookmarks } : rest;
};

/** A board with the view it is seen in now put among its bookmarks, last; full lists stay as they are. */
export function addBookmark(
  board: Board,
  { id, name, camera }: Pick<Bookmark, "id" | "name" | "camera">,
  isWhole: boolean,
): Board {
  const before = board.bookmarks ?? [];
  if (before.length >= mostBookmarks) return board;
  const { compare: _, bookmarks: __, ...other } = board;
  return withBookmarks(board, [
    ...before,
    { id, name, camera, ...(isWhole ? { board: { ...other, camera } } : {}) },
  ]);
}

export const renameBookmark = (board: Board, id: string, name: string): Board =>
  withBookmarks(
    board,
    (board.bookmarks ?? []).map((mark) =>
      mark.id === id ? { ...mark, name: name.trim().slice(0, mostBookmarkName) || mark.name } : mark,
    ),
  );

export const dropBookmark = (board: Board, id: string): Board =>
  withBookmarks(
    board,
    (board.bookmarks ?? []).filter((mark) => mark.id !== id),
  );

/** The board of a bookmark in the reader's language and theme, with the bookmarks there are now. */
export const openBookmark = (board: Board, { board: kept, camera }: Bookmark): Board =>
  kept
    ? withBookmarks({ ...kept, language: board.language, theme: board.theme, camera }, board.bookmarks ?? [])
    : board;
