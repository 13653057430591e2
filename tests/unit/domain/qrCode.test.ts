import jsQR from "jsqr";
import { describe, expect, it } from "vitest";
import { buildQrCode, buildQrPath, type QrModules } from "../../../src/domain/qrCode.ts";

/** The code as a photograph of it: dark modules black, four pixels each, quiet zone round it. */
function paint(modules: QrModules): { data: Uint8ClampedArray; size: number } {
  const unit = 4;
  const size = (modules.length + 8) * unit;
  const data = new Uint8ClampedArray(size * size * 4).fill(255);
  modules.forEach((row, y) => {
    row.forEach((dark, x) => {
      if (!dark) return;
      for (let dy = 0; dy < unit; dy += 1) {
        for (let dx = 0; dx < unit; dx += 1) {
          const at = (((y + 4) * unit + dy) * size + (x + 4) * unit + dx) * 4;
          data.fill(0, at, at + 3);
        }
      }
    });
  });
  return { data, size };
}

describe("QR codes", () => {
  it.each([
    ["a short address", "https://example.org/"],
    ["Chinese in UTF-8", "https://example.org/#一张图"],
    ["a long link", `https://example.org/#b=${"aB3-_".repeat(300)}`],
  ])("another program reads %s back", (_, text) => {
    const code = buildQrCode(text);
    if (!code.ok) throw new Error(code.error.en);
    // ISO/IEC 18004, 7.9.1: the module beside the lower left eye is always dark. Readers forgive a mirrored code.
    expect(code.value.at(-8)?.[8]).toBe(true);
    const { data, size } = paint(code.value);
    const read = jsQR(data, size, size);
    expect(new TextDecoder().decode(new Uint8Array(read?.binaryData ?? []))).toBe(text);
  });

  it("a link longer than any code carries is refused with its length", () => {
    const code = buildQrCode("x".repeat(2_954));
    expect(code).toMatchObject({ ok: false, error: { code: "qr-too-long" } });
    expect(!code.ok && code.error.en).toContain("2954");
    expect(buildQrCode("x".repeat(2_953)).ok).toBe(true);
  });

  it("the path draws each dark module once, four modules in from the edge", () => {
    const { path, size } = buildQrPath([
      [true, false],
      [false, true],
    ]);
    expect(size).toBe(10);
    expect(path).toBe("M4 4h1v1h-1zM5 5h1v1h-1z");
  });
});
