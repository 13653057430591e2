import { failure, type Problem, type Result, success } from "../../domain/result.ts";
import { findHeightRange } from "../../domain/terrain/heightGrid.ts";
import type { Terrain } from "../../domain/terrain/terrain.ts";
import { isZip, unpackArchive } from "../bytes/archive.ts";
import { type InputFile, Refusal } from "../importReport.ts";
import { readAscGrid } from "./readAscGrid.ts";
import { joinTiles, readHgt } from "./readHgt.ts";

/** Cells that are held at most: 200 MB with what is made of them. */
export const mostTerrainCells = 30_000_000;

const isTiff = ({ bytes }: InputFile) =>
  (bytes[0] === 0x49 && bytes[1] === 0x49 && (bytes[2] === 42 || bytes[2] === 43)) ||
  (bytes[0] === 0x4d && bytes[1] === 0x4d && (bytes[3] === 42 || bytes[3] === 43));
const isAsc = ({ bytes }: InputFile) => /^\s*ncols\s/i.test(new TextDecoder().decode(bytes.subarray(0, 200)));

/**
 * Heights from files that somebody brought: SRTM tiles (also zipped, also several), a GeoTIFF, or an ASCII grid with or
 * without its `.prj`. Content decides, but an `.hgt` has only its name and size.
 * @param epsg the system where the reader has named it.
 */
export async function readTerrain(
  given: readonly InputFile[],
  epsg: number | null,
): Promise<Result<Terrain>> {
  try {
    const files = given.flatMap((file) =>
      isZip(file.bytes) ? unpackArchive(file.name, file.bytes) : [file],
    );
    const tiles = files.filter(({ name }) => /\.hgt$/i.test(name));
    const tiff = files.find(isTiff);
    const asc = files.find(isAsc);
    const prj = files.find(({ name }) => /\.prj$/i.test(name));
    const terrain =
      tiles.length > 0
        ? joinTiles(tiles.map(readHgt), mostTerrainCells)
        : tiff
          ? await (await import("./readHeightTiff.ts")).readHeightTiff(
              tiff.name,
              tiff.bytes,
              epsg,
              mostTerrainCells,
            )
          : asc
            ? readAscGrid(asc, prj, epsg, mostTerrainCells)
            : null;
    if (!terrain)
      return failure({
        code: "terrain-unknown",
        zh: "没有认出地形数据；可用 .hgt（可压缩）、GeoTIFF、ESRI ASCII Grid（.asc）",
        en: "no terrain was found; known are .hgt (also zipped), GeoTIFF and ESRI ASCII Grid (.asc)",
      });
    if (!findHeightRange(terrain.grid))
      return failure({
        code: "terrain-empty",
        zh: `“${terrain.name}”里没有一个高程`,
        en: `'${terrain.name}' holds no height at all`,
      });
    return success(terrain);
  } catch (error) {
    if (error instanceof Refusal)
      return failure<Problem>({ code: error.code, ...error.bilingual, ...error.place } as Problem);
    const said = error instanceof Error ? error.message : String(error);
    return failure({
      code: "terrain-unreadable",
      zh: `地形文件读不出：${said}`,
      en: `the terrain could not be read: ${said}`,
    });
  }
}
