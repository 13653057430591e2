import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  changePicked,
  mostKeptPicked,
  type PickedGroup,
  parsePicked,
} from "../../../../src/domain/board/picked.ts";

const group = fc.record({
  dataset: fc.constantFrom("rail", "towns", "user-1"),
  ids: fc.uniqueArray(fc.constantFrom("1", "2", "3", "4", "5")),
});
const groups = fc.uniqueArray(group, { selector: ({ dataset }) => dataset });
const keysOf = (selection: readonly PickedGroup[]) =>
  new Set(selection.flatMap(({ dataset, ids }) => ids.map((id) => `${dataset}/${id}`)));

describe("a selection of features", () => {
  it("adds and takes away as sets do, and keeps no empty group", () => {
    fc.assert(
      fc.property(groups, groups, (before, found) => {
        const [a, b] = [keysOf(before), keysOf(found)];
        expect(keysOf(changePicked(before, found, "add"))).toEqual(new Set([...a, ...b]));
        expect(keysOf(changePicked(before, found, "take"))).toEqual(
          new Set([...a].filter((key) => !b.has(key))),
        );
        expect(keysOf(changePicked(before, found, "new"))).toEqual(b);
        for (const mode of ["add", "take", "new"] as const)
          expect(changePicked(before, found, mode).filter(({ ids }) => ids.length === 0)).toEqual([]);
      }),
    );
  });

  it("does not mix places of two contents of a layer", () => {
    const before = [{ dataset: "user-1", ids: ["1", "2"], content: "a" }];
    const found = [{ dataset: "user-1", ids: ["7"], content: "b" }];
    expect(changePicked(before, found, "add")).toEqual(found);
  });

  it("comes back from outside text as it was, less what is none", () => {
    const kept = [
      { dataset: "rail", ids: ["a", "b"] },
      { dataset: "user-1", ids: ["0", "12"], content: "0".repeat(32) },
    ];
    expect(parsePicked(JSON.parse(JSON.stringify(kept)))).toEqual({ query: kept, isWhole: true });
    expect(parsePicked([{ dataset: "rail", ids: ["a", 5, "<b>"] }]).query).toEqual([
      { dataset: "rail", ids: ["a"] },
    ]);
    expect(parsePicked("rail")).toEqual({ query: undefined, isWhole: false });
  });

  it("past what a board keeps is left out whole, and said so", () => {
    const ids = Array.from({ length: mostKeptPicked + 1 }, (_, at) => String(at));
    expect(parsePicked([{ dataset: "user-1", ids }])).toEqual({ query: undefined, isWhole: false });
  });
});
