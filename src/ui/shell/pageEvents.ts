import { changeScreen, redoEdit, selectFeature, undoEdit } from "../../state/actions.ts";
import { useAtlas } from "../../state/store.ts";
import { useWalk } from "../../state/walk/walk.ts";

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  target.matches("input:not([type=range],[type=checkbox],[type=radio]), select, textarea");

function onKeyDown(event: KeyboardEvent) {
  const key = event.key.toLowerCase();
  const isCommand = event.ctrlKey || event.metaKey;
  const { screen, board } = useAtlas.getState();
  if (isCommand && key === "k") {
    event.preventDefault();
    changeScreen({ dialog: screen.dialog === "search" ? null : "search" });
  } else if (isCommand && !isTyping(event.target) && (key === "z" || key === "y")) {
    event.preventDefault();
    const isBack = key === "z" && !event.shiftKey;
    // Whoever edits the walk takes back steps of the walk.
    if (screen.panel === "walk" && isBack && useWalk.getState().past.length > 0)
      void import("../../state/walk/openWalk.ts").then(({ undoWalk }) => undoWalk());
    else if (screen.panel === "walk" && !isBack && useWalk.getState().future.length > 0)
      void import("../../state/walk/openWalk.ts").then(({ redoWalk }) => redoWalk());
    else if (isBack) undoEdit();
    else redoEdit();
  } else if (isCommand && key === "p" && !screen.dialog && useWalk.getState().mode === "closed") {
    // The browser alone would print the screen: panels and all, and the map cut to its size.
    event.preventDefault();
    changeScreen({ dialog: "print" });
  } else if (key === "escape" && !event.defaultPrevented && !screen.dialog && board.selection) {
    selectFeature(null);
  }
}

const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;

/**
 * Listens to the keys of the page and to files dropped anywhere on it: a board or map data. `onHover` is told
 * whether files hang over the page. Gives what ends it.
 */
export function listenToPage(onHover: (isOver: boolean) => void): () => void {
  const onOver = (event: DragEvent) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    onHover(true);
  };
  const onLeave = (event: DragEvent) => {
    if (event.relatedTarget === null) onHover(false);
  };
  const onDrop = (event: DragEvent) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    onHover(false);
    const { files = [], items = [] } = event.dataTransfer ?? {};
    const dropped = [...files];
    // Asked for at once: after this event the browser has let go of them.
    const entries = [...items].flatMap((item) => item.webkitGetAsEntry?.() ?? []);
    if (dropped.length > 0)
      void import("../../state/own/dropFiles.ts").then((drop) => drop.openDropped(dropped, entries));
  };
  addEventListener("keydown", onKeyDown);
  addEventListener("dragover", onOver);
  addEventListener("dragleave", onLeave);
  addEventListener("drop", onDrop);
  return () => {
    removeEventListener("keydown", onKeyDown);
    removeEventListener("dragover", onOver);
    removeEventListener("dragleave", onLeave);
    removeEventListener("drop", onDrop);
  };
}
