import type { Map as MapLibreMap } from "maplibre-gl";
import type { Selection } from "../../domain/board/board.ts";
import { hoverFeature, selectFeature } from "../../state/actions.ts";
import { isDrawing } from "../../state/own/drawing.ts";
import { useAtlas } from "../../state/store.ts";
import type { Analyses } from "../createAnalyses.ts";

/** What lies under the pointer is hovered, a click selects it. Returns what ends it. */
export function attachPointer(
  map: MapLibreMap,
  analyses: Analyses,
  pick: (point: { x: number; y: number }) => Selection | null,
): () => void {
  let hoverFrame = 0;
  map.on("mousemove", (event) => {
    if (analyses.isDragging()) return;
    cancelAnimationFrame(hoverFrame);
    if (isDrawing()) return;
    hoverFrame = requestAnimationFrame(() => {
      const found = pick(event.point);
      const { hovered } = useAtlas.getState();
      map.getCanvas().style.cursor = found ? "pointer" : "";
      if (found?.dataset !== hovered?.dataset || found?.id !== hovered?.id) hoverFeature(found);
    });
  });
  map.on("mouseout", () => {
    cancelAnimationFrame(hoverFrame);
    hoverFeature(null);
  });
  map.on("click", (event) => {
    // A click while drawing sets a corner; terra-draw hears it by itself.
    if (isDrawing()) return;
    if (!analyses.takeClick(event.point, event.lngLat)) selectFeature(pick(event.point));
  });
  return () => cancelAnimationFrame(hoverFrame);
}
