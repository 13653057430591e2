import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PNG } from "pngjs";
import { describe, expect, it, vi } from "vitest";
import { buildArchive } from "../../../../../geodata/build/pmtilesWriter.ts";
import {
  type DecodePicture,
  type HeightEncoding,
  readHeight,
  readHeights,
} from "../../../../../src/data/services/ranges/heightTiles.ts";
import type { RangePorts } from "../../../../../src/data/services/ranges/rangePorts.ts";
import type { Bbox } from "../../../../../src/domain/place/boundingBox.ts";
import { success } from "../../../../../src/domain/result.ts";
import { createGridPlaces, sampleHeight } from "../../../../../src/domain/terrain/heightGrid.ts";
import type { Terrain } from "../../../../../src/domain/terrain/terrain.ts";
import { base, createFilePorts, folder } from "./filePorts.ts";

// What GeoTIFF would start workers with, which it is not asked to, does not load inside a worker of the test runner.
vi.mock("web-worker", () => ({ default: class {} }));

const decode: DecodePicture = async (bytes) => PNG.sync.read(Buffer.from(bytes));
const view: Bbox = [110.9, 40.6, 111.3, 40.9];
/** A plane in degrees, so that it can be told anywhere. */
const heightAt = (lng: number, lat: number) => 1_000 + 400 * (lng - 110) + 250 * (lat - 40);

const writers: Record<HeightEncoding, (height: number) => [number, number, number]> = {
  terrarium: (height) => {
    const value = Math.round((height + 32_768) * 256);
    return [value >> 16, (value >> 8) & 255, value & 255];
  },
  "terrain-rgb": (height) => {
    const value = Math.round((height + 10_000) * 10);
    return [value >> 16, (value >> 8) & 255, value & 255];
  },
};

function drawTile(encoding: HeightEncoding, z: number, x: number, y: number): Buffer {
  const picture = new PNG({ width: 256, height: 256 });
  for (let row = 0; row < 256; row += 1)
    for (let column = 0; column < 256; column += 1) {
      const lng = ((x + (column + 0.5) / 256) / 2 ** z) * 360 - 180;
      const lat =
        (Math.atan(Math.sinh(Math.PI * (1 - (2 * (y + (row + 0.5) / 256)) / 2 ** z))) * 180) / Math.PI;
      picture.data.set([...writers[encoding](heightAt(lng, lat)), 255], 4 * (row * 256 + column));
    }
  return PNG.sync.write(picture);
}

/** A server of tiles down to a level. */
function createTilePorts(encoding: HeightEncoding, deepest: number) {
  const asked: string[] = [];
  const ports: RangePorts = {
    ...createFilePorts().ports,
    loadTile: async (url) => {
      asked.push(url);
      const [z, x, y] = url.match(/\d+/g)!.map(Number);
      return success(
        z! > deepest ? null : (new Uint8Array(drawTile(encoding, z!, x!, y!)).buffer as ArrayBuffer),
      );
    },
  };
  return { ports, asked };
}

const sample = ({ grid }: Terrain, lng: number, lat: number) => {
  const [column, row] = createGridPlaces(grid).toGrid([lng, lat]);
  return sampleHeight(grid, column, row);
};

describe("heights from an address", () => {
  it("are read from colours as their makers say", () => {
    // Tilezen's page: 0 m is 128,0,0. Mapbox's: 0 m is 1,134,160; the deepest is 0,0,0.
    expect(readHeight("terrarium", [128, 0, 0, 255])).toBe(0);
    expect(readHeight("terrarium", [162, 144, 128, 255])).toBe(8848.5);
    expect(readHeight("terrain-rgb", [1, 134, 160, 255])).toBeCloseTo(0, 9);
    expect(readHeight("terrain-rgb", [0, 0, 0, 255])).toBe(-10_000);
    expect(readHeight("terrarium", [0, 0, 0, 0])).toBeNaN();
  });

  it.each(["terrarium", "terrain-rgb"] as const)(
    "of %s tiles are one grid without seams",
    async (encoding) => {
      const { ports, asked } = createTilePorts(encoding, 15);
      const address = "https://tiles.example/{z}/{x}/{y}.png";
      const read = await readHeights({ address, encoding, bbox: view, maxZoom: 14 }, ports, decode);
      if (!read.ok) throw new Error(read.error.en);
      const { terrain, requests } = read.value;
      expect(terrain.grid.epsg).toBe(3857);
      expect(requests).toBe(asked.length);
      expect(asked.length).toBeLessThanOrEqual(64);
      // Over the whole view, tiles' edges among it.
      for (let i = 0; i <= 40; i += 1) {
        const [lng, lat] = [view[0] + (i / 40) * 0.4, view[1] + (i / 40) * 0.3];
        expect(Math.abs(sample(terrain, lng, lat) - heightAt(lng, lat))).toBeLessThan(0.12);
      }
      expect(terrain.notes[0]!.en).toContain(`${asked.length} tiles of level 12`);
    },
  );

  it("fall back to a coarser level where the finest is not there", async () => {
    const { ports } = createTilePorts("terrarium", 10);
    const address = "https://tiles.example/{z}/{x}/{y}.png";
    const read = await readHeights(
      { address, encoding: "terrarium", bbox: view, maxZoom: 14 },
      ports,
      decode,
    );
    if (!read.ok) throw new Error(read.error.en);
    expect(read.value.terrain.format).toBe("Terrarium z10");
    expect(sample(read.value.terrain, 111.1, 40.7)).toBeCloseTo(heightAt(111.1, 40.7), 0);
  });

  it("come from an archive of tiles by range", async () => {
    const [z, x, y] = [9, 413, 192];
    const archive = buildArchive(
      [0, 1].map((step) => ({ z, x: x + step, y, data: drawTile("terrain-rgb", z, x + step, y) })),
      {
        bbox: [110, 40, 112, 41],
        minZoom: 9,
        maxZoom: 9,
        centre: { lon: 111, lat: 40.5, zoom: 9 },
        metadata: {},
      },
    );
    archive[99] = 2;
    const ports: RangePorts = {
      loadRange: async (_, offset, length) =>
        success(archive.slice(offset, offset + length).buffer as ArrayBuffer),
      loadSize: async () => success(archive.length),
      loadTile: async () => success(null),
    };
    const bbox: Bbox = [110.5, 40.75, 110.9, 40.85];
    const wish = {
      address: "https://a.example/hills.pmtiles",
      encoding: "terrain-rgb" as const,
      bbox,
      maxZoom: 0,
    };
    const read = await readHeights(wish, ports, decode);
    if (!read.ok) throw new Error(read.error.en);
    expect(sample(read.value.terrain, 110.7, 40.8)).toBeCloseTo(heightAt(110.7, 40.8), 0);
  });

  it("of a GeoTIFF by range are what GDAL reads at the same places", async () => {
    const { ports } = createFilePorts();
    const wish = { address: `${base}heights.tif`, encoding: "terrarium" as const, bbox: view, maxZoom: 0 };
    const read = await readHeights(wish, ports, decode);
    if (!read.ok) throw new Error(read.error.en);
    const { grid } = read.value.terrain;
    const { toGrid } = createGridPlaces(grid);
    const lines = readFileSync(join(folder, "heights.txt"), "utf8").trim().split("\n");
    expect(lines).toHaveLength(3);
    for (const line of lines) {
      const [lng, lat, height] = line.split(" ").map(Number);
      const [column, row] = toGrid([lng!, lat!]);
      expect(grid.heights[Math.floor(row) * grid.columns + Math.floor(column)]).toBe(height);
    }
    expect(grid.heights.some(Number.isNaN)).toBe(true);
  });

  it("outside of what there is are refused with a reason", async () => {
    const { ports } = createFilePorts();
    const wish = {
      address: `${base}heights.tif`,
      encoding: "terrarium" as const,
      bbox: [100, 30, 101, 31] as Bbox,
      maxZoom: 0,
    };
    expect(await readHeights(wish, ports, decode)).toMatchObject({
      ok: false,
      error: { code: "terrain-outside" },
    });
    const picture = { ...wish, address: `${base}coded.tif`, bbox: view };
    expect(await readHeights(picture, ports, decode)).toMatchObject({
      ok: false,
      error: { code: "terrain-picture" },
    });
  });
});
