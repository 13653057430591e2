import type { Bbox } from "./boundingBox.ts";

/** A tile of the Web Mercator scheme: level, column from the west, row from the north. */
export interface TilePlace {
  z: number;
  x: number;
  y: number;
}

/** Where the square of Web Mercator ends, degrees. */
export const mercatorLatitude = 85.051_128;

/**
 * The tiles of a level that a box touches.
 * @param bbox west, south, east, north in degrees.
 * @param z level; there are 2^z by 2^z tiles.
 * @returns row by row from the north-west. Source: the usual XYZ scheme (OGC 17-083r4, WebMercatorQuad).
 */
export function listTiles([west, south, east, north]: Readonly<Bbox>, z: number): TilePlace[] {
  const count = 2 ** z;
  const clamp = (value: number) => Math.min(count - 1, Math.max(0, Math.floor(value)));
  const column = (lng: number) => clamp(((lng + 180) / 360) * count);
  const row = (lat: number) => {
    const radians = (Math.min(mercatorLatitude, Math.max(-mercatorLatitude, lat)) * Math.PI) / 180;
    return clamp(((1 - Math.asinh(Math.tan(radians)) / Math.PI) / 2) * count);
  };
  const places: TilePlace[] = [];
  for (let y = row(north); y <= row(south); y += 1)
    for (let x = column(west); x <= column(east); x += 1) places.push({ z, x, y });
  return places;
}
