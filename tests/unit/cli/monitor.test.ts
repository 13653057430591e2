import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import { afterAll, describe, expect, it } from "vitest";
import { UsageError } from "../../../src/cli/command.ts";
import { command } from "../../../src/cli/monitor.ts";
import type { ScoreLine } from "../../../src/domain/monitor/countStates.ts";
import type { ProjectJudgement } from "../../../src/domain/monitor/judgeProject.ts";
import { milestoneColumns } from "../../../src/domain/monitor/rows.ts";

const folder = mkdtempSync(join(tmpdir(), "atlas-monitor-"));
afterAll(() => rmSync(folder, { recursive: true }));

const run = async (...args: string[]) => await command.run(args);
const readJson = async (...args: string[]) => {
  const { code, output } = await run("--format", "json", ...args);
  return { code, ...JSON.parse(String(output)) } as {
    code: number;
    asOf: string;
    hash: string;
    faults: { sheet: string; fault: { row: number; column: string } }[];
    score: ScoreLine[];
    projects: ProjectJudgement[];
  };
};

/** A row an office would write, in the columns of the template. */
function writeRows(name: string, rows: Partial<Record<(typeof milestoneColumns)[number], string>>[]) {
  const path = join(folder, name);
  const lines = rows.map((row) => milestoneColumns.map((column) => row[column] ?? "").join(","));
  writeFileSync(path, [milestoneColumns.join(","), ...lines, ""].join("\n"));
  return path;
}
const opened = {
  project_id: "hohhot-baotou-hsr",
  project_zh: "呼包高铁",
  item_ids: "hsr-hohhot-baotou",
  project_en: "Hohhot–Baotou high-speed railway",
  promise_zh: "建成呼包高铁",
  promise_by: "2025",
  event: "opened",
  event_date: "2025-11-30",
  event_zh: "全线开通",
  event_en: "Opened",
  city: "hohhot|baotou",
  publisher_zh: "某局",
  published: "2025-12-01",
  confidence: "official",
  promise_kind: "delivery",
};

describe("atlas monitor", () => {
  it.each(["chapter", "city", "responsible"])("scores all 128 projects by %s", async (by) => {
    const { code, score, projects } = await readJson("--by", by);
    expect(code).toBe(0);
    expect(projects).toHaveLength(128);
    expect(score.reduce((sum, { total }) => sum + total, 0)).toBe(128);
  });

  it("judges by the day it is asked for, and the day is in the key of the data", async () => {
    const [early, late] = [await readJson("--as-of", "2023-01-01"), await readJson("--as-of", "2025-12-31")];
    const stateOf = ({ projects }: typeof early) =>
      projects.find(({ project }) => project === "jining-datong-yuanping-hsr")?.state;
    expect([stateOf(early), stateOf(late)]).toEqual(["on-track", "built"]);
    expect(early.hash).not.toBe(late.hash);
  });

  it("merges an office's rows over the shipped ones and says that they took part", async () => {
    const without = await readJson();
    const with_ = await readJson("--rows", writeRows("rows.csv", [opened]));
    const find = (answer: typeof without) =>
      answer.projects.find(({ project }) => project === opened.project_id)!;
    expect(find(without).state).toBe("not-started");
    expect(find(with_)).toMatchObject({ state: "built", hasOwnRows: true, keptOn: "2025-11-30" });
    expect(with_.projects).toHaveLength(without.projects.length);
  });

  it("answers 1 for a row with a fault, names row and column, and takes the good rows all the same", async () => {
    const path = writeRows("faults.csv", [opened, { ...opened, event_date: "2025-13-40" }]);
    const { code, faults, projects } = await readJson("--rows", path);
    expect(code).toBe(1);
    expect(faults.map(({ fault }) => [fault.row, fault.column])).toContainEqual([3, "event_date"]);
    expect(projects.find(({ project }) => project === opened.project_id)?.state).toBe("built");
  });

  it("writes a table that ends in the day and the key of the data", async () => {
    const { output } = await run("--by", "city");
    expect(String(output)).toContain("承诺项目 128 个：");
    expect(String(output).trimEnd()).toMatch(/as of 2025-12-31 {2}data [0-9a-f]{16}$/);
  });

  it("writes the same report twice, byte for byte, in every format", async () => {
    for (const format of ["csv", "docx", "xlsx"]) {
      const files = ["first", "second"].map((name) => join(folder, `${name}.${format}`));
      for (const file of files) await run("--format", format, "--language", "en", "-o", file);
      const [first, second] = files.map((file) => readFileSync(file));
      expect(first!.equals(second!)).toBe(true);
    }
    const parts = unzipSync(readFileSync(join(folder, "first.docx")));
    const text = strFromU8(parts["word/document.xml"]!);
    expect(text).toContain("As of 2025-12-31");
    // English prose with Chinese marks between its words reads as a fault; the rows' own notes stay as they are.
    expect(text).not.toMatch(/[a-z][、：；][a-z ]/);
  });

  it.each([
    [["--as-of", "yesterday"], "--as-of is 'yesterday'"],
    [["--by", "town"], "expected chapter, city, responsible"],
    [["--format", "pdf"], "--format is 'pdf'"],
    [["--rows", join(folder, "none.csv")], "ENOENT"],
    [["rows.csv"], "goes after --rows"],
  ])("refuses %j with the reason", async (args, reason) => {
    await expect(async () => await run(...args)).rejects.toThrow(reason);
    await expect(async () => await run(...args)).rejects.toBeInstanceOf(UsageError);
  });
});
