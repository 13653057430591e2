import fc from "fast-check";
import { PNG } from "pngjs";
import { describe, expect, it } from "vitest";
import { PngFile } from "../../../../src/sheet/raster/pngFile.ts";

const picture = fc
  .record({ width: fc.integer({ min: 1, max: 40 }), height: fc.integer({ min: 1, max: 40 }) })
  .chain(({ width, height }) =>
    fc.record({
      width: fc.constant(width),
      height: fc.constant(height),
      strip: fc.integer({ min: 1, max: height }),
      bytes: fc.uint8Array({ minLength: width * height * 3, maxLength: width * height * 3 }),
    }),
  );

function write(width: number, height: number, strip: number, bytes: Uint8Array): Buffer {
  const parts: Uint8Array[] = [];
  const file = new PngFile(width, height, 300, (part) => parts.push(part.slice()));
  for (let row = 0; row < height; row += strip)
    file.addRows(bytes.subarray(row * width * 3, Math.min(height, row + strip) * width * 3));
  file.finish();
  return Buffer.concat(parts);
}

describe("a PNG file written in strips", () => {
  it("is read by another program as the picture it was, however it was cut", () => {
    fc.assert(
      fc.property(picture, ({ width, height, strip, bytes }) => {
        const read = PNG.sync.read(write(width, height, strip, bytes));
        expect([read.width, read.height]).toEqual([width, height]);
        for (let i = 0; i < width * height; i += 1)
          expect([...read.data.subarray(i * 4, i * 4 + 4)]).toEqual([
            ...bytes.subarray(i * 3, i * 3 + 3),
            255,
          ]);
      }),
      { numRuns: 40 },
    );
  });

  it("says that it has 300 dots to the inch", () => {
    const file = write(1, 1, 1, Uint8Array.of(1, 2, 3));
    const at = file.indexOf("pHYs");
    // 300 dots in 25.4 mm are 11 811 in a metre.
    expect([file.readUInt32BE(at + 4), file.readUInt32BE(at + 8), file[at + 12]]).toEqual([
      11_811, 11_811, 1,
    ]);
  });

  it("refuses to end before all rows are there", () => {
    const file = new PngFile(2, 2, 300, () => undefined);
    file.addRows(new Uint8Array(6));
    expect(() => file.finish()).toThrow("1 rows, expected 2");
  });
});
