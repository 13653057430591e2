import { describe, expect, it } from "vitest";
import { findBandColours, findRampColour, splitColour } from "../../../../layers/answers/reachColours.ts";
import { themes } from "../../../../layers/grammar/theme.ts";
import { contrastRatio, differenceCiede2000, simulateLab, visions } from "../grammar/colourVision.ts";

const lightness = (colour: string) => simulateLab(colour, "normal")[0];

describe.each(Object.values(themes))("travel time in the $id theme", ({ reach, paper }) => {
  it("goes from light to dark in steps of about equal lightness, so that it reads in black and white", () => {
    const steps = reach.ramp
      .slice(1)
      .map((colour, index) => lightness(reach.ramp[index]!) - lightness(colour));
    expect(Math.min(...steps)).toBeGreaterThan(8);
    expect(Math.max(...steps) / Math.min(...steps)).toBeLessThan(1.7);
  });

  it.each(visions)("keeps neighbouring bands apart for %s vision, as many as there may be", (vision) => {
    const colours = findBandColours(reach.ramp, 6).map((colour) => simulateLab(colour, vision));
    const least = Math.min(...colours.slice(1).map((colour, i) => differenceCiede2000(colours[i]!, colour)));
    // Twice a just noticeable difference; a drawn edge lies between any two as well.
    expect(least).toBeGreaterThan(5);
  });

  it.each(visions)("tells what was gained from what was lost for %s vision", (vision) => {
    const apart = differenceCiede2000(simulateLab(reach.gained, vision), simulateLab(reach.lost, vision));
    expect(apart).toBeGreaterThan(20);
  });

  it("draws edges and origins that stand out on the sheet", () => {
    expect(contrastRatio(reach.edge, paper)).toBeGreaterThan(7);
    expect(contrastRatio(reach.origin, paper)).toBeGreaterThan(3);
  });
});

describe("a ramp", () => {
  it("begins and ends with its own colours and is straight between", () => {
    expect(findRampColour(["#000000", "#ffffff"], 0)).toBe("#000000");
    expect(findRampColour(["#000000", "#ffffff"], 1)).toBe("#ffffff");
    expect(splitColour(findRampColour(["#000000", "#c86432"], 0.5))).toEqual([100, 50, 25]);
  });
});
