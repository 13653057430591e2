import type { Geometry, Position } from "geojson";
import type { Map as MapLibreMap } from "maplibre-gl";
import { findUserLayer } from "../domain/board/userLayers.ts";
import { findFeature } from "../state/features.ts";
import { useAtlas } from "../state/store.ts";
import { askOf } from "../state/userData.ts";
import { findPickable, selectionOf } from "./pickFeature.ts";

/** How near a corner must be to be taken. */
const snapPixels = 12;

function* findPositions(geometry: Geometry): Generator<Position> {
  if (geometry.type === "GeometryCollection") {
    for (const part of geometry.geometries) yield* findPositions(part);
    return;
  }
  const pending: unknown[] = [geometry.coordinates];
  for (let item = pending.pop(); item; item = pending.pop()) {
    if (!Array.isArray(item)) continue;
    if (typeof item[0] === "number") yield item as Position;
    else pending.push(...item);
  }
}

/** Whole shapes of own features a pointer has come near, by content and place; null while they are fetched. */
const fetched = new Map<string, Geometry | null>();
const mostFetched = 400;

/** The whole shape of an own feature once it has come; the pointer rests on it for longer than that takes. */
function findOwnGeometry(content: string, index: number): Geometry | undefined {
  const key = `${content}/${index}`;
  const known = fetched.get(key);
  if (known === undefined) {
    if (fetched.size >= mostFetched) fetched.clear();
    fetched.set(key, null);
    void askOf(content, "measure", { key: content, index }).then((found) => {
      if (found.ok && found.value) fetched.set(key, found.value.geometry);
    });
  }
  return known ?? undefined;
}

/** The nearest corner of anything on the map that can be picked, in its own exact position; undefined where none is near. */
export function findSnapPosition(map: MapLibreMap, x: number, y: number): Position | undefined {
  const layers = findPickable(map).filter((id) => map.getLayer(id));
  if (layers.length === 0) return undefined;
  const hits = map.queryRenderedFeatures(
    [
      [x - snapPixels, y - snapPixels],
      [x + snapPixels, y + snapPixels],
    ],
    { layers },
  );
  const { board, datasets } = useAtlas.getState();
  let best: Position | undefined;
  let nearest = snapPixels;
  const seen = new Set<string>();
  for (const hit of hits) {
    const selection = selectionOf(hit);
    const key = `${selection.dataset}/${selection.id}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const own = findUserLayer(board, selection.dataset);
    // Tiles round positions to a fraction of a pixel; the feature itself has them whole.
    const geometry =
      (own
        ? findOwnGeometry(own.content, Number(selection.id))
        : findFeature(datasets, selection)?.geometry) ?? hit.geometry;
    for (const position of findPositions(geometry)) {
      const point = map.project(position as [number, number]);
      const distance = Math.hypot(point.x - x, point.y - y);
      if (distance < nearest) {
        nearest = distance;
        best = [position[0]!, position[1]!];
      }
    }
  }
  return best;
}
