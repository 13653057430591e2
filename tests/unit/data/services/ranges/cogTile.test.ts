import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PNG } from "pngjs";
import { describe, expect, it, vi } from "vitest";
import { openCog } from "../../../../../src/data/services/ranges/cog.ts";
import { drawCogTile, findRamp, findZooms } from "../../../../../src/data/services/ranges/cogTile.ts";
import { createRangeReader } from "../../../../../src/data/services/ranges/rangeReader.ts";
import { describeRanges } from "../../../../../src/data/services/ranges/readRanges.ts";
import { base, createFilePorts, folder } from "./filePorts.ts";

// What GeoTIFF would start workers with, which it is not asked to, does not load inside a worker of the test runner.
vi.mock("web-worker", () => ({ default: class {} }));

async function open(name: string) {
  const { ports, asked } = createFilePorts();
  return { cog: await openCog(createRangeReader(base + name, ports, { blockBytes: 1_024 })), asked };
}

/** Column and row of the whole that a pixel of the coded picture names. */
const readPlace = (pixels: ArrayLike<number>, pixel: number): [number, number] | null => {
  const [red, green, blue, alpha] = [0, 1, 2, 3].map((band) => pixels[pixel * 4 + band]!);
  return alpha === 0 ? null : [red! + 256 * (blue! >> 1), green! + 256 * (blue! & 1)];
};

describe("a raster that is read where it lies", () => {
  it("says box, grain and levels that fit its overviews", async () => {
    const described = await describeRanges(`${base}coded.tif`, createFilePorts().ports);
    if (!described.ok) throw new Error(described.error.en);
    const { choices, kind } = described.value;
    expect(kind).toBe("cog");
    expect(choices[0]!.source).toMatchObject({ form: "pictures", minZoom: 7, maxZoom: 12 });
    expect((choices[0]!.source as { grainMetres: number }).grainMetres).toBeCloseTo(30, 1);
    // gdalinfo: 111d 0' 0"E, 40d39' 4" to 40d45'18" N.
    const [west, south] = choices[0]!.bbox!;
    expect(west).toBeCloseTo(111, 4);
    expect(south).toBeCloseTo(40.6511, 3);
  });

  it.each([13, 12, 10])("draws at level %d within a cell of what GDAL draws", async (z) => {
    const { cog } = await open("coded.tif");
    const reference = PNG.sync.read(readFileSync(join(folder, `coded-${z}.png`)));
    const [x, y] = readFileSync(join(folder, `coded-${z}.txt`), "utf8")
      .trim()
      .split(" ")
      .map(Number);
    const drawn = await drawCogTile(cog, { z, x: x!, y: y!, size: 256 }, { least: 0, most: 255 });
    // Cells of the overview that GDAL and we take: as wide as a pixel or less than half of it.
    const step = Math.max(
      1,
      2 ** Math.floor(Math.log2((40_075_017 * Math.cos(0.7095)) / (256 * 2 ** z * 30))),
    );
    let [both, lone, far] = [0, 0, 0];
    for (let pixel = 0; pixel < 256 * 256; pixel += 1) {
      const [ours, theirs] = [readPlace(drawn!, pixel), readPlace(reference.data, pixel)];
      if (!ours || !theirs) {
        if (ours || theirs) lone += 1;
        continue;
      }
      both += 1;
      far = Math.max(far, Math.abs(ours[0] - theirs[0]), Math.abs(ours[1] - theirs[1]));
    }
    expect(both).toBeGreaterThan(1_000);
    expect(far).toBeLessThanOrEqual(step);
    // Along the edges alone one of the two may have a pixel.
    expect(lone).toBeLessThan(4 * 256 * 0.5);
  });

  it("reads no finer picture than a pixel needs", async () => {
    const { cog, asked } = await open("coded.tif");
    asked.bytes = 0;
    const wide = findZooms(cog).minZoom;
    const at = { z: wide, x: Math.floor(((111.05 + 180) / 360) * 2 ** wide), y: 0, size: 256 };
    const sin = Math.sin((40.7 * Math.PI) / 180);
    at.y = Math.floor((0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)) * 2 ** wide);
    expect(await drawCogTile(cog, at, { least: 0, most: 255 })).not.toBeNull();
    expect(asked.bytes).toBeLessThan(3_000);
  });

  it("of heights is drawn between its least and most, and clear where nothing is known", async () => {
    const { cog } = await open("heights.tif");
    expect(cog.isPicture).toBe(false);
    const ramp = await findRamp(cog);
    // The overview is a mean of cells: within the range of the whole (gdalinfo -stats: 900 to 1866).
    expect(ramp!.least).toBeGreaterThanOrEqual(900);
    expect(ramp!.most).toBeLessThanOrEqual(1_866);
    expect(ramp!.most - ramp!.least).toBeGreaterThan(900);
    const [x, y] = readFileSync(join(folder, "coded-12.txt"), "utf8").trim().split(" ").map(Number);
    const drawn = (await drawCogTile(cog, { z: 12, x: x!, y: y!, size: 256 }, ramp!))!;
    const alphas = new Set(Array.from({ length: 65_536 }, (_, i) => drawn[i * 4 + 3]));
    expect(alphas).toEqual(new Set([0, 255]));
    const greys = new Set(Array.from({ length: 65_536 }, (_, i) => drawn[i * 4]));
    expect(greys.size).toBeGreaterThan(60);
  });

  it("gives nothing for a tile it does not reach", async () => {
    const { cog } = await open("coded.tif");
    expect(await drawCogTile(cog, { z: 12, x: 0, y: 0, size: 256 }, { least: 0, most: 255 })).toBeNull();
  });
});
