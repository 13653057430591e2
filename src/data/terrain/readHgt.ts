import type { Terrain } from "../../domain/terrain/terrain.ts";
import { type InputFile, Refusal } from "../importReport.ts";

const tileName = /([NS])(\d{2})([EW])(\d{3})/i;
const empty = -32_768;

/** One degree of SRTM and its kin: 16-bit heights, big-endian, from the north; the name says the south-west corner. */
export function readHgt({ name, bytes }: InputFile): Terrain {
  const side = Math.sqrt(bytes.length / 2);
  const place = tileName.exec(name.split("/").at(-1)!);
  if (!place || ![1201, 3601].includes(side))
    throw new Refusal(
      "terrain-hgt",
      {
        zh: `“${name}”不是一个 SRTM 分幅：文件名应如 N40E110.hgt，大小应为 1201 或 3601 的平方`,
        en: `'${name}' is no SRTM tile: its name should be like N40E110.hgt and its size a square of 1201 or 3601`,
      },
      { file: name },
    );
  const south = Number(place[2]) * (place[1]!.toUpperCase() === "S" ? -1 : 1);
  const west = Number(place[4]) * (place[3]!.toUpperCase() === "W" ? -1 : 1);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const heights = new Float32Array(side * side);
  for (let i = 0; i < heights.length; i += 1) {
    const height = view.getInt16(2 * i);
    heights[i] = height === empty ? Number.NaN : height;
  }
  // Heights stand on the lines of a degree net: the outermost lie on the edges of the degree.
  const cell = 1 / (side - 1);
  return {
    name,
    format: "SRTM HGT",
    grid: {
      columns: side,
      rows: side,
      heights,
      west: west - cell / 2,
      north: south + 1 + cell / 2,
      width: cell,
      height: cell,
      epsg: 4326,
    },
    heightDatum: {
      zh: "按 SRTM 惯例为 EGM96 大地水准面（文件本身未说明），不是 1985 国家高程基准",
      en: "EGM96 by the convention of SRTM (the file itself does not say), not the 1985 national height datum",
    },
    notes: [],
  };
}

/** Tiles that lie beside each other as one grid; degrees without a tile stay empty. */
export function joinTiles(tiles: readonly Terrain[], mostCells: number): Terrain {
  const [first] = tiles;
  if (tiles.length === 1) return first!;
  const cell = Math.max(...tiles.map(({ grid }) => grid.width));
  if (tiles.some(({ grid }) => Math.abs(grid.width - cell) > 1e-9))
    throw new Refusal("terrain-tiles", {
      zh: "所选分幅的格距不同，请分别打开",
      en: "the tiles are of different grain; open them one at a time",
    });
  const west = Math.min(...tiles.map(({ grid }) => grid.west));
  const north = Math.max(...tiles.map(({ grid }) => grid.north));
  const east = Math.max(...tiles.map(({ grid }) => grid.west + grid.columns * grid.width));
  const south = Math.min(...tiles.map(({ grid }) => grid.north - grid.rows * grid.height));
  const [columns, rows] = [Math.round((east - west) / cell), Math.round((north - south) / cell)];
  if (columns * rows > mostCells)
    throw new Refusal("terrain-size", {
      zh: `拼成的地形有 ${columns}×${rows} 格，超过 ${mostCells} 格，请少选几幅`,
      en: `together the tiles have ${columns} × ${rows} cells, more than ${mostCells}; choose fewer`,
    });
  const heights = new Float32Array(columns * rows).fill(Number.NaN);
  for (const { grid } of tiles) {
    const left = Math.round((grid.west - west) / cell);
    const top = Math.round((north - grid.north) / cell);
    for (let row = 0; row < grid.rows; row += 1)
      heights.set(
        grid.heights.subarray(row * grid.columns, (row + 1) * grid.columns),
        (top + row) * columns + left,
      );
  }
  return {
    ...first!,
    name: tiles.map(({ name }) => name).join(", "),
    grid: { columns, rows, heights, west, north, width: cell, height: cell, epsg: first!.grid.epsg },
  };
}
