import { describe, expect, it } from "vitest";
import type { Board } from "../../../../src/domain/board/board.ts";
import { standardQuery } from "../../../../src/domain/board/reachQuery.ts";
import {
  againstRequest,
  matrixInput,
  pathInputs,
  rangeInput,
  ringInputs,
  surfaceRequest,
  withoutLineInput,
} from "../../../../src/domain/board/reachRequests.ts";
import { keyOf as keyOfQuestion } from "../../../../src/domain/board/request.ts";
import { standard } from "./boardScope.ts";

const boardWith = (change: Partial<typeof standardQuery>, more: Partial<Board> = {}): Board => ({
  ...standard,
  ...more,
  reach: { ...standardQuery, origins: [{ kind: "station", station: "s" }], ...change },
});
const keyOf = (board: Board) => keyOfQuestion("travelMinutes", surfaceRequest(board)!);

describe("what the analysis of a board asks for", () => {
  it("without an origin it asks for no surface", () => {
    expect(surfaceRequest(standard)).toBeNull();
    expect(surfaceRequest(boardWith({ origins: [] }))).toBeNull();
  });

  it("moving a cut-off, the view or a name asks for the same surface", () => {
    const key = keyOf(boardWith({}));
    expect(keyOf(boardWith({ cutoffs: [10], focusMinutes: 10, view: "both", soft: true }))).toBe(key);
    expect(
      keyOf(boardWith({ origins: [{ kind: "station", station: "s", name: { zh: "站", en: "S" } }] })),
    ).toBe(key);
  });

  it.each([
    ["phase", boardWith({}, { phase: "after" })],
    ["scenario", boardWith({}, { scenario: [{ kind: "without-line", line: "l" }] })],
    ["definition", boardWith({ definition: "door" })],
    ["trains", boardWith({ trains: "emu" })],
    ["origin", boardWith({ origins: [{ kind: "place", lngLat: [110, 40] }] })],
  ])("another %s asks for another surface", (_, board) => {
    expect(keyOf(board)).not.toBe(keyOf(boardWith({})));
  });

  it("union and intersection are one question while there is one origin", () => {
    expect(keyOf(boardWith({ combine: "intersection" }))).toBe(keyOf(boardWith({})));
    const two = [
      { kind: "station", station: "s" },
      { kind: "station", station: "t" },
    ] as const;
    expect(keyOf(boardWith({ origins: two, combine: "intersection" }))).not.toBe(
      keyOf(boardWith({ origins: two })),
    );
  });

  it("a dragged station is a place while it is dragged", () => {
    const request = surfaceRequest(boardWith({}), { index: 0, lngLat: [111, 41] });
    expect(request?.origins).toEqual([{ kind: "place", lngLat: [111, 41] }]);
  });

  it("a comparison asks for the other phase, with the edits only where they are wanted", () => {
    const scenario = [{ kind: "without-line", line: "l" }] as const;
    const board = (edited: boolean) => boardWith({ against: { phase: "after", edited } }, { scenario });
    expect(againstRequest(board(false))?.scenario).toMatchObject({ phase: "after", edits: [] });
    expect(againstRequest(board(true))?.scenario).toMatchObject({ phase: "after", edits: scenario });
    expect(againstRequest(boardWith({}))).toBeNull();
  });

  it("the soft edge, rings and ways are asked only where they are shown", () => {
    expect(rangeInput(boardWith({}))).toBeNull();
    expect(rangeInput(boardWith({ soft: true }))).toMatchObject({ speedShare: 0.1, changeMinutes: 5 });
    expect(ringInputs(boardWith({}))).toEqual([]);
    expect(ringInputs(boardWith({ view: "ring" }))).toHaveLength(1);
    expect(pathInputs(boardWith({}))).toEqual([]);
    expect(pathInputs(boardWith({ place: [110, 40] }))[0]).toMatchObject({ to: [110, 40] });
  });

  it("what a line adds is asked by taking it away after all other edits", () => {
    const board = boardWith({}, { scenario: [{ kind: "line-speed", line: "l", speedKmh: 90 }] });
    expect(withoutLineInput(board, standardQuery, "after", "l").scenario.edits.at(-1)).toEqual({
      kind: "without-line",
      line: "l",
    });
    expect(matrixInput(board, standardQuery, "after", "hubs", false).scenario.edits).toEqual([]);
  });
});
