import type { Board, Selection } from "../../domain/board/board.ts";
import { listEveryUserLayer } from "../../domain/board/compareQuery.ts";
import type { ParsedBoard } from "../../domain/board/parseBoard.ts";
import { failure, type Problem, type Result, success } from "../../domain/result.ts";
import { tell, tellProblem } from "../actions.ts";
import { cleanHash } from "../page/cleanHash.ts";
import { admitOwnData } from "./boardFile.ts";
import { defaultBoard } from "./defaultBoard.ts";
import { boardScope, loadBoardReader, presentBoard, tellNotes } from "./openBoard.ts";

// The packer is loaded when a link is read or made: most first visits do neither.
const loadPacker = () => import("../../domain/board/linkBoard.ts");

const codePattern = /^#b=(.*)$/s;
const namePattern = /^#board=([a-z0-9-]{1,60})$/;

/** A board that is shipped with the atlas, by the name of its file below `boards/`. */
async function loadNamedBoard(name: string): Promise<Result<ParsedBoard>> {
  try {
    const response = await fetch(`boards/${name}.json`);
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    const { parseBoard } = await loadBoardReader();
    return parseBoard(await response.text(), boardScope());
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return failure<Problem>({
      code: "board-unavailable",
      zh: `图板“${name}”读取失败（${said}），屏幕上的图板未变`,
      en: `Board “${name}” could not be read (${said}); the board on the screen is unchanged`,
    });
  }
}

async function loadCodedBoard(code: string): Promise<Result<ParsedBoard>> {
  const { decodeBoard } = await loadPacker();
  return decodeBoard(code, boardScope());
}

/** The board of the address, taken out of it: from then on the page is the reader's own. */
export async function takeLinkedBoard() {
  const hash = cleanHash(location.hash);
  const code = hash.match(codePattern)?.[1];
  const name = hash.match(namePattern)?.[1];
  if (code === undefined && name === undefined) return null;
  history.replaceState(null, "", location.pathname + location.search);
  const parsed = await (code === undefined ? loadNamedBoard(name!) : loadCodedBoard(code));
  if (parsed.ok) {
    tellNotes(parsed.value);
    await admitOwnData(parsed.value);
    return parsed.value.board;
  }
  // What is open stays: a bad link never takes the place of work.
  tellProblem(parsed.error);
  return null;
}

async function packBoard(board: Board): Promise<Result<string>> {
  const { encodeBoard } = await loadPacker();
  const contents =
    listEveryUserLayer(board).length > 0
      ? await (await import("../own/userData.ts")).collectContents(board)
      : {};
  const whole = encodeBoard(board, defaultBoard(), contents);
  const hasOwn = Object.keys(contents).length > 0;
  // Layers too large for an address stay at home; their place and look still travel.
  const encoded = whole.ok || !hasOwn ? whole : encodeBoard(board, defaultBoard());
  if (hasOwn && !whole.ok && encoded.ok)
    tell("warning", {
      zh: "自有图层的数据太大，放不进链接；请改用“保存图板文件”，连同数据一起交给对方",
      en: "The data of the own layers are too large for a link; save the board as a file, which holds them, and hand that over",
    });
  if (!encoded.ok) return encoded;
  return success(`${location.origin}${location.pathname}${location.search}#b=${encoded.value}`);
}

/** The address that shows what is on the screen now, or why it cannot be made. */
export const buildLink = () => packBoard(presentBoard());

/** The address of one feature: the present board with it selected. */
export const buildFeatureLink = (selection: Selection) => packBoard({ ...presentBoard(), selection });
