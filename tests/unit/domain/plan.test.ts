import { describe, expect, it } from "vitest";
import {
  countItems,
  findItem,
  findItemsOfFeature,
  findParagraph,
  isSpatial,
  type Plan,
  type PlanItem,
  parsePlan,
} from "../../../src/domain/plan.ts";

const text = (name: string) => ({ zh: `${name}甲`, en: name });

const createItem = (id: string, change: Partial<PlanItem> = {}): PlanItem => ({
  id,
  name: text(id),
  chapter: 1,
  section: 1,
  sectionTitle: "节",
  theme: "rail",
  geometry: "point",
  cities: ["a"],
  status: "planned",
  yearHint: "",
  statement: text(id),
  priority: "must",
  features: [],
  ...change,
});

const plan: Plan = {
  title: text("plan"),
  issued: "2021",
  period: "",
  outlook: "",
  preface: [{ id: "p-0-0-1", text: text("preface"), items: ["a"] }],
  chapters: [
    {
      chapter: 1,
      title: text("one"),
      lead: [{ id: "p-1-0-1", text: text("lead"), items: ["b"] }],
      sections: [
        {
          section: 1,
          title: text("first"),
          paragraphs: [{ id: "p-1-1-1", text: text("p"), items: ["c", "d"] }],
        },
      ],
    },
  ],
  items: [
    createItem("a", { features: [{ dataset: "x", id: "f" }] }),
    createItem("b", { reason: text("because") }),
    createItem("c"),
    createItem("d", {
      geometry: "non-spatial-indicator",
      priority: "could",
      features: [{ dataset: "x", id: "f" }],
    }),
  ],
  indicators: [{ item: "d", value: 1, display: text("1"), unit: text("u"), year: "2020" }],
};

const codeOf = (value: unknown) => {
  const result = parsePlan(typeof value === "string" ? value : JSON.stringify(value));
  return result.ok ? "ok" : `${result.error.code}: ${result.error.en}`;
};

describe("parsePlan", () => {
  it("reads back what was written", () => {
    expect(parsePlan(JSON.stringify(plan))).toEqual({ ok: true, value: plan });
  });

  it("says of a broken text that it is not JSON", () => {
    expect(codeOf("{")).toContain("plan-not-json");
    expect(codeOf("null")).toContain("plan-bad-shape");
    expect(codeOf("[]")).toContain("plan-bad-shape");
  });

  it("names the list and the first entry that is incomplete", () => {
    expect(codeOf({ ...plan, items: undefined })).toContain("no list 'items'");
    const bad = createItem("c", { geometry: "blob" as never });
    expect(codeOf({ ...plan, items: [plan.items[0], bad] })).toContain("items 2 is incomplete");
    expect(codeOf({ ...plan, items: [createItem("c", { name: { zh: "一" } as never })] })).toContain(
      "items 1",
    );
    expect(codeOf({ ...plan, indicators: [{ item: "d", value: "1" }] })).toContain("indicators 1");
    expect(codeOf({ ...plan, chapters: [{ ...plan.chapters[0], sections: [{}] }] })).toContain("chapters 1");
    expect(codeOf({ ...plan, preface: [{ id: "p", text: text("p") }] })).toContain("preface 1");
  });

  it("refuses an outline or an indicator that names an item there is not", () => {
    expect(codeOf({ ...plan, items: plan.items.slice(0, 3) })).toContain("no item 'd'");
    expect(codeOf({ ...plan, indicators: [{ ...plan.indicators[0]!, item: "z" }] })).toContain("no item 'z'");
  });
});

describe("finding in the plan", () => {
  it("finds an item and the paragraph it stands in: preface, lead or section", () => {
    expect(findItem(plan, "c")?.name.en).toBe("c");
    expect(findItem(plan, "z")).toBeUndefined();
    expect(findParagraph(plan, "a")?.chapter).toBeUndefined();
    expect(findParagraph(plan, "b")?.section).toBeUndefined();
    expect(findParagraph(plan, "d")).toMatchObject({ section: { section: 1 }, paragraph: { id: "p-1-1-1" } });
    expect(findParagraph(plan, "z")).toBeUndefined();
  });

  it("finds the items a feature stands for, and only of that dataset", () => {
    expect(findItemsOfFeature(plan, "x", "f").map(({ id }) => id)).toEqual(["a", "d"]);
    expect(findItemsOfFeature(plan, "y", "f")).toEqual([]);
  });

  it("counts what is placed, explained and open by priority", () => {
    expect(plan.items.filter(isSpatial)).toHaveLength(3);
    expect(countItems(plan.items)).toEqual({
      must: { all: 3, spatial: 3, placed: 1, explained: 1, open: 1 },
      should: { all: 0, spatial: 0, placed: 0, explained: 0, open: 0 },
      could: { all: 1, spatial: 0, placed: 0, explained: 0, open: 0 },
    });
  });
});
