import { describe, expect, it } from "vitest";
import type { Board } from "../../../../src/domain/board/board.ts";
import { standardCheck } from "../../../../src/domain/board/checkQuery.ts";
import { standardQuery } from "../../../../src/domain/board/reachQuery.ts";
import { againstRequest, matrixInput, surfaceRequest } from "../../../../src/domain/board/reachRequests.ts";
import { type Answers, findKernel, keyOf } from "../../../../src/domain/board/request.ts";
import { keyOfNumber, type Page, requestsOf, stillPage } from "../../../../src/domain/board/requestsOf.ts";
import type { RuleTable } from "../../../../src/domain/check/rules.ts";
import type { RailMatrix } from "../../../../src/domain/reach/buildRailMatrix.ts";
import { failure, success } from "../../../../src/domain/result.ts";
import type { AnswerSource } from "../../../../src/domain/walk/readPath.ts";
import type { LiveNumber } from "../../../../src/domain/walk/walk.ts";
import { standard } from "./boardScope.ts";

const none: Answers = new Map();
const page: Page = { ...stillPage, datasets: ["towns"] };
const shipped: RuleTable = {
  schema: 2,
  zoneKinds: [],
  activityKinds: [],
  zoneClasses: [],
  activityClasses: [],
  basinUnits: [],
  rules: [],
  caveat: { zh: "", en: "" },
};
const check = { shipped, find: () => undefined, today: "2026-11-30" };
const surface = {
  seconds: new Uint16Array(1),
  columns: 1,
  rows: 1,
  box: { west: 0, north: 0, east: 1, south: 1 },
};
const reaching = (change: Partial<typeof standardQuery> = {}): Board => ({
  ...standard,
  reach: { ...standardQuery, origins: [{ kind: "station", station: "s" }], ...change },
});
const kernels = (board: Board, here: Page = page, answers = none) =>
  requestsOf(board, here, answers).map(({ kernel }) => kernel);

describe("what a board and its page ask for", () => {
  it("a bare board asks nothing", () => {
    expect(requestsOf(standard, page, none)).toEqual([]);
  });

  it("a selected feature asks for its neighbours within ten kilometres, in the datasets there are", () => {
    const select = (dataset: string) => ({ ...standard, selection: { dataset, id: "town-1" } });
    const input = { subject: { dataset: "towns", id: "town-1" }, kilometres: 10, datasets: ["towns"] };
    expect(requestsOf(select("towns"), page, none)).toEqual([
      { key: keyOf("neighboursWithin", input), kernel: "neighboursWithin", input },
    ]);
    expect(requestsOf(select("volcanoes"), page, none)).toEqual([]);
  });

  it("the same question has the same key on another board, another question another", () => {
    const key = (id: string, phase: string) =>
      requestsOf({ ...standard, phase, selection: { dataset: "towns", id } }, page, none)[0]!.key;
    expect(key("a", "before")).toBe(key("a", "after"));
    expect(key("a", "before")).not.toBe(key("b", "before"));
  });
});

describe("what the reach analysis asks for", () => {
  const key = keyOf("travelMinutes", surfaceRequest(reaching())!);

  it("first the surface, with bands and people in the same call", () => {
    const [frame, ...rest] = requestsOf(reaching(), page, none);
    expect(rest).toEqual([]);
    expect(frame).toMatchObject({ key, kernel: "reachFrame", purpose: "surface", isFleeting: false });
    const parts = frame!.unpack!({ surface, version: "v", bands: "B", summary: "S" });
    expect(parts.map(([part]) => findKernel(part))).toEqual(["travelMinutes", "reachBands", "reachSummary"]);
    expect(parts.map(([, value]) => value)).toEqual([{ surface, version: "v" }, "B", "S"]);
  });

  it("the second round comes with the surface: what it is compared with, then the difference", () => {
    const board = reaching({ against: { phase: "after", edited: true }, view: "ring", place: [110, 40] });
    const asked = kernels(board, page, new Map([[key, success({ surface })]]));
    expect(asked).toEqual([
      "reachFrame",
      "reachBands",
      "reachSummary",
      "travelMinutes",
      "reachRing",
      "reachPath",
    ]);
    const answers: Answers = new Map([
      [key, success({ surface })],
      [keyOf("travelMinutes", againstRequest(board)!), success({ surface })],
    ]);
    expect(kernels(board, page, answers)).toContain("reachDifference");
  });

  it("a surface that failed does not keep the rest waiting", () => {
    const refused: Answers = new Map([[key, failure({ code: "origin-in-water", zh: "水面", en: "water" })]]);
    expect(kernels(reaching({ place: [110, 40] }), page, refused)).toEqual(["reachFrame", "reachPath"]);
  });

  it("a drag asks for nothing but its frames, which leave nothing behind", () => {
    const board = reaching({ place: [110, 40] });
    const answered: Answers = new Map([[key, success({ surface })]]);
    const dragged = { index: 0, lngLat: [111, 41] as [number, number] };
    const asked = requestsOf(board, { ...page, dragged }, answered);
    expect(asked.map(({ kernel, isFleeting }) => [kernel, isFleeting])).toEqual([["reachFrame", true]]);
  });

  it("a moving slider computes nothing: the map colours by it", () => {
    const answered: Answers = new Map([[key, success({ surface })]]);
    const asked = kernels(reaching(), { ...page, movedCutoffs: [45] }, answered);
    expect(asked).toEqual(["reachFrame"]);
  });

  it("who is left behind, and what a change is worth, are asked only by who wants to know", () => {
    const panel = {
      phases: ["before", "after"],
      columns: "hubs",
      lines: [],
      wantsEquity: true,
      wantsWorth: true,
      departures: null,
    } as const;
    const asked = (board: Board) =>
      kernels(board, { ...page, panel }).filter((kernel) => kernel !== "railMatrix");
    const phases = new Set(["reachEquity before", "reachEquity after"]).size;
    // The present phase with its two shifted ones, each phase (the present one is the same question), and the
    // shifted ones of the others.
    expect(asked(standard)).toEqual(new Array<string>(3 + phases + 2 * (phases - 1)).fill("reachEquity"));
    const edited = { ...standard, scenario: [{ kind: "without-line", line: "k" }] as const };
    expect(asked(edited).filter((kernel) => kernel === "reachWorth")).toHaveLength(3);
  });

  it("the open panel asks for every matrix it shows, with an origin or without", () => {
    const panel = {
      phases: ["before", "after"],
      columns: "hubs",
      lines: ["l"],
      wantsEquity: false,
      wantsWorth: false,
      departures: null,
    } as const;
    const inputs = requestsOf(standard, { ...page, panel }, none).map(({ input }) => input);
    expect(inputs).toMatchObject([
      { columns: "hubs" },
      { columns: "cities", scenario: { phase: "before" } },
      { columns: "cities", scenario: { phase: "after" } },
      { columns: "cities", scenario: { edits: [{ kind: "without-line", line: "l" }] } },
    ]);
    const edited = { ...standard, scenario: [{ kind: "without-line", line: "k" }] as const };
    expect(kernels(edited, { ...page, panel })).toHaveLength(5);
  });

  it("a way between two places of the matrix waits for the matrix", () => {
    const board = reaching({
      origins: [],
      definition: "door",
      route: { columns: "hubs", from: "a", to: "b" },
    });
    expect(kernels(board)).toEqual(["railMatrix"]);
    const place = (id: string) => ({
      id,
      name: { zh: id, en: id },
      lngLat: [110, 40] as [number, number],
      stations: [],
    });
    const matrix: RailMatrix = {
      rows: [place("a")],
      columns: [place("b")],
      cells: [],
      targetMinutes: 60,
      version: "v",
    };
    const matrixKey = keyOf("railMatrix", matrixInput(board, board.reach!, board.phase, "hubs"));
    expect(kernels(board, page, new Map([[matrixKey, success(matrix)]]))).toEqual([
      "railMatrix",
      "reachPath",
    ]);
  });
});

describe("what the check asks for", () => {
  const board: Board = { ...standard, check: standardCheck };

  it("nothing before the rules are there", () => {
    expect(requestsOf(board, page, none)).toEqual([]);
    expect(requestsOf(board, { ...page, check }, none)).toMatchObject([
      { kernel: "conflicts", purpose: "check" },
    ]);
  });

  it("the whole plan where something open tells of it, once where the board asks the same", () => {
    const asked = requestsOf(board, { ...page, check, wantsPlanCheck: true }, none);
    expect(asked.map(({ purpose }) => purpose)).toEqual(["check", "check-plan"]);
    expect(new Set(asked.map(({ key }) => key)).size).toBe(1);
    expect(requestsOf(standard, { ...page, check, wantsPlanCheck: true }, none)).toHaveLength(1);
  });
});

describe("what the numbers of a walk ask for", () => {
  const format = { divide: 1, digits: 0, unit: "" };
  const number = (kernel: string, path: string[]): LiveNumber => ({
    source: { kind: "answer", kernel, input: { a: 1 }, path },
    approved: 1,
    zh: format,
    en: format,
  });
  const numbers = [
    number("conflicts", ["total"]),
    number("conflicts", ["rows", "0"]),
    number("other", ["x"]),
  ];

  it("each kernel once, however many numbers are read from its answer", () => {
    const asked = requestsOf(standard, { ...page, numbers }, none);
    expect(asked.map(({ kernel }) => kernel)).toEqual(["conflicts", "other"]);
    expect(asked[0]!.unpack!({ total: 7, rows: [3] }).map(([, value]) => value)).toEqual([7, 3]);
  });

  it("a number that is not there yet is asked for beside one that is", () => {
    const [first, second] = numbers.map(({ source }) => keyOfNumber(source as AnswerSource));
    const answers: Answers = new Map([[first!, success(7)]]);
    expect(requestsOf(standard, { ...page, numbers: numbers.slice(0, 2) }, answers)[0]!.key).toBe(second);
  });
});
