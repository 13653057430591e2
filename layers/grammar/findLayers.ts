import type { UserLayer } from "../../src/domain/board/userLayers.ts";
import { layers } from "../index.ts";
import type { LayerDefinition } from "./layer.ts";
import { buildUserLayer } from "./userLayer.ts";

const known = new WeakMap<UserLayer, LayerDefinition>();

/** One definition for as long as a layer is the same, so that what is drawn from it is made once. */
function findDefinition(layer: UserLayer): LayerDefinition {
  let definition = known.get(layer);
  if (!definition) {
    definition = buildUserLayer(layer);
    known.set(layer, definition);
  }
  return definition;
}

const all = new WeakMap<readonly UserLayer[], readonly LayerDefinition[]>();

/** Every layer a board can show: the atlas's own and the reader's. */
export function findLayers({
  userLayers,
}: {
  userLayers?: readonly UserLayer[];
}): readonly LayerDefinition[] {
  if (!userLayers || userLayers.length === 0) return layers;
  let found = all.get(userLayers);
  if (!found) {
    found = [...layers, ...userLayers.map(findDefinition)];
    all.set(userLayers, found);
  }
  return found;
}
