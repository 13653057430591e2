import { GeoJSONVT, type GeoJSONVTTile } from "@maplibre/geojson-vt";
import { fromGeojsonVt } from "@maplibre/vt-pbf";
import type { FeatureCollection, Geometry } from "geojson";

/** Name of the one layer in a tile. */
export const tileLayer = "features";
/** Nearest zoom that is cut; a step of its grid is 0.3 m on the equator. */
export const nearestTile = 14;
const gridSteps = 8192;
/** Half as far again as the broadest mark reaches over the edge of a tile. */
const bufferSteps = 512;
/** A third of a pixel of a 512-pixel tile, so that the simplification cannot be seen. */
const toleranceSteps = 6;

/** Cuts one tile; null where nothing lies in it. */
export type TileCutter = (
  z: number,
  x: number,
  y: number,
  columns: readonly string[],
) => Uint8Array<ArrayBuffer> | null;

/**
 * Cuts features into vector tiles. A feature's id is its place in the collection. A tile carries only the
 * columns it is asked for: the map paints by one or two, and the rest would be read by the page at each hover.
 */
export function createTileCutter(collection: FeatureCollection<Geometry | null>): TileCutter {
  // Null shapes keep their place: ids must stay those of the file.
  const placed = collection.features.flatMap((feature, id) =>
    feature.geometry ? [{ ...feature, id, geometry: feature.geometry }] : [],
  );
  const index = new GeoJSONVT(
    { type: "FeatureCollection", features: placed },
    { maxZoom: nearestTile, extent: gridSteps, buffer: bufferSteps, tolerance: toleranceSteps },
  );
  return (z, x, y, columns) => {
    const tile = index.getTile(z, x, y);
    if (!tile || tile.features.length === 0) return null;
    const pick = (tags: Readonly<Record<string, unknown>> | null) =>
      Object.fromEntries(
        columns.flatMap((column) => {
          const value = tags && Object.hasOwn(tags, column) ? tags[column] : undefined;
          return value === undefined || value === null ? [] : [[column, value]];
        }),
      );
    const slim = {
      ...tile,
      features: tile.features.map((feature) => ({ ...feature, tags: pick(feature.tags) })),
    };
    const bytes = fromGeojsonVt(
      { [tileLayer]: slim as unknown as GeoJSONVTTile },
      { extent: gridSteps, version: 2 },
    );
    return bytes.slice() as Uint8Array<ArrayBuffer>;
  };
}
