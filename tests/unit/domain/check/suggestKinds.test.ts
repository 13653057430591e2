import { describe, expect, it } from "vitest";
import { suggestKinds } from "../../../../src/domain/check/suggestKinds.ts";

const kinds = [
  { id: "solar", title: { zh: "光伏", en: "Solar power" } },
  { id: "pipeline-gas", title: { zh: "天然气管道", en: "Gas pipeline" } },
  { id: "pipeline-oil", title: { zh: "输油管道", en: "Oil pipeline" } },
  { id: "mining", title: { zh: "采矿", en: "Mining" } },
];

describe("the kinds a column's values name themselves", () => {
  it("takes a title, an id, and a longer name that holds one title alone", () => {
    expect(suggestKinds(["光伏", "SOLAR", "光伏发电项目", "Gas pipeline"], kinds)).toEqual({
      光伏: "solar",
      SOLAR: "solar",
      光伏发电项目: "solar",
      "Gas pipeline": "pipeline-gas",
    });
  });

  it("guesses nothing where two kinds fit, none does or nothing is said", () => {
    expect(suggestKinds(["管道", "酒店", "", "  "], kinds)).toEqual({});
  });
});
