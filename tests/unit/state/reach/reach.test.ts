import { beforeEach, describe, expect, it } from "vitest";
import { mostOrigins } from "../../../../src/domain/board/reachQuery.ts";
import type { RailEdit } from "../../../../src/domain/rail/editRail.ts";
import { showBoard, undoEdit } from "../../../../src/state/actions.ts";
import { defaultBoard } from "../../../../src/state/board/defaultBoard.ts";
import {
  addOrigin,
  clearReach,
  clearScenario,
  dragOrigin,
  dropOrigin,
  editScenario,
  moveCutoffs,
  moveOrigin,
  placeOrigin,
  removeOrigin,
  setClickMeaning,
  setCutoffs,
  settleCutoffs,
  takeMapClick,
  undoScenarioEdit,
} from "../../../../src/state/reach/reach.ts";
import { useReach } from "../../../../src/state/reach/reachStore.ts";
import { useAtlas } from "../../../../src/state/store.ts";

const read = () => useAtlas.getState().board;
const fresh = useReach.getState();

beforeEach(() => {
  showBoard(defaultBoard(), { past: [], future: [] });
  useReach.setState(fresh, true);
});

describe("what is asked of the reach analysis", () => {
  it("takes origins up to the most there may be, and says so to the next", () => {
    for (let at = 0; at <= mostOrigins; at += 1) placeOrigin([110 + at / 10, 40]);
    expect(read().reach?.origins).toHaveLength(mostOrigins);
    expect(useAtlas.getState().messages.at(-1)?.text.en).toMatch(/^\d+ origins at most/);
    removeOrigin(0);
    expect(read().reach?.origins[0]).toEqual({ kind: "place", lngLat: [110.1, 40] });
  });

  it("keeps a dragged origin only when the finger lets go, as one step back", () => {
    placeOrigin([110, 40]);
    const before = read();
    dragOrigin(0, [111, 41]);
    dragOrigin(0, [112, 41]);
    expect(read()).toBe(before);
    dropOrigin();
    expect(read().reach?.origins).toEqual([{ kind: "place", lngLat: [112, 41] }]);
    expect(useReach.getState().dragged).toBeNull();
    undoEdit();
    expect(read()).toEqual(before);
  });

  it("takes a run of moves by keys back in one step", () => {
    placeOrigin([110, 40]);
    const before = read();
    moveOrigin(0, [110.1, 40]);
    moveOrigin(0, [110.2, 40]);
    undoEdit();
    expect(read()).toEqual(before);
  });

  it("asks for nothing by a position that is none", () => {
    placeOrigin([110, 95]);
    expect(read().reach).toBeUndefined();
  });

  it("shows moved cut-offs at once and keeps them when the slider rests, in order", () => {
    placeOrigin([110, 40]);
    const before = read();
    moveCutoffs([90, 30, 60]);
    expect(useReach.getState().movedCutoffs).toEqual([30, 60, 90]);
    expect(read()).toBe(before);
    settleCutoffs();
    expect(read().reach?.cutoffs).toEqual([30, 60, 90]);
    expect(useReach.getState().movedCutoffs).toBeNull();
  });

  it("puts the focus on the nearest cut-off where its own is gone", () => {
    placeOrigin([110, 40]);
    setCutoffs([30, 60, 120]);
    const focus = read().reach!.focusMinutes;
    setCutoffs([20, 110]);
    const nearest = Math.abs(20 - focus) <= Math.abs(110 - focus) ? 20 : 110;
    expect(read().reach!.focusMinutes).toBe(nearest);
  });

  it("is gone altogether when it is cleared", () => {
    addOrigin({ kind: "station", station: "anywhere" });
    clearReach();
    expect("reach" in read()).toBe(false);
  });
});

describe("a changed railway", () => {
  const slower: RailEdit = { kind: "line-speed", line: "a", speedKmh: 120 };
  const slowest: RailEdit = { kind: "line-speed", line: "a", speedKmh: 80 };

  it("has one change a thing, the last; without any the board has no scenario", () => {
    editScenario(slower);
    editScenario(slowest);
    expect(read().scenario).toEqual([slowest]);
    undoScenarioEdit(slowest);
    expect("scenario" in read()).toBe(false);
    editScenario(slower);
    clearScenario();
    expect("scenario" in read()).toBe(false);
  });
});

describe("a click on the map", () => {
  it("is the map's own while the panel is shut, without an origin, or where it means to select", () => {
    expect(takeMapClick([110, 40], 500)).toBe(false);
    useReach.setState({ isOpen: true });
    setClickMeaning("why");
    expect(takeMapClick([110, 40], 500)).toBe(false);
    placeOrigin([110, 40]);
    setClickMeaning("select");
    expect(takeMapClick([110, 40], 500)).toBe(false);
    expect(read().reach?.place ?? null).toBeNull();
  });

  it("asks the way to a place, or sets one origin and then asks the way again", () => {
    useReach.setState({ isOpen: true });
    setClickMeaning("origin");
    expect(takeMapClick([110, 40], 500)).toBe(true);
    expect(read().reach?.origins).toEqual([{ kind: "place", lngLat: [110, 40] }]);
    expect(useReach.getState().clickMeans).toBe("why");
    expect(takeMapClick([111, 41], 500)).toBe(true);
    expect(read().reach?.place).toEqual([111, 41]);
    expect(read().reach?.origins).toHaveLength(1);
  });
});
