import { describe, expect, it } from "vitest";
import { buildSceneBoard, buildSceneView } from "../../../../src/domain/walk/sceneBoard.ts";
import { makeScene, scope, standard } from "./document.ts";

const reader = { language: "en", theme: "room" } as const;

describe("the board of a scene", () => {
  it("states every layer, whatever the standard board shows", () => {
    const parsed = buildSceneBoard({ phase: "after", layers: [{ id: "roads" }] }, scope, reader);
    expect(parsed.ok && parsed.value.board.layers.map((layer) => [layer.id, layer.visible])).toEqual([
      ["land", false],
      ["roads", true],
      ["towns", false],
    ]);
  });

  it("is read in the reader's language and theme", () => {
    const parsed = buildSceneBoard(makeScene("a").view, scope, reader);
    expect(parsed.ok && parsed.value.board).toMatchObject({ ...reader, phase: "after", selection: null });
  });

  it("a captured board comes back whole", () => {
    const board = {
      ...standard,
      ...reader,
      phase: "after",
      layers: [
        { id: "towns", visible: true, opacity: 0.4, hidden: ["village"] },
        { id: "land", visible: true, opacity: 1, hidden: [] },
        { id: "roads", visible: false, opacity: 1, hidden: [] },
      ],
      selection: { dataset: "towns", id: "town-a" },
      camera: { longitude: 1, latitude: 2, zoom: 3, bearing: 4, pitch: 5 },
    };
    const parsed = buildSceneBoard(buildSceneView(board, standard), scope, reader);
    expect(parsed.ok && parsed.value.board).toEqual(board);
    expect(parsed.ok && parsed.value.notes).toEqual([]);
  });

  it("is seen beside a side written in short, whole and in the reader's language and theme", () => {
    const other = { phase: "before", layers: [{ id: "land" }] };
    const view = {
      phase: "after",
      layers: [{ id: "roads" }],
      compare: { view: "swipe", at: 0.3, others: [other] },
    };
    const parsed = buildSceneBoard(view, scope, reader);
    const compare = parsed.ok ? parsed.value.board.compare : undefined;
    expect(compare).toMatchObject({ view: "swipe", at: 0.3 });
    expect(compare?.others[0]).toMatchObject({ ...reader, phase: "before", camera: null });
    expect(compare?.others[0]?.layers.map((layer) => [layer.id, layer.visible])).toEqual([
      ["land", true],
      ["roads", false],
      ["towns", false],
    ]);
    expect(parsed.ok && parsed.value.notes).toEqual([]);
  });

  it("a captured comparison comes back whole, and its sides follow the reader", () => {
    const side = { ...standard, phase: "before" };
    const board = {
      ...standard,
      ...reader,
      phase: "after",
      compare: { view: "swipe" as const, at: 0.5, others: [side] },
    };
    const parsed = buildSceneBoard(buildSceneView(board, standard), scope, reader);
    expect(parsed.ok && parsed.value.board).toEqual({
      ...board,
      compare: { ...board.compare, others: [{ ...side, ...reader }] },
    });
  });

  it("keeps small: what is as usual is not written", () => {
    expect(buildSceneView(standard, standard)).toEqual({ phase: "before", layers: [{ id: "land" }] });
  });

  it("a layer this atlas does not know is left out with a note", () => {
    const parsed = buildSceneBoard({ phase: "after", layers: [{ id: "canals" }] }, scope, reader);
    expect(parsed.ok && parsed.value.notes.map((note) => note.code)).toEqual(["board-layer-unknown"]);
  });
});
