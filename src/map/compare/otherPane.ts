import { Map as MapLibreMap } from "maplibre-gl";
import { findLayers } from "../../../layers/grammar/findLayers.ts";
import type { OtherBoard } from "../../domain/board/compareQuery.ts";
import { selectFeature } from "../../state/actions.ts";
import { loadDataset } from "../../state/loadData.ts";
import { type AtlasState, useAtlas } from "../../state/store.ts";
import { createPicturedCheck } from "../picture/picturedCheck.ts";
import { createPicturedReach } from "../picture/picturedReach.ts";
import type { Basemap } from "../style/buildStyle.ts";
import { buildCurrentStyle, type LabelUrls, updateLabelUrls } from "../style/currentStyle.ts";
import { applyLit, collectLit } from "../style/featureStates.ts";
import { loadBasemap } from "../style/loadBasemap.ts";
import { addStones, attachPanelEdge } from "../style/panelEdge.ts";
import { addSignImage } from "../style/signImages.ts";
import { findPickable, pickFeature } from "../view/pickFeature.ts";

/** A map of another board, held to the camera of the main one. */
export interface OtherPane {
  map: MapLibreMap;
  show: (board: OtherBoard) => void;
  remove: () => void;
}

const loadShown = (board: OtherBoard) =>
  Promise.all(
    board.layers.flatMap((state) => {
      const layer = state.visible && findLayers(board).find((other) => other.id === state.id);
      return layer && "dataset" in layer.data ? [loadDataset(layer.data.dataset)] : [];
    }),
  );

/** Keeps two maps at one camera, whichever of them is moved. */
function holdTogether(one: MapLibreMap, two: MapLibreMap): () => void {
  let isFollowing = false;
  const follow = (from: MapLibreMap, to: MapLibreMap) => () => {
    if (isFollowing) return;
    isFollowing = true;
    to.jumpTo({
      center: from.getCenter(),
      zoom: from.getZoom(),
      bearing: from.getBearing(),
      pitch: from.getPitch(),
    });
    isFollowing = false;
  };
  const [there, back] = [follow(one, two), follow(two, one)];
  one.on("move", there);
  two.on("move", back);
  // A pane that has got another size shows the same place in its middle.
  one.on("resize", there);
  there();
  return () => {
    one.off("move", there);
    one.off("resize", there);
  };
}

/** Tests and pictures wait for this mark. */
const markDrawn = (container: HTMLElement, isDrawn: boolean) => {
  container.dataset.drawn = String(isDrawn);
};

/** A map with the limits of the main one, in whose place a click selects too. */
function openPaneMap(container: HTMLElement, main: MapLibreMap): MapLibreMap {
  const map = new MapLibreMap({
    container,
    style: { version: 8, sources: {}, layers: [] },
    minZoom: main.getMinZoom(),
    maxZoom: main.getMaxZoom(),
    maxPitch: main.getMaxPitch(),
    attributionControl: false,
    keyboard: false,
    fadeDuration: 0,
    localIdeographFontFamily: "'Noto Sans SC', sans-serif",
    renderWorldCopies: false,
  });
  map.getCanvas().tabIndex = -1;
  map.getCanvas().removeAttribute("role");
  map.getCanvas().removeAttribute("aria-label");
  map.setMissingStyleImageResolver((id) => {
    addStones(map);
    addSignImage(map, id);
    return Promise.resolve();
  });
  map.on("movestart", () => markDrawn(container, false));
  map.on("dataloading", () => markDrawn(container, false));
  map.on("idle", () => markDrawn(container, true));
  map.on("error", ({ error }) => console.warn(`other side: ${error.message}`));
  map.on("click", ({ point }) => selectFeature(pickFeature(map, point, findPickable(map))));
  return map;
}

/** Opens a map of another board in an element. Throws where the browser gives no more graphics contexts. */
export function createOtherPane(container: HTMLElement, first: OtherBoard, main: MapLibreMap): OtherPane {
  let board = first;
  let basemap: Basemap | null = null;
  let isRemoved = false;
  let round = 0;
  let lit = collectLit(null, null, []);
  const labelUrls: LabelUrls = new Map();
  const reach = createPicturedReach();
  const check = createPicturedCheck();
  const answerUrl = (kernel: string) => reach.urlOf(kernel) ?? check.urlOf(kernel);
  const stateOf = (): AtlasState => ({ ...useAtlas.getState(), board });
  const map = openPaneMap(container, main);
  const letGo = holdTogether(main, map);
  // On the wall the panel covers this side: its names keep off it as those of the main map do.
  const edge = attachPanelEdge(map, main);

  const showLit = () => {
    const { board: open, hovered, highlighted } = useAtlas.getState();
    const next = collectLit(open.selection, hovered, highlighted);
    applyLit(map, lit, next);
    lit = next;
  };
  let hasStyle = false;
  const draw = () => {
    if (isRemoved) return;
    markDrawn(container, false);
    const state = stateOf();
    updateLabelUrls(labelUrls, state);
    // What has not been loaded yet cannot be changed, only replaced.
    const diff = hasStyle && map.style.loaded();
    map.setStyle(edge.addTo(buildCurrentStyle(state, basemap, labelUrls, answerUrl)), {
      diff,
      validate: basemap !== null,
    });
    const finish = () => {
      if (isRemoved) return;
      hasStyle = true;
      reach.show(map, board);
      showLit();
    };
    if (diff) finish();
    else map.once("style.load", finish);
  };
  /** Draws what is there at once, and again with the answers that the side's own questions get. */
  const show = async (next: OtherBoard) => {
    board = next;
    round += 1;
    const mine = round;
    draw();
    await loadShown(next);
    if (next.reach || next.scenario || next.check) {
      await reach.prepare(next);
      await check.prepare(next);
    }
    if (mine === round) draw();
  };
  let frame = 0;
  const stop = useAtlas.subscribe((state, before) => {
    const isLit =
      state.hovered !== before.hovered ||
      state.highlighted !== before.highlighted ||
      state.board.selection !== before.board.selection;
    if (state.datasets !== before.datasets) {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(draw);
    } else if (isLit) {
      const wanted = [state.board.selection, ...state.highlighted];
      // A layer that is off on this side has no source until something of it is lit.
      if (wanted.some((one) => one && !map.getSource(one.dataset))) draw();
      else showLit();
    }
  });
  void loadBasemap(new URL("settings.json", document.baseURI).href).then((loaded) => {
    if (loaded.ok && loaded.value) {
      basemap = loaded.value;
      draw();
    }
  });
  void show(first);

  return {
    map,
    show: (next) => void show(next),
    remove: () => {
      isRemoved = true;
      cancelAnimationFrame(frame);
      stop();
      letGo();
      edge.remove();
      reach.remove();
      check.remove();
      map.remove();
      for (const { url } of labelUrls.values()) URL.revokeObjectURL(url);
    },
  };
}
