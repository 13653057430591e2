import { beforeEach, describe, expect, it } from "vitest";
import { phaseIds } from "../../../../geodata/plan/phases.ts";
import type { Board } from "../../../../src/domain/board/board.ts";
import { mostOthers } from "../../../../src/domain/board/compareQuery.ts";
import { showBoard, undoEdit } from "../../../../src/state/actions.ts";
import { defaultBoard } from "../../../../src/state/board/defaultBoard.ts";
import {
  addOther,
  closeComparison,
  dropOther,
  findDifferences,
  moveLine,
  openComparison,
  readSides,
  setCompareView,
  setOtherPhase,
  swapSides,
} from "../../../../src/state/compare/compare.ts";
import { useAtlas } from "../../../../src/state/store.ts";

const read = (): Board => useAtlas.getState().board;
const phasesOf = () => readSides().map(({ board }) => board.phase);

beforeEach(() => showBoard({ ...defaultBoard(), phase: phaseIds[2]! }, { past: [], future: [] }));

describe("a comparison on the screen", () => {
  it("opens with the phase before on the left, and the first phase goes left of the next", () => {
    openComparison();
    expect(phasesOf()).toEqual([phaseIds[1], phaseIds[2]]);
    closeComparison();
    expect(read().compare).toBeUndefined();
    showBoard(defaultBoard());
    openComparison();
    expect(phasesOf()).toEqual([phaseIds[0], phaseIds[1]]);
  });

  it("swapped twice is as before, and swapped once lets the panels work on the other side", () => {
    openComparison();
    const before = read();
    swapSides(0);
    expect(phasesOf()).toEqual([phaseIds[2], phaseIds[1]]);
    swapSides(0);
    expect(read()).toEqual(before);
  });

  it("holds four sides at most and always one beside the board; more than two have panes", () => {
    openComparison();
    setCompareView("lens");
    for (let count = 0; count < 5; count += 1) addOther();
    expect(phasesOf()).toHaveLength(mostOthers + 1);
    expect(new Set(phasesOf()).size).toBe(phaseIds.length);
    expect(read().compare?.view).toBe("panes");
    setCompareView("swipe");
    expect(read().compare?.view).toBe("panes");
    for (let count = 0; count < 5; count += 1) dropOther(0);
    expect(phasesOf()).toHaveLength(2);
  });

  it("keeps the line within the map, and a run of moves is one step back", () => {
    openComparison();
    for (const at of [0.6, 0.7, 1.4]) moveLine(at);
    expect(read().compare?.at).toBe(1);
    undoEdit();
    expect(read().compare?.at).toBe(0.5);
  });

  it("lists nothing until what the sides show is there", () => {
    openComparison();
    setOtherPhase(0, phaseIds[3]!);
    const [left, right] = readSides();
    expect(findDifferences(left!.board, right!.board, { datasets: {}, datasetProblems: {} })).toBeUndefined();
  });
});
