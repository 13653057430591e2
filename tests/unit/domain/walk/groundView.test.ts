import { WebMercatorViewport } from "@deck.gl/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findGround, projectGround } from "../../../../src/domain/walk/groundView.ts";

const size = { width: 1_920, height: 1_080 };
const cameras = fc.record({
  longitude: fc.double({ min: 105, max: 115, noNaN: true }),
  latitude: fc.double({ min: 37, max: 43, noNaN: true }),
  zoom: fc.double({ min: 4, max: 12, noNaN: true }),
  bearing: fc.double({ min: -180, max: 180, noNaN: true }),
  pitch: fc.double({ min: 0, max: 60, noNaN: true }),
});
const shares = fc.record({
  x: fc.double({ min: 0, max: 1, noNaN: true }),
  y: fc.double({ min: 0, max: 1, noNaN: true }),
});
/** Pixels of the map, as the other library counts them. */
const toPixels = ({ x, y }: { x: number; y: number }) => [x * size.width, y * size.height] as const;

describe("ground seen through a camera", () => {
  it("lies where deck.gl's own projection, with MapLibre's angle of view, puts it", () => {
    fc.assert(
      fc.property(cameras, shares, (camera, share) => {
        const ground = findGround(share, camera, size);
        const other = new WebMercatorViewport({ ...camera, ...size, fovy: 36.86989764584402 });
        const [x, y] = other.project([ground.longitude, ground.latitude]);
        const [wantedX, wantedY] = toPixels(share);
        expect(Math.abs(x! - wantedX)).toBeLessThan(0.5);
        expect(Math.abs(y! - wantedY)).toBeLessThan(0.5);
      }),
    );
  });

  it("is found again under the place it is seen at", () => {
    fc.assert(
      fc.property(cameras, shares, (camera, share) => {
        const seen = projectGround(findGround(share, camera, size), camera, size);
        expect(seen.x).toBeCloseTo(share.x, 6);
        expect(seen.y).toBeCloseTo(share.y, 6);
      }),
    );
  });

  it("in the middle of the map is what the camera looks at", () => {
    const camera = { longitude: 111.7, latitude: 40.8, zoom: 8, bearing: 30, pitch: 50 };
    const seen = projectGround(camera, camera, size);
    expect(seen.x).toBeCloseTo(0.5, 9);
    expect(seen.y).toBeCloseTo(0.5, 9);
  });
});
