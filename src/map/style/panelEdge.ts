import type { LayerSpecification, StyleSpecification } from "@maplibre/maplibre-gl-style-spec";
import type { FeatureCollection, Point } from "geojson";
import type { GeoJSONSource, Map as MapLibreMap } from "maplibre-gl";
import { useAtlas } from "../../state/store.ts";
import { useWalk } from "../../state/walk/walk.ts";

const edgeId = "panel-edge";
/** Length of a stone of the rim; its images are empty, and all they do is to take the place of names. */
const stonePixels = 24;
const thinPixels = 2;
const stones = [
  { id: `${edgeId}/upright`, width: thinPixels, height: stonePixels },
  { id: `${edgeId}/level`, width: stonePixels, height: thinPixels },
];

const layer: LayerSpecification = {
  id: edgeId,
  type: "symbol",
  source: edgeId,
  layout: {
    "icon-image": ["get", "stone"],
    "icon-overlap": "always",
    "icon-padding": 0,
    "icon-rotation-alignment": "viewport",
    "icon-pitch-alignment": "viewport",
  },
};

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Middles of the stones that lie along the inner side of a box, in pixels. */
export function layRim({ left, top, right, bottom }: Box): { x: number; y: number; stone: string }[] {
  const along = (from: number, to: number) =>
    Array.from({ length: Math.max(0, Math.ceil((to - from) / stonePixels)) }, (_, index) =>
      Math.min(from + (index + 0.5) * stonePixels, to),
    );
  const inside = thinPixels / 2;
  const [upright, level] = stones.map(({ id }) => id);
  return [
    ...along(top, bottom).flatMap((y) =>
      [left + inside, right - inside].map((x) => ({ x, y, stone: upright! })),
    ),
    ...along(left, right).flatMap((x) =>
      [top + inside, bottom - inside].map((y) => ({ x, y, stone: level! })),
    ),
  ];
}

/** The empty images of the rim; a map whose style is replaced asks for them again. */
export function addStones(map: MapLibreMap) {
  for (const { id, width, height } of stones)
    if (!map.hasImage(id))
      map.addImage(id, { width, height, data: new Uint8ClampedArray(4 * width * height) });
}

/** A rim round what the panel leaves free of the map on the wall: no name runs across it, so none is cut. */
export interface PanelEdge {
  addTo: (style: StyleSpecification) => StyleSpecification;
  remove: () => void;
}

/**
 * Lays the rim on a map. `leader`: the map whose moves it makes, where it is held to another one: that one says when a
 * flight is over, the other comes to rest at each frame of it.
 */
export function attachPanelEdge(map: MapLibreMap, leader: MapLibreMap = map): PanelEdge {
  let rim: FeatureCollection<Point> = { type: "FeatureCollection", features: [] };

  function buildRim(): FeatureCollection<Point> {
    const isOnWall = useWalk.getState().mode === "scene";
    if (!isOnWall) return { type: "FeatureCollection", features: [] };
    const { clientWidth, clientHeight } = map.getContainer();
    // A pane beside others lies in the free part already.
    const isWhole = clientWidth === (document.getElementById("stage")?.clientWidth ?? clientWidth);
    const padding = isWhole ? useAtlas.getState().padding : { top: 0, right: 0, bottom: 0, left: 0 };
    const box = {
      left: padding.left,
      top: padding.top,
      right: clientWidth - padding.right,
      bottom: clientHeight - padding.bottom,
    };
    return {
      type: "FeatureCollection",
      features: layRim(box).map(({ x, y, stone }) => ({
        type: "Feature",
        properties: { stone },
        geometry: { type: "Point", coordinates: map.unproject([x, y]).toArray() },
      })),
    };
  }

  function show(next: FeatureCollection<Point>) {
    if (JSON.stringify(next) === JSON.stringify(rim)) return;
    rim = next;
    addStones(map);
    map.getSource<GeoJSONSource>(edgeId)?.setData(rim);
  }
  const lay = () => show(buildRim());
  // While the map is dragged the rim would move with the ground, and names with it.
  const lift = (event: { originalEvent?: unknown }) => {
    if (event.originalEvent) show({ type: "FeatureCollection", features: [] });
  };
  leader.on("movestart", lift);
  leader.on("moveend", lay);
  map.on("resize", lay);
  const stops = [
    useAtlas.subscribe((state, before) => {
      if (state.padding !== before.padding) lay();
    }),
    useWalk.subscribe((state, before) => {
      if (state.mode !== before.mode) lay();
    }),
  ];
  rim = buildRim();

  return {
    addTo: (style) => {
      addStones(map);
      return {
        ...style,
        sources: { ...style.sources, [edgeId]: { type: "geojson", data: rim } },
        layers: [...style.layers, layer],
      };
    },
    remove: () => {
      leader.off("movestart", lift);
      leader.off("moveend", lay);
      map.off("resize", lay);
      for (const stop of stops) stop();
    },
  };
}
