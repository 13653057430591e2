import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { command } from "../../../src/cli/check.ts";
import { UsageError } from "../../../src/cli/command.ts";
import type { CheckResult } from "../../../src/domain/check/conflict.ts";
import { changeRule, formatRuleTable } from "../../../src/domain/check/editRules.ts";
import type { RuleTable } from "../../../src/domain/check/rules.ts";

const folder = mkdtempSync(join(tmpdir(), "atlas-check-"));
afterAll(() => rmSync(folder, { recursive: true }));
const save = (name: string, value: unknown) => {
  const path = join(folder, name);
  writeFileSync(path, typeof value === "string" ? value : JSON.stringify(value));
  return path;
};
const collection = (...features: [Record<string, unknown>, object][]) => ({
  type: "FeatureCollection",
  features: features.map(([properties, geometry]) => ({ type: "Feature", properties, geometry })),
});
const route = save(
  "route.geojson",
  collection(
    [
      { 名称: "南线", 活动类别: "road" },
      {
        type: "LineString",
        coordinates: [
          [109.2, 40.6],
          [109.3, 40.2],
        ],
      },
    ],
    [{}, { type: "Point", coordinates: [108.5, 40.3] }],
  ),
);
const run = async (...args: string[]) => {
  const { code, output } = await command.run(args);
  return { code, text: typeof output === "string" ? output : new TextDecoder().decode(output) };
};
const runJson = async (...args: string[]) =>
  JSON.parse((await run(...args, "--format", "json", "--time", "2026-01-01")).text) as CheckResult & {
    imports?: { accepted: boolean }[];
  };

describe("atlas check", () => {
  it("takes names and activities from the file's columns, and the flag for the rest", async () => {
    const result = await runJson(route, "--activity", "renewable");
    expect(result.subjects.map(({ name, kind }) => [name.zh, kind])).toEqual([
      ["南线", "road"],
      ["route.geojson 2", "renewable"],
    ]);
    expect(result.imports).toMatchObject([{ accepted: true }]);
    const zones = result.conflicts
      .filter(({ subject }) => subject.endsWith("feature-1"))
      .map(({ zone }) => zone);
    expect(zones).toContain("rivers/eco-yr-upper");
    expect(zones).toContain("deserts/eco-kubuqi");
  });

  it("checks the whole plan where no file is named, the same bytes each time", async () => {
    const ask = () => run("--format", "json", "--time", "2026-01-01");
    const [one, two] = [await ask(), await ask()];
    expect(one.code).toBe(0);
    expect(one.text).toBe(two.text);
    expect((JSON.parse(one.text) as CheckResult).subjects.length).toBeGreaterThan(200);
  });

  it("tests against the user's own zones too", async () => {
    const square = {
      type: "Polygon",
      coordinates: [
        [
          [109, 40.5],
          [109.4, 40.5],
          [109.4, 40.7],
          [109, 40.7],
          [109, 40.5],
        ],
      ],
    };
    const result = await runJson(
      route,
      "--zones",
      save("zone.geojson", collection([{ name: "自有范围" }, square])),
    );
    expect(result.conflicts.find(({ zoneKind }) => zoneKind === "user-zone")).toBeDefined();
  });

  it("gives a changed rule table its own version", async () => {
    const shipped = JSON.parse(readFileSync("public/data/rules.json", "utf8")) as RuleTable;
    const edited = changeRule(shipped, "river-works-consent", { enabled: false });
    if (!edited.ok) throw new Error(edited.error.en);
    const before = await runJson(route);
    const after = await runJson(route, "--rules", save("rules.json", formatRuleTable(edited.value)));
    expect(after.rulesVersion).not.toBe(before.rulesVersion);
    expect(JSON.stringify(after.conflicts)).not.toContain("river-works-consent");
  });

  it("refuses a bad file with exit 1 and a record, and a bad rule table with exit 1 and the rule", async () => {
    const refused = await run(
      save("bad.geojson", collection([{}, { type: "Point", coordinates: ["x", 1] }])),
    );
    expect(refused.code).toBe(1);
    expect(refused.text).toMatch(/record 1/);
    const shipped = JSON.parse(readFileSync("public/data/rules.json", "utf8")) as RuleTable;
    Object.assign(shipped.rules[2]!.versions[0]!, { verdict: "maybe" });
    const rules = await run(route, "--rules", save("bad-rules.json", shipped));
    expect(rules.code).toBe(1);
    expect(rules.text).toMatch(/Rule 3 .*verdict is 'maybe'/);
  });

  it.each<[string[], RegExp]>([
    [["--phase", "plan2025"], /nearest: plan-2025/],
    [["--format", "jsn"], /nearest: json/],
    [["--activity", "railway"], /nearest: rail/],
    [["--time", "yesterday"], /ISO 8601/],
    [["--figures", "-1"], /whole number/],
    [["/nowhere/at-all.geojson"], /at-all\.geojson/],
  ])("says what is wrong with %j", async (args, message) => {
    await expect(async () => command.run(args)).rejects.toThrow(UsageError);
    await expect(async () => command.run(args)).rejects.toThrow(message);
  });
});
