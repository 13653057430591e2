import { strFromU8, unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { buildMonitorReport, type MonitorFrame } from "../../../../src/data/monitorReport/monitorBlocks.ts";
import { writeMonitorFile } from "../../../../src/data/monitorReport/monitorFile.ts";
import {
  findTable,
  listCells,
  readRowFile,
  writeRowCsv,
  writeRowWorkbook,
} from "../../../../src/data/monitorReport/rowFile.ts";
import { hashEvaluation } from "../../../../src/domain/monitor/describeJudgement.ts";
import { evaluatePlan, type Monitor, noOwnRows } from "../../../../src/domain/monitor/monitor.ts";
import type { ReadContext } from "../../../../src/domain/monitor/readRows.ts";
import { milestone, observation, period } from "../../domain/monitor/fixtures.ts";

const monitor: Monitor = {
  period,
  newest: "2026-01-01",
  areas: [
    { id: "north", name: { zh: "北市", en: "North" }, role: "city" },
    { id: "all", name: { zh: "两市", en: "Both" }, role: "whole" },
    { id: "land", name: { zh: "全区", en: "The land" }, role: "outside" },
  ],
  things: {},
  bodies: { "": { zh: "未点名", en: "Not named" }, 甲局: { zh: "甲局", en: "Bureau A" } },
  milestones: [
    milestone({ id: "a", event: "opened", eventDate: "2024-05-06", responsibleZh: "甲局" }),
    milestone({
      id: "b",
      project: "tunnel",
      projectZh: "隧道",
      projectEn: "Tunnel",
      event: "started",
      eventDate: "2022-02",
    }),
    milestone({
      id: "c",
      project: "fund",
      projectZh: "基金",
      projectEn: "Fund",
      event: "",
      eventDate: "",
      evidence: "",
      note: "检索无果",
    }),
  ],
  observations: [
    observation({ id: "t", kind: "target", year: 2025, value: 150, area: "all", binding: "约束性" }),
    observation({ id: "v", year: 2024, value: 120, area: "land" }),
  ],
};
const frame: MonitorFrame = {
  language: "zh",
  planTitle: { zh: "规划", en: "the plan" },
  chapters: [{ chapter: 3, title: { zh: "桥隧", en: "Bridges" } }],
  phaseTitles: {},
  itemChapters: { "item-bridge": 3 },
};
const evaluation = evaluatePlan(monitor, noOwnRows, period.to);
const context: ReadContext = { origin: "own", cities: ["north", "all"], areas: ["north", "all", "land"] };

describe("the evaluation report", () => {
  it("has the parts of an official evaluation in their order, and the day and data on every page", () => {
    const report = buildMonitorReport(evaluation, monitor, frame);
    const headings = report.blocks.flatMap((block) => (block.kind === "heading" ? [block.text] : []));
    expect(headings).toEqual([
      "一、总体情况",
      "二、分章情况",
      "三、分市和责任单位情况",
      "四、项目",
      "五、指标",
      "六、存在的问题",
      "七、没有证据的",
      "八、评价方法",
      "九、资料来源",
    ]);
    expect(report.foot).toContain("2025-12-31");
    expect(report.foot).toContain(hashEvaluation(evaluation));
  });

  it("names for every number the rows it rests on, and lists every row that counts", () => {
    const report = buildMonitorReport(evaluation, monitor, { ...frame, language: "en" });
    const tables = report.blocks.flatMap((block) => (block.kind === "table" ? [block] : []));
    const cells = tables.map(({ rows }) => rows.map((row) => row.map(({ text }) => text)));
    expect(
      cells
        .flat()
        .find(([name]) => name === "Tunnel")
        ?.at(-1),
    ).toBe("b");
    expect(cells.flat().find(([name]) => name === "Output")).toEqual([
      "Output",
      "Both",
      "binding",
      "Not comparable",
      "target 150 CNY 100 million (2025); only other areas were measured: The land 120 CNY 100 million (2024).",
      "t, v",
    ]);
    expect(cells.at(-1)!.map(([id]) => id)).toEqual(["a", "b", "c", "t", "v"]);
  });

  it.each(["docx", "xlsx", "csv", "html"] as const)(
    "writes the same bytes for the same rows as %s",
    (format) => {
      const write = () =>
        writeMonitorFile(evaluatePlan(monitor, noOwnRows, period.to), monitor, frame, format);
      expect(write().bytes).toEqual(write().bytes);
      expect(write().name).toMatch(new RegExp(`^evaluation-2025-12-31-[0-9a-f]{8}\\.${format}$`));
    },
  );

  it("is another file on another day", () => {
    const earlier = writeMonitorFile(evaluatePlan(monitor, noOwnRows, "2024-01-01"), monitor, frame, "csv");
    expect(earlier.bytes).not.toEqual(writeMonitorFile(evaluation, monitor, frame, "csv").bytes);
  });

  it("carries every sheet into the workbook, the rows last", () => {
    const files = unzipSync(writeMonitorFile(evaluation, monitor, frame, "xlsx").bytes);
    const book = strFromU8(files["xl/workbook.xml"]!);
    for (const name of ["四、项目", "七、没有证据的", "milestones", "observations"])
      expect(book).toContain(`name="${name}"`);
  });
});

describe("the office's files", () => {
  const rows = { milestones: monitor.milestones, observations: monitor.observations };

  it("comes back from a workbook and from text as it went", () => {
    const [milestones, observations] = readRowFile("rows.xlsx", writeRowWorkbook(rows), context);
    expect(milestones).toMatchObject({ table: "milestones", faults: [] });
    expect(milestones!.rows).toEqual(monitor.milestones.map((row) => ({ ...row, origin: "own" })));
    expect(observations!.rows).toEqual(monitor.observations.map((row) => ({ ...row, origin: "own" })));
    const [text] = readRowFile("rows.csv", writeRowCsv(listCells(rows).milestones), context);
    expect(text!.rows).toEqual(milestones!.rows);
  });

  it("says where a fault is by the line a spreadsheet shows", () => {
    const cells = listCells(rows).milestones;
    cells[2]![cells[0]!.indexOf("event_date")] = "去年";
    const [file] = readRowFile("rows.csv", writeRowCsv(cells), context);
    expect(file!.faults).toEqual([expect.objectContaining({ row: 3, column: "event_date" })]);
    expect(file!.rows.map(({ id }) => id)).toEqual(["a", "c"]);
  });

  it("refuses a file of something else and one that lacks columns, and says what is wanted", () => {
    const bytes = (text: string) => new TextEncoder().encode(text);
    expect(readRowFile("x.csv", bytes("name,lon\na,1\n"), context)[0]!.faults[0]!.en).toContain(
      "use the template",
    );
    expect(
      readRowFile("x.csv", bytes("project_id,event\nbridge,opened\n"), context)[0]!.faults.map(
        ({ column }) => column,
      ),
    ).toContain("publisher_zh");
    expect(findTable(["indicator_id", "year"])).toBe("observations");
  });
});
