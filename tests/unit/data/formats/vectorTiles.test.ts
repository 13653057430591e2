import { VectorTile } from "@mapbox/vector-tile";
import type { Feature, FeatureCollection, Geometry, Polygon, Position } from "geojson";
import { PbfReader } from "pbf";
import { describe, expect, it } from "vitest";
import { createTileCutter, nearestTile, tileLayer } from "../../../../src/data/formats/vectorTiles.ts";

const collection = (features: Feature<Geometry | null>[]): FeatureCollection<Geometry | null> => ({
  type: "FeatureCollection",
  features,
});
const feature = (geometry: Geometry | null, properties: object = {}): Feature<Geometry | null> => ({
  type: "Feature",
  properties: { ...properties },
  geometry,
});
const point = (x: number, y: number): Geometry => ({ type: "Point", coordinates: [x, y] });

/** The tile a position lies in, by the formula of the Web Mercator grid. */
function findTile([longitude, latitude]: Position, z: number) {
  const size = 2 ** z;
  const sine = Math.sin((latitude! * Math.PI) / 180);
  return {
    x: Math.floor(((longitude! + 180) / 360) * size),
    y: Math.floor((0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * size),
  };
}

function readTile(bytes: Uint8Array) {
  const layer = new VectorTile(new PbfReader(bytes)).layers[tileLayer]!;
  return Array.from({ length: layer.length }, (_, index) => layer.feature(index));
}

describe("vector tiles", () => {
  it("carry each feature's place in the file as its id, past features without a shape", () => {
    const cut = createTileCutter(
      collection([feature(null), feature(point(111, 40)), feature(point(112, 40))]),
    );
    const ids = readTile(cut(0, 0, 0, [])!).map(({ id }) => id);
    expect(ids).toEqual([1, 2]);
  });

  it("carry the columns asked for and no others", () => {
    const all = { 地类: "草地", 年份: 2020, 空: null, __proto__x: "y" };
    const cut = createTileCutter(collection([feature(point(111, 40), all)]));
    const properties = (columns: string[]) => readTile(cut(0, 0, 0, columns)!)[0]!.properties;
    expect(properties([])).toEqual({});
    expect(properties(["地类", "空", "没有", "constructor"])).toEqual({ 地类: "草地" });
    expect(properties(["年份"])).toEqual({ 年份: 2020 });
  });

  it("hold a shape within a metre at the nearest zoom, read back by another library", () => {
    const ring: Position[] = [
      [111.001, 40.001],
      [111.004, 40.0012],
      [111.0031, 40.0033],
      [111.001, 40.001],
    ];
    const cut = createTileCutter(collection([feature({ type: "Polygon", coordinates: [ring] })]));
    const { x, y } = findTile(ring[0]!, nearestTile);
    const [read] = readTile(cut(nearestTile, x, y, [])!);
    const drawn = (read!.toGeoJSON(x, y, nearestTile).geometry as Polygon).coordinates[0]!;
    for (const [longitude, latitude] of ring) {
      const nearest = Math.min(
        ...drawn.map((p) => Math.hypot((p[0]! - longitude!) * 85_000, (p[1]! - latitude!) * 111_000)),
      );
      expect(nearest).toBeLessThan(1);
    }
  });

  it("are empty where nothing lies", () => {
    const cut = createTileCutter(collection([feature(point(111, 40))]));
    expect(cut(5, 0, 0, [])).toBeNull();
  });
});
