import { phases } from "../../geodata/plan/phases.ts";
import { layers } from "../../layers/index.ts";
import type { Board } from "../domain/board.ts";

/** The board a newcomer sees: first phase, the layers that tell the region's story, the whole region. */
export const defaultBoard = (): Board => ({
  version: 1,
  phase: phases[0].id,
  language: "zh",
  theme: "paper",
  layers: layers.map((layer) => ({ id: layer.id, visible: layer.shown, opacity: 1, hidden: [] })),
  selection: null,
  camera: null,
});
