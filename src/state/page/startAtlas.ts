import { showBoard } from "../actions.ts";
import { findAutosavedBoard, startAutosave } from "../board/autosave.ts";
import { defaultBoard } from "../board/defaultBoard.ts";
import { openBoard } from "../board/openBoard.ts";
import { loadPlan } from "../loadData.ts";
import { type AtlasState, useAtlas } from "../store.ts";

/** Brings in the features of the reader's own layers; a board without any loads nothing for it. */
function watchOwnLayers() {
  const restore = async () => {
    const { board } = useAtlas.getState();
    if (!board.userLayers && !board.compare) return;
    const { restoreContents } = await import("../own/userData.ts");
    await restoreContents(board);
  };
  void restore();
  useAtlas.subscribe((state, before) => {
    const { userLayers, compare } = state.board;
    if (userLayers !== before.board.userLayers || compare?.others !== before.board.compare?.others)
      void restore();
  });
}

/** Whether a show was running when the page went away; only then is the code of walks loaded at the start. */
function hasKeptShow(): boolean {
  try {
    return localStorage.getItem("atlas-show") !== null;
  } catch {
    return false;
  }
}

/** The board of the address, if it names one; the code that reads links is loaded only then. */
async function takeLink() {
  if (!/^#(b|board)=/.test(location.hash)) return null;
  return (await import("../board/boardLink.ts")).takeLinkedBoard();
}

/**
 * Lets answers come. A standard board asks nothing that its first picture waits for, so there the code of
 * answers comes after that picture, or with the first change of the board or the page, whichever is first.
 */
function startAnswersInTime(isAtOnce: boolean) {
  const start = () => void import("../answers.ts").then(({ startAnswering }) => startAnswering());
  const isWanted = (state: AtlasState, before: AtlasState) =>
    state.mapStatus.kind !== "loading" || state.board !== before.board || state.screen !== before.screen;
  const now = useAtlas.getState();
  if (isAtOnce || isWanted(now, now)) return start();
  const stop = useAtlas.subscribe((state, before) => {
    if (!isWanted(state, before)) return;
    stop();
    start();
  });
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
  showBoard(board ?? { ...useAtlas.getState().board, layers: defaultBoard().layers }, {
    past: linked && kept ? [kept] : [],
    future: [],
  });
  // Links pasted into the address bar of the open page.
  addEventListener("hashchange", async () => {
    const board = await takeLink();
    if (board) openBoard(board);
  });
  // A walk in the address; most first visits have none, so its code is not loaded for them.
  if (location.hash.startsWith("#w="))
    void import("../walk/openWalk.ts").then((walks) => walks.takeLinkedWalk());
  startAutosave();
  if (location.hash === "#follow") void import("../walk/followRoom.ts").then((room) => room.followRoom());
  // A show that was cut off goes on before anything else is asked of the page.
  if (hasKeptShow() && !linked && !location.hash.startsWith("#w="))
    void import("../walk/resumeShow.ts").then((shows) => shows.resumeShow());
  if (parent !== window) void import("./embedding.ts").then(({ startEmbedding }) => startEmbedding());
  startAnswersInTime(board !== null);
  watchOwnLayers();
}
