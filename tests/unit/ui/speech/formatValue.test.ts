import { describe, expect, it } from "vitest";
import { formatMeasure, readProperty } from "../../../../src/ui/speech/formatValue.ts";
import { buildSpeech } from "../../../../src/ui/speech/useWords.ts";

const column = { key: "areaSquareKilometres", unit: { zh: "km²", en: "km²" } };

describe("a figure of a feature", () => {
  it("stands with its unit alone where sources agree", () => {
    expect(formatMeasure({ areaSquareKilometres: 1234.5 }, column, buildSpeech("en"))).toBe("1,234.5 km²");
    expect(formatMeasure({}, column, buildSpeech("en"))).toBeUndefined();
  });

  it("is followed by the range of the sources and the remark of the reader's language", () => {
    const properties = {
      areaSquareKilometres: 16.64,
      "areaSquareKilometres:from": 15.85,
      "areaSquareKilometres:to": 29.92,
      "areaSquareKilometres:note:zh": "满湖时",
      "areaSquareKilometres:note:en": "when full",
    };
    expect(formatMeasure(properties, column, buildSpeech("zh"))).toBe("16.64 km²（15.85—29.92；满湖时）");
    expect(formatMeasure(properties, column, buildSpeech("en"))).toBe("16.64 km² (15.85–29.92; when full)");
  });

  it("is said in the reader's language where it is a word", () => {
    const properties = { level: "national", "level:zh": "国家级", "level:en": "National" };
    expect(readProperty(properties, "level", "zh")).toBe("国家级");
    expect(readProperty({ level: "national" }, "level", "zh")).toBe("national");
  });
});
