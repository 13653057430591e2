import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type FreeSpace, findFrame, fitCamera } from "../../../../src/domain/walk/fitCamera.ts";
import type { Frame } from "../../../../src/domain/walk/walk.ts";

const space = (width: number, height: number, left = 0, bottom = 0): FreeSpace => ({
  width,
  height,
  padding: { top: 0, right: 0, bottom, left },
});

/** An independent way to the screen: spherical Mercator in metres, after EPSG:3857, then pixels. */
function toScreen(
  [longitude, latitude]: [number, number],
  camera: ReturnType<typeof fitCamera>,
  s: FreeSpace,
) {
  const radius = 6_378_137;
  const x = (lon: number) => (radius * lon * Math.PI) / 180;
  const y = (lat: number) => radius * Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360));
  const pixelsPerMetre = (512 * 2 ** camera.zoom) / (2 * Math.PI * radius);
  return [
    s.width / 2 + (x(longitude) - x(camera.longitude)) * pixelsPerMetre,
    s.height / 2 - (y(latitude) - y(camera.latitude)) * pixelsPerMetre,
  ] as const;
}

const frames = fc
  .tuple(
    fc.double({ min: 70, max: 130, noNaN: true }),
    fc.double({ min: 10, max: 50, noNaN: true }),
    fc.double({ min: 0.6, max: 14, noNaN: true }),
    fc.double({ min: 0.6, max: 12, noNaN: true }),
  )
  .map(([west, south, width, height]): Frame => [west, south, west + width, south + height]);

describe("fitting a frame", () => {
  it("shows the whole frame in the free part and fills it one way", () => {
    fc.assert(
      fc.property(
        frames,
        fc.integer({ min: 0, max: 600 }),
        fc.integer({ min: 0, max: 300 }),
        (frame, left, bottom) => {
          const s = space(1_920, 1_080, left, bottom);
          const camera = fitCamera(frame, s, 0, 0);
          const [x1, y1] = toScreen([frame[0], frame[3]], camera, s);
          const [x2, y2] = toScreen([frame[2], frame[1]], camera, s);
          expect(x1).toBeGreaterThan(left - 0.5);
          expect(x2).toBeLessThan(1_920.5);
          expect(y1).toBeGreaterThan(-0.5);
          expect(y2).toBeLessThan(1_080.5 - bottom);
          const fills = Math.max((x2 - x1) / (1_920 - left), (y2 - y1) / (1_080 - bottom));
          expect(fills).toBeCloseTo(1, 2);
          // In the middle of the free part.
          expect((x1 + x2) / 2).toBeCloseTo(left + (1_920 - left) / 2, 0);
          expect((y1 + y2) / 2).toBeCloseTo((1_080 - bottom) / 2, 0);
        },
      ),
    );
  });

  it("depends on nothing but its arguments", () => {
    const frame: Frame = [106, 37, 114, 43];
    expect(fitCamera(frame, space(800, 600, 100), 40, -12)).toEqual(
      fitCamera(frame, space(800, 600, 100), 40, -12),
    );
  });

  it("turned by a quarter, width and height change places", () => {
    const wide: Frame = [100, 39, 110, 41];
    const flat = fitCamera(wide, space(1_000, 500), 0, 0);
    const turned = fitCamera(wide, space(500, 1_000), 0, 90);
    expect(turned.zoom).toBeCloseTo(flat.zoom, 3);
  });

  it("a leaning map comes nearer, since it foreshortens the north", () => {
    const tall: Frame = [108, 30, 110, 44];
    expect(fitCamera(tall, space(1_000, 800), 50, 0).zoom).toBeGreaterThan(
      fitCamera(tall, space(1_000, 800), 0, 0).zoom,
    );
  });

  it("what a screen shows is brought back by the same screen", () => {
    const s = space(1_440, 900, 400, 60);
    const camera = { longitude: 110.123456, latitude: 40.654321, zoom: 6.5432, bearing: 0, pitch: 0 };
    const again = fitCamera(findFrame(camera, s), s, 0, 0);
    expect(again.longitude).toBeCloseTo(camera.longitude, 4);
    expect(again.latitude).toBeCloseTo(camera.latitude, 4);
    expect(again.zoom).toBeCloseTo(camera.zoom, 3);
  });
});
