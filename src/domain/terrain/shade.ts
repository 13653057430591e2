import { type HeightGrid, measureCells } from "./heightGrid.ts";

/** Where the light of a hillshade comes from, degrees: the usual of atlases. */
const light = { azimuth: 315, altitude: 45 };

/**
 * Calls back with the gradient of each cell, metres a metre east and north, by the eight cells around it. Beyond the
 * edge and where nothing is known the cell's own height stands in. Source: Horn 1981, Proc. IEEE 69(1).
 */
function walkGradients(grid: HeightGrid, take: (cell: number, east: number, north: number) => void) {
  const { columns, rows, heights } = grid;
  const size = measureCells(grid);
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1) {
      const cell = row * columns + column;
      const own = heights[cell]!;
      if (Number.isNaN(own)) continue;
      const at = (dx: number, dy: number) => {
        const [x, y] = [column + dx, row + dy];
        if (x < 0 || y < 0 || x >= columns || y >= rows) return own;
        const height = heights[y * columns + x]!;
        return Number.isNaN(height) ? own : height;
      };
      const east = at(1, -1) + 2 * at(1, 0) + at(1, 1) - at(-1, -1) - 2 * at(-1, 0) - at(-1, 1);
      const north = at(-1, -1) + 2 * at(0, -1) + at(1, -1) - at(-1, 1) - 2 * at(0, 1) - at(1, 1);
      take(cell, east / (8 * size.east[row]!), north / (8 * size.north[row]!));
    }
}

/** Light on each cell, 1 to 255; 0 where nothing is known. Flat ground has 181. As `gdaldem hillshade` counts it. */
export function buildHillshade(grid: HeightGrid): Uint8Array {
  const shade = new Uint8Array(grid.heights.length);
  const [azimuth, altitude] = [(light.azimuth * Math.PI) / 180, (light.altitude * Math.PI) / 180];
  const [toEast, toNorth] = [Math.sin(azimuth) * Math.cos(altitude), Math.cos(azimuth) * Math.cos(altitude)];
  walkGradients(grid, (cell, east, north) => {
    const lit =
      (Math.sin(altitude) - east * toEast - north * toNorth) / Math.sqrt(1 + east * east + north * north);
    shade[cell] = Math.round(1 + 254 * Math.max(0, lit));
  });
  return shade;
}

/** Slope of each cell in per cent (metres a hundred metres); NaN where nothing is known. */
export function buildSlope(grid: HeightGrid): Float32Array {
  const slope = new Float32Array(grid.heights.length).fill(Number.NaN);
  walkGradients(grid, (cell, east, north) => {
    slope[cell] = 100 * Math.hypot(east, north);
  });
  return slope;
}
