import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { datasets } from "../../../geodata/catalogue.ts";
import { phaseIds } from "../../../geodata/plan/phases.ts";
import { layers } from "../../../layers/index.ts";
import { UsageError } from "../../../src/cli/command.ts";
import { command, countByPhase } from "../../../src/cli/layers.ts";
import { countColumns, formatTable } from "../../../src/cli/table.ts";
import type { PlanFeature } from "../../../src/domain/plan.ts";

interface Row {
  id: string;
  dataset: string;
  group: string;
  title: { zh: string; en: string };
  counts: Record<string, number>;
  licence: string;
}

const readRows = async () => JSON.parse(String((await command.run(["--format", "json"])).output)) as Row[];

describe("atlas layers", () => {
  it("gives one row a layer, in draw order, with exactly the keys of the contract", async () => {
    const rows = await readRows();
    expect(rows.map(({ id }) => id)).toEqual(
      layers.filter(({ data }) => !("kernel" in data)).map(({ id }) => id),
    );
    for (const row of rows) {
      expect(Object.keys(row)).toEqual(["id", "dataset", "group", "title", "counts", "licence"]);
      expect(Object.keys(row.counts).toSorted()).toEqual([...phaseIds].toSorted());
    }
  });

  it("counts, by reading the files another way, what is not absent in a phase", async () => {
    for (const row of await readRows()) {
      const path = `public/data/${row.dataset}.geojson`;
      if (!existsSync(path)) continue;
      const lines = readFileSync(path, "utf8")
        .split("\n")
        .filter((line) => line.startsWith('{"type":"Feature"'));
      for (const phase of phaseIds) {
        const there = lines.filter((line) => !line.includes(`"status:${phase}":"absent"`));
        expect([row.id, phase, row.counts[phase]]).toEqual([row.id, phase, there.length]);
      }
    }
  });

  it("names the licence the catalogue has for every layer of a dataset", async () => {
    for (const row of await readRows()) {
      const record = datasets.find(({ id }) => id === row.dataset);
      if (record) expect([row.id, row.licence]).toEqual([row.id, record.licence]);
    }
    expect((await readRows()).filter(({ licence }) => licence === "").map(({ id }) => id)).toEqual([]);
  });

  it("counts the layers of the base tiles too", async () => {
    for (const row of (await readRows()).filter(({ dataset }) => dataset === "base"))
      expect([row.id, row.counts["2020"]! > 0]).toEqual([row.id, true]);
  });

  it("leaves out of the count what is absent and keeps what is closed", () => {
    const create = (status: string) => ({ properties: { "status:2020": status } }) as unknown as PlanFeature;
    expect(countByPhase(["existing", "closed", "absent"].map(create))["2020"]).toBe(2);
  });

  it.each([
    [["rail"], /'rail' is not expected here/],
    [["--format", "geojson"], /expected json or table; nearest: json/],
    [["--phase", "2020"], /unknown option --phase; known: --format/],
  ])("refuses %j in one line", async (args, message) => {
    await expect(command.run(args)).rejects.toThrow(UsageError);
    await expect(command.run(args)).rejects.toThrow(message);
  });
});

describe("tables for the terminal", () => {
  it("counts a Chinese character as two columns and a Latin letter as one", () => {
    expect(countColumns("包头Baotou（市）")).toBe(4 + 6 + 6);
  });

  it("aligns, cuts long texts and sets numbers flush right", () => {
    const table = formatTable<[string, string]>(
      [
        { title: "名", text: ([name]) => name, most: 6 },
        { title: "n", text: ([, n]) => n, right: true },
      ],
      [
        ["包头", "7"],
        ["乌兰察布市", "120"],
      ],
    );
    expect(table).toBe(["名       n", "-----  ---", "包头     7", "乌兰…  120"].join("\n"));
  });
});
