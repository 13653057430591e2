import { describe, expect, it } from "vitest";
import type { Plan, PlanItem } from "../../../../src/domain/plan.ts";
import {
  buildOutline,
  findItemRow,
  foldText,
  listFoldable,
  listRows,
} from "../../../../src/ui/plan/outline.ts";

const item = (id: string): PlanItem => ({
  id,
  name: { zh: `名${id}`, en: `Name ${id}` },
  chapter: 1,
  section: 1,
  sectionTitle: "",
  theme: "",
  geometry: "point",
  cities: [],
  status: "",
  yearHint: "",
  statement: { zh: `述${id}`, en: `Statement ${id}` },
  priority: "must",
  features: [],
});
const paragraph = (id: string, items: string[]) => ({ id, text: { zh: `段${id}`, en: `Text ${id}` }, items });
const plan: Plan = {
  title: { zh: "规划", en: "Plan" },
  issued: "",
  period: "",
  outlook: "",
  preface: [paragraph("p0", ["a"])],
  chapters: [
    {
      chapter: 1,
      title: { zh: "首章", en: "First" },
      lead: [paragraph("lead", ["b"])],
      sections: [
        { section: 1, title: { zh: "首节", en: "Rails" }, paragraphs: [paragraph("p1", ["c", "d"])] },
        { section: 2, title: { zh: "次节", en: "Water" }, paragraphs: [paragraph("p2", [])] },
      ],
    },
  ],
  items: ["a", "b", "c", "d"].map(item),
  indicators: [
    {
      item: "c",
      value: 1,
      display: { zh: "1", en: "1" },
      unit: { zh: "个", en: "" },
      year: "2020",
    },
  ],
};
const outline = buildOutline(plan, { zh: "引言", en: "Preface" });
const keys = (expanded: string[], query = "") =>
  listRows(outline, new Set(expanded), query, "en").rows.map((row) => row.key);

describe("the outline", () => {
  it("folded shows the preface and the chapters", () => {
    expect(keys([])).toEqual(["preface", "chapter 1"]);
  });

  it("unfolded shows leads before sections, paragraphs before items", () => {
    expect(keys(listFoldable(outline))).toEqual([
      "preface",
      "paragraph p0",
      "item p0 a",
      "chapter 1",
      "paragraph lead",
      "item lead b",
      "section 1.1",
      "paragraph p1",
      "item p1 c",
      "item p1 d",
      "section 1.2",
      "paragraph p2",
    ]);
  });

  it("a row says its level, place and whether it can be unfolded", () => {
    const { rows } = listRows(outline, new Set(["chapter 1"]), "", "zh");
    expect(rows.map((row) => [row.level, row.position, row.setSize, row.isExpanded])).toEqual([
      [1, 1, 2, false],
      [1, 2, 2, true],
      [2, 1, 3, false],
      [2, 2, 3, false],
      [2, 3, 3, false],
    ]);
    const paragraphRow = listRows(outline, new Set(listFoldable(outline)), "", "zh").rows.at(-1)!;
    expect(paragraphRow.isExpanded).toBeUndefined();
  });

  it("a chapter shows the features of all its items, a paragraph those of its own", () => {
    const { rows } = listRows(outline, new Set(["chapter 1"]), "", "zh");
    expect(rows[1]!.items).toEqual(["b", "c", "d"]);
    expect(rows[2]!.items).toEqual(["b"]);
  });

  it("a search keeps matches and what stands above them, unfolded", () => {
    expect(keys([], "name d")).toEqual(["chapter 1", "section 1.1", "paragraph p1", "item p1 d"]);
    expect(listRows(outline, new Set(), "名d", "en").matches).toBe(1);
    expect(keys([], "nothing like it")).toEqual([]);
  });

  it("a matching title keeps what is below it", () => {
    expect(keys([], "rails")).toContain("section 1.1");
    expect(keys([], "rails")).toContain("paragraph p1");
  });

  it("an item's row is found with all that must be unfolded", () => {
    expect(findItemRow(outline, "d")).toEqual({
      key: "item p1 d",
      above: ["chapter 1", "section 1.1", "paragraph p1"],
    });
    expect(findItemRow(outline, "z")).toBeUndefined();
  });

  it("an item's indicator comes with it", () => {
    const { rows } = listRows(outline, new Set(listFoldable(outline)), "", "zh");
    const row = rows.find((other) => other.key === "item p1 c");
    expect(row?.kind === "item" && row.indicator?.year).toBe("2020");
  });
});

describe("a search of the text", () => {
  it("finds a number however it is written, and keeps the others apart", () => {
    expect(foldText("一小时")).toBe(foldText("1 小时"));
    expect(foldText("１小时通达")).toBe(foldText("一小时通达"));
    expect(foldText("三十分钟")).toBe("30分钟");
    expect(foldText("十二五")).toBe(foldText("12五"));
    expect(foldText("两小时")).toBe(foldText("2小时"));
    expect(foldText("一小时")).not.toBe(foldText("十一小时"));
    expect(foldText("GDP 1.5 万亿")).toBe("gdp1.5万亿");
  });

  it("finds a paragraph by either language, whichever is shown", () => {
    const outline = buildOutline(plan, { zh: "引言", en: "Preface" });
    for (const language of ["zh", "en"] as const) {
      const byChinese = listRows(outline, new Set(), "段p0", language);
      const byEnglish = listRows(outline, new Set(), "text P0", language);
      expect(byChinese.matches).toBeGreaterThan(0);
      expect(byEnglish.rows.map((row) => row.key)).toEqual(byChinese.rows.map((row) => row.key));
    }
  });
});
