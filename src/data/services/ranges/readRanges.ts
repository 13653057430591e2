import { PMTiles, type RangeResponse, type Source } from "pmtiles";
import type { Bbox } from "../../../domain/place/boundingBox.ts";
import { failure, type Problem, type Result, success } from "../../../domain/result.ts";
import type { RangeSource, Service } from "../../../domain/services/service.ts";
import { hashSha256 } from "../../bytes/sha256.ts";
import { Refusal } from "../../importReport.ts";
import { findRangeFormat, type RangeFormat } from "./rangeFormats.ts";
import { RangeFailure, type RangePorts, unwrap } from "./rangePorts.ts";
import type { RangeOrder, RangePulled } from "./rangePull.ts";
import { createRangeReader, type RangeReader } from "./rangeReader.ts";

/** Name of a file without what follows the dot, fit for a name of a file again. */
const nameOf = (address: string) =>
  decodeURIComponent(new URL(address).pathname.split("/").at(-1)!)
    .replace(/\.[^.]*$/, "")
    .replace(/[\\/:*?"<>|]/g, " ")
    .slice(0, 120) || "layer";

function explain(error: unknown, address: string): Problem {
  if (error instanceof RangeFailure) return error.problem;
  if (error instanceof Refusal) return { code: error.code, ...error.bilingual };
  const said = (error instanceof Error ? error.message : String(error)).slice(0, 200);
  const file = new URL(address).pathname.split("/").at(-1)!;
  return {
    code: "range-unreadable",
    zh: `“${file}”读不出，文件可能损坏或不是这种格式：${said}`,
    en: `'${file}' cannot be read; it may be damaged or of another format: ${said}`,
  };
}

async function describeFile(address: string, format: RangeFormat, ports: RangePorts): Promise<Service> {
  if (format === "pmtiles") {
    const { readTileArchive } = await import("../readTileArchive.ts");
    return unwrap(
      await readTileArchive(address, (offset, length) => ports.loadRange(address, offset, length)),
    );
  }
  const reader = createRangeReader(address, ports);
  const name = nameOf(address);
  if (format === "cog") return (await import("./describeCog.ts")).describeCog(reader, address, name);
  const found =
    format === "flatgeobuf"
      ? await (await import("./flatGeobufRange.ts")).describeFlatGeobuf(reader, name)
      : await (await import("./parquetRange.ts")).describeParquet(reader, name);
  const source: RangeSource = {
    form: "ranges",
    format,
    address,
    layer: "",
    minZoom: 0,
    maxZoom: 0,
    count: found.count,
    isIndexed: found.isIndexed,
  };
  const { title, bbox } = found;
  return {
    kind: format,
    title,
    address,
    attribution: "",
    choices: [{ id: name, title, bbox, source }],
    unusable: [],
  };
}

/** What a file at an address holds, from its head or footer alone: some kilobytes, however large it is. */
export async function describeRanges(address: string, ports: RangePorts): Promise<Result<Service>> {
  const format = findRangeFormat(address);
  if (!format) throw new Error(`got ${address}, expected a file that is read by ranges`);
  try {
    return success(await describeFile(address, format, ports));
  } catch (error) {
    return failure(explain(error, address));
  }
}

/** An archive of tiles behind a reader. */
export class ReaderSource implements Source {
  private readonly address: string;
  private readonly reader: RangeReader;
  constructor(address: string, reader: RangeReader) {
    this.address = address;
    this.reader = reader;
  }
  getKey() {
    return this.address;
  }
  async getBytes(offset: number, length: number): Promise<RangeResponse> {
    // The head is asked for in one go, and a small archive ends before that.
    const most = offset === 0 ? Math.min(length, await this.reader.size()) : length;
    return { data: (await this.reader.read(offset, most)).buffer };
  }
}

/** An archive of tiles, ready to give one after the other as they lie there. */
export async function openArchive(address: string, ports: RangePorts) {
  const reader = createRangeReader(address, ports, { mostBytes: Number.POSITIVE_INFINITY });
  const archive = new PMTiles(new ReaderSource(address, reader));
  return async (z: number, x: number, y: number): Promise<ArrayBuffer | null> =>
    (await archive.getZxy(z, x, y))?.data ?? null;
}

/** What a pull by ranges needs to know. */
export interface RangeWish {
  source: RangeSource;
  title: string;
  /** Where the layer lies, degrees; null where that is not known. */
  extent: Bbox | null;
  bbox: Bbox | null;
  most: number;
}

export interface RangeOutcome extends RangePulled {
  /** What was asked for: the address, with layer and box behind `#`. */
  request: string;
  requests: number;
  /** SHA-256 over what was read. */
  hash: string;
}

function writeRequest({ source, bbox, most }: RangeWish): string {
  const said = new URLSearchParams();
  if (source.layer !== "") said.set("layer", source.layer);
  if (bbox) said.set("bbox", bbox.map((value) => Number(value.toFixed(6))).join(","));
  said.set("limit", String(most));
  return `${source.address}#${decodeURIComponent(said.toString())}`;
}

/** Braces of a template are no part of an address. */
const plainAddress = ({ address }: RangeSource) => address.replace(/[{}]/g, "");

async function pullLevel(
  wish: RangeWish,
  order: RangeOrder,
  ports: RangePorts,
  tell: (taken: number, matched: number | null) => void,
): Promise<Omit<RangeOutcome, "request">> {
  const { source, extent } = wish;
  const { layer, minZoom, maxZoom, address } = source;
  const { pullTiles } = await import("./tilePull.ts");
  if (findRangeFormat(plainAddress(source)) === "pmtiles") {
    const reader = createRangeReader(address, ports);
    const archive = new PMTiles(new ReaderSource(address, reader));
    const load = async ({ z, x, y }: { z: number; x: number; y: number }) =>
      (await archive.getZxy(z, x, y))?.data ?? null;
    const pulled = await pullTiles({ layer, minZoom, maxZoom, bbox: extent, load }, order, tell);
    return { ...pulled, requests: reader.told().requests, hash: await reader.hash() };
  }
  const hashes = new Map<string, string>();
  const load = async ({ z, x, y }: { z: number; x: number; y: number }) => {
    const url = address
      .replaceAll("{z}", String(z))
      .replaceAll("{x}", String(x))
      .replaceAll("{-y}", String(2 ** z - 1 - y))
      .replaceAll("{y}", String(y));
    const bytes = unwrap(await ports.loadTile(url));
    hashes.set(`${z}/${y}/${x}`, bytes ? await hashSha256(new Uint8Array(bytes)) : "none");
    return bytes;
  };
  const pulled = await pullTiles({ layer, minZoom, maxZoom, bbox: extent, load }, order, tell);
  const all = [...hashes].sort(([a], [b]) => (a < b ? -1 : 1)).map((entry) => entry.join(":"));
  return {
    ...pulled,
    requests: hashes.size,
    hash: await hashSha256(new TextEncoder().encode(all.join(" "))),
  };
}

/** Reads the features of a file where it lies, or of vector tiles: no more of it than the box and the bound need. */
export async function pullRanges(
  wish: RangeWish,
  ports: RangePorts,
  tell: (taken: number, matched: number | null) => void,
): Promise<Result<RangeOutcome>> {
  const { source, title, bbox, most } = wish;
  const order: RangeOrder = { name: title.replace(/[\\/:*?"<>|]/g, " ").slice(0, 120), bbox, most };
  try {
    if (source.format === "tiles")
      return success({ ...(await pullLevel(wish, order, ports, tell)), request: writeRequest(wish) });
    const reader = createRangeReader(source.address, ports, most > 500 ? { blockBytes: 262_144 } : {});
    const pull =
      source.format === "flatgeobuf"
        ? (await import("./flatGeobufRange.ts")).pullFlatGeobuf
        : (await import("./parquetRange.ts")).pullParquet;
    const pulled = await pull(reader, order, tell);
    return success({
      ...pulled,
      request: writeRequest(wish),
      requests: reader.told().requests,
      hash: await reader.hash(),
    });
  } catch (error) {
    return failure(explain(error, plainAddress(source)));
  }
}
