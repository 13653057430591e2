import type { Board, LayerState } from "./board.ts";
import type { ColumnFilter } from "./columnFilter.ts";

const changeLayer = (board: Board, id: string, change: (layer: LayerState) => LayerState): Board => ({
  ...board,
  layers: board.layers.map((layer) => (layer.id === id ? change(layer) : layer)),
});

export const showLayer = (board: Board, id: string, visible: boolean): Board =>
  changeLayer(board, id, (layer) => ({ ...layer, visible }));

/** Shows or hides several layers at once; those already so keep their state. */
export const showLayers = (board: Board, ids: readonly string[], visible: boolean): Board => ({
  ...board,
  layers: board.layers.map((layer) => (ids.includes(layer.id) ? { ...layer, visible } : layer)),
});

/** @param opacity 0 to 1; values outside are clamped. */
export const fadeLayer = (board: Board, id: string, opacity: number): Board =>
  changeLayer(board, id, (layer) => ({ ...layer, opacity: Math.min(1, Math.max(0, opacity)) }));

/** Switches one legend entry of a layer on or off. */
export const toggleEntry = (board: Board, id: string, entry: string): Board =>
  changeLayer(board, id, (layer) => ({
    ...layer,
    hidden: layer.hidden.includes(entry)
      ? layer.hidden.filter((other) => other !== entry)
      : [...layer.hidden, entry],
  }));

/** Sets the conditions of a layer; none shows all its features. */
export const filterLayer = (board: Board, id: string, filter: ColumnFilter): Board =>
  changeLayer(board, id, ({ filter: _, ...layer }) => (filter.length > 0 ? { ...layer, filter } : layer));

/**
 * Puts a layer in the place of another of the same group; the layers between move by one.
 * @param group ids of the group's layers, in any order; layers outside it keep their places in the draw order.
 */
export function moveLayer(board: Board, id: string, toPlaceOf: string, group: readonly string[]): Board {
  const places = board.layers.flatMap((layer, index) => (group.includes(layer.id) ? [index] : []));
  const order = places.map((place) => board.layers[place]!);
  const from = order.findIndex((layer) => layer.id === id);
  const to = order.findIndex((layer) => layer.id === toPlaceOf);
  if (from < 0 || to < 0 || from === to) return board;
  const [moved] = order.splice(from, 1);
  order.splice(to, 0, moved!);
  const layers = [...board.layers];
  places.forEach((place, index) => {
    layers[place] = order[index]!;
  });
  return { ...board, layers };
}
