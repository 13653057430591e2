import type { Board } from "../board/board.ts";
import { type BoardScope, type ParsedBoard, parseBoard } from "../board/parseBoard.ts";
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

type Reader = Pick<Board, "language" | "theme">;

/** A view as the fields of a whole board: a layer it does not name is off whatever the standard board does. */
function stateBoard(view: SceneView, standard: Board, reader: Reader): Record<string, unknown> {
  const { layers, order, ...rest } = view;
  const ids = order ?? standard.layers.map((layer) => layer.id);
  const foreign = layers.filter((layer) => !ids.includes(layer.id));
  const stated = [...ids.map((id) => ({ id })), ...foreign].map(({ id }) => {
    const shown = layers.find((layer) => layer.id === id);
    return { id, visible: shown !== undefined, opacity: shown?.opacity ?? 1, hidden: shown?.hidden ?? [] };
  });
  return { ...standard, camera: null, selection: null, ...rest, ...reader, version: 1, layers: stated };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isLayer = (value: unknown): value is SceneLayer => isRecord(value) && typeof value.id === "string";
/** A side written as scenes are, in short; a captured one is a whole board and has its version. */
const isView = (side: Record<string, unknown>): side is SceneView =>
  side.version === undefined &&
  typeof side.phase === "string" &&
  Array.isArray(side.layers) &&
  side.layers.every(isLayer);

/** The sides a scene is seen beside, as whole boards of the same reader. */
function stateSides(compare: unknown, standard: Board, reader: Reader): unknown {
  if (!isRecord(compare) || !Array.isArray(compare.others)) return compare;
  const others = compare.others.map((side: unknown) => {
    if (!isRecord(side)) return side;
    return isView(side) ? stateBoard(side, standard, reader) : { ...side, ...reader };
  });
  return { ...compare, others };
}

/**
 * The whole board of a scene: nothing is taken from what was open before.
 *
 * @param reader language and theme the board is to be read in.
 * @returns the board and a note for everything in the view this atlas does not know.
 */
export function buildSceneBoard(
  view: SceneView,
  scope: BoardScope,
  { language, theme }: Reader,
): Result<ParsedBoard> {
  const reader = { language, theme };
  const stated = stateBoard(view, scope.standard, reader);
  const compare = stateSides(view.compare, scope.standard, reader);
  return parseBoard(JSON.stringify(compare === undefined ? stated : { ...stated, compare }), scope);
}
