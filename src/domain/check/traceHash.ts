import type { Geometry, Position } from "geojson";

/**
 * FNV-1a over 64 bits, as 16 hexadecimal digits: short, stable, for telling versions apart (not for secrecy).
 * G. Fowler, L. C. Noll, K.-P. Vo; the 64-bit product is made of two 32-bit halves, which is some hundred times
 * faster than BigInt.
 */
export class TraceHash {
  private high = 0xcbf29ce4;
  private low = 0x84222325;

  /** Takes in a byte, or a word of 32 bits at once. */
  addWord(word: number) {
    const low = (this.low ^ word) >>> 0;
    // The prime is 2^40 + 0x1b3.
    const product = low * 0x1b3;
    this.high = (Math.imul(this.high, 0x1b3) + Math.floor(product / 0x1_0000_0000) + (low << 8)) >>> 0;
    this.low = product >>> 0;
  }

  addText(text: string) {
    for (const byte of new TextEncoder().encode(text)) this.addWord(byte);
  }

  read(): string {
    return this.high.toString(16).padStart(8, "0") + this.low.toString(16).padStart(8, "0");
  }
}

export function hashText(text: string): string {
  const hash = new TraceHash();
  hash.addText(text);
  return hash.read();
}

const scratch = new Float64Array(1);
const scratchWords = new Uint32Array(scratch.buffer);

/**
 * Numbers go in as their bits: to write out the digits of a hundred thousand outlines takes seconds. One function for
 * each depth of coordinates, as in `findBoundingBox`.
 */
function addPath(hash: TraceHash, path: readonly Position[]) {
  hash.addWord(path.length);
  for (const position of path) {
    hash.addWord(position.length);
    for (let at = 0; at < position.length; at += 1) {
      scratch[0] = position[at]!;
      hash.addWord(scratchWords[0]!);
      hash.addWord(scratchWords[1]!);
    }
  }
}

function addPaths(hash: TraceHash, paths: readonly (readonly Position[])[]) {
  hash.addWord(paths.length);
  for (const path of paths) addPath(hash, path);
}

/** Takes in a shape, to the last bit of its numbers. */
export function addGeometry(hash: TraceHash, geometry: Geometry | null) {
  hash.addText(geometry?.type ?? "none");
  if (!geometry) return;
  switch (geometry.type) {
    case "Point":
      addPath(hash, [geometry.coordinates]);
      break;
    case "MultiPoint":
    case "LineString":
      addPath(hash, geometry.coordinates);
      break;
    case "MultiLineString":
    case "Polygon":
      addPaths(hash, geometry.coordinates);
      break;
    case "MultiPolygon":
      hash.addWord(geometry.coordinates.length);
      for (const paths of geometry.coordinates) addPaths(hash, paths);
      break;
    default:
      hash.addWord(geometry.geometries.length);
      for (const part of geometry.geometries) addGeometry(hash, part);
  }
}

/** Changes with a shape, to the last bit of its numbers. */
export function hashGeometry(geometry: Geometry | null): string {
  const hash = new TraceHash();
  addGeometry(hash, geometry);
  return hash.read();
}
