import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wrapText } from "../../../../src/ui/takeaway/paintPanel.ts";

/** A square a Chinese character, half of one a letter. */
const measure = (text: string) => [...text].reduce((sum, letter) => sum + (letter > "⺀" ? 20 : 10), 0);

describe("lines of a panel", () => {
  it("hold the whole text, each no wider than the panel", () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,9}$/), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(words, (list) => {
        const text = list.join(" ");
        const lines = wrapText(text, "en", 200, measure);
        expect(lines.join(" ")).toBe(text);
        for (const line of lines) expect(measure(line)).toBeLessThanOrEqual(200);
      }),
    );
  });

  it("of Chinese never begin with a closing mark", () => {
    const text = "呼和浩特，包头，鄂尔多斯，乌兰察布：四座城市，一条大河。";
    const lines = wrapText(text, "zh", 80, measure);
    expect(lines.join("")).toBe(text);
    expect(lines.length).toBeGreaterThan(4);
    for (const line of lines) expect("，。：".includes(line[0]!)).toBe(false);
  });
});
