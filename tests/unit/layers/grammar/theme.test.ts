import { describe, expect, it } from "vitest";
import { themes, tones } from "../../../../layers/grammar/theme.ts";
import { contrastRatio, differenceCiede2000, simulateLab, visions } from "./colourVision.ts";

/** About four times a just noticeable difference: told apart at a glance, side by side or not. */
const leastDifference = 9;

describe("the difference measure", () => {
  // Pairs 1, 7, 17 and 25 of Sharma, Wu and Dalal 2005, table 1.
  it.each([
    [[50, 2.6772, -79.7751], [50, 0, -82.7485], 2.0425],
    [[50, 0, 0], [50, -1, 2], 2.3669],
    [[50, 2.5, 0], [73, 25, -18], 27.1492],
    [[60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644],
  ] as const)("agrees with the published value for %j and %j", (first, second, published) => {
    expect(differenceCiede2000(first, second)).toBeCloseTo(published, 4);
  });

  it("sees red and green draw together for someone without red cones", () => {
    const apart = differenceCiede2000(simulateLab("#b03030", "normal"), simulateLab("#5a7020", "normal"));
    const seen = differenceCiede2000(simulateLab("#b03030", "protan"), simulateLab("#5a7020", "protan"));
    expect(seen).toBeLessThan(apart / 2);
  });
});

describe.each(Object.values(themes))("the $id theme", (theme) => {
  it.each(visions)("keeps every pair of categories apart for %s vision", (vision) => {
    const close: string[] = [];
    for (const [i, first] of tones.entries()) {
      for (const second of tones.slice(i + 1)) {
        const difference = differenceCiede2000(
          simulateLab(theme.tone[first], vision),
          simulateLab(theme.tone[second], vision),
        );
        if (difference < leastDifference) close.push(`${first} and ${second}: ${difference.toFixed(1)}`);
      }
    }
    expect(close).toEqual([]);
  });

  it("writes with a contrast of at least 4.5 on the sheet and outside it", () => {
    const weak = [theme.text, theme.muted, theme.waterText, theme.natureText].flatMap((colour) =>
      [theme.paper, theme.outside].flatMap((under) =>
        contrastRatio(colour, under) < 4.5 ? [`${colour} on ${under}`] : [],
      ),
    );
    expect(weak).toEqual([]);
  });

  it("draws marks with a contrast of at least 3 on the sheet", () => {
    const weak = [...tones.map((tone) => theme.tone[tone]), theme.accent].filter(
      (colour) => contrastRatio(colour, theme.paper) < 3,
    );
    expect(weak).toEqual([]);
  });
});
