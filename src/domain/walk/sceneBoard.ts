import { type BoardScope, type ParsedBoard, parseBoard } from "../board/parseBoard.ts";
import type { Board } from "../board.ts";
import type { Result } from "../result.ts";
import type { SceneLayer, SceneView } from "./walk.ts";

/** Fields of a board that a view states in its own way, or that belong to the reader. */
const ownFields = ["version", "phase", "language", "theme", "layers", "selection", "camera"];

const isEqual = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** A board as a scene keeps it: shown layers in full, of the rest what differs from the standard board. */
export function buildSceneView(board: Board, standard: Board): SceneView {
  const layers = board.layers
    .filter((layer) => layer.visible)
    .map(
      ({ id, opacity, hidden }): SceneLayer => ({
        id,
        ...(opacity === 1 ? {} : { opacity }),
        ...(hidden.length === 0 ? {} : { hidden: [...hidden] }),
      }),
    );
  const order = board.layers.map((layer) => layer.id);
  const usualOrder = standard.layers.map((layer) => layer.id);
  const others = Object.entries(board).filter(
    ([field, value]) =>
      !ownFields.includes(field) && !isEqual(value, standard[field as keyof Board] as unknown),
  );
  return {
    phase: board.phase,
    layers,
    ...(isEqual(order, usualOrder) ? {} : { order }),
    ...(board.selection ? { selection: board.selection } : {}),
    ...(board.camera ? { camera: board.camera } : {}),
    ...Object.fromEntries(others),
  };
}

/**
 * The whole board of a scene: nothing is taken from what was open before, and a layer the view does not
 * name is off whatever the standard board does.
 *
 * @param reader language and theme the board is to be read in.
 * @returns the board and a note for everything in the view this atlas does not know.
 */
export function buildSceneBoard(
  view: SceneView,
  scope: BoardScope,
  reader: Pick<Board, "language" | "theme">,
): Result<ParsedBoard> {
  const { layers, order, ...rest } = view;
  const ids = order ?? scope.standard.layers.map((layer) => layer.id);
  const foreign = layers.filter((layer) => !ids.includes(layer.id));
  const stated = [...ids.map((id) => ({ id })), ...foreign].map(({ id }) => {
    const shown = layers.find((layer) => layer.id === id);
    return { id, visible: shown !== undefined, opacity: shown?.opacity ?? 1, hidden: shown?.hidden ?? [] };
  });
  return parseBoard(
    JSON.stringify({
      ...scope.standard,
      camera: null,
      selection: null,
      ...rest,
      ...reader,
      version: 1,
      layers: stated,
    }),
    scope,
  );
}
