import type { Map as MapLibreMap } from "maplibre-gl";
import { projectStatesLayer } from "../../../layers/answers/project-states.ts";
import type { Selection } from "../../domain/board/board.ts";
import { useMonitor } from "../../state/monitor/monitorStore.ts";
import { useAtlas } from "../../state/store.ts";
import { createStateUrls } from "./stateUrls.ts";

/** How far from a mark a pointer may be and still mean it. */
const tolerancePixels = 6;

/** The states of promised projects on a map. */
export interface AttachedStates {
  /** Where the features of an answer are, for the style. */
  urlOf: (kernel: string) => string | undefined;
  /** The thing whose mark or line is at a point. */
  pick: (point: { x: number; y: number }) => Selection | null;
  remove: () => void;
}

/**
 * Ties the states to the map for as long as it lives.
 * @param onUrls called when features that the style reads have changed.
 */
export function attachStates(map: MapLibreMap, onUrls: () => void): AttachedStates {
  const urls = createStateUrls();
  let frame = 0;
  const draw = () => {
    frame = 0;
    if (urls.update(useAtlas.getState().board)) onUrls();
  };
  const queue = () => {
    frame ||= requestAnimationFrame(draw);
  };
  const disposals = [
    useMonitor.subscribe(queue),
    useAtlas.subscribe((state, before) => {
      if (
        state.board.monitor !== before.board.monitor ||
        state.plan !== before.plan ||
        state.datasets !== before.datasets
      )
        queue();
    }),
  ];
  queue();
  return {
    urlOf: urls.urlOf,
    pick({ x, y }) {
      const drawn = ["sign", "line"].flatMap((mark) => {
        const id = `${projectStatesLayer.id}/${mark}`;
        return map.getLayer(id) ? [id] : [];
      });
      if (drawn.length === 0) return null;
      const [found] = map.queryRenderedFeatures(
        [
          [x - tolerancePixels, y - tolerancePixels],
          [x + tolerancePixels, y + tolerancePixels],
        ],
        { layers: drawn },
      );
      const { dataset, id } = found?.properties ?? {};
      return typeof dataset === "string" && typeof id === "string" ? { dataset, id } : null;
    },
    remove: () => {
      cancelAnimationFrame(frame);
      for (const dispose of disposals) dispose();
      urls.remove();
    },
  };
}
