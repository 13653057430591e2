import { createRoot } from "react-dom/client";
import { findAutosavedBoard } from "../../state/autosave.ts";
import { loadPlan } from "../../state/loadData.ts";
import { useAtlas } from "../../state/store.ts";
import { Console } from "./Console.tsx";
import { Reading } from "./Reading.tsx";

/** Opens the presenter's window or the reading version in place of the map. */
export async function openWalkPage(root: HTMLElement) {
  if (location.hash === "#console") {
    createRoot(root).render(<Console />);
    return;
  }
  void loadPlan();
  const kept = await findAutosavedBoard().catch(() => null);
  // The reading version speaks the reader's language; it writes nothing back.
  if (kept) useAtlas.setState((state) => ({ board: { ...state.board, language: kept.language } }));
  createRoot(root).render(<Reading />);
}
