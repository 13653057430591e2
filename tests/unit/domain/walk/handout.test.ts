import { describe, expect, it } from "vitest";
import type { PlanFeatureCollection } from "../../../../src/domain/plan.ts";
import { buildHandout, plainText } from "../../../../src/domain/walk/handout.ts";
import type { NumberData } from "../../../../src/domain/walk/liveNumbers.ts";
import type { LiveNumber, Scene, Walk } from "../../../../src/domain/walk/walk.ts";

const both = (text: string) => ({ zh: text, en: `${text} (en)` });
const lines: PlanFeatureCollection = {
  type: "FeatureCollection",
  features: ["a", "b", "c"].map((id) => ({
    type: "Feature",
    geometry: { type: "Point", coordinates: [110, 40] },
    properties: {
      id,
      "name:zh": id,
      "name:en": id,
      kind: "line",
      items: [],
      confidence: "town",
      source: "hand-made",
      "status:then": "planned",
      "status:now": id === "a" ? "existing" : "under-construction",
    },
  })),
};
const count = (approved: number, dataset = "lines"): LiveNumber => ({
  source: { kind: "features", dataset },
  approved,
  zh: { divide: 1, digits: 0, unit: " 条" },
  en: { divide: 1, digits: 0, unit: " lines" },
});
const scene = (id: string, chapter: number, more: Partial<Scene> = {}): Scene => ({
  id,
  chapter,
  clauses: [{ chapter, section: 1, items: [] }],
  view: { phase: "now", layers: [] },
  frame: null,
  pitch: 0,
  bearing: 0,
  title: both(`title ${id}`),
  narration: both("one {{right}}, two {{wrong}}\nthree"),
  notes: both("note {{right}}"),
  targetSeconds: 30,
  highlights: [],
  figures: [],
  routes: [],
  hidden: false,
  stepped: false,
  ...more,
});
const walk: Walk = {
  version: 2,
  routes: [],
  id: "w",
  title: both("walk"),
  chapters: [
    { chapter: 1, title: both("first") },
    { chapter: 2, title: both("second") },
  ],
  numbers: { right: count(3), wrong: count(7), lost: count(5, "gone") },
  scenes: [
    scene("one", 1),
    scene("two", 2, {
      figures: [
        { kind: "figures", entries: [{ label: both("lines"), number: "right" }] },
        {
          kind: "bars",
          title: both("bars"),
          bars: [
            { label: both("short"), number: "right", strong: true },
            { label: both("long"), number: "lost" },
          ],
          target: { label: both("goal"), value: 10 },
        },
        {
          kind: "status",
          title: both("when"),
          rows: [
            { label: both("A"), dataset: "lines", id: "a" },
            { label: both("none"), dataset: "lines", id: "zzz" },
          ],
          phases: ["then", "now"],
        },
      ],
    }),
    scene("three", 2),
  ],
};
const data: NumberData = { plan: null, datasets: { lines }, rail: null, findAnswerValue: () => undefined };

describe("a handout", () => {
  it("holds the chosen scenes in the walk's order, with their places in the whole", () => {
    const scenes = buildHandout(walk, ["three", "one", "unknown"], "zh", data);
    expect(scenes.map(({ id, number, chapterTitle }) => [id, number, chapterTitle])).toEqual([
      ["one", 1, "first"],
      ["three", 3, "second"],
    ]);
  });

  it("writes numbers out with the data of now and marks those that are not as approved", () => {
    const [first] = buildHandout(walk, ["one"], "zh", data);
    expect(first!.narration).toEqual([
      [{ text: "one " }, { text: "3 条" }, { text: ", two " }, { text: "3 条", changed: true }],
      [{ text: "three" }],
    ]);
    expect(first!.notes).toEqual(["note 3 条"]);
    expect(first!.missingNumbers).toEqual([]);
  });

  it("speaks the language asked for, units and all", () => {
    const [first] = buildHandout(walk, ["one"], "en", data);
    expect(plainText(first!.narration[0]!)).toBe("one 3 lines, two 3 lines");
    expect(first!.title).toBe("title one (en)");
  });

  it("prints a number that cannot be found as approved, marked and named", () => {
    const [second] = buildHandout(walk, ["two"], "zh", data);
    expect(second!.missingNumbers).toEqual(["lost"]);
    const bars = second!.figures[1];
    expect(bars?.kind === "bars" && bars.bars[1]).toMatchObject({ value: "5 条", changed: true });
  });

  it("draws bars against the longest of bars and target", () => {
    const bars = buildHandout(walk, ["two"], "zh", data)[0]!.figures[1];
    if (bars?.kind !== "bars") throw new Error("no bars");
    expect(bars.bars.map(({ share }) => share)).toEqual([0.3, 0.5]);
    expect(bars.target).toEqual({ label: "goal", share: 1, amount: 10 });
    expect(bars.bars.map(({ amount }) => amount)).toEqual([3, 5]);
    expect([bars.unit, bars.digits]).toEqual([" 条", 0]);
    expect(bars.bars.map(({ strong }) => strong)).toEqual([true, false]);
  });

  it("reads what stands when from the features, and nothing where there is no feature", () => {
    const status = buildHandout(walk, ["two"], "zh", data)[0]!.figures[2];
    expect(status).toMatchObject({
      kind: "status",
      rows: [
        { label: "A", statuses: ["planned", "existing"] },
        { label: "none", statuses: ["absent", "absent"] },
      ],
    });
  });
});
