import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { walkVersion } from "../../../../src/domain/walk/migrateWalk.ts";
import { numbersOf, parseWalk } from "../../../../src/domain/walk/parseWalk.ts";
import { makeScene, makeWalk } from "./document.ts";

const read = (value: unknown) => parseWalk(JSON.stringify(value));
const refusal = (value: unknown) => {
  const parsed = read(value);
  if (parsed.ok) throw new Error("was accepted");
  return parsed.error;
};

describe("reading a walk", () => {
  it("a walk written and read again is the same", () => {
    const walk = makeWalk();
    expect(read(walk)).toEqual({ ok: true, value: walk });
  });

  it("every kind of figure and number source survives", () => {
    const text = { zh: "字", en: "text" };
    const walk = makeWalk([
      makeScene("a", {
        figures: [
          { kind: "figures", title: text, entries: [{ label: text, number: "towns" }] },
          {
            kind: "bars",
            title: text,
            bars: [{ label: text, number: "minutes", strong: true }],
            target: { label: text, value: 60 },
          },
          {
            kind: "status",
            title: text,
            rows: [{ label: text, dataset: "towns", id: "town-a" }],
            phases: ["before", "after"],
          },
        ],
      }),
    ]);
    const format = { divide: 10, digits: 1, unit: " x" };
    walk.numbers.minutes = {
      source: { kind: "rail", phase: "after", from: "甲", to: "乙" },
      approved: 41.8,
      zh: format,
      en: format,
    };
    walk.numbers.share = {
      source: { kind: "indicator", item: "item-a", comparison: "从前" },
      approved: 5,
      zh: format,
      en: format,
    };
    walk.numbers.area = {
      source: { kind: "answer", kernel: "conflicts", input: { a: [1] }, path: ["totals", 0] },
      approved: 3,
      zh: format,
      en: format,
    };
    walk.numbers.some = {
      source: {
        kind: "features",
        dataset: "towns",
        where: { ids: ["a"], kinds: ["village"], status: { phase: "after", in: ["existing"] } },
        sum: "population",
      },
      approved: 3,
      zh: format,
      en: format,
    };
    expect(read(walk)).toEqual({ ok: true, value: walk });
    expect(new Set(numbersOf(walk.scenes[0]!))).toEqual(new Set(["towns", "minutes"]));
  });

  it.each([
    ["a scene without a title", { ...makeScene("a"), title: { zh: "题" } }, "walk.scenes[1].title.en"],
    ["an unknown field", { ...makeScene("a"), sound: true }, "walk.scenes[1].sound"],
    ["a frame inside out", { ...makeScene("a"), frame: [110, 30, 100, 40] }, "walk.scenes[1].frame"],
    ["a time that is no time", { ...makeScene("a"), targetSeconds: 0 }, "walk.scenes[1].targetSeconds"],
    [
      "a figure of no kind",
      { ...makeScene("a"), figures: [{ kind: "pie" }] },
      "walk.scenes[1].figures[0].kind",
    ],
    ["a figure that is nothing", { ...makeScene("a"), figures: [null] }, "walk.scenes[1].figures[0].kind"],
    ["an id twice", makeScene("first"), "walk.scenes[1].id"],
    [
      "a chart of a number the walk does not have",
      {
        ...makeScene("a"),
        figures: [{ kind: "figures", entries: [{ label: { zh: "数", en: "n" }, number: "none" }] }],
      },
      "walk.scenes[1]",
    ],
    ["a view that is a list", { ...makeScene("a"), view: [] }, "walk.scenes[1].view"],
  ])("%s is refused with its place", (_, scene, place) => {
    const { code, zh, en } = refusal({ ...makeWalk(), scenes: [makeScene("first"), scene] });
    expect(code).toBe("walk-shape");
    expect(zh).toContain(place);
    expect(en).toContain(place);
  });

  it("a newer walk is refused, never half read", () => {
    expect(refusal({ ...makeWalk(), version: walkVersion + 1, scenes: "?" }).code).toBe("walk-newer");
    expect(refusal({ ...makeWalk(), version: undefined }).code).toBe("walk-version");
    expect(refusal([1]).code).toBe("walk-not-object");
    const cut = parseWalk('{"version":1');
    expect(!cut.ok && cut.error.code).toBe("walk-not-json");
  });

  it("what is too large is refused before it is read", () => {
    const large = parseWalk(" ".repeat(4_000_001));
    expect(!large.ok && large.error.code).toBe("walk-too-large");
    const many = makeWalk(Array.from({ length: 401 }, (_, i) => makeScene(`s${i}`)));
    expect(refusal(many).en).toContain("at most 400");
  });

  it("a prototype in the text reaches nothing", () => {
    const text = JSON.stringify(makeWalk()).replace(
      '"version":2',
      '"version":2,"__proto__":{"polluted":true}',
    );
    const parsed = parseWalk(text);
    expect(parsed.ok).toBe(false);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it("any JSON is answered with a walk or a problem, never an exception", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom("scenes", "numbers", "chapters", "title"), (value, key) => {
        expect(() => read(value)).not.toThrow();
        expect(() => read({ ...makeWalk(), [key]: value })).not.toThrow();
        expect(() =>
          read({ ...makeWalk(), scenes: [{ ...makeScene("a"), figures: [value] }] }),
        ).not.toThrow();
      }),
      { numRuns: 200 },
    );
  });
});
