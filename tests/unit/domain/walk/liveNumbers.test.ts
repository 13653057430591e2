import { describe, expect, it } from "vitest";
import type { Plan, PlanFeatureCollection } from "../../../../src/domain/plan.ts";
import {
  findNumberState,
  formatLiveNumber,
  type NumberData,
  sayNumbers,
  splitNarration,
} from "../../../../src/domain/walk/liveNumbers.ts";
import { readPath } from "../../../../src/domain/walk/readPath.ts";
import type { LiveNumber, NumberSource } from "../../../../src/domain/walk/walk.ts";

const live = (source: NumberSource, approved: number, divide = 1, digits = 0): LiveNumber => ({
  source,
  approved,
  zh: { divide, digits, unit: " 个" },
  en: { divide, digits, unit: "" },
});

const feature = (id: string, kind: string, status: string, people: number) => ({
  type: "Feature",
  geometry: { type: "Point", coordinates: [0, 0] },
  properties: { id, kind, "status:after": status, people },
});
const towns = {
  type: "FeatureCollection",
  features: [
    feature("a", "town", "existing", 1_200),
    feature("b", "town", "planned", 30),
    feature("c", "village", "existing", 5),
  ],
} as unknown as PlanFeatureCollection;
const plan = {
  indicators: [
    { item: "growth", value: 6, comparison: [{ label: { zh: "从前", en: "before" }, value: 4.5 }] },
    { item: "words", value: null },
  ],
} as unknown as Plan;
const data: NumberData = { plan, datasets: { towns }, rail: null, findAnswerValue: () => undefined };

describe("live numbers", () => {
  it("a narration falls into words and numbers, in order", () => {
    expect(splitNarration("共 {{a}}，{{b-1}}。")).toEqual([
      { text: "共 " },
      { number: "a" },
      { text: "，" },
      { number: "b-1" },
      { text: "。" },
    ]);
    expect(splitNarration("{a} {{ }}")).toEqual([{ text: "{a} {{ }}" }]);
  });

  it("features are counted and added up as chosen", () => {
    const state = (source: NumberSource) => findNumberState(live(source, 0), data).value;
    expect(state({ kind: "features", dataset: "towns" })).toBe(3);
    expect(state({ kind: "features", dataset: "towns", where: { kinds: ["town"] } })).toBe(2);
    expect(
      state({ kind: "features", dataset: "towns", where: { status: { phase: "after", in: ["existing"] } } }),
    ).toBe(2);
    expect(state({ kind: "features", dataset: "towns", where: { ids: ["a", "c"] }, sum: "people" })).toBe(
      1_205,
    );
  });

  it("a figure of the plan is read with its second value", () => {
    expect(findNumberState(live({ kind: "indicator", item: "growth" }, 6), data)).toEqual({
      state: "same",
      value: 6,
    });
    expect(
      findNumberState(live({ kind: "indicator", item: "growth", comparison: "从前" }, 4.5, 1, 1), data),
    ).toEqual({ state: "same", value: 4.5 });
  });

  it("a changed value is told, one below the rounding is not", () => {
    const source: NumberSource = { kind: "features", dataset: "towns", where: { ids: ["a"] }, sum: "people" };
    expect(findNumberState(live(source, 1_300, 1_000, 1), data)).toEqual({ state: "changed", value: 1_200 });
    expect(findNumberState(live(source, 1_190, 1_000, 1), data)).toEqual({ state: "same", value: 1_200 });
  });

  it("what is gone is missing, what is not there yet is pending", () => {
    expect(findNumberState(live({ kind: "indicator", item: "gone" }, 1), data).state).toBe("missing");
    expect(findNumberState(live({ kind: "indicator", item: "words" }, 1), data).state).toBe("missing");
    expect(
      findNumberState(
        live({ kind: "features", dataset: "towns", where: { ids: ["z"] }, sum: "people" }, 1),
        data,
      ).state,
    ).toBe("missing");
    expect(findNumberState(live({ kind: "features", dataset: "roads" }, 1), data).state).toBe("pending");
    expect(findNumberState(live({ kind: "rail", phase: "x", from: "a", to: "b" }, 1), data).state).toBe(
      "pending",
    );
    const answer: NumberSource = { kind: "answer", kernel: "k", input: {}, path: ["a"] };
    expect(findNumberState(live(answer, 1), data).state).toBe("pending");
    expect(findNumberState(live(answer, 1), { ...data, findAnswerValue: () => null }).state).toBe("missing");
    expect(findNumberState(live(answer, 7), { ...data, findAnswerValue: () => 7 }).state).toBe("same");
  });

  it("a path leads to a number or to nothing", () => {
    expect(readPath({ a: [{ b: 4 }] }, ["a", 0, "b"])).toBe(4);
    expect(readPath({ a: Int32Array.of(7, 8) }, ["a", 1])).toBe(8);
    expect(readPath({ a: 1 }, ["constructor", "length"])).toBeNull();
    expect(readPath({ a: "1" }, ["a"])).toBeNull();
  });

  it("numbers are written as each language writes them", () => {
    const number = live({ kind: "indicator", item: "growth" }, 0, 10_000, 1);
    expect(formatLiveNumber(number, 10_015_444, "zh")).toBe("1,001.5 个");
    expect(
      formatLiveNumber({ ...number, en: { divide: 1e6, digits: 2, unit: " million" } }, 10_015_444, "en"),
    ).toBe("10.02 million");
  });

  it("on the map are written as they are now, as approved while they are not there, and never invented", () => {
    const numbers = {
      towns: live({ kind: "features", dataset: "towns" }, 2),
      late: live({ kind: "features", dataset: "roads" }, 7),
    };
    const lit = (id: string, number?: string) => ({
      dataset: "towns",
      id,
      ...(number === undefined ? {} : { number }),
    });
    const said = sayNumbers(
      [lit("a", "towns"), lit("b", "late"), lit("c", "unknown"), lit("d")],
      numbers,
      data,
    );
    expect(said.map((feature) => feature.said)).toEqual([
      { zh: "3 个", en: "3" },
      { zh: "7 个", en: "7" },
      undefined,
      undefined,
    ]);
  });
});
