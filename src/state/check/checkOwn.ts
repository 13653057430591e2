import { provideFile } from "../../compute/askKernel.ts";
import { findUserLayer } from "../../domain/board/userLayers.ts";
import { useUserData } from "../own/userData.ts";
import { useAtlas } from "../store.ts";

/**
 * Where the worker finds the features of a layer of the reader's own; undefined while they are not there.
 * They never come to the page: a large layer would stop it.
 */
export function findOwnFile(layerId: string): { file: string; name: string; blob: Blob } | undefined {
  const layer = findUserLayer(useAtlas.getState().board, layerId);
  const content = layer && useUserData.getState().contents[layer.content];
  if (!layer || !content) return undefined;
  const file = `own/${content.key}.geojson`;
  provideFile(file, content.blob);
  return { file, name: layer.name, blob: content.blob };
}
