import type { Board } from "../../../../src/domain/board/board.ts";
import type { BoardScope } from "../../../../src/domain/board/parseBoard.ts";

/** A small atlas for tests: two phases, three layers. */
export const standard: Board = {
  version: 1,
  phase: "before",
  language: "zh",
  theme: "paper",
  layers: [
    { id: "ground", visible: true, opacity: 1, hidden: [] },
    { id: "rails", visible: true, opacity: 1, hidden: [] },
    { id: "towns", visible: false, opacity: 1, hidden: [] },
  ],
  selection: null,
  camera: null,
};

export const scope: BoardScope = {
  phases: ["before", "after"],
  layers: ["ground", "rails", "towns"],
  standard,
};
