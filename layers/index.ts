import type { LayerDefinition } from "./layer.ts";

/** Every layer the map can show, bottom first: the place in this list is the draw order. */
export const layers: readonly LayerDefinition[] = [];
