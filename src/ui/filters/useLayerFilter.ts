import type { ColumnFilter } from "../../domain/board/columnFilter.ts";
import { useAtlas } from "../../state/store.ts";

/** The conditions of a layer; undefined where it has none. */
export const useLayerFilter = (layer: string): ColumnFilter | undefined =>
  useAtlas(({ board }) => board.layers.find(({ id }) => id === layer)?.filter);
