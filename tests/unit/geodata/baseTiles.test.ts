import { readFileSync } from "node:fs";
import { VectorTile } from "@mapbox/vector-tile";
import type { FeatureCollection, MultiPolygon, Polygon, Position } from "geojson";
import { PbfReader } from "pbf";
import { PMTiles, type RangeResponse, type Source } from "pmtiles";
import { beforeAll, describe, expect, it } from "vitest";
import { readMosaic } from "../../../geodata/build/mosaic.ts";

const bytes = readFileSync("public/base.pmtiles");
const source: Source = {
  getKey: () => "base",
  getBytes: (offset, length): Promise<RangeResponse> =>
    Promise.resolve({ data: new Uint8Array(bytes.subarray(offset, offset + length)).buffer }),
};
const archive = new PMTiles(source);

const columnOf = (lon: number, z: number) => Math.floor(((lon + 180) / 360) * 2 ** z);
const rowOf = (lat: number, z: number) => {
  const sine = Math.sin((lat * Math.PI) / 180);
  return Math.floor((0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * 2 ** z);
};

interface Read {
  z: number;
  x: number;
  y: number;
  tile: VectorTile;
}

const tiles: Read[] = [];
const readLayer = (z: number, layer: string) =>
  tiles
    .filter((read) => read.z === z)
    .flatMap(({ tile, x, y }) => {
      const found = tile.layers[layer];
      return found
        ? Array.from({ length: found.length }, (_, i) => ({ feature: found.feature(i), x, y }))
        : [];
    });
const idsOf = (z: number, layer: string) =>
  new Set(readLayer(z, layer).map(({ feature }) => feature.properties.id));

describe("base.pmtiles, read by the pmtiles and vector-tile packages", () => {
  beforeAll(async () => {
    for (let z = 0; z <= 10; z += 1) {
      // The whole world at low zooms, the surroundings of the region above.
      const [west, north, east, south] = z <= 5 ? [-180, 85, 179.9, -85] : [95, 48, 122, 33];
      for (let x = columnOf(west!, z); x <= columnOf(east!, z); x += 1) {
        for (let y = rowOf(north!, z); y <= rowOf(south!, z); y += 1) {
          const found = await archive.getZxy(z, x, y);
          if (found) tiles.push({ z, x, y, tile: new VectorTile(new PbfReader(found.data)) });
        }
      }
    }
  });

  it("is under 3 MB and says how many tiles it holds", async () => {
    expect(bytes.length).toBeLessThan(3_000_000);
    const header = await archive.getHeader();
    expect(header).toMatchObject({ minZoom: 0, maxZoom: 10, clustered: true, tileType: 1 });
    expect(header.numAddressedTiles).toBeGreaterThanOrEqual(tiles.length);
    expect(header.tileDataOffset + header.tileDataLength!).toBe(bytes.length);
  });

  it("decodes every tile, each layer listed in the metadata and never below its zoom", async () => {
    const metadata = (await archive.getMetadata()) as { vector_layers: { id: string; minzoom: number }[] };
    const minZooms = new Map(metadata.vector_layers.map(({ id, minzoom }) => [id, minzoom]));
    expect([...minZooms.keys()]).toEqual([
      "land",
      "neighbours",
      "prefectures",
      "units",
      "water",
      "rivers",
      "boundaries",
      "distance-rings",
      "land-names",
      "towns",
    ]);
    let count = 0;
    for (const { z, tile } of tiles) {
      for (const [id, layer] of Object.entries(tile.layers)) {
        expect(minZooms.get(id)).toBeLessThanOrEqual(z);
        for (let i = 0; i < layer.length; i += 1) count += layer.feature(i).loadGeometry().length;
      }
    }
    expect(count).toBeGreaterThan(10_000);
  });

  it("holds four prefectures and 38 units, named in both languages, at every zoom that shows them", () => {
    for (let z = 0; z <= 10; z += 1) expect(idsOf(z, "prefectures").size, `zoom ${z}`).toBe(4);
    for (let z = 5; z <= 10; z += 1) expect(idsOf(z, "units").size, `zoom ${z}`).toBe(38);
    for (const { feature } of readLayer(7, "units")) {
      expect(feature.properties["name:zh"]).toMatch(/[区县旗市]$/);
      expect(feature.properties["name:en"]).toMatch(/^[A-Z]/);
    }
  });

  it("covers the land round the region at every zoom, so that no edge of the world shows", () => {
    const places = [
      [111.6, 40.8],
      [106, 46],
      [103, 37],
      [116.4, 39.9],
    ] as const;
    for (let z = 0; z <= 10; z += 1) {
      for (const [lon, lat] of places) {
        const found = tiles.find((t) => t.z === z && t.x === columnOf(lon, z) && t.y === rowOf(lat, z));
        expect(found?.tile.layers.land?.length, `zoom ${z} at ${lon}, ${lat}`).toBeGreaterThan(0);
      }
    }
  });

  it("draws boundaries of the nation, the prefectures and the units", () => {
    const kinds = new Set(readLayer(8, "boundaries").map(({ feature }) => feature.properties.kind));
    expect([...kinds].sort()).toEqual(["national", "prefecture", "unit"]);
  });

  it("leads the main river unbroken through the tiles from the west to the east of the region", () => {
    const columns = new Set(
      readLayer(8, "rivers")
        .filter(({ feature }) => feature.properties.kind === "main")
        .map(({ x }) => x),
    );
    for (let x = columnOf(106.8, 8); x <= columnOf(111.4, 8); x += 1) expect(columns.has(x)).toBe(true);
  });

  it("shows towns by rank: cities from the start, seats from 5, towns from 7", () => {
    const ranks = (z: number) =>
      [...new Set(readLayer(z, "towns").map(({ feature }) => Number(feature.properties.rank)))].sort();
    expect(ranks(4)).toEqual([1]);
    expect(ranks(5)).toEqual([1, 2]);
    expect(ranks(7)).toEqual([1, 2, 3]);
    const dataset = JSON.parse(readFileSync("public/data/towns.geojson", "utf8")) as { features: unknown[] };
    expect(idsOf(10, "towns").size).toBe(dataset.features.length);
  });

  it("names the lakes of the plan and leaves out what is no lake", () => {
    const names = new Set(readLayer(8, "water").map(({ feature }) => feature.properties["name:zh"]));
    expect([...names]).toEqual(expect.arrayContaining(["岱海", "黄旗海", "察汗淖尔"]));
    expect(names).not.toContain("包钢尾矿库");
  });
});

describe("the boundaries of the mosaic", () => {
  const undirected = (line: readonly Position[]) =>
    line.slice(1).map((to, i) => [line[i]!.join(), to.join()].sort().join(" "));

  it("take every common border once, and every border between units among them", async () => {
    const { boundaries } = await readMosaic();
    const drawn = boundaries.flatMap(({ geometry }) =>
      (geometry.type === "LineString" ? [geometry.coordinates] : geometry.coordinates).flatMap(undirected),
    );
    const all = new Set(drawn);
    expect(drawn).toHaveLength(all.size);

    const { features } = JSON.parse(readFileSync("public/data/units.geojson", "utf8")) as FeatureCollection<
      Polygon | MultiPolygon
    >;
    const edges = features.flatMap(({ geometry }) =>
      (geometry.type === "Polygon" ? geometry.coordinates : geometry.coordinates.flat()).flatMap(undirected),
    );
    const seen = new Set<string>();
    const shared = edges.filter((edge) => seen.has(edge) || !seen.add(edge));
    expect(shared.length).toBeGreaterThan(1000);
    expect(shared.filter((edge) => !all.has(edge))).toEqual([]);
  });
});
