import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Walk } from "../../src/domain/walk/walk.ts";

const root = join(import.meta.dirname, "../..");
const sources = ["src", "layers", "geodata/plan"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(tsx?|csv)$/.test(name))
    .map((name) => `${folder}/${name}`),
);
const walk = JSON.parse(readFileSync(join(root, "public/boards/walk.json"), "utf8")) as Walk;
const spoken = (language: "zh" | "en") =>
  walk.scenes.flatMap((scene) => [
    scene.title[language],
    scene.narration[language],
    scene.notes[language],
    ...scene.figures.flatMap((figure) => [
      figure.title?.[language] ?? "",
      ...(figure.kind === "bars"
        ? figure.bars
        : figure.kind === "figures"
          ? figure.entries
          : figure.rows
      ).map((row) => row.label[language]),
    ]),
  ]);

/** Words an official would not write, and what `docs/words.md` has instead. */
const banned = ["期满算总账", "碰头", "和谁做朋友", "枢纽立起来", "带走", "讲者台", "记忆"];

describe("the words people read", () => {
  it.each(banned)("%s is nowhere in what is shown", (word) => {
    const found = sources.filter((file) => readFileSync(join(root, file), "utf8").includes(word));
    expect(found).toEqual([]);
  });

  it("the walk says 地区生产总值 where it means GDP", () => {
    expect(spoken("zh").filter((text) => /(?<!地区生产总|工业总|年)产值/.test(text))).toEqual([]);
    expect(spoken("en").filter((text) => /\b(output|output in 2020)\b/i.test(text))).toEqual([]);
  });

  it("the English of the walk is not translated word by word", () => {
    const stiff = /What lacked was|Two sands|\ba hem\b|the hour holds|memory|beat of|look midway/i;
    expect(spoken("en").filter((text) => stiff.test(text))).toEqual([]);
  });
});
