import { tell, tellProblem } from "./actions.ts";
import { findKeptBoard, keepAside, keepBoard } from "./boardStorage.ts";
import { noteBoardKept } from "./firstVisit.ts";
import { boardScope, loadBoardReader, presentBoard, tellNotes } from "./openBoard.ts";
import { useAtlas } from "./store.ts";

const delayMilliseconds = 400;

/** Keeps the board after each edit and each rest of the map, well within a second. */
export function startAutosave() {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let keptText = "";
  let writing: Promise<void> = Promise.resolve();
  let failed = false;

  const write = () => {
    timer = undefined;
    const text = JSON.stringify(presentBoard());
    if (text === keptText) return;
    keptText = text;
    writing = writing.then(async () => {
      const result = await keepBoard({ text, savedAt: Date.now() });
      if (result.ok) noteBoardKept();
      // Said once, not at every edit, until it works again.
      if (!result.ok && !failed) tellProblem(result.error);
      failed = !result.ok;
    });
  };

  useAtlas.subscribe((state, before) => {
    if (state.board === before.board && state.viewport === before.viewport) return;
    timer ??= setTimeout(write, delayMilliseconds);
  });
  addEventListener("pagehide", () => {
    if (timer !== undefined) {
      clearTimeout(timer);
      write();
    }
  });
}

/** The board kept from last time, or null. A newer release's board is set aside, never written over. */
export async function findAutosavedBoard() {
  const found = await findKeptBoard();
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
