import type { Layer } from "@deck.gl/core";
import { ColumnLayer } from "@deck.gl/layers";
import { MapLibreOverlay } from "@deck.gl/maplibre";
import type { Position } from "geojson";
import type { Map as MapLibreMap } from "maplibre-gl";
import { passesFilter } from "../../../layers/grammar/evaluateFilter.ts";
import { findHiddenFilters } from "../../../layers/grammar/hiddenFilters.ts";
import type { DrawContext, LayerDefinition } from "../../../layers/grammar/layer.ts";
import { themes } from "../../../layers/grammar/theme.ts";
import type { LayerState } from "../../domain/board/board.ts";
import type { PlanFeature } from "../../domain/plan.ts";
import { readStatus } from "../../domain/plan.ts";
import { findPhaseKey } from "../../state/features.ts";
import type { AtlasState } from "../../state/store.ts";
import { deckAnchor } from "../style/buildStyle.ts";
import { geometryTypeOf } from "../view/countInView.ts";

export interface DeckOverlay {
  show: (rising: { layer: LayerDefinition; state: LayerState }[], atlas: AtlasState) => void;
  /** Resolves when the next frame with something raised has been drawn, for pictures; see `mostWaitMilliseconds`. */
  whenDrawn: () => Promise<void>;
  /**
   * Puts what is raised in its place below its anchor, for a map at rest; whether the map must come to rest
   * once more, because that had to be done or because something raised has not been drawn yet.
   */
  keepOrder: () => boolean;
  remove: (reason?: "context-lost") => void;
}

const columnRadiusMetres = 2_500;
/** Metres of column for one unit of value: 6,720 MW stands 67 km tall, seen from a region's height. */
const metresPerUnit = 10;

const parseColour = (hex: string, opacity: number): [number, number, number, number] => [
  Number.parseInt(hex.slice(1, 3), 16),
  Number.parseInt(hex.slice(3, 5), 16),
  Number.parseInt(hex.slice(5, 7), 16),
  Math.round(opacity * 255),
];

/** Opacity of a column by what stands: the unbuilt ones are fainter. */
const statusOpacity: Record<string, number> = {
  existing: 0.85,
  "under-construction": 0.6,
  planned: 0.45,
  study: 0.3,
  closed: 0.25,
};

type PlacedFeature = { feature: PlanFeature; at: Position };

function placeFeature(feature: PlanFeature): PlacedFeature[] {
  const { geometry } = feature;
  // An area stands at its seat of government, where its people mostly are.
  const { seatLongitude, seatLatitude } = feature.properties;
  if (typeof seatLongitude === "number" && typeof seatLatitude === "number") {
    const seat = [seatLongitude, seatLatitude];
    return [{ feature, at: seat }];
  }
  return geometry.type === "Point" ? [{ feature, at: geometry.coordinates }] : [];
}

/** Features that the layer shows in this phase and that no legend entry hides. */
function findShown(layer: LayerDefinition, state: LayerState, atlas: AtlasState): PlanFeature[] {
  const collection = "dataset" in layer.data ? atlas.datasets[layer.data.dataset] : undefined;
  const { theme, language } = atlas.board;
  const phase = findPhaseKey(atlas.board);
  const context: DrawContext = { theme: themes[theme], phase, language };
  const hidden = findHiddenFilters(layer, state, context);
  return (collection?.features ?? []).filter(
    (feature) =>
      readStatus(feature.properties, phase) !== "absent" &&
      !hidden.some((taken) =>
        passesFilter(taken, {
          properties: feature.properties,
          geometryType: geometryTypeOf(feature.geometry),
        }),
      ),
  );
}

function buildRiseLayer(layer: LayerDefinition, state: LayerState, atlas: AtlasState): Layer {
  const { theme } = atlas.board;
  const phase = findPhaseKey(atlas.board);
  const colourOf = ({ feature }: PlacedFeature) => layer.deck!.colour(themes[theme], feature.properties.kind);
  const data = findShown(layer, state, atlas).flatMap(placeFeature);
  const opacityOf = ({ feature }: PlacedFeature) =>
    (statusOpacity[readStatus(feature.properties, phase)] ?? 0.5) * state.opacity;
  const position = ([lon, lat]: Position): [number, number] => [lon!, lat!];
  const common = { id: `deck-${layer.id}`, data, beforeId: deckAnchor, pickable: false };
  const updateTriggers = {
    getFillColor: [phase, theme, state.opacity],
  };
  const key = layer.deck!.valueKey ?? "";
  return new ColumnLayer<PlacedFeature>({
    ...common,
    updateTriggers,
    diskResolution: 12,
    // Without depth the names of the sheet stay above the columns; the far ones are painted first instead.
    data: [...data].sort((a, b) => b.at[1]! - a.at[1]!),
    parameters: { depthCompare: "always", depthWriteEnabled: false, cullMode: "back" },
    radius: layer.deck!.radiusMetres ?? columnRadiusMetres,
    getPosition: ({ at }) => position(at),
    getElevation: ({ feature }) =>
      Number(feature.properties[key] ?? 0) * (layer.deck!.metresPerUnit ?? metresPerUnit),
    getFillColor: (placed) => parseColour(colourOf(placed), opacityOf(placed)),
  });
}

/** Columns only stand up when the map leans; seen from above they would hide the circles they repeat. */
export const leanDegrees = 15;
/** How deck.gl names its layers in the map's style. */
const groupPrefix = "deck-maplibre-layer-group";
/** Nothing may be raised at all, and then no frame tells so. */
const mostWaitMilliseconds = 10_000;

/**
 * Makes deck.gl forget a graphics context that was lost. On the context object, which MapLibre gets back
 * alive, it keeps its device with the dead shaders, and wrappers that skip calls they believe needless:
 * a new overlay would draw nothing, and the map itself would stay blank. All are own properties of the
 * context, whose real methods are its prototype's.
 */
function forgetLostDevice(map: MapLibreMap) {
  const context = map.getCanvas().getContext("webgl2");
  if (!context) return;
  for (const key of Object.getOwnPropertyNames(context)) Reflect.deleteProperty(context, key);
}

/** Puts deck.gl on the map, drawing below the signs and labels. */
export function createDeckOverlay(map: MapLibreMap): DeckOverlay {
  let waiting: (() => void)[] = [];
  const overlay = new MapLibreOverlay({
    interleaved: true,
    layers: [],
    onAfterRender: () => {
      for (const tellDrawn of waiting) tellDrawn();
      waiting = [];
    },
  });
  map.addControl(overlay);
  const canvas = overlay.getCanvas();
  if (canvas) canvas.tabIndex = -1;
  let shown: Parameters<DeckOverlay["show"]> | undefined;
  let leans = map.getPitch() >= leanDegrees;
  /** The layers deck.gl was last given, and when. */
  let built: Layer[] = [];
  let builtAt = 0;
  const draw = () => {
    if (!shown) return;
    const [rising, atlas] = shown;
    built = rising.filter(() => leans).map(({ layer, state }) => buildRiseLayer(layer, state, atlas));
    builtAt = performance.now();
    overlay.setProps({ layers: built });
  };
  /** Shaders are compiled aside and a layer skips its turn until its own are: the map may be at rest before. */
  const isDrawn = () =>
    performance.now() - builtAt > mostWaitMilliseconds ||
    built.every((layer) => {
      const models = layer.getModels();
      return models.length > 0 && models.every(({ pipeline }) => pipeline.linkStatus !== "pending");
    });
  const onPitch = () => {
    const now = map.getPitch() >= leanDegrees;
    if (now === leans) return;
    leans = now;
    draw();
  };
  map.on("pitch", onPitch);
  return {
    show: (...next) => {
      shown = next;
      draw();
    },
    whenDrawn: () =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, mostWaitMilliseconds);
        waiting.push(() => {
          clearTimeout(timer);
          resolve();
        });
      }),
    keepOrder: () => {
      // deck.gl does so itself, but not while sources load, and a change of style then leaves it astray.
      const findGroups = () => map.getLayersOrder().filter((id) => id.startsWith(groupPrefix));
      // Or out of the style altogether: it then paints over the finished map, names and signs included.
      if (built.length > 0 && findGroups().length === 0) {
        draw();
        return findGroups().length > 0;
      }
      const order = map.getLayersOrder();
      const place = order.indexOf(deckAnchor) - 1;
      const strayed = order.filter((id, index) => id.startsWith(groupPrefix) && index !== place);
      for (const id of strayed) map.moveLayer(id, deckAnchor);
      if (strayed.length > 0) return true;
      if (isDrawn()) return false;
      map.triggerRepaint();
      return true;
    },
    remove: (reason) => {
      map.off("pitch", onPitch);
      map.removeControl(overlay);
      if (reason === "context-lost") forgetLostDevice(map);
    },
  };
}
