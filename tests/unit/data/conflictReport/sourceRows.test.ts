import { describe, expect, it } from "vitest";
import { buildRecordBlocks } from "../../../../src/data/conflictReport/runRecord.ts";
import type { PictureTrace } from "../../../../src/data/conflictReport/sourceRows.ts";

const raster: PictureTrace = {
  name: "高程",
  kind: "cog",
  address: "https://a.example/heights.tif",
  attribution: "测绘院",
  licence: "",
  phase: { zh: "现状 2020", en: "Base 2020" },
  grainMetres: 30,
  readAt: "2026-01-02T03:04:05.000Z",
  keptAt: "2026-02-03T04:05:06.000Z",
};
const hills: PictureTrace = {
  name: "N40E111.hgt",
  kind: "SRTM",
  address: "",
  attribution: "EGM96",
  licence: "",
  phase: null,
  grainMetres: null,
  readAt: "",
  keptAt: null,
};

describe("what was seen below the plan in a report", () => {
  it.each(["zh", "en"] as const)(
    "is named with address, phase, grain and days, or as not said (%s)",
    (language) => {
      const text = JSON.stringify(
        buildRecordBlocks({ own: [], choices: [], pictures: [raster, hills] }, language),
      );
      for (const part of [
        "高程 (COG)",
        "https://a.example/heights.tif",
        "测绘院",
        raster.phase![language],
        "30",
      ])
        expect(text).toContain(part);
      for (const part of ["N40E111.hgt (SRTM)", "EGM96", language === "zh" ? "未说明" : "not said"])
        expect(text).toContain(part);
      expect(text).toMatch(language === "zh" ? /2026年2月3日/ : /2026/);
    },
  );

  it("is no part of a report that has none", () => {
    const without = JSON.stringify(buildRecordBlocks({ own: [], choices: [] }, "en"));
    expect(without).not.toContain("Pictures below");
  });
});
