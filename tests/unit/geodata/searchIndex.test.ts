import { readFileSync } from "node:fs";
import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import { readShippedFeatures } from "../../../geodata/build/itemFeatures.ts";
import { findRepresentative, spellPinyin } from "../../../geodata/build/searchIndex.ts";
import { findEntries, parseSearchIndex } from "../../../src/domain/search.ts";

const shipped = readShippedFeatures("public/data");
const text = readFileSync("public/data/search.json", "utf8");
const index = parseSearchIndex(text);
if (!index.ok) throw new Error(index.error.en);
const { entries } = index.value;

describe("the search index", () => {
  it("holds every shipped feature and every item, in less than 350 kB", () => {
    const features = [...shipped.values()].reduce((sum, { size }) => sum + size, 0);
    expect(entries).toHaveLength(features + 715);
    expect(Buffer.byteLength(text)).toBeLessThan(350_000);
  });

  it("every entry with a feature has a position, a source and a confidence", () => {
    const bare = entries.filter(
      ({ dataset, lon, lat, confidence, source }) =>
        dataset !== "plan" && (lon === null || lat === null || confidence === null || source === ""),
    );
    expect(bare).toEqual([]);
  });

  it("spells stations as the railway does", () => {
    const rows = Papa.parse<Record<string, string>>(
      readFileSync("geodata/facts/transport/stations.csv", "utf8").trim(),
      { header: true },
    ).data.filter((row) => row.pinyin_12306);
    expect(rows.length).toBeGreaterThan(90);
    const differing = rows
      .map((row) => [row.name_zh, spellPinyin(row.name_zh!).replace(/[ |]/g, ""), row.pinyin_12306])
      .filter(([, ours, theirs]) => ours !== theirs);
    expect(differing).toEqual([]);
  });

  it("spells names with their local readings and keeps breaks and figures", () => {
    expect(spellPinyin("呼和浩特市")).toBe("hu he hao te shi");
    expect(spellPinyin("商都县")).toBe("shang du xian");
    expect(spellPinyin("G6京藏高速（呼和浩特—包头）")).toBe("g6 jing zang gao su|hu he hao te|bao tou");
    expect(spellPinyin("“互办”窗口")).toBe("hu ban|chuang kou");
  });

  it("stands for a line by its middle and for an area by a place inside it", () => {
    const line = findRepresentative({
      type: "LineString",
      coordinates: [
        [110, 40],
        [111, 40],
        [113, 40],
      ],
    });
    expect(line[0]).toBeCloseTo(111.5, 6);
    const horseshoe = [
      [0, 0],
      [3, 0],
      [3, 3],
      [2, 3],
      [2, 1],
      [1, 1],
      [1, 3],
      [0, 3],
      [0, 0],
    ];
    const [x, y] = findRepresentative({ type: "Polygon", coordinates: [horseshoe] }) as [number, number];
    expect(x >= 0 && x <= 3 && y >= 0 && y <= 3 && !(x > 1 && x < 2 && y > 1)).toBe(true);
  });
});

describe("looking up in the shipped index", () => {
  const first = (typed: string) => findEntries(index.value, typed)[0]?.entry;

  it.each([
    ["hhht", "cities", "呼和浩特市"],
    ["huhehaote", "cities", "呼和浩特市"],
    ["hohhot", "cities", "呼和浩特市"],
    ["bt", "cities", "包头市"],
    ["erds", "cities", "鄂尔多斯市"],
    ["eerduosi", "cities", "鄂尔多斯市"],
    ["wlcb", "cities", "乌兰察布市"],
    ["Hohhot East", "stations", "呼和浩特东"],
    ["shangdu", "units", "商都县"],
  ])("'%s' leads to %s %s", (typed, dataset, zh) => {
    expect(first(typed)).toMatchObject({ dataset, name: { zh } });
  });

  it.each([
    ["集大原", "rail-lines", /^集大原/],
    ["岱海", "lakes-wetlands", /^岱海/],
    ["库布其沙漠", "deserts", /^库布其/],
  ])("'%s' leads to %s", (typed, dataset, name) => {
    expect(first(typed)?.dataset).toBe(dataset);
    expect(first(typed)?.name.zh).toMatch(name);
  });

  it("finds every item of the plan by its own Chinese name", () => {
    for (const entry of index.value.entries.filter(({ dataset }) => dataset === "plan")) {
      const hits = findEntries(index.value, entry.name.zh, 50).map((hit) => hit.entry.id);
      expect(hits).toContain(entry.id);
    }
  });
});
