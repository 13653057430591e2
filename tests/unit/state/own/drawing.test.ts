import type { Feature, Geometry } from "geojson";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { showBoard, undoEdit } from "../../../../src/state/actions.ts";
import { defaultBoard } from "../../../../src/state/board/defaultBoard.ts";
import {
  addPosition,
  askMap,
  changeDrawn,
  dropPosition,
  editDrawn,
  finishShape,
  isDrawing,
  removeDrawn,
  renameDrawn,
  reshapeDrawn,
  resumeDraft,
  startTool,
  stopDrawing,
  useDrawing,
  whenDrawnIsKept,
} from "../../../../src/state/own/drawing.ts";
import { useUserData } from "../../../../src/state/own/userData.ts";
import { useAtlas } from "../../../../src/state/store.ts";
import { stubStorage } from "../fakes/storage.ts";
import { createContents, stubWorkers } from "../fakes/workers.ts";

const held = createContents();
const { keep, features, open } = held;
stubStorage();
/** Done once while a layer is being written. */
let whileKeeping = () => {};
stubWorkers({
  data: {
    features,
    open,
    keep: (input: Parameters<typeof keep>[0]) => {
      whileKeeping();
      whileKeeping = () => {};
      return keep(input);
    },
  },
});
Object.assign(URL, { createObjectURL: () => "blob:x" });

const fresh = useDrawing.getState();
const point = (longitude: number): Geometry => ({ type: "Point", coordinates: [longitude, 40] });
const layersOf = () => useAtlas.getState().board.userLayers ?? [];
/** What the board says is drawn: the features of its layers. */
const readDrawn = () =>
  layersOf().map(({ content }) => held.contents.get(content)!.features as Feature<Geometry>[]);
const readNames = () => readDrawn().map((list) => list.map(({ properties }) => String(properties?.name)));

beforeEach(async () => {
  await whenDrawnIsKept();
  stubStorage();
  showBoard({ ...defaultBoard(), language: "en" }, { past: [], future: [] });
  useAtlas.setState({ messages: [], mapStatus: { kind: "loading" } });
  useDrawing.setState(fresh, true);
  useUserData.setState({ contents: {}, features: {}, problems: {} });
});

describe("a finished shape", () => {
  it("begins a layer, and those after it join that layer, however soon they come", async () => {
    startTool("point");
    const all = [finishShape(point(110)), finishShape(point(111)), finishShape(point(112))];
    await Promise.all(all);
    expect(readNames()).toEqual([["Point 1", "Point 2", "Point 3"]]);
    expect(layersOf()[0]).toMatchObject({ name: "Drawing", origin: "drawing", count: 3 });
    undoEdit();
    expect(layersOf()[0]!.count).toBe(2);
  });

  it("is kept with the browser before the board speaks of it", async () => {
    const world = stubStorage();
    const wasThere: boolean[] = [];
    const stop = useAtlas.subscribe(({ board }) => {
      const { content } = board.userLayers?.at(-1) ?? {};
      if (content) wasThere.push(world.databases.entries("atlas-contents", "contents").has(content));
    });
    await finishShape(point(110));
    stop();
    expect(wasThere).toEqual([true]);
  });

  it("goes to the layer that was chosen when it was finished, though another is chosen meanwhile", async () => {
    await finishShape(point(110));
    const first = layersOf()[0]!.id;
    useDrawing.setState({ target: null });
    await finishShape(point(111));
    const second = layersOf()[1]!.id;
    useDrawing.setState({ target: first });
    const kept = finishShape(point(112));
    useDrawing.setState({ target: second });
    await kept;
    expect(readNames()).toEqual([["Point 1", "Point 2"], ["Point 1"]]);
    expect(useDrawing.getState().target).toBe(second);
  });

  it("never takes the place of features that are not here", async () => {
    await finishShape(point(110));
    // As at the start of a page, before the browser has given them back.
    useUserData.setState({ contents: {}, features: {} });
    const before = layersOf()[0]!.content;
    await finishShape(point(111));
    expect(layersOf()[0]!.content).toBe(before);
    expect(readNames()).toEqual([["Point 1"], ["Point 1"]]);
  });

  it("begins a new layer where its layer has been taken off", async () => {
    await finishShape(point(110));
    undoEdit();
    await finishShape(point(111));
    expect(readNames()).toEqual([["Point 1"]]);
  });

  it("has positions no finer than a hand, and its radius where it is a circle", async () => {
    await finishShape(
      {
        type: "Polygon",
        coordinates: [
          [
            [110.12345678912, 40],
            [111, 40],
            [111, 41],
            [110.12345678912, 40],
          ],
        ],
      },
      1234.567,
    );
    const [[circle]] = readDrawn() as [[Feature]];
    expect(circle.properties).toEqual({ name: "Area 1", radiusMetres: 1234.6 });
    expect(JSON.stringify(circle.geometry)).toContain("110.123456789,");
  });

  it("is only measured where nothing is kept, and handed over where someone asked for it", async () => {
    useDrawing.setState({ keeps: false });
    await finishShape(point(110));
    expect(useDrawing.getState().measured).toEqual(point(110));
    const taker = vi.fn();
    useDrawing.setState({ keeps: true, taker });
    await finishShape(point(111));
    expect(taker).toHaveBeenCalledWith(point(111));
    expect(layersOf()).toEqual([]);
  });
});

describe("a drawn feature", () => {
  beforeEach(async () => {
    await finishShape(point(110));
    await finishShape(point(111));
  });
  const id = () => layersOf()[0]!.id;

  it("is named as it is typed: the last letters are kept, as one step of undo", async () => {
    for (const name of ["s", "st", "station"]) void renameDrawn(id(), 0, name);
    await whenDrawnIsKept();
    expect(readNames()).toEqual([["station", "Point 2"]]);
    undoEdit();
    expect(readNames()).toEqual([["Point 1", "Point 2"]]);
  });

  it("keeps its own last letters where another is named before they are kept", async () => {
    for (const name of ["a", "ab", "abc"]) void renameDrawn(id(), 0, name);
    for (const name of ["x", "xy"]) void renameDrawn(id(), 1, name);
    await whenDrawnIsKept();
    expect(readNames()).toEqual([["abc", "xy"]]);
  });

  it("takes letters that come while its layer is being written", async () => {
    whileKeeping = () => {
      for (const name of ["st", "sta"]) void renameDrawn(id(), 0, name);
    };
    await renameDrawn(id(), 0, "s");
    await whenDrawnIsKept();
    expect(readNames()).toEqual([["sta", "Point 2"]]);
  });

  it("can be named again after its features were not to be had", async () => {
    const { contents, features: loaded } = useUserData.getState();
    useUserData.setState({ contents: {}, features: {} });
    await renameDrawn(id(), 0, "lost");
    useUserData.setState({ contents, features: loaded });
    await renameDrawn(id(), 0, "kept");
    expect(readNames()).toEqual([["kept", "Point 2"]]);
  });

  it("takes another shape, and goes with the selection", async () => {
    await reshapeDrawn(id(), 1, point(120));
    expect(readDrawn()[0]![1]!.geometry).toEqual(point(120));
    useAtlas.setState(({ board }) => ({ board: { ...board, selection: { dataset: id(), id: "0" } } }));
    await changeDrawn(id(), 1, (feature) => feature);
    expect(useAtlas.getState().board.selection).not.toBeNull();
    await removeDrawn(id(), 0);
    expect(readNames()).toEqual([["Point 2"]]);
    expect(useAtlas.getState().board.selection).toBeNull();
  });

  it("is in hand while its shape is changed", async () => {
    await editDrawn(id(), 1);
    expect(useDrawing.getState().edited).toEqual({ layer: id(), index: 1, geometry: point(111) });
    expect(isDrawing()).toBe(true);
    stopDrawing();
    expect(isDrawing()).toBe(false);
    await editDrawn(id(), 7);
    expect(isDrawing()).toBe(false);
  });
});

describe("what is in hand", () => {
  it("is entered position by position; a point is but one", () => {
    startTool("line");
    for (const longitude of [110, 111, 112]) addPosition([longitude, 40]);
    dropPosition();
    expect(useDrawing.getState().sketch).toEqual([
      [110, 40],
      [111, 40],
    ]);
    startTool("circle");
    for (const longitude of [110, 111]) addPosition([longitude, 40]);
    expect(useDrawing.getState().sketch).toEqual([[111, 40]]);
  });

  it("is let go by the next tool, with whoever asked for it", () => {
    startTool("line");
    useDrawing.setState({ taker: () => undefined, sketch: [[110, 40]] });
    startTool("polygon");
    expect(useDrawing.getState()).toMatchObject({ tool: "polygon", taker: null, sketch: [] });
  });

  it("is taken up again corner by corner on a map, and as if entered where there is none", () => {
    resumeDraft("line", [[110, 40]], "user-a");
    expect(useDrawing.getState()).toMatchObject({
      tool: "line",
      target: "user-a",
      sketch: [[110, 40]],
      resumed: null,
    });
    useAtlas.setState({ mapStatus: { kind: "ready" } });
    resumeDraft("line", [[111, 40]], null);
    expect(useDrawing.getState()).toMatchObject({
      sketch: [],
      resumed: { tool: "line", positions: [[111, 40]] },
    });
  });

  it("asks the map anew each time", () => {
    askMap("undo");
    const first = useDrawing.getState().wish!.id;
    askMap("undo");
    expect(useDrawing.getState().wish).toEqual({ id: first + 1, kind: "undo" });
  });
});
