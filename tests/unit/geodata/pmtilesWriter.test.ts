import fc from "fast-check";
import { bytesToHeader, PMTiles, type RangeResponse, type Source, tileIdToZxy, zxyToTileId } from "pmtiles";
import { describe, expect, it } from "vitest";
import { buildArchive, findTileId, type Tile } from "../../../geodata/build/pmtilesWriter.ts";

/** An archive in memory, for the reader of the pmtiles package. */
class MemorySource implements Source {
  readonly bytes: Uint8Array;
  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }
  getKey() {
    return "memory";
  }
  getBytes(offset: number, length: number): Promise<RangeResponse> {
    return Promise.resolve({ data: this.bytes.slice(offset, offset + length).buffer as ArrayBuffer });
  }
}

const description = {
  bbox: [106.6, 37.5, 114.6, 43.5] as const,
  minZoom: 0,
  maxZoom: 9,
  centre: { lon: 110.6, lat: 40.5, zoom: 6 },
  metadata: { name: "test", vector_layers: [] },
};

const createTile = (z: number, x: number, y: number, text: string): Tile => ({
  z,
  x,
  y,
  data: new TextEncoder().encode(text),
});

const readText = async (archive: PMTiles, z: number, x: number, y: number) => {
  const found = await archive.getZxy(z, x, y);
  return found && new TextDecoder().decode(found.data);
};

describe("findTileId", () => {
  it("numbers tiles as the reader of the pmtiles package does", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20 }), fc.nat(), fc.nat(), (z, a, b) => {
        const [x, y] = [a % 2 ** z, b % 2 ** z];
        expect(findTileId(z, x, y)).toBe(zxyToTileId(z, x, y));
        expect(tileIdToZxy(findTileId(z, x, y))).toEqual([z, x, y]);
      }),
      { seed: 41, numRuns: 2000 },
    );
  });

  it("begins with the four tiles of zoom 1 in the order of the curve", () => {
    const order = [
      [0, 0],
      [0, 1],
      [1, 1],
      [1, 0],
    ];
    expect(order.map(([x, y]) => findTileId(1, x!, y!))).toEqual([1, 2, 3, 4]);
  });
});

describe("buildArchive", () => {
  it("states its bounds, zooms and compression in the header", () => {
    const header = bytesToHeader(
      buildArchive([createTile(0, 0, 0, "root")], description).slice(0, 127).buffer as ArrayBuffer,
    );
    expect(header).toMatchObject({
      specVersion: 3,
      clustered: true,
      internalCompression: 2,
      tileCompression: 2,
      tileType: 1,
      minZoom: 0,
      maxZoom: 9,
      minLon: 106.6,
      minLat: 37.5,
      maxLon: 114.6,
      maxLat: 43.5,
      centerLon: 110.6,
      centerLat: 40.5,
      centerZoom: 6,
    });
  });

  it("keeps equal tiles once and neighbours on the curve in one run", () => {
    const sea = [0, 1, 2, 3].map((i) => createTile(1, i >> 1, (i & 1) ^ (i >> 1), "sea"));
    const header = bytesToHeader(
      buildArchive([createTile(0, 0, 0, "world"), ...sea], description).slice(0, 127).buffer as ArrayBuffer,
    );
    expect(header).toMatchObject({ numAddressedTiles: 5, numTileEntries: 2, numTileContents: 2 });
  });

  it("gives every tile back, and nothing where there is none, also through leaf directories", async () => {
    // Scattered and of uneven length, so that the directory overflows the first fetch.
    const hash = (n: number) => Math.imul(n ^ (n >>> 7), 2_654_435_761) >>> 8;
    const distinct = Array.from({ length: 512 * 512 }, (_, i) => i)
      .filter((i) => hash(i) % 9 === 0)
      .map((i) => {
        const digits = Array.from({ length: hash(i + 9) % 40 }, (_, k) => hash(i * 41 + k));
        return createTile(9, i % 512, Math.floor(i / 512), `${i} ${digits.join("")}`);
      });
    const bytes = buildArchive(distinct, description);
    const archive = new PMTiles(new MemorySource(bytes));
    const header = await archive.getHeader();
    expect(header.leafDirectoryLength).toBeGreaterThan(0);
    expect(header.rootDirectoryOffset + header.rootDirectoryLength).toBeLessThanOrEqual(16_384);
    for (const tile of distinct.filter((_, i) => i % 997 === 0)) {
      expect(await readText(archive, 9, tile.x, tile.y)).toBe(new TextDecoder().decode(tile.data));
    }
    const taken = new Set(distinct.map((tile) => `${tile.x}/${tile.y}`));
    const free = Array.from({ length: 512 }, (_, x) => x).filter((x) => !taken.has(`${x}/500`));
    for (const x of free.slice(0, 50)) expect(await archive.getZxy(9, x, 500)).toBeUndefined();
    expect(await archive.getMetadata()).toEqual(description.metadata);
  });

  it("gives the same bytes whatever the order of the tiles", () => {
    const tiles = [createTile(2, 1, 1, "a"), createTile(2, 3, 0, "b"), createTile(1, 0, 0, "c")];
    expect(buildArchive([...tiles].reverse(), description)).toEqual(buildArchive(tiles, description));
  });

  it("refuses a tile given twice", () => {
    expect(() => buildArchive([createTile(1, 0, 0, "a"), createTile(1, 0, 0, "b")], description)).toThrow(
      "tile 1 is given twice",
    );
  });
});
