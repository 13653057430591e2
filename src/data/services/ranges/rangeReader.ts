import { hashSha256 } from "../../bytes/sha256.ts";
import { type RangePorts, unwrap } from "./rangePorts.ts";

const usualBlock = 65_536;
/** One request asks for so much at most, and one read holds so much at most: a hostile length ends here. */
const mostAtOnce = 4_000_000;
const mostRead = 64_000_000;
/** Bytes that are kept; what was read longest ago goes first. */
const mostKept = 96_000_000;

export interface RangeLimits {
  blockBytes?: number;
  /** Most bytes that are read in all: a pull ends, a picture that is looked at does not. */
  mostBytes?: number;
}
const mostOfPull = 400_000_000;

export interface RangeReader {
  read: (offset: number, length: number) => Promise<Uint8Array<ArrayBuffer>>;
  /** Bytes of the whole file, asked for once. */
  size: () => Promise<number>;
  told: () => { requests: number; bytes: number };
  /** SHA-256 over what came, in the order it was first asked for. */
  hash: () => Promise<string>;
}

/** Reads a file where it lies by blocks, each once; neighbouring blocks that are missing come in one request. */
export function createRangeReader(
  url: string,
  ports: RangePorts,
  { blockBytes = usualBlock, mostBytes = mostOfPull }: RangeLimits = {},
): RangeReader {
  const blocks = new Map<number, Uint8Array<ArrayBuffer>>();
  const hashes: string[] = [];
  let [requests, bytes] = [0, 0];
  let known: Promise<number> | undefined;

  const fill = async (from: number, to: number) => {
    const got = unwrap(await ports.loadRange(url, from * blockBytes, (to - from) * blockBytes));
    requests += 1;
    bytes += got.byteLength;
    if (bytes > mostBytes) throw new RangeError(`more than ${mostBytes / 1e6} MB to be read`);
    hashes.push(`${from}:${await hashSha256(new Uint8Array(got))}`);
    for (let index = from; index < to; index += 1)
      blocks.set(
        index,
        new Uint8Array(got.slice((index - from) * blockBytes, (index - from + 1) * blockBytes)),
      );
  };

  return {
    async read(offset, length) {
      if (!(offset >= 0 && length >= 0 && length <= mostRead))
        throw new RangeError(`${length} bytes at ${offset}`);
      const first = Math.floor(offset / blockBytes);
      const last = Math.ceil((offset + length) / blockBytes);
      for (let index = first; index < last; index += 1) {
        if (blocks.has(index)) continue;
        let end = index + 1;
        while (end < last && !blocks.has(end) && (end - index) * blockBytes < mostAtOnce) end += 1;
        await fill(index, end);
      }
      const out = new Uint8Array(length);
      for (let index = first; index < last; index += 1) {
        const block = blocks.get(index)!;
        const at = index * blockBytes - offset;
        const part = block.subarray(Math.max(0, -at), Math.min(block.length, length - at));
        out.set(part, Math.max(0, at));
        if (block.length < blockBytes && at + block.length < length)
          throw new RangeError(`the file ends at ${index * blockBytes + block.length}`);
      }
      for (const index of blocks.keys()) {
        if (blocks.size * blockBytes <= mostKept) break;
        blocks.delete(index);
      }
      return out;
    },
    size() {
      known ??= ports.loadSize(url).then(unwrap);
      return known;
    },
    told: () => ({ requests, bytes }),
    hash: () => hashSha256(new TextEncoder().encode(hashes.join(" "))),
  };
}
