import { layers } from "../../../layers/index.ts";
import type { Board } from "../../domain/board/board.ts";
import { unopenedBoard } from "../store.ts";

/** The board a newcomer sees: first phase, the layers that tell the region's story, the whole region. */
export const defaultBoard = (): Board => ({
  ...unopenedBoard,
  layers: layers.map((layer) => ({ id: layer.id, visible: layer.shown, opacity: 1, hidden: [] })),
});
