import type { Board, Selection } from "../domain/board.ts";
import { type Result, success } from "../domain/result.ts";
import { tellProblem } from "./actions.ts";
import { defaultBoard } from "./defaultBoard.ts";
import { boardScope, openBoard, presentBoard, tellNotes } from "./openBoard.ts";

// The packer is loaded when a link is read or made: most first visits do neither.
const loadPacker = () => import("../domain/board/linkBoard.ts");

const codePattern = /^#b=(.*)$/s;

export const hasLink = () => codePattern.test(location.hash);

/** The board of the address, taken out of it: from then on the page is the reader's own. */
export async function takeLinkedBoard() {
  const code = location.hash.match(codePattern)?.[1];
  if (code === undefined) return null;
  const { decodeBoard } = await loadPacker();
  const parsed = decodeBoard(code, boardScope());
  history.replaceState(null, "", location.pathname + location.search);
  if (parsed.ok) {
    tellNotes(parsed.value);
    return parsed.value.board;
  }
  tellProblem(parsed.error);
  return defaultBoard();
}

/** Opens links pasted into the address bar of the open page. */
export function watchLinks() {
  addEventListener("hashchange", async () => {
    if (!hasLink()) return;
    const board = await takeLinkedBoard();
    if (board) openBoard(board);
  });
}

async function packBoard(board: Board): Promise<Result<string>> {
  const { encodeBoard } = await loadPacker();
  const encoded = encodeBoard(board, defaultBoard());
  if (!encoded.ok) return encoded;
  return success(`${location.origin}${location.pathname}${location.search}#b=${encoded.value}`);
}

/** The address that shows what is on the screen now, or why it cannot be made. */
export const buildLink = () => packBoard(presentBoard());

/** The address of one feature: the present board with it selected. */
export const buildFeatureLink = (selection: Selection) => packBoard({ ...presentBoard(), selection });
