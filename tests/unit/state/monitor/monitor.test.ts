import { readFileSync } from "node:fs";
import { beforeEach, describe, expect, it } from "vitest";
import { datedPhase, phaseIds } from "../../../../geodata/plan/phases.ts";
import { mostOwnRows } from "../../../../src/domain/board/monitorQuery.ts";
import { sharedGroup, unnamedGroup } from "../../../../src/domain/monitor/countStates.ts";
import { parsePlan } from "../../../../src/domain/plan.ts";
import { failure, success } from "../../../../src/domain/result.ts";
import { showBoard, undoEdit } from "../../../../src/state/actions.ts";
import { defaultBoard } from "../../../../src/state/board/defaultBoard.ts";
import { writeEvaluation } from "../../../../src/state/monitor/evaluationFile.ts";
import {
  compareBoardDays,
  evaluateBoard,
  findAsOf,
  importRowFile,
  loadMonitor,
  readOwnRows,
  removeOwnRows,
  setAsOf,
  setByState,
  setSince,
  writeRows,
} from "../../../../src/state/monitor/monitor.ts";
import { createGrouping, nameGroup } from "../../../../src/state/monitor/monitorGroups.ts";
import { useMonitor } from "../../../../src/state/monitor/monitorStore.ts";
import { useAtlas } from "../../../../src/state/store.ts";
import { stubFetch, stubWorkers } from "../fakes/workers.ts";

const text = readFileSync("public/data/monitor.json", "utf8");
const rules = readFileSync("public/data/rules.json", "utf8");
const plan = parsePlan(readFileSync("public/data/plan.json", "utf8"));
const fresh = useMonitor.getState();
const board = () => useAtlas.getState().board;
const readMessages = () => useAtlas.getState().messages.map(({ text: said }) => said.en);
let answer: (call: { task: string }) => ReturnType<typeof success> = () => success(null);
const effects = { projects: [] };
const { asked } = stubWorkers({
  monitor: (call) => answer(call),
  kernels: { projectEffects: () => success(effects) },
});

beforeEach(async () => {
  showBoard(defaultBoard(), { past: [], future: [] });
  useAtlas.setState({ messages: [], plan: plan.ok ? plan.value : null });
  stubFetch({ "monitor.json": text, "rules.json": rules });
  useMonitor.setState(fresh, true);
  await loadMonitor();
  asked.length = 0;
});
const monitor = () => useMonitor.getState().monitor!;
/** A row in the cells an office would write. */
const row = (id: string) => ({
  row_id: id,
  indicator_id: "output",
  indicator_zh: "产值",
  indicator_en: "Output",
  unit_zh: "亿元",
  unit_en: "CNY 100 million",
  area: monitor().areas.find(({ role }) => role === "city")!.id,
  year: "2023",
  value: "100",
  kind: "actual",
  direction: "up",
  item_ids: "",
  publisher_zh: "统计局",
  confidence: "official",
});
const bringTable = (rows: unknown[], faults: unknown[] = []) => {
  answer = () => success([{ table: "observations", sheet: "指标", rows, faults }]);
  return importRowFile(new File(["x"], "rows.xlsx"));
};

describe("the tables", () => {
  it("are loaded once, and after a failure when asked again", async () => {
    useMonitor.setState(fresh, true);
    const fetched = stubFetch({});
    await loadMonitor();
    expect(useMonitor.getState().loading).toMatchObject({
      kind: "failed",
      problem: { code: "data-unavailable" },
    });
    stubFetch({ "monitor.json": "{" });
    await loadMonitor();
    expect(useMonitor.getState().loading).toMatchObject({ kind: "failed" });
    const again = stubFetch({ "monitor.json": text });
    await Promise.all([loadMonitor(), loadMonitor()]);
    await loadMonitor();
    expect(useMonitor.getState()).toMatchObject({ loading: { kind: "ready" }, source: text });
    expect([fetched.length, again.length]).toEqual([1, 1]);
  });
});

describe("the day of an evaluation", () => {
  it("puts the map in the phase that follows events; the end of the plan is no day of its own", () => {
    showBoard({ ...defaultBoard(), phase: phaseIds.find((id) => id !== datedPhase.id)! });
    setAsOf("2023-06-30");
    expect(board()).toMatchObject({ phase: datedPhase.id, monitor: { asOf: "2023-06-30" } });
    expect(findAsOf(board())).toBe("2023-06-30");
    setAsOf(datedPhase.day);
    expect("monitor" in board()).toBe(false);
    expect(findAsOf(board())).toBe(datedPhase.day);
  });

  it("is one step of undo while it is dragged, and gives another evaluation, each made once", () => {
    for (const day of ["2022-06-30", "2022-07-31", "2022-08-31"]) setAsOf(day);
    expect(useAtlas.getState().past).toHaveLength(1);
    const then = evaluateBoard(board(), monitor());
    expect(then.asOf).toBe("2022-08-31");
    expect(evaluateBoard(board(), monitor())).toBe(then);
    undoEdit();
    expect(evaluateBoard(board(), monitor()).asOf).toBe(datedPhase.day);
  });

  it("is held against an earlier one, never against a later", () => {
    const evaluation = evaluateBoard(board(), monitor());
    expect(compareBoardDays(board(), monitor(), evaluation)).toBeNull();
    setSince("2022-12-31");
    const changed = compareBoardDays(board(), monitor(), evaluation);
    expect(changed).not.toBeNull();
    expect(JSON.stringify(changed)).not.toBe(
      JSON.stringify(compareBoardDays({ monitor: { since: "2025-06-30" } }, monitor(), evaluation)),
    );
    setSince(datedPhase.day);
    expect(compareBoardDays(board(), monitor(), evaluation)).toBeNull();
    setSince(null);
    setByState(true);
    expect(board().monitor).toEqual({ byState: true });
    setByState(false);
    expect("monitor" in board()).toBe(false);
  });
});

describe("an office's rows", () => {
  it("join the board's, each once, and go as they came", async () => {
    await bringTable([row("own-1"), row("own-2")]);
    await bringTable([row("own-2"), row("own-3")], [{ row: 4 }]);
    expect(board().monitor?.observations).toHaveLength(3);
    expect("milestones" in board().monitor!).toBe(false);
    expect(useMonitor.getState().lastImport).toEqual({
      file: "rows.xlsx",
      sheets: [{ sheet: "指标", faults: [{ row: 4 }], taken: 2 }],
    });
    expect(readOwnRows(board().monitor, monitor()).observations.map(({ id }) => id)).toEqual([
      "own-1",
      "own-2",
      "own-3",
    ]);
    removeOwnRows();
    expect("monitor" in board()).toBe(false);
    expect(useMonitor.getState().lastImport).toBeNull();
  });

  it("that are too many are refused with a word, and are no step of undo", async () => {
    await bringTable(Array.from({ length: mostOwnRows + 1 }, (_, at) => ({ id: `own-${at}` })));
    expect(readMessages()).toEqual([`More than ${mostOwnRows} own rows; they were not added`]);
    expect("monitor" in board()).toBe(false);
    expect(useAtlas.getState().past).toEqual([]);
  });

  it("of a file that cannot be read leave the board and the faults before alone", async () => {
    await bringTable([]);
    const { lastImport } = useMonitor.getState();
    answer = () => failure({ code: "x", zh: "坏", en: "broken" }) as never;
    await importRowFile(new File(["x"], "bad.xlsx"));
    expect(readMessages()).toEqual(["broken"]);
    expect(useMonitor.getState().lastImport).toBe(lastImport);
    expect(useAtlas.getState().past).toEqual([]);
  });

  it("are written as they are, and as a template without ids that would take the place of shipped rows", async () => {
    await bringTable([row("own-1")]);
    asked.length = 0;
    answer = () => success(new Uint8Array([1]));
    expect(await writeRows("own")).toMatchObject({ ok: true, value: { name: "monitor-own-rows.xlsx" } });
    expect(await writeRows("template")).toMatchObject({ ok: true, value: { name: "monitor-template.xlsx" } });
    const [own, template] = asked.map(
      ({ input }) => (input as { own: { milestones: { id: string }[]; observations: { id: string }[] } }).own,
    );
    expect(own!.observations.map(({ id }) => id)).toEqual(["own-1"]);
    expect([...template!.milestones, ...template!.observations].map(({ id }) => id)).toEqual(
      Array.from({ length: 6 }, () => ""),
    );
  });
});

describe("a report", () => {
  it("is written of the board's own days and rows, in its language", async () => {
    setAsOf("2023-06-30");
    setSince("2022-06-30");
    answer = () => success({ name: "x.docx", type: "x", bytes: new Uint8Array() });
    asked.length = 0;
    expect(await writeEvaluation("docx")).toMatchObject({ ok: true });
    // What the projects touch is asked first, and goes into the report.
    expect(asked.map(({ task }) => task)).toEqual(["projectEffects", "write"]);
    expect(asked[1]!.input).toMatchObject({
      effects,
      asOf: "2023-06-30",
      since: "2022-06-30",
      monitor: text,
      frame: { language: "zh" },
    });
  });

  it("is not ready before plan and tables are there", async () => {
    useAtlas.setState({ plan: null });
    expect(await writeEvaluation("docx")).toMatchObject({ error: { code: "monitor-not-ready" } });
    useMonitor.setState(fresh, true);
    expect(await writeRows("own")).toMatchObject({ error: { code: "monitor-not-ready" } });
    await importRowFile(new File(["x"], "rows.xlsx"));
    expect(asked).toEqual([]);
  });
});

describe("a group of the scoreboard", () => {
  it("is called as people call it: chapter by number and title, city, body; what none names is said so", () => {
    if (!plan.ok) throw new Error(plan.error.en);
    const [chapter] = plan.value.chapters;
    expect(nameGroup(String(chapter!.chapter), "chapter", monitor(), plan.value).en).toBe(
      `${chapter!.chapter} ${chapter!.title.en}`,
    );
    expect(nameGroup("99", "chapter", monitor(), null)).toEqual({ zh: "99", en: "99" });
    const city = monitor().areas.find(({ role }) => role === "city")!;
    expect(nameGroup(city.id, "city", monitor(), null)).toEqual(city.name);
    expect(nameGroup(sharedGroup, "city", monitor(), null).zh).toBe("几市共有");
    const [written, body] = Object.entries(monitor().bodies).find(([id]) => id !== "")!;
    const { bodyOf, chapterOf } = createGrouping(monitor(), plan.value);
    expect(nameGroup(bodyOf(written), "body" as never, monitor(), null)).toEqual(body);
    expect(nameGroup(unnamedGroup, "body" as never, monitor(), null)).toEqual(monitor().bodies[""]);
    const [item] = plan.value.items;
    expect(chapterOf(item!.id)).toBe(item!.chapter);
    expect(bodyOf("某局")).toBe("某局");
  });
});
