import { gzipSync } from "fflate";

/** A tile of an archive, already encoded, not yet compressed. */
export interface Tile {
  z: number;
  x: number;
  y: number;
  data: Uint8Array;
}

export interface ArchiveDescription {
  /** West, south, east, north in degrees. */
  bbox: readonly [number, number, number, number];
  minZoom: number;
  maxZoom: number;
  centre: { lon: number; lat: number; zoom: number };
  metadata: Record<string, unknown>;
}

interface Entry {
  tileId: number;
  offset: number;
  length: number;
  runLength: number;
}

const headerLength = 127;
/** A reader fetches the first 16 KiB at once, which must hold the header and the root directory. */
const rootLimit = 16_384 - headerLength;

/**
 * Place of a tile on the Hilbert curve through all tiles of all zooms, as PMTiles v3 numbers them.
 * The curve is that of J. K. Lawder's method: quadrant by quadrant, turning the axes on the way down.
 */
export function findTileId(z: number, x: number, y: number): number {
  let id = 0;
  for (let zoom = 0; zoom < z; zoom += 1) id += 4 ** zoom;
  let [column, row] = [x, y];
  for (let side = 2 ** (z - 1); side >= 1; side /= 2) {
    const right = (column & side) > 0 ? 1 : 0;
    const below = (row & side) > 0 ? 1 : 0;
    id += side * side * ((3 * right) ^ below);
    if (below === 0) {
      if (right === 1) [column, row] = [side - 1 - (column & (side - 1)), side - 1 - (row & (side - 1))];
      [column, row] = [row, column];
    }
  }
  return id;
}

/** Appends an unsigned integer in groups of seven bits, low group first. */
function pushVarint(bytes: number[], value: number) {
  let rest = value;
  while (rest > 127) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
}

// No modification time, so that the bytes are the same from build to build.
const compress = (bytes: Uint8Array) => gzipSync(bytes, { level: 9, mtime: 0 });

/** A directory: tile ids as differences, run lengths, lengths, then offsets, 0 where one follows the last. */
function encodeDirectory(entries: readonly Entry[]): Uint8Array {
  const bytes: number[] = [];
  pushVarint(bytes, entries.length);
  let last = 0;
  for (const entry of entries) {
    pushVarint(bytes, entry.tileId - last);
    last = entry.tileId;
  }
  for (const entry of entries) pushVarint(bytes, entry.runLength);
  for (const entry of entries) pushVarint(bytes, entry.length);
  for (const [index, entry] of entries.entries()) {
    const previous = entries[index - 1];
    const follows = previous !== undefined && entry.offset === previous.offset + previous.length;
    pushVarint(bytes, follows ? 0 : entry.offset + 1);
  }
  return compress(Uint8Array.from(bytes));
}

/** Splits a directory into leaves until what is left at the root fits into the first fetch. */
function encodeDirectories(entries: readonly Entry[]): { root: Uint8Array; leaves: Uint8Array } {
  const whole = encodeDirectory(entries);
  if (whole.length <= rootLimit) return { root: whole, leaves: new Uint8Array() };
  for (let size = 4096; ; size *= 2) {
    const leaves: Uint8Array[] = [];
    const root: Entry[] = [];
    let offset = 0;
    for (let start = 0; start < entries.length; start += size) {
      const leaf = encodeDirectory(entries.slice(start, start + size));
      root.push({ tileId: entries[start]!.tileId, offset, length: leaf.length, runLength: 0 });
      leaves.push(leaf);
      offset += leaf.length;
    }
    const encoded = encodeDirectory(root);
    if (encoded.length <= rootLimit) return { root: encoded, leaves: concatenate(leaves) };
  }
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

/** A PMTiles v3 archive of vector tiles: clustered, gzip, equal tiles kept once (github.com/protomaps/PMTiles/spec/v3). */
export function buildArchive(tiles: readonly Tile[], description: ArchiveDescription): Uint8Array {
  const ordered = tiles
    .map((tile) => ({ tileId: findTileId(tile.z, tile.x, tile.y), data: tile.data }))
    .sort((a, b) => a.tileId - b.tileId);
  const entries: Entry[] = [];
  const contents = new Map<string, { offset: number; length: number }>();
  const parts: Uint8Array[] = [];
  let dataLength = 0;
  for (const { tileId, data } of ordered) {
    const key = Buffer.from(data).toString("base64");
    let content = contents.get(key);
    if (!content) {
      const packed = compress(data);
      content = { offset: dataLength, length: packed.length };
      contents.set(key, content);
      parts.push(packed);
      dataLength += packed.length;
    }
    const last = entries.at(-1);
    if (last && last.tileId === tileId - last.runLength && last.offset === content.offset) {
      last.runLength += 1;
    } else {
      if (last && tileId < last.tileId + last.runLength) throw new Error(`tile ${tileId} is given twice`);
      entries.push({ tileId, ...content, runLength: 1 });
    }
  }

  const { root, leaves } = encodeDirectories(entries);
  const metadata = compress(new TextEncoder().encode(JSON.stringify(description.metadata)));
  const header = new DataView(new ArrayBuffer(headerLength));
  for (const [index, letter] of [..."PMTiles"].entries()) header.setUint8(index, letter.charCodeAt(0));
  header.setUint8(7, 3);
  const lengths = [root.length, metadata.length, leaves.length, dataLength];
  let offset = headerLength;
  for (const [index, length] of lengths.entries()) {
    header.setBigUint64(8 + index * 16, BigInt(offset), true);
    header.setBigUint64(16 + index * 16, BigInt(length), true);
    offset += length;
  }
  header.setBigUint64(72, BigInt(ordered.length), true);
  header.setBigUint64(80, BigInt(entries.length), true);
  header.setBigUint64(88, BigInt(contents.size), true);
  const [clustered, gzip, vector] = [1, 2, 1];
  header.setUint8(96, clustered);
  header.setUint8(97, gzip);
  header.setUint8(98, gzip);
  header.setUint8(99, vector);
  header.setUint8(100, description.minZoom);
  header.setUint8(101, description.maxZoom);
  const degrees = (place: number, value: number) => header.setInt32(place, Math.round(value * 1e7), true);
  for (const [index, value] of description.bbox.entries()) degrees(102 + index * 4, value);
  header.setUint8(118, description.centre.zoom);
  degrees(119, description.centre.lon);
  degrees(123, description.centre.lat);
  return concatenate([new Uint8Array(header.buffer), root, metadata, leaves, ...parts]);
}
