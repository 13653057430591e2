import type { Map as MapLibreMap } from "maplibre-gl";
import { layers } from "../../../layers/index.ts";
import type { AtlasState } from "../../state/store.ts";
import { useAtlas } from "../../state/store.ts";
import type { DeckOverlay } from "./deckOverlay.ts";

/** Layers of the board that deck.gl raises from the sheet and whose data are there. */
const findRising = ({ board }: AtlasState) =>
  board.layers.flatMap((state) => {
    const layer = layers.find((l) => l.id === state.id);
    return layer?.deck && state.visible ? [{ layer, state }] : [];
  });

/**
 * Keeps columns on the map. deck.gl is fetched when the first such layer is shown, and its
 * overlay is made anew after a lost graphics context, from which it does not recover by itself.
 */
export function createDeckLayers(map: MapLibreMap): {
  isPending: () => boolean;
  keepOrder: () => boolean;
  remove: () => void;
} {
  let overlay: DeckOverlay | undefined;
  let wanted = false;
  let removed = false;
  let pending = 0;

  const show = async () => {
    const state = useAtlas.getState();
    const rising = findRising(state);
    wanted = rising.length > 0;
    if (!wanted) {
      overlay?.remove();
      overlay = undefined;
      return;
    }
    const { createDeckOverlay } = await import("./deckOverlay.ts");
    if (removed || !wanted) return;
    overlay ??= createDeckOverlay(map);
    overlay.show(findRising(useAtlas.getState()), useAtlas.getState());
    await overlay.whenDrawn();
  };
  const showCounted = async () => {
    pending += 1;
    try {
      await show();
    } finally {
      pending -= 1;
      // Lets the map come to rest once more and say so.
      if (pending === 0 && !removed) map.triggerRepaint();
    }
  };
  const renew = () => {
    overlay?.remove();
    overlay = undefined;
    void showCounted();
  };
  const drop = () => {
    overlay?.remove("context-lost");
    overlay = undefined;
  };

  const unsubscribe = useAtlas.subscribe((state, before) => {
    if (
      state.board.layers !== before.board.layers ||
      state.board.phase !== before.board.phase ||
      state.board.monitor?.asOf !== before.board.monitor?.asOf ||
      state.board.theme !== before.board.theme ||
      state.datasets !== before.datasets
    ) {
      void showCounted();
    }
  });
  // Before MapLibre hears of the loss and puts its style away: deck.gl takes its layers out of that style.
  const container = map.getContainer();
  container.addEventListener("webglcontextlost", drop, { capture: true });
  map.on("webglcontextrestored", renew);
  map.once("load", () => void showCounted());

  return {
    /** Whether columns are wanted that have not been drawn yet. */
    isPending: () => pending > 0,
    keepOrder: () => overlay?.keepOrder() ?? false,
    remove: () => {
      removed = true;
      unsubscribe();
      container.removeEventListener("webglcontextlost", drop, { capture: true });
      map.off("webglcontextrestored", renew);
      overlay?.remove();
    },
  };
}
