import { beforeEach, describe, expect, it } from "vitest";
import type { Camera } from "../../../../src/domain/board/board.ts";
import { reportViewport } from "../../../../src/state/actions.ts";
import { clearInk, keepStrokes, readStrokes, startStroke } from "../../../../src/state/walk/ink.ts";
import { useWalk } from "../../../../src/state/walk/walk.ts";
import { makeScene, makeWalk } from "../../domain/walk/document.ts";

const camera: Camera = { longitude: 111, latitude: 40, zoom: 7, bearing: 0, pitch: 0 };
const look = (change: Partial<Camera>) =>
  reportViewport({ camera: { ...camera, ...change }, bbox: [0, 0, 1, 1] });

beforeEach(() => {
  useWalk.setState({
    walk: makeWalk([makeScene("a"), makeScene("b")]),
    index: 0,
    strokes: [],
    keepsInk: false,
  });
  look({});
});

describe("ink on the map", () => {
  it("moves with the ground when the map is moved", () => {
    startStroke({ x: 0.75, y: 0.5 });
    look({ zoom: 8 });
    const [stroke] = readStrokes();
    // Twice as large: twice as far from the middle.
    expect(stroke?.points[0]?.x).toBeCloseTo(1, 6);
    expect(stroke?.points[0]?.y).toBeCloseTo(0.5, 6);
  });

  it("belongs to its scene, and there alone it is wiped", () => {
    startStroke({ x: 0.5, y: 0.5 });
    useWalk.setState({ index: 1 });
    expect(readStrokes()).toEqual([]);
    clearInk();
    useWalk.setState({ index: 0 });
    expect(readStrokes()).toHaveLength(1);
    clearInk();
    expect(readStrokes()).toEqual([]);
  });

  it("waits at its scene only by choice", () => {
    startStroke({ x: 0.5, y: 0.5 });
    expect(keepStrokes()).toEqual([]);
    useWalk.setState({ keepsInk: true });
    expect(keepStrokes()).toHaveLength(1);
  });
});
