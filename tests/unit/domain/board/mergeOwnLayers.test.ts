import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Board } from "../../../../src/domain/board/board.ts";
import { mergeOwnLayers } from "../../../../src/domain/board/mergeOwnLayers.ts";
import { addUserLayers, type UserLayer } from "../../../../src/domain/board/userLayers.ts";

const empty: Board = {
  version: 1,
  phase: "status-2020",
  language: "zh",
  theme: "paper",
  layers: [],
  selection: null,
  camera: null,
};
const layer = (id: string, content: string, name = id): UserLayer => ({
  id: `user-${id}`,
  name,
  origin: "drawing",
  content,
  count: 1,
  bbox: null,
  shapes: ["Point"],
  columns: [],
  paint: { by: "one", tone: 0 },
  label: null,
});
const board = (...layers: UserLayer[]) => addUserLayers(empty, layers);
let ids = 0;
const createId = () => {
  ids += 1;
  return `user-new-${ids}`;
};
const contents = (merged: Board) => (merged.userLayers ?? []).map(({ content }) => content).sort();

describe("own layers of two windows", () => {
  const base = board(layer("a", "a0"), layer("b", "b0"));

  it("what either added is there, shown, and the rest of the board stays mine", () => {
    const mine = { ...board(layer("a", "a0"), layer("b", "b0"), layer("c", "c1")), phase: "plan-2025" };
    const merged = mergeOwnLayers(
      base,
      mine,
      board(layer("a", "a0"), layer("b", "b0"), layer("d", "d1")),
      createId,
    );
    expect(contents(merged)).toEqual(["a0", "b0", "c1", "d1"]);
    expect(merged.phase).toBe("plan-2025");
    expect(merged.layers.map(({ id }) => id)).toEqual(["user-a", "user-b", "user-c", "user-d"]);
  });

  it("what one alone changed is as that one has it", () => {
    const merged = mergeOwnLayers(
      base,
      board(layer("a", "a1"), layer("b", "b0")),
      board(layer("a", "a0"), layer("b", "b2")),
      createId,
    );
    expect(contents(merged)).toEqual(["a1", "b2"]);
  });

  it("what both changed is there twice, the other's under its own name", () => {
    const merged = mergeOwnLayers(base, board(layer("a", "a1")), board(layer("a", "a2", "厂区")), createId);
    expect(merged.userLayers?.map(({ name, content }) => [name, content])).toEqual([
      ["a", "a1"],
      ["厂区（另一窗口）", "a2"],
    ]);
  });

  it("what one took away and the other left alone is gone, with its selection", () => {
    const mine: Board = { ...base, selection: { dataset: "user-a", id: "0" } };
    const merged = mergeOwnLayers(base, mine, board(layer("b", "b0")), createId);
    expect(contents(merged)).toEqual(["b0"]);
    expect(merged.layers.map(({ id }) => id)).toEqual(["user-b"]);
    expect(merged.selection).toBeNull();
    expect(contents(mergeOwnLayers(base, board(layer("b", "b0")), base, createId))).toEqual(["b0"]);
  });

  it("what one took away and the other changed stays", () => {
    expect(
      contents(mergeOwnLayers(base, board(), board(layer("a", "a9"), layer("b", "b0")), createId)),
    ).toEqual(["a9"]);
  });

  it("nothing that either window made is ever lost", () => {
    const side = fc
      .uniqueArray(fc.constantFrom("a", "b", "c", "d", "e"))
      .chain((names) =>
        fc
          .array(fc.nat(2), { minLength: names.length, maxLength: names.length })
          .map((versions) => board(...names.map((name, at) => layer(name, `${name}${versions[at]}`)))),
      );
    fc.assert(
      fc.property(side, side, side, (base, mine, theirs) => {
        const merged = contents(mergeOwnLayers(base, mine, theirs, createId));
        const known = contents(base);
        const made = [...contents(mine), ...contents(theirs)].filter((content) => !known.includes(content));
        for (const content of made) expect(merged).toContain(content);
        const all = new Set([...contents(mine), ...contents(theirs)]);
        for (const content of merged) expect(all).toContain(content);
      }),
    );
  });
});
