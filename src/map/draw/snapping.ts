import type { Geometry, Position } from "geojson";
import type { Map as MapLibreMap } from "maplibre-gl";
import { findUserLayer } from "../../domain/board/userLayers.ts";
import { useAnswers } from "../../state/answersStore.ts";
import { findFeature } from "../../state/features.ts";
import { useOwnPage } from "../../state/own/ownPage.ts";
import { findMeasures } from "../../state/own/ownRows.ts";
import { useAtlas } from "../../state/store.ts";
import { findPickable, selectionOf } from "../view/pickFeature.ts";

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

/** Most features a pointer is near at a time that are worth their whole shapes. */
const mostNear = 40;

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
  const near: { key: string; index: number }[] = [];
  const { answers } = useAnswers.getState();
  for (const hit of hits) {
    const selection = selectionOf(hit);
    const key = `${selection.dataset}/${selection.id}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const own = findUserLayer(board, selection.dataset);
    const place = own && { key: own.content, index: Number(selection.id) };
    if (place && near.length < mostNear) near.push(place);
    // Tiles round positions to a fraction of a pixel; the feature itself has them whole.
    const geometry =
      (place
        ? findMeasures(answers, place.key, place.index)?.geometry
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
  // The pointer rests on them for longer than their shapes take to come.
  if (near.length > 0) useOwnPage.setState({ near });
  return best;
}
