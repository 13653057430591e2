import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { UsageError } from "../../../src/cli/command.ts";
import { command } from "../../../src/cli/items.ts";

interface Row {
  id: string;
  priority: string;
  chapter: number;
  section: number;
  geometry: string;
  features: { dataset: string; id: string }[];
  reason?: string;
}

const run = async (...args: string[]) => {
  const { code, output } = await command.run(args);
  return { code, output: String(output) };
};
const readRows = async (...args: string[]) =>
  JSON.parse((await run("--format", "json", ...args)).output) as Row[];

describe("atlas items", () => {
  it("gives 715 items with exactly the keys of the contract, in the plan's order", async () => {
    const rows = await readRows();
    expect(rows).toHaveLength(715);
    const keys = ["id", "priority", "chapter", "section", "geometry", "features"];
    for (const row of rows) {
      expect(Object.keys(row)).toEqual(row.reason === undefined ? keys : [...keys, "reason"]);
    }
    const inventory = readFileSync("geodata/plan/inventory.csv", "utf8").trimEnd().split("\n").slice(1);
    expect(rows.map(({ id }) => id)).toEqual(inventory.map((line) => line.split(",")[0]));
  });

  it("leaves no spatial item of priority must without feature or reason, and gives a reason only there", async () => {
    const rows = await readRows();
    const spatial = rows.filter(({ geometry }) => geometry !== "non-spatial-indicator");
    const open = spatial.filter(({ features, reason }) => features.length === 0 && !reason);
    expect(open.filter(({ priority }) => priority === "must")).toEqual([]);
    for (const { features, reason, geometry } of rows) {
      if (reason === undefined) continue;
      expect(features).toEqual([]);
      expect(geometry).not.toBe("non-spatial-indicator");
      expect(reason).toMatch(/\p{Script=Han}.* \/ .*[a-z]/u);
    }
  });

  it("filters by priority and chapter", async () => {
    const rows = await readRows("--priority", "must", "--chapter=6");
    expect(rows.length).toBeGreaterThan(50);
    expect(new Set(rows.map((row) => `${row.priority} ${row.chapter}`))).toEqual(new Set(["must 6"]));
  });

  it("writes a table that ends in the counts", async () => {
    const { code, output } = await run("--chapter", "6");
    expect(code).toBe(0);
    expect(output).toMatch(/^id +§ +priority/);
    expect(output).toMatch(/must: \d+ items, \d+ spatial \(\d+ placed, \d+ with a reason, 0 with neither\)/);
  });

  it.each([
    [["--format", "jsn"], /--format is 'jsn', expected json or table; nearest: json/],
    [["--priority", "mst"], /--priority is 'mst', expected must, should, could; nearest: must/],
    [["--chapter", "11"], /--chapter is '11', expected 1 to 10/],
    [["--chapters", "1"], /unknown option --chapters/],
    [["must"], /'must' is not expected here/],
    [["--format"], /--format needs a value/],
  ])("refuses %j in one line", (args, message) => {
    const call = () => command.run(args);
    expect(call).toThrow(UsageError);
    expect(call).toThrow(message);
    try {
      call();
    } catch (error) {
      expect((error as Error).message).not.toContain("\n");
    }
  });
});
