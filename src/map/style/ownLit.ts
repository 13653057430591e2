import type { Board, Selection } from "../../domain/board/board.ts";
import { findUserLayer } from "../../domain/board/userLayers.ts";
import { useAnswers } from "../../state/answersStore.ts";
import { findMeasures } from "../../state/own/ownRows.ts";
import { useUserData } from "../../state/own/userData.ts";
import { useAtlas } from "../../state/store.ts";

let lit: { selection: Selection; url: string } | null = null;

const findLarge = (board: Board) => {
  const layer = board.selection && findUserLayer(board, board.selection.dataset);
  return layer && useUserData.getState().contents[layer.content]?.isTiled ? layer : undefined;
};

/** Where the selected feature of a large layer is; undefined where there is none, or it has not come yet. */
export const findOwnLitUrl = (board: Board): string | undefined =>
  lit && board.selection?.id === lit.selection.id && board.selection.dataset === lit.selection.dataset
    ? lit.url
    : undefined;

/** Shows the selected feature of a large layer by itself, once its shape has come over. */
export function updateOwnLit(onChange: () => void) {
  const { board } = useAtlas.getState();
  const { selection } = board;
  const layer = findLarge(board);
  if (lit?.selection === selection) return;
  if (lit) {
    URL.revokeObjectURL(lit.url);
    lit = null;
    onChange();
  }
  const found =
    layer && selection && findMeasures(useAnswers.getState().answers, layer.content, Number(selection.id));
  if (!found || !selection) return;
  const text = JSON.stringify({ type: "Feature", properties: {}, geometry: found.geometry });
  lit = { selection, url: URL.createObjectURL(new Blob([text], { type: "application/geo+json" })) };
  onChange();
}
