import { type CostGrid, findMiddle } from "../corridor/costGrid.ts";
import { createGridPlaces, type HeightGrid } from "./heightGrid.ts";

/** Samples along each side of a cell. */
const samples = 3;

/**
 * Mean slope of the ground in each cell of a search for corridors, per cent; null where the terrain says nothing.
 * @param slope of each cell of the terrain, per cent.
 */
export function buildSlopeCells(grid: HeightGrid, slope: Float32Array, cells: CostGrid): (number | null)[] {
  const { toGrid } = createGridPlaces(grid);
  return Array.from({ length: cells.columns * cells.rows }, (_, cell) => {
    const [longitude, latitude] = findMiddle(cells, cell);
    let [sum, count] = [0, 0];
    for (let j = 0; j < samples; j += 1)
      for (let i = 0; i < samples; i += 1) {
        const [column, row] = toGrid([
          longitude + ((i + 0.5) / samples - 0.5) * cells.width,
          latitude + ((j + 0.5) / samples - 0.5) * cells.height,
        ]);
        const [x, y] = [Math.floor(column), Math.floor(row)];
        if (x < 0 || y < 0 || x >= grid.columns || y >= grid.rows) continue;
        const value = slope[y * grid.columns + x]!;
        if (Number.isNaN(value)) continue;
        sum += value;
        count += 1;
      }
    return count > 0 ? Math.round((10 * sum) / count) / 10 : null;
  });
}
