import { describe, expect, it } from "vitest";
import { decodeBoard, encodeBoard } from "../../../../src/domain/board/linkBoard.ts";
import { parseBoard } from "../../../../src/domain/board/parseBoard.ts";
import {
  addUserLayers,
  changeUserLayer,
  findClass,
  listClasses,
  parseUserLayers,
  removeUserLayers,
  type UserLayer,
} from "../../../../src/domain/board/userLayers.ts";
import { scope } from "./boardScope.ts";

const key = "0123456789abcdef0123456789abcdef";
const layer: UserLayer = {
  id: "user-a1",
  name: "湿地",
  origin: "file",
  content: key,
  count: 3,
  bbox: [110, 40, 111, 41],
  shapes: ["Polygon"],
  columns: [
    { key: "级别", kind: "text" },
    { key: "面积", kind: "number" },
  ],
  paint: { by: "category", column: "级别", values: ["国家级", "自治区级"] },
  label: "级别",
};
const { standard } = scope;
const board = addUserLayers(standard, [layer]);

describe("layers of the reader's own on a board", () => {
  it("are put on top, shown", () => {
    expect(board.layers.at(-1)).toEqual({ id: "user-a1", visible: true, opacity: 1, hidden: [] });
    expect(board.userLayers).toEqual([layer]);
  });

  it("come back from a saved board as they were, in their place", () => {
    const moved = { ...board, layers: [board.layers.at(-1)!, ...board.layers.slice(0, -1)] };
    expect(parseBoard(JSON.stringify(moved), scope)).toEqual({
      ok: true,
      value: { board: moved, notes: [] },
    });
  });

  it("come back from a link with their features", () => {
    const contents = { [key]: { text: '{"type":"FeatureCollection","features":[]}' } };
    const code = encodeBoard(board, standard, contents);
    expect(code.ok && decodeBoard(code.value, scope)).toEqual({
      ok: true,
      value: { board, notes: [], contents },
    });
  });

  it("are refused a link when their features are too large for one", () => {
    let text = "";
    for (let i = 0, x = 1; i < 60_000; i += 1) {
      x = (x * 48_271) % 2_147_483_647;
      text += String.fromCharCode(33 + (x % 90));
    }
    const code = encodeBoard(board, standard, { [key]: { text } });
    expect(!code.ok && code.error.code).toBe("link-too-long");
    expect(encodeBoard(board, standard).ok).toBe(true);
  });

  it("leave with their selection and with nothing else", () => {
    const selected = { ...board, selection: { dataset: "user-a1", id: "0" } };
    expect(removeUserLayers(selected, ["user-a1"])).toEqual(standard);
  });

  it("show every class again when they are painted anew", () => {
    const hidden = {
      ...board,
      layers: board.layers.map((state) =>
        state.id === layer.id ? { ...state, hidden: ["class-0"] } : state,
      ),
    };
    const painted = changeUserLayer(hidden, "user-a1", { paint: { by: "one", tone: 2 } });
    expect(painted.layers.at(-1)?.hidden).toEqual([]);
    expect(changeUserLayer(hidden, "user-a1", { name: "新" }).layers.at(-1)?.hidden).toEqual(["class-0"]);
  });

  it("are left out with a note when they are not whole", () => {
    const broken = {
      ...board,
      userLayers: [layer, { ...layer, id: "rail-lines" }, { ...layer, content: "x" }],
    };
    const parsed = parseBoard(JSON.stringify(broken), scope);
    expect(parsed.ok && parsed.value.board.userLayers).toEqual([layer]);
    expect(parsed.ok && parsed.value.notes.map((note) => note.code)).toEqual(["board-user-layers"]);
  });

  it.each([
    [{ by: "number", column: "面积", breaks: [3, 2] }],
    [{ by: "category", column: "没有的列", values: [] }],
    [{ by: "constructor" }],
    [null],
  ])("paint %j is read as one colour", (paint) => {
    expect(parseUserLayers([{ ...layer, paint }]).layers[0]?.paint).toEqual({ by: "one", tone: 0 });
  });
});

describe("classes of a paint", () => {
  const steps = { by: "number", column: "面积", breaks: [10, 20] } as const;
  it("put a number into the step it falls in, a limit into the step above", () => {
    expect([9.9, 10, 19, 20, 1e9].map((面积) => findClass(steps, { 面积 }))).toEqual([
      "class-0",
      "class-1",
      "class-1",
      "class-2",
      "class-2",
    ]);
  });
  it("put what has no value, or another, with the rest", () => {
    expect(findClass(steps, { 面积: "大" })).toBe("other");
    expect(findClass(layer.paint, {})).toBe("other");
    expect(findClass(layer.paint, { 级别: "自治区级" })).toBe("class-1");
  });
  it("are all in the list of classes", () => {
    expect(listClasses(steps)).toEqual(["class-0", "class-1", "class-2", "other"]);
    expect(listClasses({ by: "one", tone: 1 })).toEqual(["all"]);
  });
});
