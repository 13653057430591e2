import { PNG } from "pngjs";
import { describe, expect, it } from "vitest";
import { paperSizes } from "../../../../src/sheet/paperSizes.ts";
import { drawPicture, type OpenTile, sizePicture } from "../../../../src/sheet/raster/drawPicture.ts";
import { openPage } from "../../../../src/sheet/raster/paintPage.ts";

const stock = { drawings: new Map(), patterns: new Map(), fonts: {} as never };

/** A canvas that paints each pixel in a colour of its own place on the page. */
const openFake =
  (sizes: number[][], alpha = 255): OpenTile =>
  (width, height) => {
    sizes.push([width, height]);
    let [left, down] = [0, 0];
    const nothing = () => undefined;
    return {
      setTransform: (...to: unknown[]) => {
        if (to.length === 6) [left, down] = [-Number(to[4]), Number(to[5])];
      },
      save: nothing,
      restore: nothing,
      clip: nothing,
      fill: nothing,
      stroke: nothing,
      fillRect: nothing,
      setLineDash: nothing,
      createPattern: () => null,
      fillStyle: "",
      strokeStyle: "",
      lineWidth: 1,
      lineCap: "butt",
      lineJoin: "miter",
      miterLimit: 10,
      globalAlpha: 1,
      getImageData: (_x: number, _y: number, columns: number, rows: number) => {
        const data = new Uint8ClampedArray(columns * rows * 4);
        for (let y = 0; y < rows; y += 1)
          for (let x = 0; x < columns; x += 1)
            data.set([(x + left) % 251, Math.round(y - down + 1e6) % 241, 7, alpha], (y * columns + x) * 4);
        return { data, width: columns, height: rows } as ImageData;
      },
    };
  };

const page = openPage({ width: 297, height: 210, content: "" }, stock);

describe("a page as a picture", () => {
  it("is put together from tiles without a seam, none larger than any browser gives", () => {
    const sizes: number[][] = [];
    const shares: number[] = [];
    const parts = drawPicture(page, 300, (share) => shares.push(share), openFake(sizes));
    const read = PNG.sync.read(Buffer.concat(parts));
    expect([read.width, read.height]).toEqual([3508, 2480]);
    const [r0, g0] = [read.data[0]!, read.data[1]!];
    for (const [x, y] of [
      [0, 0],
      [2047, 511],
      [2048, 511],
      [2047, 512],
      [2048, 512],
      [3507, 2479],
    ] as const) {
      const at = (y * read.width + x) * 4;
      expect(read.data[at]).toBe((r0 + x) % 251);
      expect(read.data[at + 1]).toBe((g0 + y) % 241);
    }
    for (const [width, height] of sizes) expect(width! * height!).toBeLessThanOrEqual(4096 * 4096);
    expect(shares.at(-1)).toBe(1);
  });

  it("has the pixels of A0 at 300 dots to the inch", () => {
    const [width, height] = paperSizes.A0;
    expect(sizePicture(openPage({ width, height, content: "" }, stock), 300)).toEqual({
      width: Math.round((1189 / 25.4) * 300),
      height: Math.round((841 / 25.4) * 300),
    });
  });

  it("is refused rather than blank, where the browser has lost the canvas", () => {
    expect(() => drawPicture(page, 72, () => undefined, openFake([], 0))).toThrow("blank");
  });
});
