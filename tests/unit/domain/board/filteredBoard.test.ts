import { describe, expect, it } from "vitest";
import { filterLayer } from "../../../../src/domain/board/editLayers.ts";
import { decodeBoard, encodeBoard } from "../../../../src/domain/board/linkBoard.ts";
import { parseBoard } from "../../../../src/domain/board/parseBoard.ts";
import { mostKeptPicked, withPicked } from "../../../../src/domain/board/picked.ts";
import { defaultBoard } from "../../../../src/state/board/defaultBoard.ts";

const standard = defaultBoard();
const scope = { phases: [standard.phase], layers: standard.layers.map(({ id }) => id), standard };
const first = standard.layers[0]!.id;
const open = (text: string) => {
  const parsed = parseBoard(text, scope);
  if (!parsed.ok) throw new Error(parsed.error.en);
  return parsed.value;
};
const filter = [{ column: "lengthKilometres", operator: "above" as const, value: "100" }];

describe("a filter and a selection on the board", () => {
  it("come back from a file and from a link as they were", () => {
    const board = withPicked(filterLayer(standard, first, filter), [{ dataset: "things", ids: ["a", "b"] }]);
    const { board: read, notes } = open(JSON.stringify(board));
    expect(notes).toEqual([]);
    expect(read).toEqual(board);
    const code = encodeBoard(board, standard);
    const decoded = code.ok ? decodeBoard(code.value, scope) : code;
    expect(decoded.ok && decoded.value.board).toEqual(board);
  });

  it("a filter with no condition left is gone from the board", () => {
    expect(filterLayer(filterLayer(standard, first, filter), first, [])).toEqual(standard);
  });

  it("a selection too large to keep is left out of links, and noted when a file holds one", () => {
    const ids = Array.from({ length: mostKeptPicked + 1 }, (_, at) => `f${at}`);
    const board = withPicked(standard, [{ dataset: "things", ids }]);
    const code = encodeBoard(board, standard);
    const decoded = code.ok ? decodeBoard(code.value, scope) : code;
    expect(decoded.ok && decoded.value.board).toEqual(standard);
    expect(open(JSON.stringify(board)).notes.map(({ code: noted }) => noted)).toEqual(["board-picked"]);
  });
});
