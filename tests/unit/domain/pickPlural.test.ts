import { describe, expect, it } from "vitest";
import { pickPlural } from "../../../src/domain/pickPlural.ts";
import { buildSpeechOf } from "../../../src/ui/speech/speech.ts";

describe("the plural", () => {
  it("is for every number but one", () => {
    const said = [0, 1, 1.5, 2, 21, Number.NaN].map((count) => pickPlural(count, "is", "are"));
    expect(said).toEqual(["are", "is", "are", "are", "are", "are"]);
  });

  it("is chosen in a sentence by the number beside it, which Chinese does without", () => {
    const words = { found: ["找到 {count} 处", "{count} {count:place|places} in {where}"] } as const;
    const say = (language: "zh" | "en", count: number) =>
      buildSpeechOf(language, words).word("found", { count, where: "view" });
    expect(say("en", 1)).toBe("1 place in view");
    expect(say("en", 1_200)).toBe("1,200 places in view");
    expect(say("zh", 1)).toBe("找到 1 处");
  });
});
