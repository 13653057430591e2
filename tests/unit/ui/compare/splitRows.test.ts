import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Difference } from "../../../../src/domain/compare/listDifferences.ts";
import { splitRows } from "../../../../src/ui/compare/splitRows.ts";

const rows = (lengths: readonly number[]): Difference[] =>
  lengths.map((length, index) => ({
    kind: "opened",
    dataset: "lines",
    id: String(index),
    name: { zh: "线".repeat(length), en: "line ".repeat(length) },
    before: "planned",
    after: "existing",
  }));

describe("the list on paper", () => {
  it("is one page while it is short, and goes on where the maps' page is full", () => {
    expect(splitRows(rows([2, 3]), "zh")).toHaveLength(1);
    expect(splitRows(rows(Array<number>(31).fill(4)), "zh").map((page) => page.length)).toEqual([30, 1]);
  });

  it("takes more room for long names", () => {
    expect(splitRows(rows(Array<number>(30).fill(40)), "zh").length).toBeGreaterThan(1);
  });

  it("loses nothing and keeps its order, whatever it holds", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 400 }), (lengths) => {
        const list = rows(lengths);
        for (const language of ["zh", "en"] as const) expect(splitRows(list, language).flat()).toEqual(list);
      }),
    );
  });
});
