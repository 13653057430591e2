import type { Board } from "../../domain/board/board.ts";
import { completeBoard } from "../../state/answers.ts";
import { useAnswers } from "../../state/answersStore.ts";
import { useCheck } from "../../state/check/checkStore.ts";
import { createCheckUrls } from "../check/checkUrls.ts";

/** The ecology check on the map of a picture, for exactly the board that is pictured. */
export function createPicturedCheck() {
  const urls = createCheckUrls();
  return {
    urlOf: urls.urlOf,
    /** Has the result and makes its features, before the style that reads them is built. */
    async prepare(board: Board) {
      await completeBoard(board);
      urls.update(board, useCheck.getState(), { ...useAnswers.getState(), latest: {} });
    },
    remove: urls.remove,
  };
}
