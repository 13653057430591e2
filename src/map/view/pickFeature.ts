import type { MapGeoJSONFeature, Map as MapLibreMap } from "maplibre-gl";
import type { Selection } from "../../domain/board/board.ts";
import { isUserLayerId } from "../../domain/board/userLayers.ts";
import { answerPrefix, labelPrefix, litPrefix } from "../style/buildStyle.ts";
import { geometryTypeOf } from "./countInView.ts";

/** How far from a thing a pointer may be and still mean it. */
const tolerancePixels = 6;

/** Style layers a reader can point at: those that draw a dataset. */
export function findPickable(map: MapLibreMap): string[] {
  return (map.getStyle()?.layers ?? []).flatMap((layer) =>
    "source" in layer &&
    (map.getSource(layer.source)?.type === "geojson" || isUserLayerId(layer.source)) &&
    !layer.id.startsWith(litPrefix) &&
    !layer.source.startsWith(answerPrefix) &&
    layer.id.includes("/")
      ? [layer.id]
      : [],
  );
}

const rank = { Point: 0, LineString: 1, Polygon: 2 } as const;

/** A user's features are known by their place in the file, whatever columns they have. */
const idOf = (feature: MapGeoJSONFeature): unknown =>
  isUserLayerId(feature.source) ? feature.id : feature.properties.id;

export const selectionOf = (feature: MapGeoJSONFeature): Selection => ({
  dataset: feature.source.replace(labelPrefix, ""),
  id: String(idOf(feature)),
});

/**
 * What a reader points at: a sign before a line before an area, the topmost of each. Signs and lines are
 * caught within 6 px, areas only where they are.
 */
export function pickFeature(
  map: MapLibreMap,
  point: { x: number; y: number },
  pickable: readonly string[],
): Selection | null {
  const layers = pickable.filter((id) => map.getLayer(id));
  if (layers.length === 0) return null;
  const [x, y] = [point.x, point.y];
  const exact = map.queryRenderedFeatures([x, y], { layers });
  const near = map.queryRenderedFeatures(
    [
      [x - tolerancePixels, y - tolerancePixels],
      [x + tolerancePixels, y + tolerancePixels],
    ],
    { layers },
  );
  const candidates = [...exact, ...near.filter((feature) => geometryTypeOf(feature.geometry) !== "Polygon")];
  let best: MapGeoJSONFeature | undefined;
  for (const feature of candidates) {
    if (idOf(feature) === undefined) continue;
    if (!best || rank[geometryTypeOf(feature.geometry)] < rank[geometryTypeOf(best.geometry)]) best = feature;
  }
  return best ? selectionOf(best) : null;
}
