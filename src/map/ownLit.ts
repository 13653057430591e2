import { findUserLayer } from "../domain/board/userLayers.ts";
import type { Board, Selection } from "../domain/board.ts";
import { useAtlas } from "../state/store.ts";
import { askOf, useUserData } from "../state/userData.ts";

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

/** Fetches the selected feature of a large layer, to be shown by itself. */
export async function updateOwnLit(onChange: () => void) {
  const { board } = useAtlas.getState();
  const layer = findLarge(board);
  if (lit) {
    URL.revokeObjectURL(lit.url);
    lit = null;
    onChange();
  }
  if (!layer || !board.selection) return;
  const { selection } = board;
  const found = await askOf(layer.content, "measure", { key: layer.content, index: Number(selection.id) });
  if (!found.ok || !found.value || useAtlas.getState().board.selection !== selection) return;
  const text = JSON.stringify({ type: "Feature", properties: {}, geometry: found.value.geometry });
  lit = { selection, url: URL.createObjectURL(new Blob([text], { type: "application/geo+json" })) };
  onChange();
}
