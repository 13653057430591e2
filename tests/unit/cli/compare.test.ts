import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { phaseIds } from "../../../geodata/plan/phases.ts";
import { layers } from "../../../layers/index.ts";
import { UsageError } from "../../../src/cli/command.ts";
import { command } from "../../../src/cli/compare.ts";
import type { Board } from "../../../src/domain/board/board.ts";
import { encodeBoard } from "../../../src/domain/board/linkBoard.ts";
import type { PlanFeatureCollection } from "../../../src/domain/plan.ts";

interface Output {
  counts: Record<string, number>;
  differences: { kind: string; dataset: string; id: string; before: string; after: string }[];
}
const run = async (...args: string[]) => String((await command.run(args)).output);
const read = async (...args: string[]) => JSON.parse(await run(...args, "--format", "json")) as Output;

/** Every shipped feature whose status differs, from the files alone. */
function countPairs(left: string, right: string): Record<string, number> {
  const pairs: Record<string, number> = {};
  for (const file of readdirSync("public/data").filter((name) => name.endsWith(".geojson"))) {
    const { features } = JSON.parse(readFileSync(`public/data/${file}`, "utf8")) as PlanFeatureCollection;
    for (const { properties } of features) {
      const pair = `${properties[`status:${left}`]} ${properties[`status:${right}`]}`;
      if (properties[`status:${left}`] !== properties[`status:${right}`])
        pairs[pair] = (pairs[pair] ?? 0) + 1;
    }
  }
  return pairs;
}

const board: Board = {
  version: 1,
  phase: phaseIds[1]!,
  language: "zh",
  theme: "paper",
  layers: layers.map(({ id, shown }) => ({ id, visible: shown, opacity: 1, hidden: [] })),
  selection: null,
  camera: null,
};
const showOnly = (id: string, hidden: string[] = []): Board["layers"] =>
  board.layers.map((layer) => ({
    ...layer,
    visible: layer.id === id,
    hidden: layer.id === id ? hidden : [],
  }));

describe("atlas compare", () => {
  it("lists what the plan wanted by 2025 and what came of it: every status that differs in the files, once", async () => {
    const { counts, differences } = await read("plan-2025", "actual-2025");
    const pairs: Record<string, number> = {};
    for (const { before, after } of differences)
      pairs[`${before} ${after}`] = (pairs[`${before} ${after}`] ?? 0) + 1;
    expect(pairs).toEqual(countPairs("plan-2025", "actual-2025"));
    const opened = (pairs["planned existing"] ?? 0) + (pairs["under-construction existing"] ?? 0);
    expect(counts.opened).toBe(opened);
    expect(counts.delayed).toBeGreaterThan(0);
    expect(new Set(differences.map(({ dataset, id }) => `${dataset}/${id}`)).size).toBe(differences.length);
  });

  it.each(phaseIds)("%s does not differ from itself", async (phase) => {
    expect((await read(phase, phase)).differences).toEqual([]);
  });

  it("compares days of the phase that follows events", async () => {
    const { counts } = await read("actual-2025@2021-01-01", "actual-2025");
    expect(counts.opened).toBeGreaterThan(20);
    expect(counts.delayed).toBe(0);
  });

  it("keeps to the layers and filters of boards, from a file and from a link", async () => {
    const path = join(mkdtempSync(join(tmpdir(), "compare-")), "left.json");
    writeFileSync(path, JSON.stringify({ ...board, layers: showOnly("rail-lines") }));
    const packed = encodeBoard(
      { ...board, phase: phaseIds[2]!, layers: showOnly("rail-lines", ["kind:freight"]) },
      board,
    );
    if (!packed.ok) throw new Error(packed.error.en);
    const link = `https://atlas.example/#b=${packed.value}`;
    const { differences } = await read(path, link);
    expect(new Set(differences.map(({ dataset }) => dataset))).toEqual(new Set(["rail-lines"]));
    const filtered = { ...board, layers: showOnly("rail-lines", ["kind:intercity", "kind:high-speed"]) };
    writeFileSync(path, JSON.stringify(filtered));
    const again = encodeBoard({ ...filtered, phase: phaseIds[2]! }, board);
    if (!again.ok) throw new Error(again.error.en);
    const fewer = (await read(path, `#b=${again.value}`)).differences;
    expect(fewer.length).toBeLessThan(differences.length);
  });

  it("writes a table that ends in the counts, and a CSV of one row a difference", async () => {
    const { counts, differences } = await read("plan-2025", "actual-2025", "--kind", "opened,delayed");
    expect(differences).toHaveLength(counts.opened! + counts.delayed!);
    const table = await run("plan-2025", "actual-2025");
    expect(table).toMatch(/Plan 2025 → Actual 2025: \d+ differences: \d+ opened/);
    const csv = await run("plan-2025", "actual-2025", "--kind", "opened", "--format", "csv");
    expect(csv.split("\r\n").filter((line) => line.startsWith("opened,建成,"))).toHaveLength(counts.opened!);
  });

  it("says what it cannot read", () => {
    const refuse =
      (...args: string[]) =>
      () =>
        command.run(args);
    expect(refuse("plan-2025")).toThrow(UsageError);
    expect(refuse("plan-2026", "2020")).toThrow(/neither a phase.*nearest: plan-2025/);
    expect(refuse("2020@2021-01-01", "2020")).toThrow(/only actual-2025 can be taken on a day/);
    expect(refuse("2020", "actual-2025@2021-13-01")).toThrow(/no day/);
    expect(refuse("2020", "2035", "--kind", "open")).toThrow(/nearest: opened/);
    expect(refuse("2020", "#b=xxxx")).toThrow(/link is incomplete/);
  });
});
