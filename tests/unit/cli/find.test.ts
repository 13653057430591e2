import { describe, expect, it } from "vitest";
import { UsageError } from "../../../src/cli/command.ts";
import { command } from "../../../src/cli/find.ts";

interface Hit {
  name: { zh: string; en: string };
  lon: number | null;
  lat: number | null;
  confidence: string | null;
  source: string;
  items: string[];
}

const find = async (...words: string[]) =>
  JSON.parse(String((await command.run([...words, "--format", "json"])).output)) as Hit[];

describe("atlas find", () => {
  it("gives exactly the keys of the contract, best first", async () => {
    const hits = await find("岱海");
    for (const hit of hits)
      expect(Object.keys(hit)).toEqual(["name", "lon", "lat", "confidence", "source", "items"]);
    expect(hits[0]?.name.zh).toMatch(/^岱海/);
    expect(hits[0]?.items).toContain("daihai-restoration");
    expect(hits[0]?.lon).toBeCloseTo(112.66, 1);
    expect(hits[0]?.lat).toBeCloseTo(40.56, 1);
  });

  it.each([
    ["hhht", "呼和浩特市", 111.66, 40.82],
    ["erds", "鄂尔多斯市", 109.78, 39.61],
    ["bt", "包头市", 109.83, 40.66],
    ["wlcb", "乌兰察布市", 113.11, 41.03],
    ["Hohhot East", "呼和浩特东", 111.76, 40.85],
    ["集大原", "集大原高铁", 112.7, 39.4],
  ])("'%s' leads to %s where it lies", async (typed, zh, lon, lat) => {
    const [first] = await find(typed);
    expect(first?.name.zh).toBe(zh);
    expect(Math.abs(first!.lon! - lon)).toBeLessThan(0.5);
    expect(Math.abs(first!.lat! - lat)).toBeLessThan(0.5);
  });

  it("takes a name of several words without quotes", async () => {
    expect((await find("Hohhot", "East"))[0]?.name.en).toBe("Hohhot East");
  });

  it("finds a road by its number and an airport by its code", async () => {
    expect((await find("G65"))[0]?.name.zh).toContain("包茂高速");
    expect((await find("DSN"))[0]?.name.zh).toContain("鄂尔多斯");
  });

  it("aligns a table with Chinese names by terminal columns", async () => {
    const { output } = await command.run(["集宁南"]);
    const lines = String(output).trimEnd().split("\n");
    const columnsBefore = (line: string, mark: RegExp) => {
      const before = line.slice(0, line.search(mark));
      return [...before].reduce(
        (sum, c) => sum + (/[\p{Script=Han}（）“”—·：、]/u.test(c) && !/[—·“”]/.test(c) ? 2 : 1),
        0,
      );
    };
    const head = columnsBefore(lines[0]!, /confidence/);
    for (const line of lines.slice(2)) {
      if (/ (surveyed|town|schematic) /.test(line))
        expect([line, columnsBefore(line, /(surveyed|town|schematic) /)]).toEqual([line, head]);
    }
  });

  it.each([
    [["黄鹤楼黄鹤楼"], /^nothing is called '黄鹤楼黄鹤楼'; nearest: .+/],
    [["qqqqqqq"], /^nothing is called 'qqqqqqq'; nearest: .+/],
    [[], /needs a NAME/],
    [["hhht", "--format", "csv"], /--format is 'csv', expected json or table/],
    [["hhht", "--limit", "3"], /unknown option --limit; known: --format/],
  ])("refuses %j in one line", (args, message) => {
    const call = () => command.run(args);
    expect(call).toThrow(UsageError);
    expect(call).toThrow(message);
  });

  it("names the nearest names of a misspelt one", () => {
    expect(() => command.run(["库布奇沙漠公园"])).toThrow(/nearest: .*库布其/);
  });
});
