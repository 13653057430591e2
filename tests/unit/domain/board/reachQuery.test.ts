import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Board } from "../../../../src/domain/board/board.ts";
import { decodeBoard, encodeBoard } from "../../../../src/domain/board/linkBoard.ts";
import { parseBoard } from "../../../../src/domain/board/parseBoard.ts";
import {
  orderCutoffs,
  parseReachQuery,
  type ReachQuery,
  standardQuery,
} from "../../../../src/domain/board/reachQuery.ts";
import {
  dropEdit,
  findEdit,
  parseScenarioEdits,
  putEdit,
} from "../../../../src/domain/board/scenarioEdits.ts";
import type { RailEdit } from "../../../../src/domain/rail/editRail.ts";
import { scope, standard } from "./boardScope.ts";

const query: ReachQuery = {
  ...standardQuery,
  origins: [
    { kind: "station", station: "station-east" },
    { kind: "place", lngLat: [110.5, 40.25], name: { zh: "镇", en: "Town" } },
  ],
  combine: "intersection",
  definition: "door",
  cutoffs: [20, 45],
  focusMinutes: 45,
  soft: true,
  against: { phase: "before", edited: true },
  place: [111, 41],
  route: { columns: "hubs", from: "station-east", to: "hub-a" },
};
const edits: RailEdit[] = [
  { kind: "without-line", line: "new_line" },
  { kind: "trains-per-day", service: "emu-a", trainsPerDay: 3 },
  {
    kind: "link",
    id: "link-1",
    from: "station-a",
    to: "station-b",
    lengthMetres: 90_000,
    speedKmh: 250,
    trainType: "emu",
    trainsPerDay: 16,
  },
];
const board: Board = { ...standard, reach: query, scenario: edits };

describe("the analysis on a board", () => {
  it("comes back the same from a file, without a note", () => {
    const parsed = parseBoard(JSON.stringify(board), scope);
    expect(parsed.ok && parsed.value).toEqual({ board, notes: [] });
  });

  it("comes back the same from a link", () => {
    const code = encodeBoard(board, standard);
    const opened = code.ok ? decodeBoard(code.value, scope) : code;
    expect(opened.ok && opened.value.board).toEqual(board);
  });

  it("is left out of a board that has none", () => {
    const parsed = parseBoard(JSON.stringify(standard), scope);
    expect(parsed.ok && Object.keys(parsed.value.board)).not.toContain("reach");
    expect(parsed.ok && Object.keys(parsed.value.board)).not.toContain("scenario");
  });

  it("says that something was left out, and keeps the rest", () => {
    const text = JSON.stringify({
      ...board,
      reach: { ...query, origins: [...query.origins, { kind: "place", lngLat: [500, 40] }] },
      scenario: [...edits, { kind: "line-speed", line: "x", speedKmh: 9_000 }],
    });
    const parsed = parseBoard(text, scope);
    expect(parsed.ok && parsed.value.board).toEqual(board);
    expect(parsed.ok && parsed.value.notes.map((note) => note.code)).toEqual([
      "board-reach",
      "board-scenario",
    ]);
  });

  it("an unknown phase to compare with is no comparison", () => {
    expect(parseReachQuery({ ...query, against: { phase: "never" } }, scope.phases)).toMatchObject({
      query: { against: null },
      isWhole: false,
    });
  });

  it("whatever JSON it is given, what it keeps it would keep again", () => {
    fc.assert(
      fc.property(
        fc.record({ origins: fc.jsonValue(), cutoffs: fc.jsonValue(), place: fc.jsonValue() }),
        fc.jsonValue(),
        (reach, scenario) => {
          const first = parseReachQuery(reach, scope.phases).query;
          const again = parseReachQuery(JSON.parse(JSON.stringify(first)), scope.phases);
          expect(again.query).toEqual(first);
          expect(again.isWhole).toBe(true);
          const kept = parseScenarioEdits(scenario, scope.phases).edits;
          expect(parseScenarioEdits(kept, scope.phases)).toEqual({ edits: kept, isWhole: true });
        },
      ),
      { numRuns: 200, examples: [[{ origins: {}, cutoffs: false, place: [0, -0] }, {}]] },
    );
  });
});

describe("cut-offs", () => {
  it("are whole minutes in order, each once, from 5 to 180", () => {
    expect(orderCutoffs([90, 30.4, 30, 999, 1, "60"])).toEqual([5, 30, 90, 180]);
  });
  it("are at most six, and none where nothing is a number", () => {
    expect(orderCutoffs([10, 20, 30, 40, 50, 60, 70])).toHaveLength(6);
    expect(orderCutoffs(["a", null])).toBeUndefined();
  });
});

describe("edits of a scenario", () => {
  it("a second edit of the same thing takes the place of the first", () => {
    const faster: RailEdit = { kind: "line-speed", line: "a", speedKmh: 200 };
    const fastest: RailEdit = { kind: "line-speed", line: "a", speedKmh: 300 };
    expect(putEdit([faster, edits[0]!], fastest)).toEqual([fastest, edits[0]]);
  });
  it("switching a line off and moving its opening answer one question", () => {
    const later: RailEdit = { kind: "opening-phase", line: "new_line", phase: "after" };
    expect(putEdit(edits, later)[0]).toEqual(later);
    expect(putEdit(edits, later)).toHaveLength(edits.length);
  });
  it("a removed link takes the edits of its line with it", () => {
    const link = findEdit(edits, "link", "link-1")!;
    const speed: RailEdit = { kind: "line-speed", line: "link-1", speedKmh: 100 };
    expect(dropEdit([...edits, speed], link)).toEqual(edits.slice(0, 2));
  });
});
