import { Geodesic } from "geographiclib-geodesic";
import { describe, expect, it } from "vitest";
import { usualScales } from "../../../src/sheet/paperSizes.ts";
import { buildSheetFrame, type FrameOptions, findFittingScale } from "../../../src/sheet/sheetFrame.ts";
import { findCut, tellCut } from "../../../src/sheet/tellCut.ts";

const extent = [106.5, 37.6, 114.8, 43.4] as const;
const options = (size: FrameOptions["size"], scale: number): FrameOptions => ({
  size,
  scale,
  epsg: 4546,
  extent,
  legendColumns: 1,
});
const cutOf = (title: string, given: FrameOptions) => {
  const frame = buildSheetFrame(given);
  if (!frame.ok) throw new Error(frame.error.en);
  return findCut(title, frame.value, given);
};

describe("what a sheet cuts off", () => {
  it("is measured in millimetres of paper, as the ground is by geodesics", () => {
    const cut = cutOf("Region", options("A0", 500_000))!;
    const high = Geodesic.WGS84.Inverse(extent[1], 111, extent[3], 111).s12! / 500;
    // The box of degrees bows in the grid, so it is a little higher than its middle.
    expect(cut.needed.height).toBeGreaterThan(high);
    expect(cut.needed.height).toBeLessThan(high * 1.06);
    expect(cut.needed.height).toBeGreaterThan(cut.map.height);
  });

  it("is nothing from the scale on that is named as the largest that fits", () => {
    const fitting = findFittingScale(options("A0", 500_000))!;
    for (const scale of usualScales)
      expect(cutOf("Region", options("A0", scale)) === null, `1:${scale}`).toBe(scale >= fitting);
  });

  it("is said in both languages: how much room is missing, and what holds all of it", () => {
    const cut = cutOf("Region", options("A0", 500_000))!;
    const told = tellCut([cut])!;
    const sides = `${Math.round(cut.needed.width)} × ${Math.round(cut.needed.height)}`;
    for (const words of [told.zh, told.en]) {
      expect(words).toContain("Region");
      expect(words).toContain(sides);
      expect(words).toContain("1:1 000 000");
    }
    expect(tellCut([])).toBeNull();
  });

  it("names the sheets of an atlas, and counts those it does not name", () => {
    const cuts = Array.from({ length: 9 }, (_, i) => cutOf(`Sheet-${i + 1}`, options("A4", 500_000))!);
    const { zh, en } = tellCut(cuts)!;
    expect(en).toContain("9 sheets");
    expect(en).toContain("Sheet-6 and 3 more");
    expect(zh).toContain("其中 9 幅");
    expect(zh).toContain("另有 3 幅");
  });
});
