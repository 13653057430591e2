/** Which rows of geographic tiles make the rows of one Web Mercator tile of the same level and column. */
export interface TileRows {
  /** Rows of tiles, from the north, that are needed. */
  tiles: number[];
  /** For each pixel row: place in `tiles`, and pixel row within that tile. */
  place: Uint8Array;
  row: Uint16Array;
}

/**
 * Resamples rows from a matrix set in degrees (EPSG:4490 or 4326; tiles of 360/2^z degrees from 180° W, 90° N) to
 * Web Mercator. Columns are the same at every level, longitude being linear in both; each pixel row takes the source
 * row whose middle is nearest to its own, so that it is off by half a source pixel at most.
 *
 * @param z level, 1 or more: at level 0 the world in degrees is half a tile high.
 * @param y row of the Web Mercator tile, from the north.
 * @param size pixels along a side, of both.
 */
export function buildTileRows(z: number, y: number, size: number): TileRows {
  const span = 360 / 2 ** z;
  const height = Math.max(1, 2 ** (z - 1));
  const tiles: number[] = [];
  const place = new Uint8Array(size);
  const row = new Uint16Array(size);
  for (let pixel = 0; pixel < size; pixel += 1) {
    const northing = Math.PI * (1 - (2 * (y + (pixel + 0.5) / size)) / 2 ** z);
    const latitude = (Math.atan(Math.sinh(northing)) * 180) / Math.PI;
    const at = ((90 - latitude) / span) * size;
    const whole = Math.min(height * size - 1, Math.max(0, Math.floor(at)));
    const tile = Math.floor(whole / size);
    if (tiles.at(-1) !== tile) tiles.push(tile);
    place[pixel] = tiles.length - 1;
    row[pixel] = whole % size;
  }
  return { tiles, place, row };
}
