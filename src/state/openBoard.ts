import { atlas } from "../../geodata/catalogue.ts";
import { phaseIds } from "../../geodata/plan/phases.ts";
import { layers } from "../../layers/index.ts";
import type { BoardScope, ParsedBoard } from "../domain/board/parseBoard.ts";
import type { Board } from "../domain/board.ts";
import type { Result } from "../domain/result.ts";
import { editBoard, flyToCamera, requestFlight, tell, tellProblem } from "./actions.ts";
import { defaultBoard } from "./defaultBoard.ts";
import { useAtlas } from "./store.ts";

/** The reader of boards, fetched when there is one to read: a first visit has none. */
export const loadBoardReader = () => import("../domain/board/parseBoard.ts");

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
  else requestFlight({ bbox: [...atlas.bbox] });
}

/** Opens what came from outside, or says why not and leaves the present board. */
export async function openParsedBoard(parsed: Result<ParsedBoard>) {
  if (!parsed.ok) {
    tellProblem(parsed.error);
    return;
  }
  await admitOwnData(parsed.value);
  openBoard(parsed.value.board);
  tellNotes(parsed.value);
}

export async function openBoardFile(file: File) {
  const { parseBoard, mostFileBytes } = await loadBoardReader();
  await openParsedBoard(parseBoard(await file.text(), boardScope(), mostFileBytes));
}

/** Takes in the features of the reader's own layers that came with a board, before it is shown. */
export async function admitOwnData({ board, contents }: ParsedBoard) {
  if (!contents) return;
  const { admitContents } = await import("./userData.ts");
  await admitContents(board, contents);
}

/** The file a board is saved as, with the features of the reader's own layers in it. */
export async function buildBoardFile(): Promise<{ name: string; text: string }> {
  const day = new Date().toISOString().slice(0, 10);
  const board = presentBoard();
  const contents = board.userLayers ? await (await import("./userData.ts")).collectContents(board) : {};
  const whole = Object.keys(contents).length > 0 ? { ...board, contents } : board;
  return { name: `${atlas.id}-board-${day}.json`, text: `${JSON.stringify(whole, null, 2)}\n` };
}
