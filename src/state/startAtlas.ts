import { startAnswering } from "./answers.ts";
import { findAutosavedBoard, startAutosave } from "./autosave.ts";
import { defaultBoard } from "./defaultBoard.ts";
import { loadPlan } from "./loadData.ts";
import { openBoard } from "./openBoard.ts";
import { useAtlas } from "./store.ts";

/** Brings in the features of the reader's own layers; a board without any loads nothing for it. */
function watchOwnLayers() {
  const restore = async () => {
    const { board } = useAtlas.getState();
    if (!board.userLayers) return;
    const { restoreContents } = await import("./userData.ts");
    await restoreContents(board);
  };
  void restore();
  useAtlas.subscribe((state, before) => {
    if (state.board.userLayers !== before.board.userLayers) void restore();
  });
}

/** The board of the address, if it names one; the code that reads links is loaded only then. */
async function takeLink() {
  if (!/^#(b|board)=/.test(location.hash)) return null;
  return (await import("./boardLink.ts")).takeLinkedBoard();
}

/**
 * Opens the board the page starts with: that of the address, else the one kept from last time, else the
 * standard one. A kept board stays one step of undo away when a link takes its place.
 */
export async function startAtlas() {
  void loadPlan();
  const linked = await takeLink();
  const kept = await findAutosavedBoard();
  const board = linked ?? kept;
  // The frame of a first visit is there before its board: what was switched in it meanwhile stands.
  useAtlas.setState((state) => ({
    board: board ?? { ...state.board, layers: defaultBoard().layers },
    past: linked && kept ? [kept] : [],
    future: [],
  }));
  // Links pasted into the address bar of the open page.
  addEventListener("hashchange", async () => {
    const board = await takeLink();
    if (board) openBoard(board);
  });
  // A walk in the address; most first visits have none, so its code is not loaded for them.
  if (location.hash.startsWith("#w=")) void import("./openWalk.ts").then((walks) => walks.takeLinkedWalk());
  startAutosave();
  startAnswering();
  watchOwnLayers();
}
