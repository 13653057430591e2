import { readFileSync } from "node:fs";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Board, Selection } from "../../../../src/domain/board/board.ts";
import { mostAlternatives, mostRecords, standardCheck } from "../../../../src/domain/board/checkQuery.ts";
import { buildCheckInput } from "../../../../src/domain/board/checkRequests.ts";
import { findKernel, keyOf } from "../../../../src/domain/board/request.ts";
import type { CheckResult, Conflict } from "../../../../src/domain/check/conflict.ts";
import type { RuleTable } from "../../../../src/domain/check/rules.ts";
import type { PlanFeature } from "../../../../src/domain/plan.ts";
import { failure, success } from "../../../../src/domain/result.ts";
import { showBoard, showLayers, undoEdit } from "../../../../src/state/actions.ts";
import type { AnswersState } from "../../../../src/state/answerEngine.ts";
import { useAnswers } from "../../../../src/state/answersStore.ts";
import { defaultBoard } from "../../../../src/state/board/defaultBoard.ts";
import {
  changeCheck,
  checkFeature,
  clearCheck,
  clearFocus,
  findSides,
  focusConflict,
  pointAtConflict,
  runCheck,
  takeConflict,
} from "../../../../src/state/check/check.ts";
import { useCheck } from "../../../../src/state/check/checkStore.ts";
import { findRunTime, recordRun, writeCheckFile } from "../../../../src/state/check/checkTakeaway.ts";
import {
  buildCheckView,
  findAlternativeResults,
  indexParties,
  readCheckSources,
} from "../../../../src/state/check/checkView.ts";
import {
  beginFromFeature,
  bendAlternative,
  bendOnly,
  copyAlternative,
  drawAlternative,
  findActivity,
  removeAlternative,
  renameAlternative,
} from "../../../../src/state/check/checkWhatIf.ts";
import { buildCumulativeView } from "../../../../src/state/check/cumulativeView.ts";
import { testRule } from "../../../../src/state/check/testRule.ts";
import { useDrawing } from "../../../../src/state/own/drawing.ts";
import { useAtlas } from "../../../../src/state/store.ts";
import { stubWorkers } from "../fakes/workers.ts";

const table = JSON.parse(readFileSync("public/data/rules.json", "utf8")) as RuleTable;
const bbox = [110, 40, 111, 41];
const conflict = (id: string, subject = "rail-lines/a", zone = "nature-reserves/b") =>
  ({
    id,
    subject,
    zone,
    geometry: {
      type: "LineString",
      coordinates: [
        [110, 40],
        [111, 41],
      ],
    },
  }) as unknown as Conflict;
const party = (key: string) => ({ key }) as CheckResult["subjects"][number];
const result = {
  id: "run-1",
  subjects: [party("rail-lines/a")],
  zones: [party("nature-reserves/b")],
  conflicts: [conflict("x"), conflict("y", "own/1", "nature-reserves/c")],
} as unknown as CheckResult;

const { listAsked } = stubWorkers({
  kernels: {
    conflicts: () => success(result),
    conflictFile: () => success({ name: "report.docx", type: "x", bytes: new Uint8Array(1) }),
  },
});
vi.stubGlobal("addEventListener", () => undefined);

const atlas = () => useAtlas.getState();
const check = () => atlas().board.check;
const isShown = (id: string) => atlas().board.layers.some((layer) => layer.id === id && layer.visible);
const [freshCheck, freshDrawing] = [useCheck.getState(), useDrawing.getState()];
beforeEach(() => {
  showBoard(defaultBoard(), { past: [], future: [] });
  useAtlas.setState({ messages: [], highlighted: [], cameraRequest: null });
  useCheck.setState({ ...freshCheck, shipped: table }, true);
  useDrawing.setState(freshDrawing, true);
});

describe("a check", () => {
  it("begins with its conflicts on the map, as one step of undo, and ends without a trace", () => {
    const before = atlas().board;
    runCheck({ zoneKinds: ["farmland"] });
    expect(check()).toMatchObject({ subjects: { kind: "plan" }, zoneKinds: ["farmland"] });
    expect(isShown("conflicts")).toBe(true);
    undoEdit();
    expect(atlas().board).toEqual(before);
    checkFeature({ dataset: "rail-lines", id: "a" });
    expect(check()?.subjects).toEqual({ kind: "features", features: [{ dataset: "rail-lines", id: "a" }] });
    expect(atlas().screen.panel).toBe("check");
    useCheck.setState({ pointed: "x", matrixOpen: true });
    clearCheck();
    expect("check" in atlas().board).toBe(false);
    expect(useCheck.getState()).toMatchObject({ pointed: null, matrixOpen: false });
  });

  it("forgets its focus when it is run anew", () => {
    runCheck();
    changeCheck({ focus: "x" });
    runCheck();
    expect(check()?.focus).toBeNull();
  });

  it("lights a conflict with both its sides, draws their layers and frames it, in one step", () => {
    runCheck();
    showLayers(
      atlas().board.layers.map(({ id }) => id),
      false,
    );
    const before = atlas().board;
    focusConflict(result, "x");
    expect(check()?.focus).toBe("x");
    expect(atlas().highlighted).toEqual([
      { dataset: "rail-lines", id: "a" },
      { dataset: "nature-reserves", id: "b" },
    ]);
    expect(atlas().board.layers.filter(({ visible }) => visible).length).toBeGreaterThanOrEqual(3);
    expect(atlas().cameraRequest?.to).toMatchObject({ bbox });
    undoEdit();
    expect(atlas().board).toEqual(before);
    focusConflict(result, "gone");
    expect(atlas().board).toEqual(before);
  });

  it("lights only what the map has: a side of the reader's own is no feature of the plan", () => {
    expect(findSides(result.conflicts[1]!)).toEqual([{ dataset: "nature-reserves", id: "c" }]);
    pointAtConflict(result, "y");
    expect(atlas().highlighted).toHaveLength(1);
    pointAtConflict(result, null);
    expect(atlas().highlighted).toEqual([]);
  });

  it("takes a click on a conflict into the panel, once", () => {
    runCheck();
    takeConflict("x");
    const { past } = atlas();
    takeConflict("x");
    expect(atlas().past).toBe(past);
    expect(useCheck.getState().pointed).toBe("x");
    expect(atlas().screen.panel).toBe("check");
    clearFocus();
    expect(check()?.focus).toBeNull();
  });
});

describe("what is shown of a check", () => {
  const answersOf = (
    entries: [string, ReturnType<typeof success> | ReturnType<typeof failure>][],
    latest = {},
  ): AnswersState => ({
    answers: new Map(entries as [string, never][]),
    underway: new Map(),
    latest,
  });
  const board: Board = { ...defaultBoard(), check: standardCheck };
  const key = () => keyOf("conflicts", buildCheckInput(board, standardCheck, readCheckSources(table)));

  it("is nothing without a check, and a wait while the rules are on their way", () => {
    const none = answersOf([]);
    expect(buildCheckView(defaultBoard(), useCheck.getState(), none)).toMatchObject({
      result: null,
      isStale: false,
    });
    const problem = { code: "x", zh: "x", en: "x" };
    const waiting = { ...useCheck.getState(), shipped: null, shippedProblem: problem };
    expect(buildCheckView(board, waiting, none)).toEqual({
      result: null,
      isStale: true,
      problem,
      question: null,
    });
  });

  it("is the board's own answer, else the last one marked as not that of the board", () => {
    const view = (state: AnswersState) => buildCheckView(board, useCheck.getState(), state);
    expect(view(answersOf([[key(), success(result)]]))).toMatchObject({
      result,
      isStale: false,
      question: null,
    });
    expect(view(answersOf([["before", success(result)]], { check: "before" }))).toMatchObject({
      result,
      isStale: true,
      question: key(),
    });
    const problem = { code: "x", zh: "x", en: "x" };
    expect(view(answersOf([[key(), failure(problem)]], { check: "before" }))).toMatchObject({
      result: null,
      problem,
    });
  });

  it("of alternatives is each one's own, in their order, and of sums never another question's", () => {
    const alternatives = ["a", "b"].map((id) => ({
      id,
      name: id,
      activity: "rail",
      from: null,
      schematic: false,
      geometry: { type: "Point" as const, coordinates: [110, 40] },
      handles: [],
    }));
    const weighed: Board = { ...board, check: { ...standardCheck, alternatives, cumulativeThreshold: 0.1 } };
    expect(findAlternativeResults(weighed, useCheck.getState(), new Map())).toEqual([null, null]);
    const sums = buildCumulativeView(weighed, useCheck.getState(), answersOf([]));
    expect(sums).toMatchObject({ found: null, problem: null });
    const found = [{ phase: "p" }];
    expect(
      buildCumulativeView(weighed, useCheck.getState(), answersOf([[sums.question!, success(found)]])).found,
    ).toBe(found);
    expect(buildCumulativeView(board, useCheck.getState(), answersOf([])).question).toBeNull();
  });

  it("finds a party by its key", () => {
    expect(indexParties(result).get("nature-reserves/b")).toBe(result.zones[0]);
    expect(indexParties(result)).toBe(indexParties(result));
  });
});

describe("a run on record", () => {
  it("keeps the time it was first seen, once, and the newest records only", () => {
    runCheck();
    const time = findRunTime(check(), result);
    expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    expect(recordRun(result)).toBe(time);
    recordRun(result);
    expect(check()?.records).toEqual([{ id: "run-1", time }]);
    // A board from elsewhere brings the time it was recorded with.
    changeCheck({ records: [{ id: "run-1", time: "2020-01-01T00:00:00Z" }] });
    expect(findRunTime(check(), result)).toBe("2020-01-01T00:00:00Z");
    for (let at = 0; at < mostRecords; at += 1) recordRun({ ...result, id: `other-${at}` });
    expect(check()?.records).toHaveLength(mostRecords);
    expect(check()?.records.some(({ id }) => id === "run-1")).toBe(false);
  });

  it("is a file only once there is a result, made with its time, and leaves nothing in memory", async () => {
    const choices = { figureLimit: 1, arrangement: "by-project" as never, gridEpsg: null, template: null };
    runCheck();
    // The result of another question is shown meanwhile, and never written as that of this one.
    useAnswers.setState({ answers: new Map([["before", success(result)]]), latest: { check: "before" } });
    expect(await writeCheckFile("docx" as never, choices)).toMatchObject({
      error: { code: "check-not-ready" },
    });
    const answers = new Map([
      [
        keyOf("conflicts", buildCheckInput(atlas().board, check()!, readCheckSources(table))),
        success(result),
      ],
    ]);
    const write = async () => {
      useAnswers.setState({ answers });
      return writeCheckFile("docx" as never, choices);
    };
    expect(await write()).toMatchObject({ ok: true, value: { name: "report.docx" } });
    await write();
    const [first, second] = listAsked("conflictFile").map(
      ({ input }) => input as { check: { time: string } },
    );
    expect(first!.check.time).toBe(check()!.records[0]!.time);
    expect(second!.check.time).toBe(first!.check.time);
    const kept = () =>
      [...useAnswers.getState().answers.keys()].filter((each) => each.includes("conflictFile"));
    expect(kept().map(findKernel)).toEqual(["conflictFile"]);
  });
});

describe("a rule that is tried", () => {
  const rule = table.rules[0]!;
  it("is held alone against the board's check; of a selected feature only what concerns it is told", async () => {
    runCheck({ subjects: { kind: "dataset", dataset: "roads" } });
    const all = await testRule(table, { ...rule, enabled: false }, null);
    expect(all.ok && all.value.conflicts).toHaveLength(2);
    expect(listAsked("conflicts").at(-1)?.input).toMatchObject({
      rules: { rules: [{ id: rule.id, enabled: true }] },
    });
    const one: Selection = { dataset: "nature-reserves", id: "c" };
    const about = await testRule(table, rule, one);
    expect(about.ok && about.value.conflicts.map(({ id }) => id)).toEqual(["y"]);
    const kept = [...useAnswers.getState().answers.keys()].filter((each) => each.includes("ruleTest"));
    expect(kept.map(findKernel)).toEqual(["ruleTest"]);
  });

  it("that could not be saved is refused without asking", async () => {
    const before = listAsked("conflicts").length;
    expect(await testRule(table, { ...rule, id: "" }, null)).toMatchObject({ ok: false });
    expect(listAsked("conflicts")).toHaveLength(before);
  });
});

describe("another course", () => {
  const feature = {
    type: "Feature",
    geometry: {
      type: "LineString",
      coordinates: [
        [110, 40],
        [110.5, 40.5],
        [111, 41],
      ],
    },
    properties: { id: "a", kind: "railway", confidence: "schematic" },
  } as unknown as PlanFeature;
  const from: Selection = { dataset: "rail-lines", id: "a" };
  const begin = () => beginFromFeature(from, feature, "railway", { original: "as it is", first: "first" });
  const courses = () => check()?.alternatives.map(({ id, name }) => [id, name]);

  it("begins beside the one there is, of this feature alone, and can be bent", () => {
    begin();
    expect(courses()).toEqual([
      ["course-1", "as it is"],
      ["course-2", "first"],
    ]);
    expect(check()).toMatchObject({ bent: "course-2", subjects: { kind: "features", features: [from] } });
    expect(check()?.alternatives.every(({ schematic }) => schematic)).toBe(true);
    expect(isShown("check-alternatives")).toBe(true);
    expect(atlas().cameraRequest?.to).toMatchObject({ bbox });
    const steps = atlas().past.length;
    for (const longitude of [110.6, 110.7]) bendAlternative("course-2", 1, [longitude, 40.5]);
    expect(atlas().past).toHaveLength(steps + 1);
    const [first, second] = check()!.alternatives;
    expect(first!.geometry).toEqual(feature.geometry);
    expect(JSON.stringify(second!.geometry)).toContain("110.7");
  });

  it("is copied under a free name up to the most there may be, and the last with nothing to compare goes too", () => {
    begin();
    removeAlternative("course-1");
    expect(check()).toMatchObject({ alternatives: [], bent: null });
    begin();
    for (let at = 0; at < mostAlternatives; at += 1) copyAlternative("course-2", `copy ${at}`);
    expect(check()?.alternatives).toHaveLength(mostAlternatives);
    expect(atlas().messages.at(-1)?.text.en).toMatch(/At most 8 courses/);
    removeAlternative("course-3");
    copyAlternative("course-2", "again");
    expect(courses()?.at(-1)).toEqual(["course-3", "again"]);
    expect(check()?.bent).toBe("course-3");
    renameAlternative("course-3", "");
    expect(courses()?.at(-1)).toEqual(["course-3", "course-3"]);
    bendOnly(null);
    expect(check()?.bent).toBeNull();
  });

  it("is drawn beside the others as the same kind of activity, or begins a comparison", () => {
    const names = { original: "o", first: "f", next: "next" };
    const draw = (coordinates: number[][]) => {
      drawAlternative("line", "highway", names);
      useDrawing.getState().taker!({ type: "LineString", coordinates });
    };
    draw([
      [110, 40],
      [111, 41],
    ]);
    expect(courses()).toEqual([
      ["course-1", "o"],
      ["course-2", "f"],
    ]);
    begin();
    draw([
      [112, 40],
      [113, 41],
    ]);
    expect(check()?.alternatives.at(-1)).toMatchObject({
      name: "next",
      activity: "railway",
      from: null,
      schematic: false,
    });
    expect(useDrawing.getState().tool).toBeNull();
  });

  it("is only of what the rules know as an activity and has a shape to bend", () => {
    const entry = table.activityClasses.find(({ kind, level }) => kind !== "*" && level === "")!;
    const known = { ...feature, properties: { ...feature.properties, kind: entry.kind } } as PlanFeature;
    const selection = { dataset: entry.dataset, id: "a" };
    expect(findActivity(table, selection, known)).toBe(entry.kindOf);
    expect(findActivity(table, { dataset: "no-such", id: "a" }, known)).toBeUndefined();
    expect(
      findActivity(table, selection, { ...known, geometry: { type: "GeometryCollection", geometries: [] } }),
    ).toBeUndefined();
    expect(findActivity(null, selection, known)).toBeUndefined();
  });
});
