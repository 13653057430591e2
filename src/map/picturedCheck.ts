import type { Board } from "../domain/board.ts";
import { completeCheck } from "../state/checkAnswers.ts";
import { useCheck } from "../state/checkStore.ts";
import { createCheckUrls } from "./checkUrls.ts";

/** The ecology check on the map of a picture, for exactly the board that is pictured. */
export function createPicturedCheck() {
  const urls = createCheckUrls();
  return {
    urlOf: urls.urlOf,
    /** Has the result and makes its features, before the style that reads them is built. */
    async prepare(board: Board) {
      await completeCheck(board);
      urls.update(board, { ...useCheck.getState(), shownKey: null });
    },
    remove: urls.remove,
  };
}
