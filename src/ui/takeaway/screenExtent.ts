import { findFrame } from "../../domain/walk/fitCamera.ts";
import type { Extent } from "../../sheet/paperSizes.ts";
import { presentBoard } from "../../state/board/openBoard.ts";
import { useAtlas } from "../../state/store.ts";

/** Degrees of what the reader looks at: what lies under the panels is not part of it. */
export function readScreenExtent(): Extent | null {
  const { camera, compare } = presentBoard();
  const stage = document.getElementById("stage");
  if (!camera) return null;
  const { padding, viewport } = useAtlas.getState();
  // A pane has nothing over it: its box is what is seen.
  if (compare?.view === "panes" && viewport) return [...viewport.bbox];
  const [west, south, east, north] = findFrame(
    { ...camera, bearing: 0, pitch: 0 },
    { width: stage?.clientWidth ?? innerWidth, height: stage?.clientHeight ?? innerHeight, padding },
  );
  return [west, south, east, north];
}
