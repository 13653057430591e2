import type { Board } from "../../../../src/domain/board/board.ts";
import type { BoardScope } from "../../../../src/domain/board/parseBoard.ts";
import type { Scene, Walk } from "../../../../src/domain/walk/walk.ts";

/** A tiny atlas: two phases, three layers. */
export const standard: Board = {
  version: 1,
  phase: "before",
  language: "zh",
  theme: "paper",
  layers: ["land", "roads", "towns"].map((id) => ({ id, visible: id === "land", opacity: 1, hidden: [] })),
  selection: null,
  camera: null,
};
export const scope: BoardScope = {
  phases: ["before", "after"],
  layers: ["land", "roads", "towns"],
  standard,
};

export const makeScene = (id: string, change: Partial<Scene> = {}): Scene => ({
  id,
  chapter: 1,
  clauses: [{ chapter: 1, section: 2, items: ["item-a"] }],
  view: { phase: "after", layers: [{ id: "land" }, { id: "towns", opacity: 0.5, hidden: ["village"] }] },
  frame: [100, 30, 110, 40],
  pitch: 0,
  bearing: 0,
  title: { zh: "题", en: "Title" },
  narration: { zh: "共 {{towns}}。", en: "{{towns}} in all." },
  notes: { zh: "备注", en: "Notes" },
  targetSeconds: 30,
  highlights: [{ dataset: "towns", id: "town-a", nameAt: 0.8 }],
  figures: [],
  routes: [],
  hidden: false,
  stepped: false,
  ...change,
});

export const makeWalk = (scenes: Scene[] = [makeScene("a"), makeScene("b"), makeScene("c")]): Walk => ({
  version: 2,
  id: "test",
  title: { zh: "讲解", en: "Walk" },
  chapters: [{ chapter: 1, title: { zh: "一", en: "One" } }],
  routes: [{ id: "short", title: { zh: "短", en: "Short" }, minutes: 1 }],
  numbers: {
    towns: {
      source: { kind: "features", dataset: "towns" },
      approved: 2,
      zh: { divide: 1, digits: 0, unit: " 个" },
      en: { divide: 1, digits: 0, unit: "" },
    },
  },
  scenes,
});
