import type { Map as MapLibreMap } from "maplibre-gl";
import { conflicts } from "../../../layers/answers/conflicts.ts";
import { useAnswers } from "../../state/answersStore.ts";
import { takeConflict } from "../../state/check/check.ts";
import { useCheck } from "../../state/check/checkStore.ts";
import { useCorridor } from "../../state/check/corridorStore.ts";
import { useAtlas } from "../../state/store.ts";
import { createCheckHandles } from "./checkHandles.ts";
import { createCheckUrls } from "./checkUrls.ts";
import { createCorridorEnds } from "./corridorEnds.ts";

/** How far from a conflict a pointer may be and still mean it. */
const tolerancePixels = 4;

/** The ecology check on a map. */
export interface AttachedCheck {
  /** Where the features of an answer are, for the style. */
  urlOf: (kernel: string) => string | undefined;
  /** True where a click was on a conflict. */
  takeClick: (point: { x: number; y: number }) => boolean;
  remove: () => void;
}

/**
 * Ties the check to the map for as long as it lives. Nothing is asked before the board asks for it.
 * @param onUrls called when features that the style reads, or what is in focus, have changed.
 */
export function attachCheck(map: MapLibreMap, onUrls: () => void): AttachedCheck {
  const urls = createCheckUrls();
  const handles = createCheckHandles(map);
  const ends = createCorridorEnds(map);
  let frame = 0;
  let focus: string | null | undefined;
  const draw = () => {
    frame = 0;
    const { board } = useAtlas.getState();
    const isChanged = urls.update(board, useCheck.getState(), useAnswers.getState());
    if (isChanged || focus !== board.check?.focus) onUrls();
    focus = board.check?.focus;
    handles.show();
    ends.show();
  };
  const queue = () => {
    frame ||= requestAnimationFrame(draw);
  };
  const disposals = [
    useCheck.subscribe(queue),
    useCorridor.subscribe(queue),
    useAnswers.subscribe(queue),
    useAtlas.subscribe((state, before) => {
      if (state.board !== before.board) queue();
    }),
  ];
  queue();
  return {
    urlOf: urls.urlOf,
    takeClick({ x, y }) {
      // Conflicts lie over all else; only while the check is on the screen do they take the click.
      if (!useCheck.getState().isOpen || !useAtlas.getState().board.check) return false;
      const drawn = map
        .getStyle()
        .layers.flatMap((layer) =>
          layer.id.startsWith(`${conflicts.id}/`) && !layer.id.endsWith("/name") ? [layer.id] : [],
        );
      if (drawn.length === 0) return false;
      const [found] = map.queryRenderedFeatures(
        [
          [x - tolerancePixels, y - tolerancePixels],
          [x + tolerancePixels, y + tolerancePixels],
        ],
        { layers: drawn },
      );
      const id: unknown = found?.properties.conflict;
      if (typeof id !== "string") return false;
      takeConflict(id);
      return true;
    },
    remove: () => {
      cancelAnimationFrame(frame);
      for (const dispose of disposals) dispose();
      handles.remove();
      ends.remove();
      urls.remove();
    },
  };
}
