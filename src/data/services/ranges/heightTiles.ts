import { PMTiles, TileType } from "pmtiles";
import type { Bbox } from "../../../domain/place/boundingBox.ts";
import { listTiles, type TilePlace } from "../../../domain/place/listTiles.ts";
import type { Bilingual } from "../../../domain/plan.ts";
import { failure, type Problem, type Result, success } from "../../../domain/result.ts";
import { findHeightRange, type HeightGrid } from "../../../domain/terrain/heightGrid.ts";
import type { Terrain } from "../../../domain/terrain/terrain.ts";
import { unknownHeightDatum } from "../../../domain/terrain/terrain.ts";
import { hashSha256 } from "../../bytes/sha256.ts";
import { Refusal } from "../../importReport.ts";
import { chooseLevel, findWindow, openCog, readBand } from "./cog.ts";
import { findRangeFormat } from "./rangeFormats.ts";
import { RangeFailure, type RangePorts, unwrap } from "./rangePorts.ts";
import { createRangeReader } from "./rangeReader.ts";
import { ReaderSource } from "./readRanges.ts";

/** How heights are written into the colours of a picture. */
export type HeightEncoding = "terrarium" | "terrain-rgb";

/** What of a terrain at an address is wanted. */
export interface HeightWish {
  /** A template with `{z}`, `{x}`, `{y}`, an archive of tiles, or a GeoTIFF with overviews. */
  address: string;
  encoding: HeightEncoding;
  /** Degrees. */
  bbox: Bbox;
  /** The finest level of the tiles, where they are of a template. */
  maxZoom: number;
}

export interface Picture {
  width: number;
  height: number;
  /** Four bytes a pixel, red first. */
  data: ArrayLike<number>;
}

/** A picture from its bytes: the browser's work, or a library's in tests. */
export type DecodePicture = (bytes: ArrayBuffer) => Promise<Picture>;

const metres = 20_037_508.342_789_244;
/** Tiles of one view at most: 64 of 256 pixels are four million cells. */
const mostTiles = 64;
const mostCells = 4_200_000;
const atOnce = 6;

/**
 * Metres of a pixel. Terrarium: (red·256 + green + blue/256) − 32768 (Mapzen, Tilezen joerd); terrain-RGB:
 * −10000 + (red·65536 + green·256 + blue)·0.1 (Mapbox). NaN where the picture is clear.
 */
export function readHeight(encoding: HeightEncoding, [red, green, blue, alpha]: readonly number[]): number {
  if (alpha === 0) return Number.NaN;
  return encoding === "terrarium"
    ? red! * 256 + green! + blue! / 256 - 32_768
    : -10_000 + (red! * 65_536 + green! * 256 + blue!) * 0.1;
}

interface TileHeights {
  load: (place: TilePlace) => Promise<ArrayBuffer | null>;
  minZoom: number;
  maxZoom: number;
}

/** Heights of the tiles of a level that a box touches, as one grid in Web Mercator; null where there is none. */
async function joinTiles(
  { load }: TileHeights,
  places: readonly TilePlace[],
  encoding: HeightEncoding,
  decode: DecodePicture,
): Promise<{ grid: HeightGrid; tiles: number } | null> {
  const [first, last] = [places[0]!, places.at(-1)!];
  const [across, down] = [last.x - first.x + 1, last.y - first.y + 1];
  let grid: HeightGrid | null = null;
  let tiles = 0;
  for (let from = 0; from < places.length; from += atOnce) {
    const some = places.slice(from, from + atOnce);
    const pictures = await Promise.all(
      some.map(async (place) => {
        const bytes = await load(place);
        return bytes && bytes.byteLength > 0 ? decode(bytes) : null;
      }),
    );
    pictures.forEach((picture, i) => {
      if (!picture) return;
      const size = picture.width;
      if (size !== picture.height || ![256, 512].includes(size))
        throw new Refusal("terrain-tile", {
          zh: `瓦片应为 256 或 512 像素见方，得到 ${size}×${picture.height}`,
          en: `tiles must be 256 or 512 pixels square, got ${size} × ${picture.height}`,
        });
      const side = (2 * metres) / 2 ** first.z;
      grid ??= {
        columns: across * size,
        rows: down * size,
        heights: new Float32Array(across * size * down * size).fill(Number.NaN),
        west: first.x * side - metres,
        north: metres - first.y * side,
        width: side / size,
        height: side / size,
        epsg: 3857,
      };
      if (grid.columns !== across * size) throw new RangeError("tiles of two sizes");
      tiles += 1;
      const { x, y } = some[i]!;
      for (let row = 0; row < size; row += 1)
        for (let column = 0; column < size; column += 1) {
          const pixel = 4 * (row * size + column);
          const colours = [0, 1, 2, 3].map((band) => picture.data[pixel + band]!);
          grid.heights[((y - first.y) * size + row) * grid.columns + (x - first.x) * size + column] =
            readHeight(encoding, colours);
        }
    });
  }
  return grid && { grid, tiles };
}

const words: Record<HeightEncoding, string> = { terrarium: "Terrarium", "terrain-rgb": "Terrain-RGB" };

/** Tiles of the box at the finest level that the bound allows; a level without any is given up for a coarser one. */
async function readTiles(
  source: TileHeights,
  { bbox, encoding }: HeightWish,
  decode: DecodePicture,
): Promise<{ grid: HeightGrid; notes: Bilingual[]; format: string }> {
  let z = source.maxZoom;
  while (z > source.minZoom && listTiles(bbox, z).length > mostTiles) z -= 1;
  for (; z >= source.minZoom; z -= 1) {
    const joined = await joinTiles(source, listTiles(bbox, z), encoding, decode);
    if (!joined) continue;
    return {
      grid: joined.grid,
      format: `${words[encoding]} z${z}`,
      notes: [
        {
          zh: `取自当前视图的 ${joined.tiles} 张第 ${z} 级瓦片（最细为 ${source.maxZoom} 级）；移动视图后请重新读取`,
          en: `read from ${joined.tiles} tiles of level ${z} in view (the finest are ${source.maxZoom}); read again after moving the view`,
        },
      ],
    };
  }
  throw new Refusal("terrain-outside", { zh: "当前视图里没有高程", en: "There are no heights in view" });
}

async function readCog(reader: ReturnType<typeof createRangeReader>, { bbox }: HeightWish) {
  const cog = await openCog(reader);
  if (cog.isPicture)
    throw new Refusal("terrain-picture", {
      zh: "这个 GeoTIFF 像是影像而不是高程",
      en: "this GeoTIFF looks like a picture, not like heights",
    });
  const { place } = cog;
  const whole = findWindow(cog, cog.levels[0]!, bbox);
  if (!whole)
    throw new Refusal("terrain-outside", { zh: "当前视图里没有高程", en: "There are no heights in view" });
  const share = ((whole[2] - whole[0]) * (whole[3] - whole[1])) / (place.columns * place.rows);
  const level = chooseLevel(cog, share, mostCells);
  const window = findWindow(cog, level, bbox)!;
  const [columns, rows] = [window[2] - window[0], window[3] - window[1]];
  if (columns * rows > mostCells * 4)
    throw new Refusal("terrain-size", {
      zh: "视图内像元太多，也没有更粗的概览；请放大视图",
      en: "there are too many cells in view and no coarser overview; zoom in",
    });
  const band = await readBand(level, window);
  const [width, height] = [
    (place.width * place.columns) / level.columns,
    (place.height * place.rows) / level.rows,
  ];
  const grid: HeightGrid = {
    columns,
    rows,
    heights: Float32Array.from(band, (value) => (value === cog.empty ? Number.NaN : value)),
    west: place.west + window[0] * width,
    north: place.north - window[1] * height,
    width,
    height,
    epsg: place.epsg,
  };
  const notes: Bilingual[] = [
    {
      zh: `按字节区间读取了当前视图 ${columns}×${rows} 格${level === cog.levels[0] ? "" : "（概览）"}；移动视图后请重新读取`,
      en: `${columns} × ${rows} cells in view were read by range${level === cog.levels[0] ? "" : " from an overview"}; read again after moving the view`,
    },
  ];
  return { grid, notes, format: "GeoTIFF (COG)" };
}

/** What came of reading heights at an address. */
export interface HeightOutcome {
  terrain: Terrain;
  requests: number;
  /** SHA-256 over what was read. */
  hash: string;
}

async function readWish(wish: HeightWish, ports: RangePorts, decode: DecodePicture): Promise<HeightOutcome> {
  const plain = wish.address.replace(/[{}]/g, "");
  const name = new URL(plain).pathname.split("/").at(-1) || new URL(plain).host;
  const format = findRangeFormat(wish.address);
  const finish = (read: { grid: HeightGrid; notes: Bilingual[]; format: string }): Terrain => {
    if (!findHeightRange(read.grid))
      throw new Refusal("terrain-outside", { zh: "当前视图里没有高程", en: "There are no heights in view" });
    return {
      name: wish.address.includes("{z}") ? new URL(plain).host : name,
      heightDatum: unknownHeightDatum,
      ...read,
    };
  };
  if (format === "cog" || format === "pmtiles") {
    const reader = createRangeReader(wish.address, ports);
    if (format === "cog") {
      const terrain = finish(await readCog(reader, wish));
      return { terrain, requests: reader.told().requests, hash: await reader.hash() };
    }
    const archive = new PMTiles(new ReaderSource(wish.address, reader));
    const { minZoom, maxZoom, tileType } = await archive.getHeader();
    if (![TileType.Png, TileType.Webp].includes(tileType))
      throw new Refusal("terrain-archive", {
        zh: "高程瓦片应为 PNG 或 WebP 图片",
        en: "tiles of heights must be PNG or WebP pictures",
      });
    const load = async ({ z, x, y }: TilePlace) => (await archive.getZxy(z, x, y))?.data ?? null;
    const terrain = finish(await readTiles({ load, minZoom, maxZoom }, wish, decode));
    return { terrain, requests: reader.told().requests, hash: await reader.hash() };
  }
  const hashes: string[] = [];
  const load = async ({ z, x, y }: TilePlace) => {
    const url = wish.address
      .replaceAll("{z}", String(z))
      .replaceAll("{x}", String(x))
      .replaceAll("{-y}", String(2 ** z - 1 - y))
      .replaceAll("{y}", String(y));
    const bytes = unwrap(await ports.loadTile(url));
    if (bytes) hashes.push(`${z}/${x}/${y}:${await hashSha256(new Uint8Array(bytes))}`);
    return bytes;
  };
  const terrain = finish(await readTiles({ load, minZoom: 0, maxZoom: wish.maxZoom }, wish, decode));
  const hash = await hashSha256(new TextEncoder().encode(hashes.sort().join(" ")));
  return { terrain, requests: hashes.length, hash };
}

/** Heights of a view from an address: tiles of coloured heights, or a GeoTIFF by range. */
export async function readHeights(
  wish: HeightWish,
  ports: RangePorts,
  decode: DecodePicture,
): Promise<Result<HeightOutcome>> {
  try {
    return success(await readWish(wish, ports, decode));
  } catch (error) {
    if (error instanceof RangeFailure) return failure(error.problem);
    if (error instanceof Refusal) return failure<Problem>({ code: error.code, ...error.bilingual });
    const said = (error instanceof Error ? error.message : String(error)).slice(0, 200);
    return failure({
      code: "terrain-unreadable",
      zh: `高程读不出：${said}`,
      en: `the heights cannot be read: ${said}`,
    });
  }
}
