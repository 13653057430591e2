import { describe, expect, it } from "vitest";
import {
  countSteps,
  findPhaseBefore,
  findShownParts,
  findSwipeAt,
  linesOf,
} from "../../../../src/domain/walk/steps.ts";
import { makeScene } from "./document.ts";

const text = { zh: "图", en: "Chart" };
const bars = { kind: "bars" as const, title: text, bars: [] };
const narration = { zh: "一\n\n二", en: "one\ntwo\nthree" };
const stepped = makeScene("a", { stepped: true, narration, figures: [bars, bars] });

describe("steps within a scene", () => {
  it("are one where the scene comes as a whole, and then all is shown", () => {
    const whole = { ...stepped, stepped: false };
    expect(countSteps(whole)).toBe(1);
    expect(findShownParts(whole, 0)).toEqual({ lines: 3, figures: 2 });
  });

  it("bring one line or chart each, lines first, in as many steps whatever the language", () => {
    expect(countSteps(stepped)).toBe(5);
    const shown = [0, 1, 2, 3, 4].map((step) => findShownParts(stepped, step));
    expect(shown.map(({ lines }) => lines)).toEqual([1, 2, 3, 3, 3]);
    expect(shown.map(({ figures }) => figures)).toEqual([0, 0, 0, 1, 2]);
  });

  it("past the last step stay at it, so that a kept step of a longer scene does no harm", () => {
    expect(findShownParts(stepped, 40)).toEqual({ lines: 3, figures: 2 });
    expect(findShownParts(stepped, -1)).toEqual({ lines: 1, figures: 0 });
  });

  it("leave empty lines out", () => {
    expect(linesOf("一\n\n二\n")).toEqual(["一", "二"]);
    expect(linesOf("")).toEqual([""]);
  });

  it("take the line across first, from all that was before to all that comes after", () => {
    const seen = (at: unknown, view = "swipe") => ({
      ...stepped,
      view: { ...stepped.view, compare: { view, at, others: [stepped.view] } },
    });
    const scene = seen(0.4);
    expect(countSteps(scene)).toBe(7);
    expect([0, 1, 2, 3, 6, 40].map((step) => findSwipeAt(scene, step))).toEqual([1, 0.4, 0, 0, 0, 0]);
    expect([0, 1, 2, 3, 6].map((step) => findShownParts(scene, step))).toEqual([
      { lines: 1, figures: 0 },
      { lines: 1, figures: 0 },
      { lines: 1, figures: 0 },
      { lines: 2, figures: 0 },
      { lines: 3, figures: 2 },
    ]);
    expect(countSteps({ ...scene, stepped: false })).toBe(3);
    expect(findPhaseBefore(scene)).toBe(stepped.view.phase);
    expect(findPhaseBefore(stepped)).toBeUndefined();
    expect(findSwipeAt(seen("wrong"), 1)).toBe(0.5);
    // Other ways of seeing two boards have no line to move.
    expect(countSteps(seen(0.4, "lens"))).toBe(5);
    expect(findSwipeAt(stepped, 1)).toBeUndefined();
  });
});
