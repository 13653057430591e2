import { describe, expect, it } from "vitest";
import { keyOfRequest, requestsOf } from "../../../../src/domain/board/requestsOf.ts";
import { standard } from "./boardScope.ts";

describe("what a board asks for", () => {
  it("nothing selected asks nothing", () => {
    expect(requestsOf(standard, ["towns"])).toEqual([]);
  });

  it("a selected feature asks for its neighbours within ten kilometres", () => {
    const board = { ...standard, selection: { dataset: "towns", id: "town-1" } };
    expect(requestsOf(board, ["towns", "rails"])).toEqual([
      {
        purpose: "neighbours",
        kernel: "neighboursWithin",
        input: {
          subject: { dataset: "towns", id: "town-1" },
          kilometres: 10,
          datasets: ["towns", "rails"],
        },
      },
    ]);
  });

  it("a selection in a dataset the atlas has not got asks nothing", () => {
    const board = { ...standard, selection: { dataset: "volcanoes", id: "v" } };
    expect(requestsOf(board, ["towns"])).toEqual([]);
  });

  it("the same question has the same key on another board, another question another", () => {
    const keyOf = (id: string, phase: string) =>
      keyOfRequest(requestsOf({ ...standard, phase, selection: { dataset: "towns", id } }, ["towns"])[0]!);
    expect(keyOf("a", "before")).toBe(keyOf("a", "after"));
    expect(keyOf("a", "before")).not.toBe(keyOf("b", "before"));
  });
});
