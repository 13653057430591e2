import { describe, expect, it } from "vitest";
import type { Board } from "../../../../src/domain/board/board.ts";
import {
  keyOfOwn,
  listOwnRequests,
  listRows,
  type OwnPage,
} from "../../../../src/domain/board/ownRequests.ts";
import type { Answers } from "../../../../src/domain/board/request.ts";
import type { UserLayer } from "../../../../src/domain/board/userLayers.ts";
import { failure, success } from "../../../../src/domain/result.ts";
import { standard } from "./boardScope.ts";

const layer: UserLayer = {
  id: "user-parcels",
  name: "parcels",
  content: "c0ffee",
  origin: "file",
  count: 5,
  bbox: [110, 40, 111, 41],
  shapes: ["Polygon"],
  columns: [],
  paint: { by: "one", tone: 0 },
  label: null,
};
const board: Board = {
  ...standard,
  userLayers: [layer],
  layers: [{ id: layer.id, visible: true, opacity: 1, hidden: [] }],
};
const none: Answers = new Map();
const page: OwnPage = { counts: { c0ffee: 5 }, table: null, looked: null, near: [] };
const kernels = (of: Board, here: OwnPage, answers = none) =>
  listOwnRequests(of, here, answers).map(({ kernel }) => kernel);

describe("what is asked of the reader's own layers", () => {
  it("nothing of what is not here", () => {
    const selected = { ...board, selection: { dataset: layer.id, id: "1" } };
    const table = { key: "c0ffee", filter: "", sorting: null, view: null, language: "zh" } as const;
    expect(
      kernels(selected, { ...page, counts: {}, table, looked: { key: "c0ffee", indexes: [1] } }),
    ).toEqual([]);
  });

  it("boxes of every layer, classes of those that are shown", () => {
    expect(kernels(board, page)).toEqual(["boxes", "classes"]);
    const hidden = { ...board, layers: [{ ...board.layers[0]!, visible: false }] };
    expect(kernels(hidden, page)).toEqual(["boxes"]);
  });

  it("the row and the measures of the selected feature come first", () => {
    const selected = { ...board, selection: { dataset: layer.id, id: "3" } };
    const [row, measure] = listOwnRequests(selected, page, none);
    expect(row!.input).toEqual({ key: "c0ffee", indexes: [3] });
    expect(measure).toMatchObject({ kernel: "measure", input: { key: "c0ffee", index: 3 } });
  });

  it("only rows that are not here, each kept by itself", () => {
    const answers: Answers = new Map([[keyOfOwn("row", { key: "c0ffee", index: 1 }), success("known")]]);
    const [asked] = listRows("c0ffee", [0, 1, 4, 9], 5, answers);
    expect(asked!.input).toEqual({ key: "c0ffee", indexes: [0, 4] });
    expect(asked!.unpack!(["a", "b"])).toEqual([
      [keyOfOwn("row", { key: "c0ffee", index: 0 }), "a"],
      [keyOfOwn("row", { key: "c0ffee", index: 4 }), "b"],
    ]);
  });

  it("rows that could not be had are not asked for one by one", () => {
    const lost = failure({ code: "worker-failed", zh: "中断", en: "stopped" });
    const answers: Answers = new Map([[keyOfOwn("row", { key: "c0ffee", index: 0 }), lost]]);
    expect(listRows("c0ffee", [0, 1, 2], 5, answers)).toEqual([]);
  });
});
