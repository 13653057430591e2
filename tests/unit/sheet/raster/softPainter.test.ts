import fc from "fast-check";
import { PNG } from "pngjs";
import { describe, expect, it } from "vitest";
import type { Colour } from "../../../../src/sheet/pdf/sheetPen.ts";
import { drawSoftPicture } from "../../../../src/sheet/raster/drawSoftPicture.ts";
import { openPage } from "../../../../src/sheet/raster/paintPage.ts";
import { SoftPainter } from "../../../../src/sheet/raster/softPainter.ts";

const mm = 25.4 / 72;
/** A tile of 4 units: its left half red. */
const patterns = new Map([["P0", { content: "1 0 0 rg 0 0 2 4 re f*", tile: 4, scale: 1 }]]);
const stock = { drawings: new Map(), patterns, fonts: {} as never };
/** A page of 100 × 60 points, one pixel a point. */
const pageOf = (content: string) => openPage({ width: 100 * mm, height: 60 * mm, content }, stock);
const paint = (content: string, scale = 1) =>
  new SoftPainter(pageOf(content), scale).paintStrip(0, 60 * scale);

/** Ink on the page in pixels: how much darker it is than white. */
const inkOf = (pixels: Uint8Array) => {
  let sum = 0;
  for (let at = 0; at < pixels.length; at += 3) sum += (255 - pixels[at]!) / 255;
  return sum;
};
const at = (pixels: Uint8Array, x: number, y: number): Colour => {
  const from = (y * 100 + x) * 3;
  return [pixels[from]!, pixels[from + 1]!, pixels[from + 2]!];
};

/** A circle from four curves, whose constant is the usual one. */
function circle(x: number, y: number, r: number) {
  const k = 0.5522847498 * r;
  return `${x + r} ${y} m ${x + r} ${y + k} ${x + k} ${y + r} ${x} ${y + r} c ${x - k} ${y + r} ${x - r} ${y + k} ${x - r} ${y} c ${x - r} ${y - k} ${x - k} ${y - r} ${x} ${y - r} c ${x + k} ${y - r} ${x + r} ${y - k} ${x + r} ${y} c h`;
}

describe("a page painted without a canvas", () => {
  it("covers as much as the shapes' areas say: rectangles, circles, holes", () => {
    expect(inkOf(paint("0 0 0 rg 10.25 20.5 30.5 10.25 re f*"))).toBeCloseTo(30.5 * 10.25, 0);
    expect(inkOf(paint(`0 0 0 rg ${circle(50, 30, 20)} f*`)) / (Math.PI * 400)).toBeCloseTo(1, 2);
    const ring = inkOf(paint(`0 0 0 rg ${circle(50, 30, 20)} ${circle(50, 30, 10)} f*`));
    expect(ring / (Math.PI * 300)).toBeCloseTo(1, 2);
  });

  it("strokes as much as length times width, with what its ends and corners add", () => {
    const line = "10 30 m 70 30 l S";
    expect(inkOf(paint(`0 0 0 RG 4 w 0 J ${line}`))).toBeCloseTo(240, 0);
    expect(inkOf(paint(`0 0 0 RG 4 w 2 J ${line}`))).toBeCloseTo(256, 0);
    expect(inkOf(paint(`0 0 0 RG 4 w 1 J ${line}`)) / (240 + Math.PI * 4)).toBeCloseTo(1, 2);
    // Two arms of 20 and the square of a mitred corner; a bevelled one lacks half of it, a round one has its quarter.
    const corner = "20 40 m 40 40 l 40 20 l S";
    const arms = 2 * 20 * 4;
    const inner = 4;
    expect(inkOf(paint(`0 0 0 RG 4 w 0 J 0 j ${corner}`))).toBeCloseTo(arms - inner + 4, 0);
    expect(inkOf(paint(`0 0 0 RG 4 w 0 J 2 j ${corner}`))).toBeCloseTo(arms - inner + 2, 0);
    expect(Math.abs(inkOf(paint(`0 0 0 RG 4 w 0 J 1 j ${corner}`)) - (arms - inner + Math.PI))).toBeLessThan(
      0.2,
    );
    expect(inkOf(paint(`0 0 0 RG 4 w 0 J [6 4] 0 d ${line}`))).toBeCloseTo(6 * 6 * 4, 0);
  });

  it("does not darken where the pieces of one stroke overlap", () => {
    const pixels = paint("0 0 0 RG 6 w 1 J 1 j /A0_5 gs 10 10 m 60 10 l 60 50 l 30 12 l S");
    const darkest = Math.min(...pixels);
    expect(darkest).toBeGreaterThanOrEqual(127);
  });

  it("keeps to its clips, one within another, straight or bent", () => {
    const fill = "0 0 0 rg 0 0 100 60 re f*";
    expect(inkOf(paint(`q 10 10 50 40 re W n ${fill} Q`))).toBeCloseTo(2000, 0);
    expect(inkOf(paint(`q 10 10 50 40 re W n q 40 0 60 60 re W n ${fill} Q Q`))).toBeCloseTo(800, 0);
    const bent = inkOf(paint(`q ${circle(50, 30, 20)} W n q 50 0 50 60 re W n ${fill} Q Q`));
    expect(bent / (Math.PI * 200)).toBeCloseTo(1, 2);
    // What follows the clip is not held by it.
    expect(inkOf(paint(`q 10 10 50 40 re W n Q ${fill}`))).toBeCloseTo(6000, 0);
  });

  it("lets through what a texture leaves open, from the bottom left of the page on", () => {
    const pixels = paint("0 1 0 rg 0 0 100 60 re f* /Pattern cs /P0 scn 0 0 100 60 re f*");
    expect(at(pixels, 0, 30)).toEqual([255, 0, 0]);
    expect(at(pixels, 1, 30)[0]).toBeGreaterThan(200);
    expect(at(pixels, 3, 30)[1]).toBeGreaterThan(200);
    expect(at(pixels, 40, 10)).toEqual(at(pixels, 44, 50));
  });

  it("is the same to the pixel however it is cut into strips", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 6, maxLength: 6 }),
        fc.integer({ min: 1, max: 59 }),
        ([a, b, c, d, e, f], cut) => {
          const content = `0.2 0.4 0.8 rg ${a} ${b} m ${c} ${d} l ${e} ${f} l h f* 0 0 0 RG 1.5 w 1 j ${a} ${d} m ${e} ${b} l ${c} ${f} l S`;
          const whole = paint(content);
          const painter = new SoftPainter(pageOf(content), 1);
          const parts = [painter.paintStrip(0, cut), painter.paintStrip(cut, 60 - cut)];
          expect(Buffer.concat(parts).equals(Buffer.from(whole))).toBe(true);
        },
      ),
      { numRuns: 50 },
    );
  });

  it("comes as a PNG of the size that its dots to the inch give", () => {
    const bytes: Uint8Array[] = [];
    const shares: number[] = [];
    drawSoftPicture(
      pageOf("0 0 1 rg 0 0 50 60 re f*"),
      720,
      (part) => bytes.push(part),
      (share) => shares.push(share),
    );
    const read = PNG.sync.read(Buffer.concat(bytes));
    expect([read.width, read.height]).toEqual([1000, 600]);
    expect([...read.data.subarray(0, 3)]).toEqual([0, 0, 255]);
    expect([...read.data.subarray(3996, 3999)]).toEqual([255, 255, 255]);
    expect(shares.at(-1)).toBe(1);
  });
});
