import type { Feature, FeatureCollection, Geometry } from "geojson";
import type { OwnFeatures } from "../domain/board/checkRequests.ts";
import { findUserLayer } from "../domain/board/userLayers.ts";
import type { Board } from "../domain/board.ts";
import { useAtlas } from "./store.ts";
import { useUserData } from "./userData.ts";

/** Features of contents that have been opened, by content key. */
const opened = new Map<string, readonly Feature<Geometry | null>[]>();

/** Features of a layer of the reader's own; undefined while they are not there. */
export function findOwnFeatures(layerId: string): OwnFeatures | undefined {
  const layer = findUserLayer(useAtlas.getState().board, layerId);
  const features = layer && opened.get(layer.content);
  return layer && features ? { name: layer.name, features } : undefined;
}

const opening = new Set<string>();

/** Opens the features of every own layer the check speaks of; `onOpened` is called when more are there. */
export async function openOwnFeatures(board: Board, onOpened: () => void) {
  const { check } = board;
  if (!check) return;
  const named = [...(check.subjects.kind === "own" ? check.subjects.layers : []), ...check.ownZones];
  for (const { layer: id } of named) {
    const layer = findUserLayer(board, id);
    const content = layer && useUserData.getState().contents[layer.content];
    if (!content || opened.has(content.key) || opening.has(content.key)) continue;
    opening.add(content.key);
    // Written by this atlas when the file was read and checked, so its shape is known.
    const collection = JSON.parse(await content.blob.text()) as FeatureCollection<Geometry | null>;
    opening.delete(content.key);
    opened.set(content.key, collection.features);
    onOpened();
  }
}
