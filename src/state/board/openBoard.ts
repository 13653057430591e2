import { atlas } from "../../../geodata/catalogue.ts";
import { phaseIds } from "../../../geodata/plan/phases.ts";
import { layers } from "../../../layers/index.ts";
import type { Board } from "../../domain/board/board.ts";
import type { BoardScope, ParsedBoard } from "../../domain/board/parseBoard.ts";
import { editBoard, flyToCamera, requestCamera, tell } from "../actions.ts";
import { useAtlas } from "../store.ts";
import { defaultBoard } from "./defaultBoard.ts";

/** The reader of boards, fetched when there is one to read: a first visit has none. */
export const loadBoardReader = () => import("../../domain/board/parseBoard.ts");

/** What boards of this atlas may speak of. */
export const boardScope = (): BoardScope => ({
  phases: phaseIds,
  layers: layers.map((layer) => layer.id),
  standard: defaultBoard(),
});

/** Tells what had to be left out of a board, in at most one line. */
export function tellNotes({ notes }: ParsedBoard) {
  const [first] = notes;
  if (!first) return;
  const more = notes.length - 1;
  tell("warning", {
    zh: more > 0 ? `${first.zh}（另有 ${more} 条）` : first.zh,
    en: more > 0 ? `${first.en} (and ${more} more)` : first.en,
  });
}

/** The board as it is now on the screen: the open one with the map's present camera. */
export function presentBoard(): Board {
  const { board, viewport } = useAtlas.getState();
  return { ...board, camera: viewport?.camera ?? board.camera };
}

/** Opens a board over the present one, which stays one step of undo away, and takes its camera. */
export function openBoard(board: Board) {
  editBoard(() => board);
  if (board.camera) flyToCamera(board.camera);
  else requestCamera({ bbox: [...atlas.bbox] });
}
