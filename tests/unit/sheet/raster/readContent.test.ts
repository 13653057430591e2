import { readFileSync } from "node:fs";
import { join } from "node:path";
import { inflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { SheetFont } from "../../../../src/sheet/pdf/sheetFont.ts";
import { type PageItem, readContent } from "../../../../src/sheet/raster/readContent.ts";
import { sheetFontFiles } from "../../../../src/sheet/sheetData.ts";

const root = join(import.meta.dirname, "../../../../public");
const font = (file: string) => new SheetFont("test", new Uint8Array(readFileSync(join(root, file))));
const fonts = { F0: font(sheetFontFiles.regular), F1: font(sheetFontFiles.strong) };
const stock = {
  drawings: new Map([
    ["D0", { content: "q 1 0 0 1 0 0 cm 1 0 0 rg 0 0 4 4 re f* Q", box: [4, 4] as const }],
    ["D1", { content: "q 1 0 0 1 0 0 cm 1 0 0 rg 0 0 9 4 re f* Q", box: [4, 4] as const }],
  ]),
  patterns: new Map(),
  fonts,
};
const read = (content: string) => readContent(content, stock);
const paints = (items: readonly PageItem[]) => items.filter((item) => item.kind === "paint");

describe("the content of a page", () => {
  it("comes to paths in points, under every transformation around them", () => {
    const [item] = paints(read("q 2 0 0 -2 10 100 cm q 0.5 0 0 0.5 1 1 cm 0 0 5 5 re f* Q Q"));
    expect(item!.box).toEqual([12, 93, 17, 98]);
    expect(item!.rule).toBe("evenodd");
  });

  it("strokes as wide as the transformation makes it, with its dashes", () => {
    const [item] = paints(read("q 0 0 1 RG 2 w 1 J 1 j [3 1] 0 d 3 0 0 3 0 0 cm 0 0 m 10 0 l S Q"));
    expect(item!.stroke).toEqual({ colour: [0, 0, 1], width: 6, dash: [9, 3], cap: "round", join: "round" });
    expect(item!.fill).toBeNull();
  });

  it("ends a clip and an opacity where the state is restored, and not before", () => {
    const items = read("q 0 0 9 9 re W n q /A0_42 gs 0 0 1 1 re f* Q 0 0 1 1 re f* Q 0 0 1 1 re f*");
    expect(items.map(({ kind }) => kind)).toEqual(["clip", "paint", "paint", "unclip", "paint"]);
    expect(paints(items).map(({ alpha }) => alpha)).toEqual([0.42, 1, 1]);
  });

  it("places drawings with the opacity they are placed in, clipped only where they leave their box", () => {
    const items = read("q /A0_5 gs 2 0 0 -2 10 100 cm /D0 Do Q q 2 0 0 -2 10 100 cm /D1 Do Q");
    expect(items.map(({ kind }) => kind)).toEqual(["paint", "clip", "paint", "unclip"]);
    expect(paints(items)[0]).toMatchObject({ alpha: 0.5, box: [10, 92, 18, 100], fill: [1, 0, 0] });
  });

  it("passes over marks for readers, whatever text they carry", () => {
    expect(
      read("/Span << /ActualText <FEFF0041> >> BDC /OC /G0 BDC EMC EMC /P << /MCID 3 >> BDC EMC"),
    ).toEqual([]);
  });

  it("refuses an operator it does not know rather than drawing another page", () => {
    expect(() => read("0 0 m 1 1 l b*")).toThrow("'b*'");
  });

  it("writes each letter a width further, along the line of writing", () => {
    const [one] = paints(read(`BT 1 0 0 1 0 0 Tm /F0 10 Tf ${fonts.F0.encode("国")} Tj ET`));
    const [two] = paints(read(`BT 1 0 0 1 0 0 Tm 2 Tc /F0 10 Tf ${fonts.F0.encode("国国")} Tj ET`));
    expect(two!.box[0]).toBeCloseTo(one!.box[0], 6);
    expect(two!.box[2]).toBeCloseTo(one!.box[2] + 12, 6);
    const [turned] = paints(read(`BT 0 1 -1 0 50 0 Tm /F0 10 Tf ${fonts.F0.encode("国")} Tj ET`));
    expect(turned!.box[1]).toBeCloseTo(one!.box[0], 6);
    expect(turned!.box[0]).toBeCloseTo(50 - one!.box[3], 6);
  });
});

/** The box of a glyph as its header in the font says it, in ems: read here by itself, without the tracer. */
function readBox(glyph: number): number[] {
  const woff = readFileSync(join(root, sheetFontFiles.regular));
  const table = (tag: string): Buffer => {
    for (let at = 44; ; at += 20) {
      if (woff.toString("latin1", at, at + 4) !== tag) continue;
      const [offset, packed, length] = [
        woff.readUInt32BE(at + 4),
        woff.readUInt32BE(at + 8),
        woff.readUInt32BE(at + 12),
      ];
      const bytes = woff.subarray(offset, offset + packed);
      return packed < length ? inflateSync(bytes) : bytes;
    }
  };
  const head = table("head");
  const loca = table("loca");
  const at = head.readInt16BE(50) === 1 ? loca.readUInt32BE(glyph * 4) : loca.readUInt16BE(glyph * 2) * 2;
  const glyf = table("glyf");
  return [2, 4, 6, 8].map((offset) => glyf.readInt16BE(at + offset) / head.readUInt16BE(18));
}

describe("the outlines of the sheet's letters", () => {
  it("fill the box that the font itself says they have", () => {
    for (const character of "呼包鄂乌一张图国旗 AgÄé01%·（）→≥畛塄Āēǔ") {
      if (!fonts.F0.has(character) || character === " ") continue;
      const glyph = Number.parseInt(fonts.F0.encode(character).slice(1, 5), 16);
      const said = readBox(glyph);
      const steps = fonts.F0.outlineOf(glyph);
      const xs = steps.flatMap((step) =>
        step
          .slice(1)
          .filter((_, i) => i % 2 === 0)
          .map(Number),
      );
      const ys = steps.flatMap((step) =>
        step
          .slice(1)
          .filter((_, i) => i % 2 === 1)
          .map(Number),
      );
      const drawn = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
      for (const [i, edge] of drawn.entries()) expect(edge, character).toBeCloseTo(said[i]!, 2);
    }
  });
});
