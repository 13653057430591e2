import { atlas } from "../../../geodata/catalogue.ts";
import { listEveryUserLayer } from "../../domain/board/compareQuery.ts";
import type { ParsedBoard } from "../../domain/board/parseBoard.ts";
import type { Result } from "../../domain/result.ts";
import { tellProblem } from "../actions.ts";
import { boardScope, loadBoardReader, openBoard, presentBoard, tellNotes } from "./openBoard.ts";

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
  const { admitContents } = await import("../own/userData.ts");
  await admitContents(board, contents);
}

/** The file a board is saved as, with the features of the reader's own layers in it. */
export async function buildBoardFile(): Promise<{ name: string; text: string }> {
  const day = new Date().toISOString().slice(0, 10);
  const board = presentBoard();
  const contents =
    listEveryUserLayer(board).length > 0
      ? await (await import("../own/userData.ts")).collectContents(board)
      : {};
  const whole = Object.keys(contents).length > 0 ? { ...board, contents } : board;
  return { name: `${atlas.id}-board-${day}.json`, text: `${JSON.stringify(whole, null, 2)}\n` };
}
