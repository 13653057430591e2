import { VectorTile } from "@mapbox/vector-tile";
import type { Feature, FeatureCollection, Geometry, Position } from "geojson";
import { PbfReader } from "pbf";
import { PMTiles } from "pmtiles";
import type { Extent } from "./paperSizes.ts";
import type { SheetFrame } from "./sheetFrame.ts";

/** A feature in points of the page. */
export interface SheetFeature {
  id: string | number | null;
  properties: Readonly<Record<string, unknown>>;
  kind: "Point" | "LineString" | "Polygon";
  /** Points: one position each; lines: one course each; areas: all rings. x and y by turns. */
  parts: readonly number[][];
}

/** Longest step in degrees that may stay straight: a meridian bends on the grid. */
const longestStep = 0.15;

/** Positions of a course on the page; long steps are followed. */
function trace(line: readonly Position[], toPage: SheetFrame["toPage"]): number[] {
  const flat: number[] = [];
  line.forEach((position, index) => {
    const [x, y] = position as [number, number];
    const before = line[index - 1] as [number, number] | undefined;
    if (before) {
      const pieces = Math.min(
        64,
        Math.ceil(Math.max(Math.abs(x - before[0]), Math.abs(y - before[1])) / longestStep),
      );
      for (let piece = 1; piece < pieces; piece += 1)
        flat.push(
          ...toPage(
            before[0] + ((x - before[0]) * piece) / pieces,
            before[1] + ((y - before[1]) * piece) / pieces,
          ),
        );
    }
    flat.push(...toPage(x, y));
  });
  return flat;
}

function tracePart(geometry: Geometry, toPage: SheetFrame["toPage"]): Pick<SheetFeature, "kind" | "parts">[] {
  switch (geometry.type) {
    case "Point":
      return [{ kind: "Point", parts: [trace([geometry.coordinates], toPage)] }];
    case "MultiPoint":
      return [{ kind: "Point", parts: geometry.coordinates.map((place) => trace([place], toPage)) }];
    case "LineString":
      return [{ kind: "LineString", parts: [trace(geometry.coordinates, toPage)] }];
    case "MultiLineString":
      return [{ kind: "LineString", parts: geometry.coordinates.map((line) => trace(line, toPage)) }];
    case "Polygon":
      return [{ kind: "Polygon", parts: geometry.coordinates.map((ring) => trace(ring, toPage)) }];
    case "MultiPolygon":
      return [{ kind: "Polygon", parts: geometry.coordinates.flat().map((ring) => trace(ring, toPage)) }];
    case "GeometryCollection":
      return geometry.geometries.flatMap((part) => tracePart(part, toPage));
  }
}

/** Half the world away a transverse grid folds over itself; nothing there can be on a sheet. */
const farthestDegrees = 40;

function isNear(geometry: Geometry, [longitude, latitude]: readonly [number, number]): boolean {
  const near = (position: Position) =>
    Math.abs(position[0]! - longitude) < farthestDegrees &&
    Math.abs(position[1]! - latitude) < farthestDegrees;
  const every = (part: unknown): boolean =>
    Array.isArray(part) && (typeof part[0] === "number" ? near(part as Position) : part.every(every));
  return geometry.type === "GeometryCollection"
    ? geometry.geometries.every((part) => isNear(part, [longitude, latitude]))
    : every(geometry.coordinates);
}

function readId({ id, properties }: Feature): SheetFeature["id"] {
  const own = properties?.id;
  return typeof own === "string" || typeof own === "number" ? own : (id ?? null);
}

/** Features of a collection on the page; those too far from it for its grid are left out. */
export const placeFeatures = (
  { features }: FeatureCollection<Geometry | null>,
  { toPage, centre }: SheetFrame,
): SheetFeature[] =>
  features.flatMap((feature) => {
    const { geometry } = feature;
    if (!geometry || !isNear(geometry, centre)) return [];
    return tracePart(geometry, toPage).map((part) => ({
      id: readId({ ...feature, geometry }),
      properties: feature.properties ?? {},
      ...part,
    }));
  });

/** Column and row of a tile at a zoom (web Mercator). */
function findTile(longitude: number, latitude: number, zoom: number): [number, number] {
  const phi = (latitude * Math.PI) / 180;
  const count = 2 ** zoom;
  const column = Math.floor(((longitude + 180) / 360) * count);
  const row = Math.floor(((1 - Math.log(Math.tan(phi) + 1 / Math.cos(phi)) / Math.PI) / 2) * count);
  const clamp = (value: number) => Math.min(count - 1, Math.max(0, value));
  return [clamp(column), clamp(row)];
}

const mostTiles = 400;

/**
 * The layers of a tile archive that lie on a sheet, as the map would take them at a zoom.
 * Throws where the archive cannot be read.
 */
export async function readTileLayers(
  archive: Uint8Array,
  [west, south, east, north]: Extent,
  zoom: number,
): Promise<Map<string, FeatureCollection>> {
  const tiles = new PMTiles({
    getKey: () => "base",
    getBytes: async (offset, length) => ({ data: archive.slice(offset, offset + length).buffer }),
  });
  const { minZoom, maxZoom } = await tiles.getHeader();
  let level = Math.min(maxZoom, Math.max(minZoom, Math.floor(zoom)));
  const reach = () => [...findTile(west, north, level), ...findTile(east, south, level)] as const;
  while (level > minZoom) {
    const [left, top, right, bottom] = reach();
    if ((right - left + 1) * (bottom - top + 1) <= mostTiles) break;
    level -= 1;
  }
  const [left, top, right, bottom] = reach();
  const layers = new Map<string, FeatureCollection>();
  const placed = new Set<string>();
  for (let column = left; column <= right; column += 1)
    for (let row = top; row <= bottom; row += 1) {
      const found = await tiles.getZxy(level, column, row);
      if (!found) continue;
      const tile = new VectorTile(new PbfReader(new Uint8Array(found.data)));
      for (const [name, layer] of Object.entries(tile.layers)) {
        const collection = layers.get(name) ?? { type: "FeatureCollection", features: [] };
        layers.set(name, collection);
        for (let index = 0; index < layer.length; index += 1) {
          const feature = layer.feature(index).toGeoJSON(column, row, level) as Feature;
          // A point in the overlap of two tiles comes twice.
          if (feature.geometry.type === "Point") {
            const key = `${name} ${JSON.stringify(feature.properties)}`;
            if (placed.has(key)) continue;
            placed.add(key);
          }
          collection.features.push(feature);
        }
      }
    }
  return layers;
}
