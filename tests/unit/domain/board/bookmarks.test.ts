import { describe, expect, it } from "vitest";
import {
  addBookmark,
  dropBookmark,
  mostBookmarks,
  openBookmark,
  renameBookmark,
} from "../../../../src/domain/board/bookmarks.ts";
import { filterLayer } from "../../../../src/domain/board/editLayers.ts";
import { decodeBoard, encodeBoard } from "../../../../src/domain/board/linkBoard.ts";
import { parseBoard } from "../../../../src/domain/board/parseBoard.ts";
import { defaultBoard } from "../../../../src/state/board/defaultBoard.ts";

const standard = defaultBoard();
const scope = { phases: [standard.phase, "later"], layers: standard.layers.map(({ id }) => id), standard };
const camera = { longitude: 111.5, latitude: 40.5, zoom: 8.25, bearing: 10, pitch: 0 };
const [first] = standard.layers;
const filtered = filterLayer({ ...standard, phase: "later" }, first!.id, [
  { column: "a", operator: "filled", value: "" },
]);
const kept = addBookmark(filtered, { id: "view-1", name: "北线", camera }, true);
const both = addBookmark(kept, { id: "view-2", name: "只看这里", camera }, false);

describe("bookmarks", () => {
  it("come back from a file and from a link as they were, boards and all", () => {
    const parsed = parseBoard(JSON.stringify(both), scope);
    expect(parsed.ok && parsed.value).toEqual({ board: both, notes: [] });
    const code = encodeBoard(both, standard);
    const decoded = code.ok ? decodeBoard(code.value, scope) : code;
    expect(decoded.ok && decoded.value).toEqual({ board: both, notes: [] });
  });

  it("a whole board comes back in the reader's language and theme, and loses no bookmark made since", () => {
    const now = { ...standard, language: "en" as const, theme: "room" as const, bookmarks: both.bookmarks! };
    const opened = openBookmark(now, both.bookmarks![0]!);
    expect(opened).toEqual({ ...both, language: "en", theme: "room", camera });
    expect(openBookmark(now, both.bookmarks![1]!)).toBe(now);
  });

  it("hold no bookmarks and no comparison of their own, so that boards do not grow in one another", () => {
    const nested = addBookmark(both, { id: "view-3", name: "again", camera }, true);
    expect(nested.bookmarks!.at(-1)!.board).not.toHaveProperty("bookmarks");
    const smuggled = {
      ...standard,
      bookmarks: [{ id: "view-1", name: "x", camera, board: { ...standard, bookmarks: both.bookmarks } }],
    };
    const parsed = parseBoard(JSON.stringify(smuggled), scope);
    expect(parsed.ok && parsed.value.board.bookmarks![0]!.board).toEqual(standard);
  });

  it("are renamed and deleted by id; the last one gone leaves the board as it was", () => {
    expect(renameBookmark(both, "view-2", " 新名 ").bookmarks!.map(({ name }) => name)).toEqual([
      "北线",
      "新名",
    ]);
    expect(renameBookmark(both, "view-2", "  ").bookmarks).toEqual(both.bookmarks);
    expect(dropBookmark(dropBookmark(both, "view-1"), "view-2")).toEqual(filtered);
  });

  it("that cannot be read are left out and noted, and there are never more than the most", () => {
    const damaged = { ...standard, bookmarks: [{ id: "view-1", name: "no camera" }, both.bookmarks![1]] };
    const parsed = parseBoard(JSON.stringify(damaged), scope);
    expect(parsed.ok && parsed.value.board.bookmarks).toEqual([both.bookmarks![1]]);
    expect(parsed.ok && parsed.value.notes.some(({ code }) => code === "board-bookmarks")).toBe(true);
    let many = standard;
    for (let at = 0; at < mostBookmarks + 3; at += 1)
      many = addBookmark(many, { id: `view-${at}`, name: "x", camera }, false);
    expect(many.bookmarks).toHaveLength(mostBookmarks);
  });
});
