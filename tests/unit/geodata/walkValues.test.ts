import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { mergeObservations } from "../../../src/domain/monitor/mergeRows.ts";
import { parseMonitor } from "../../../src/domain/monitor/monitor.ts";
import type { ObservationRow } from "../../../src/domain/monitor/rows.ts";
import { parseWalk } from "../../../src/domain/walk/parseWalk.ts";
import type { Scene } from "../../../src/domain/walk/walk.ts";

const monitor = parseMonitor(readFileSync("public/data/monitor.json", "utf8"));
const walk = parseWalk(readFileSync("public/boards/walk.json", "utf8"));
if (!monitor.ok || !walk.ok) throw new Error("the shipped data cannot be read");
const measured = mergeObservations(monitor.value.observations, []).rows.filter(
  ({ kind }) => kind === "actual",
);

type Language = "zh" | "en";
const scaleOf: Record<string, number> = {
  "": 1,
  万: 1e4,
  亿: 1e8,
  万亿: 1e12,
  thousand: 1e3,
  million: 1e6,
  billion: 1e9,
  trillion: 1e12,
};

/** How English writes a unit that the rows give in Chinese, with what one of it is worth; else as the rows give it. */
const englishOf: Record<string, readonly (readonly [written: string, worth: number])[]> = {
  "%": [
    ["%", 1],
    ["per cent", 1],
  ],
  元: [["yuan", 1]],
  千瓦: [
    ["GW", 1e6],
    ["MW", 1e3],
    ["kW", 1],
  ],
  千瓦时: [
    ["TWh", 1e9],
    ["GWh", 1e6],
    ["MWh", 1e3],
    ["kWh", 1],
  ],
  平方公里: [
    ["km²", 1],
    ["km2", 1],
    ["square kilometres", 1],
  ],
  立方米: [
    ["m³", 1],
    ["m3", 1],
    ["cubic metres", 1],
  ],
  分钟: [
    ["minutes", 1],
    ["min", 1],
  ],
};

/** A unit of the rows as one and how many: 万千瓦 is ten thousand times 千瓦. */
function readUnit({ unitZh, unitEn }: ObservationRow) {
  const [, many = "", one = ""] = /^(万亿|万|亿|)(.*)$/.exec(unitZh) ?? [];
  const plain = unitEn.replace(/^[\d, ]+(million )?/, "");
  return { times: scaleOf[many]!, one, english: englishOf[one] ?? [[plain, 1] as const] };
}

/** A number typed in a text: what it says, how finely, and the words after it, CNY before it standing for yuan. */
function findTyped(text: string, language: Language) {
  const many = language === "zh" ? "万亿|万|亿|" : "thousand|million|billion|trillion|";
  const pattern = new RegExp(`(CNY )?(?<![\\w.])(\\d[\\d,]*(?:\\.\\d+)?)[\\s ]?(${many})[\\s ]?`, "g");
  const plain = text.replaceAll(/\{\{[^}]*\}\}/g, "＃");
  return [...plain.matchAll(pattern)].map((match) => {
    const [whole, currency, digits = "", times = ""] = match;
    return {
      written: whole.trim(),
      value: Number(digits.replaceAll(",", "")) * scaleOf[times]!,
      step: 10 ** -(digits.split(".")[1]?.length ?? 0) * scaleOf[times]!,
      after: currency ? "yuan" : plain.slice(match.index + whole.length),
    };
  });
}

/** Rows of the evaluation whose value a text types: the same number, to as many digits as are typed, in the same unit. */
function findTypedValues(text: string, language: Language, rows: readonly ObservationRow[]) {
  return findTyped(text, language).flatMap(({ written, value, step, after }) =>
    rows.flatMap((row) => {
      const { times, one, english } = readUnit(row);
      const units = language === "zh" ? [[one, 1] as const] : english;
      const unit = units.find(([name]) => after.toLowerCase().startsWith(name.toLowerCase()));
      const isSame =
        unit !== undefined && Math.abs(value * unit[1] - row.value * times) <= (step * unit[1]) / 2 + 1e-9;
      return isSame ? [`${written} ${unit[0]}: ${row.id}`] : [];
    }),
  );
}

/** Every text of a scene that the room or the presenter reads, the words of its charts among them. */
const textsOf = (scene: Scene, language: Language): string[] => [
  scene.title[language],
  scene.narration[language],
  scene.notes[language],
  ...scene.figures.flatMap((figure) => [
    ...("title" in figure && figure.title ? [figure.title[language]] : []),
    ...(figure.kind === "bars"
      ? [...figure.bars, ...(figure.target ? [figure.target] : [])]
      : figure.kind === "figures"
        ? figure.entries
        : figure.rows
    ).map(({ label }) => label[language]),
  ]),
];

/** The same number and unit by chance, and what it is. Each must still stand in its scene. */
const byChance: readonly { scene: string; row: string; what: string }[] = [
  { scene: "reach-2035", row: "o182", what: "the end of a band of the map" },
];

describe("what was measured, in the words of the walk", () => {
  const found = walk.value.scenes.flatMap((scene) =>
    (["zh", "en"] as const).flatMap((language) =>
      textsOf(scene, language).flatMap((text) =>
        findTypedValues(text, language, measured).map((hit) => ({
          scene: scene.id,
          hit,
          row: hit.split(": ").at(-1)!,
        })),
      ),
    ),
  );
  const isChance = (hit: { scene: string; row: string }) =>
    byChance.some(({ scene, row }) => scene === hit.scene && row === hit.row);

  it("is bound to its row, never typed", () => {
    expect(found.filter((hit) => !isChance(hit))).toEqual([]);
  });

  it.each(byChance)("$scene says the number of $row by chance: $what", (chance) => {
    expect(found.some(({ scene, row }) => scene === chance.scene && row === chance.row)).toBe(true);
  });

  it.each<[string, Language, string, string[]]>([
    ["the row's own unit", "zh", "湖面 49.3 平方公里", ["o071"]],
    ["rounded as it is typed", "zh", "湖面约 49 平方公里", ["o070", "o071"]],
    ["another ten thousand", "zh", "全区 1.35 亿千瓦", ["o073"]],
    ["without a space", "zh", "达到1316.6万人次", ["o089"]],
    ["English watts", "en", "reached 135 GW in 2024", ["o073"]],
    ["English money", "en", "CNY 312.14 billion", ["o032"]],
    ["English money after the number", "en", "312.14 billion yuan", ["o032"]],
    ["an area", "en", "about 49.3 km²", ["o071"]],
    ["the same number in another unit", "zh", "49.3 公里", []],
    ["a live number", "zh", "湖面 {{daihai-area}}", []],
    ["a year", "zh", "2025 年", []],
  ])("finds a typed value: %s", (_, language, text, ids) => {
    const rows = measured.filter(({ id }) => ["o032", "o070", "o071", "o073", "o089"].includes(id));
    expect(findTypedValues(text, language, rows).map((hit) => hit.split(": ").at(-1))).toEqual(ids);
  });
});
