import type { DataFiles } from "../kernel.ts";
import { failure, type Problem, type Result, success } from "../result.ts";
import type { SlopeCost } from "./corridor.ts";
import type { CostGrid } from "./costGrid.ts";

/** Slope of each cell, per cent; NaN where the terrain says nothing. */
export type SlopeCells = Float64Array;

/** The slopes of a question, where it has some; refused where they are of another grid. */
export function readSlopes(
  slope: SlopeCost | undefined,
  files: DataFiles,
  cellCount: number,
): Result<SlopeCells | null> {
  if (!slope) return success(null);
  const given = files[slope.file];
  if (!Array.isArray(given) || given.length !== cellCount)
    return failure<Problem>({
      code: "corridor-slope",
      zh: "坡度与格网不符，请重新求",
      en: "the slopes are of another grid; find again",
    });
  return success(Float64Array.from(given, (value) => (typeof value === "number" ? value : Number.NaN)));
}

/** Makes every cell dearer by its slope; where nothing is known it counts as flat. */
export function steepen(grid: CostGrid, slopes: SlopeCells | null, weight: number): CostGrid {
  if (!slopes) return grid;
  const cost = grid.cost.map((factor, cell) => {
    const percent = slopes[cell]!;
    return Number.isNaN(percent) ? factor : factor * (1 + (weight * percent) / 10);
  });
  return { ...grid, cost };
}

/** Mean slope of cells, per cent; null where none is known. */
export function meanSlope(slopes: SlopeCells | null, cells: readonly number[]): number | null {
  if (!slopes) return null;
  const known = cells.map((cell) => slopes[cell]!).filter((percent) => !Number.isNaN(percent));
  return known.length > 0 ? known.reduce((sum, percent) => sum + percent, 0) / known.length : null;
}
