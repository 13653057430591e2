import type { Map as MapLibreMap } from "maplibre-gl";
import { isDrawing, useDrawing } from "../../state/own/drawing.ts";

/** Drawing is on a map only while something is drawn: its code, its canvas, its ears. Returns what ends it. */
export function followDrawing(map: MapLibreMap): () => void {
  let drawing: { remove: () => void } | "coming" | undefined;
  const drop = () => {
    if (drawing && drawing !== "coming") drawing.remove();
    drawing = undefined;
  };
  const unsubscribe = useDrawing.subscribe(() => {
    if (!isDrawing()) drop();
    else if (!drawing) {
      drawing = "coming";
      void import("./attachDrawing.ts").then(({ attachDrawing }) => {
        if (drawing === "coming" && isDrawing()) drawing = attachDrawing(map);
      });
    }
  });
  return () => {
    unsubscribe();
    drop();
  };
}
