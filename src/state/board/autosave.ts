import type { Board } from "../../domain/board/board.ts";
import { tell, tellProblem } from "../actions.ts";
import { noteBoardKept } from "../page/firstVisit.ts";
import { useAtlas } from "../store.ts";
import { currentKey, findKeptBoard, keepAside, keepBoard } from "./boardStorage.ts";
import { boardScope, loadBoardReader, presentBoard, tellNotes } from "./openBoard.ts";
import { ownPlace } from "./ownPlace.ts";
import type { Tabs } from "./tabs.ts";

/** With the time the writing takes, an edit is safe within half a second. */
const delayMilliseconds = 150;

/** The board that is kept in place of the one shown; null while what is shown is the reader's own. */
let held: Board | null = null;

/** Keeps one board as it is while others pass over the screen; null ends it. */
export function holdAutosave(board: Board | null) {
  held = board;
}

let settle: () => Promise<boolean> = () => Promise.resolve(true);

/** Writes what waits to be kept; done when it is, false where it could not be. */
export const settleAutosave = () => settle();

/** Keeps the board after each edit and each rest of the map, well within a second. */
export function startAutosave() {
  const opened = useAtlas.getState().board;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let keptText = "";
  let writing: Promise<boolean> = Promise.resolve(true);
  let failed = false;
  let joined: Promise<Tabs | undefined> | undefined;

  // Other windows are asked about before the first writing, not before the first sight of the map.
  const joinTabs = () => {
    joined ??= import("./joinTabs.ts").then((tabs) => tabs.joinTabs(opened, flush));
    return joined.catch(() => undefined);
  };
  const keep = async (text: string): Promise<boolean> => {
    const tabs = await joinTabs();
    const key = tabs ? await tabs.place() : currentKey;
    if (key === null) return false;
    const result = await keepBoard({ text, savedAt: Date.now() }, key);
    if (result.ok) {
      noteBoardKept();
      tabs?.noteKept();
    } else {
      // Said once, not at every edit, until it works again; the same board is tried anew the next time.
      if (!failed) tellProblem(result.error);
      if (keptText === text) keptText = "";
    }
    failed = !result.ok;
    return result.ok;
  };
  const write = () => {
    clearTimeout(timer);
    timer = undefined;
    const text = JSON.stringify(held ?? presentBoard());
    if (text !== keptText) {
      keptText = text;
      writing = writing.then(() => keep(text));
    }
    return writing;
  };
  const flush = (anew: boolean) => {
    if (anew) keptText = "";
    return write();
  };

  settle = write;
  useAtlas.subscribe((state, before) => {
    if (state.board === before.board && state.viewport === before.viewport) return;
    timer ??= setTimeout(write, delayMilliseconds);
  });
  addEventListener("pagehide", () => {
    if (timer !== undefined || failed) void write();
  });
}

/** The board kept from last time, or null. A newer release's board is set aside, never written over. */
export async function findAutosavedBoard() {
  const found = (await findKeptBoard(ownPlace.read() ?? currentKey)) ?? (await findKeptBoard());
  if (!found) return null;
  const { parseBoard } = await loadBoardReader();
  const parsed = parseBoard(found.kept.text, boardScope());
  if (!parsed.ok) {
    await keepAside(found.kept);
    tellProblem(parsed.error);
    return null;
  }
  if (found.fromCopy)
    tell("warning", {
      zh: "浏览器清空了本地数据库，已从备份恢复上次的图板",
      en: "The browser had emptied its database; the last board was restored from the second copy",
    });
  tellNotes(parsed.value);
  return parsed.value.board;
}
