import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { datasets } from "../../../geodata/catalogue.ts";
import { parseRuleTable } from "../../../src/domain/check/parseRules.ts";
import { listParagraphs, parsePlan } from "../../../src/domain/plan.ts";
import type { RailSource } from "../../../src/domain/rail/railSource.ts";
import { parseWalk } from "../../../src/domain/walk/parseWalk.ts";

const out = mkdtempSync(join(tmpdir(), "second-plan-"));
const plan = "tests/fixtures/plan";
const read = (name: string) => readFileSync(join(out, name), "utf8");

beforeAll(() => {
  execFileSync(process.execPath, ["src/cli/launch.mjs", "geodata", "--plan", plan, "--out", out], {
    env: { ...process.env, ATLAS_GEODATA_OUT: undefined, ATLAS_GEODATA_FACTS: undefined },
  });
});
afterAll(() => rmSync(out, { recursive: true, force: true }));

describe("a second plan in a folder of its own", () => {
  it("is built whole: ten items, one line in two phases, one rule, a walk", () => {
    const outline = parsePlan(read("data/plan.json"));
    if (!outline.ok) throw new Error(outline.error.en);
    expect(outline.value.items).toHaveLength(10);
    expect(listParagraphs(outline.value)).toHaveLength(2);
    const rail = JSON.parse(read("data/rail-network.json")) as RailSource;
    expect(rail.phases).toEqual(["now", "built"]);
    expect(rail.lines.map(({ id, openIn }) => [id, openIn])).toEqual([["qingbai", ["built"]]]);
    const rules = parseRuleTable(read("data/rules.json"));
    expect(rules.ok && rules.value.rules.map(({ id }) => id)).toEqual(["crane-quiet"]);
    const walk = parseWalk(read("boards/walk.json"));
    expect(walk.ok && walk.value.scenes.map(({ id }) => id)).toEqual(["line", "lake"]);
    expect(read("manifest.webmanifest")).toContain('"name": "青白一张图"');
  });

  it("says for itself all that the app asks of a plan", async () => {
    for (const [own, second] of [
      ["geodata/plan/phases.ts", "phases.ts"],
      ["geodata/plan/roles.ts", "roles.ts"],
      ["geodata/catalogue.ts", "catalogue.ts"],
      ["geodata/plan/atlas.json", "atlas.json"],
    ] as const) {
      const asked = Object.keys(await import(join(process.cwd(), own)));
      const said = Object.keys(await import(join(process.cwd(), plan, second)));
      expect(asked.length).toBeGreaterThan(0);
      expect(
        asked.filter((name) => !said.includes(name)),
        second,
      ).toEqual([]);
    }
  });

  it("leaves the words of its kinds as they are committed", () => {
    expect(JSON.parse(readFileSync(join(plan, "kinds.json"), "utf8"))["nature-reserves"]).toEqual({
      "nature-reserve": { zh: "鹤湖保护区", en: "Crane reserve", symbol: "leaf" },
    });
  });

  it("has nothing of the first plan", () => {
    const names =
      /呼和浩特|包头|鄂尔多斯|乌兰察布|呼包鄂|黄河|Hohhot|Baotou|Ordos|Ulanqab|hubaoewu|plan-2025/;
    const files = ["data", "boards"].flatMap((folder) =>
      readdirSync(join(out, folder)).map((name) => `${folder}/${name}`),
    );
    expect(files.length).toBeGreaterThan(10);
    expect(files.filter((name) => names.test(read(name)))).toEqual([]);
    // The search above would find them: the first plan's own files are full of them.
    const first = readFileSync(`public/data/${datasets[1]!.file}`, "utf8");
    expect(first).toMatch(names);
  });
});
