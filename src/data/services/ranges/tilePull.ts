import type { Bbox } from "../../../domain/place/boundingBox.ts";
import { listTiles, mercatorLatitude, type TilePlace } from "../../../domain/place/listTiles.ts";
import type { RangeOrder, RangePulled } from "./rangePull.ts";
import { joinPieces, type Piece, readTilePieces } from "./tileFeatures.ts";
import { isInBox } from "./viewBox.ts";

/** Tiles of one pull at most; a wider view is read from coarser tiles, and that is said. */
export const mostTiles = 400;
const atOnce = 6;

/** How many tiles of a level a box touches, without listing them. */
function countTiles(box: Bbox, z: number): number {
  const [first, last] = [
    listTiles([box[0], box[3], box[0], box[3]], z)[0]!,
    listTiles([box[2], box[1], box[2], box[1]], z)[0]!,
  ];
  return (last.x - first.x + 1) * (last.y - first.y + 1);
}

export interface TileSource {
  layer: string;
  minZoom: number;
  maxZoom: number;
  /** Where its tiles lie, for a pull of everything. */
  bbox: Bbox | null;
  load: (place: TilePlace) => Promise<ArrayBuffer | null>;
}

/** Features of one layer of vector tiles: the finest tiles of the box, their pieces put together. */
export async function pullTiles(
  { layer, minZoom, maxZoom, bbox: all, load }: TileSource,
  { name, bbox, most }: RangeOrder,
  tell: (taken: number, matched: number | null) => void,
): Promise<RangePulled> {
  const box = bbox ?? all ?? [-180, -mercatorLatitude, 180, mercatorLatitude];
  let z = maxZoom;
  while (z > minZoom && countTiles(box, z) > mostTiles) z -= 1;
  if (countTiles(box, z) > mostTiles) throw new RangeError(`${countTiles(box, z)} tiles at level ${z}`);
  const places = listTiles(box, z);
  const pieces: Piece[] = [];
  let done = 0;
  let isEnough = false;
  while (done < places.length && !isEnough) {
    const some = places.slice(done, done + atOnce);
    const loaded = await Promise.all(some.map(load));
    loaded.forEach((bytes, i) => {
      if (bytes) pieces.push(...readTilePieces(bytes, layer, some[i]!));
    });
    done += some.length;
    // Pieces of one feature count several times, so this is no fewer than there are: twice is surely enough.
    isEnough = pieces.length > most * 2 && joinPieces(pieces).length > most;
    tell(Math.min(pieces.length, most), null);
  }
  const found = joinPieces(pieces).filter(({ geometry }) => bbox === null || isInBox(geometry, bbox));
  const taken = found.slice(0, most);
  const text = JSON.stringify({
    type: "FeatureCollection",
    features: taken.map((feature) => ({ type: "Feature", ...feature })),
  });
  const isWhole = done >= places.length && found.length <= most;
  return {
    taken: taken.length,
    matched: done >= places.length ? found.length : null,
    isWhole,
    file: taken.length === 0 ? null : { name: `${name}.geojson`, bytes: new TextEncoder().encode(text) },
    note:
      z < maxZoom
        ? {
            zh: `范围较大，取自第 ${z} 级瓦片（最细为 ${maxZoom} 级）：图形已概括，可能有要素未收录`,
            en: `the area is wide: taken from tiles of level ${z} (the finest are ${maxZoom}), which are generalised and may lack features`,
          }
        : {
            zh: `取自第 ${z} 级矢量瓦片：坐标按瓦片格网取整，跨瓦片的图形已拼合`,
            en: `taken from vector tiles of level ${z}: positions lie on the grid of a tile, and shapes that tiles had cut were put together`,
          },
  };
}
