import { askMap, dropPosition, stopDrawing, useDrawing } from "../../state/own/drawing.ts";

const isText = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  target.matches("input:not([type=range],[type=checkbox],[type=radio]), textarea");

/** What a key asks of the shape in hand; true where it was meant for it. */
function obeyKey(event: KeyboardEvent): boolean {
  const { tool, edited, draft, sketch, steps } = useDrawing.getState();
  const key = event.key.toLowerCase();
  if (!tool && !edited) return false;
  if (key === "escape") {
    // First the shape in hand, then the tool.
    if (draft.length > 0 || sketch.length > 0) {
      useDrawing.setState({ sketch: [] });
      askMap("cancel");
    } else stopDrawing();
    return true;
  }
  if (!(event.ctrlKey || event.metaKey) || (key !== "z" && key !== "y") || isText(event.target)) return false;
  const isBack = key === "z" && !event.shiftKey;
  if (isBack && sketch.length > 0) dropPosition();
  else if (isBack ? steps.back : steps.forth) askMap(isBack ? "undo" : "redo");
  else return draft.length > 0;
  return true;
}

/** Listens to the keys of a draft wherever the focus is, before the page's own; gives what ends it. */
export function listenToKeys(): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    // Keys of an open dialog, and those an input method takes, are not the map's; nor are those made by program.
    if (!event.isTrusted || event.isComposing || event.keyCode === 229) return;
    if (document.querySelector("dialog[open]")) return;
    if (!obeyKey(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  addEventListener("keydown", onKeyDown, { capture: true });
  return () => removeEventListener("keydown", onKeyDown, { capture: true });
}
