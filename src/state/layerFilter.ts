import type { ColumnFilter } from "../domain/board/columnFilter.ts";
import { filterLayer } from "../domain/board/editLayers.ts";
import { editBoard } from "./actions.ts";

/** Sets the conditions of a layer; the letters of one value are one step of undo. */
export const setLayerFilter = (layer: string, filter: ColumnFilter) =>
  editBoard((board) => filterLayer(board, layer, filter), `filter ${layer} ${filter.length}`);
