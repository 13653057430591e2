import { createRoot } from "react-dom/client";
import { showBoard } from "../../state/actions.ts";
import { findAutosavedBoard } from "../../state/board/autosave.ts";
import { loadPlan } from "../../state/loadData.ts";
import { useAtlas } from "../../state/store.ts";
import { Console } from "./Console.tsx";
import { Reading } from "./Reading.tsx";
import { findReadingPlace } from "./readingPlace.ts";

/** Opens the presenter's window, the remote or the reading version in place of the map. */
export async function openWalkPage(root: HTMLElement) {
  void import("../../state/answers.ts").then(({ startAnswering }) => startAnswering());
  if (location.hash === "#console") {
    createRoot(root).render(<Console />);
    return;
  }
  void loadPlan();
  if (location.hash === "#remote") {
    const { Remote } = await import("./Remote.tsx");
    createRoot(root).render(<Remote />);
    return;
  }
  const kept = await findAutosavedBoard().catch(() => null);
  // The reading version speaks the reader's language; it writes nothing back.
  const language = findReadingPlace().language ?? kept?.language;
  if (language) showBoard({ ...useAtlas.getState().board, language });
  createRoot(root).render(<Reading />);
}
