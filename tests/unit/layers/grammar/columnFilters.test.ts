import { featureFilter } from "@maplibre/maplibre-gl-style-spec";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildColumnFilter } from "../../../../layers/grammar/columnFilters.ts";
import { passesFilter } from "../../../../layers/grammar/evaluateFilter.ts";
import {
  type ColumnCondition,
  filterOperators,
  isComplete,
  parseColumnFilter,
  passesConditions,
} from "../../../../src/domain/board/columnFilter.ts";

const texts = ["", "8", "8.0", "G6", "g6", "包头", "true", "-3.5", " "];
const cell = fc.oneof(
  fc.constantFrom<unknown>(null, undefined, true, false, ...texts),
  fc.constantFrom(-3.5, 0, 7.999, 8, 8.001, 1e6),
);
const condition: fc.Arbitrary<ColumnCondition> = fc
  .record({
    column: fc.constantFrom("a", "b"),
    operator: fc.constantFrom(...filterOperators),
    value: fc.constantFrom(...texts, "0", "包"),
    to: fc.constantFrom("7", "9", "1e3"),
  })
  .filter(isComplete);
const byMap = (filter: readonly ColumnCondition[], properties: Record<string, unknown>) =>
  featureFilter(buildColumnFilter(filter), "layers[0].filter").filter(
    { zoom: 5 },
    { type: 1, properties: properties as Record<string, string>, geometry: [] },
  );

describe("a filter by columns", () => {
  it("lets the same features through in the map's own evaluator, in the legend's and in the table's", () => {
    fc.assert(
      fc.property(
        fc.array(condition, { maxLength: 3 }),
        fc.record({ a: cell, b: cell }),
        (filter, { a, b }) => {
          const properties = Object.fromEntries(
            Object.entries({ a, b }).filter(([, value]) => value !== undefined),
          );
          const expected = byMap(filter, properties);
          expect(passesConditions(properties, filter)).toBe(expected);
          expect(passesFilter(buildColumnFilter(filter), { properties, geometryType: "Point" })).toBe(
            expected,
          );
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ["equals", "8", undefined, [8, "8"], [8.001, "08", null]],
    ["differs", "8", undefined, [7, "08", null], [8, "8"]],
    ["contains", "G6", undefined, ["京藏高速 G6", "g65"], ["G7", null, 6]],
    ["below", "8", undefined, [7.99, -1], [8, "7", null]],
    ["atMost", "8", undefined, [8], [8.01]],
    ["above", "8", undefined, [8.01], [8, "9"]],
    ["atLeast", "8", undefined, [8], [7.99]],
    ["between", "2", "8", [2, 5, 8], [1.99, 8.01, "5"]],
    ["empty", "", undefined, [null, ""], [0, " ", false]],
    ["filled", "", undefined, [0, "x"], [null, ""]],
  ] as const)("%s %s", (operator, value, to, inside, outside) => {
    const filter = [{ column: "a", operator, value, ...(to ? { to } : {}) }];
    expect(inside.filter((a) => !passesConditions({ a }, filter))).toEqual([]);
    expect(outside.filter((a) => passesConditions({ a }, filter))).toEqual([]);
  });

  it("an unfinished condition takes nothing away and is not kept", () => {
    const unfinished = [{ column: "a", operator: "below" as const, value: "many" }];
    expect(passesConditions({ a: 1 }, unfinished)).toBe(true);
    expect(parseColumnFilter(unfinished)).toEqual([]);
    expect(parseColumnFilter([{ column: "a", operator: "evil", value: "1" }, 5])).toEqual([]);
    const kept = [{ column: "a", operator: "between", value: "1", to: "2" }];
    expect(parseColumnFilter(JSON.parse(JSON.stringify(kept)))).toEqual(kept);
  });
});
