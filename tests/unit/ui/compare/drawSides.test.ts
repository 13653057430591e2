import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findFrame, measureFrame } from "../../../../src/domain/walk/fitCamera.ts";
import { findPixelRatio } from "../../../../src/ui/compare/drawSides.ts";

const camera = { longitude: 111, latitude: 40.5, zoom: 7.3, bearing: 0, pitch: 0 };
const padding = { top: 60, right: 380, bottom: 0, left: 300 };

describe("a side on paper", () => {
  it("is drawn from as near as the screen shows the place", () => {
    const screen = measureFrame(findFrame(camera, { width: 1440, height: 900, padding }), camera.zoom);
    expect(screen.width).toBeCloseTo(760, 1);
    expect(screen.height).toBeCloseTo(840, 1);
    // 1140 pixels of the file over 760 of the screen, at 1260 over 840: one and a half both ways.
    expect(findPixelRatio(screen, { width: 1140, height: 1260 })).toBeCloseTo(1.5, 3);
  });

  it("shows the whole place, and keeps letters between readable and coarse", () => {
    const size = fc.record({
      width: fc.integer({ min: 100, max: 4000 }),
      height: fc.integer({ min: 100, max: 4000 }),
    });
    fc.assert(
      fc.property(size, size, (screen, picture) => {
        const ratio = findPixelRatio(screen, picture);
        expect(ratio).toBeGreaterThanOrEqual(1.2);
        expect(ratio).toBeLessThanOrEqual(2);
        if (ratio > 1.2) {
          expect(screen.width * ratio).toBeLessThanOrEqual(picture.width + 1e-6);
          expect(screen.height * ratio).toBeLessThanOrEqual(picture.height + 1e-6);
        }
      }),
    );
  });
});
