import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { buildSpeech } from "../../../../src/ui/speech/useWords.ts";
import { words } from "../../../../src/ui/speech/words.ts";

const folder = join(import.meta.dirname, "../../../../src/ui");
const sources = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((name) => /\.tsx?$/.test(name) && name !== "speech/words.ts")
  .map((name) => readFileSync(join(folder, name), "utf8"));
const blanks = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();

describe("the words of the interface", () => {
  it.each(Object.entries(words))("%s has both languages with the same blanks", (_, [zh, en]) => {
    expect(zh.trim()).toBe(zh);
    expect(en.trim()).toBe(en);
    expect(zh).not.toBe("");
    expect(blanks(zh)).toEqual(blanks(en));
  });

  it("every word is used", () => {
    const text = sources.join("\n");
    expect(Object.keys(words).filter((key) => !new RegExp(`["'.]${key}\\b`).test(text))).toEqual([]);
  });

  it("no component carries Chinese that has no English beside it", () => {
    const components = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
      name.endsWith(".tsx"),
    );
    const stray = components.flatMap((name) => {
      const text = readFileSync(join(folder, name), "utf8").replace(/\bzh: (["`]).*?\1/g, "");
      return (text.match(/[\u4e00-\u9fff]+/g) ?? []).map((word) => `${name}: ${word}`);
    });
    expect(stray).toEqual([]);
  });

  it("English sentences carry no Chinese, and no exclamation in either", () => {
    for (const [zh, en] of Object.values(words)) {
      if (zh !== "English") expect(en).not.toMatch(/[\u4e00-\u9fff]/);
      expect(zh + en).not.toMatch(/[!！]/);
    }
  });
});

describe("speaking", () => {
  it("blanks are filled, numbers by the language's habit", () => {
    expect(buildSpeech("zh").word("rowsShown", { shown: 1200, total: 3400 })).toBe("1,200 / 3,400 行");
    expect(buildSpeech("en").word("rowsShown", { shown: 12, total: 34 })).toBe("12 of 34 rows");
  });

  it("distances have a sensible unit and precision", () => {
    const { distance } = buildSpeech("en");
    expect([distance(12), distance(873), distance(949), distance(951), distance(9_876)]).toEqual([
      "0 m",
      "850 m",
      "950 m",
      "1 km",
      "9.9 km",
    ]);
    expect(buildSpeech("zh").distance(2_340)).toBe("2.3 公里");
  });
});
