import { type Ground, never } from "./buildGround.ts";
import type { CellBox } from "./fillSurface.ts";

/**
 * Lowers each cell to what its neighbours allow: one pass from the north-west and one back, moving between the
 * eight neighbours at the pace of the land and never across a river. The block costs let a cell be reached only from
 * its own corners and the nearest place of each road; this mends what they miss nearby. Grows the box by a cell.
 * Source: fast sweeping (Zhao 2005), on the graph of cells.
 */
export function sweepSurface(ground: Ground, seconds: Uint16Array, limitSeconds: number, box: CellBox) {
  const { grid, land, barrier, secondsPerCell } = ground;
  const { columns } = grid;
  const west = Math.max(1, box.west - 1);
  const north = Math.max(1, box.north - 1);
  const east = Math.min(columns - 1, box.east + 1);
  const south = Math.min(grid.rows - 1, box.south + 1);
  // Seconds from the middle of a cell of one kind of land to that of another, beside and slanting; whole, so that
  // everything below stays in small integers. Water is out of reach.
  const kinds = secondsPerCell.length;
  const beside = new Int32Array(kinds * kinds);
  const slanting = new Int32Array(kinds * kinds);
  for (let a = 0; a < kinds; a += 1) {
    for (let b = 0; b < kinds; b += 1) {
      const pace = (secondsPerCell[a]! + secondsPerCell[b]!) / 2;
      beside[a * kinds + b] = Math.min(never, Math.ceil(pace));
      slanting[a * kinds + b] = Math.min(never, Math.ceil(pace * Math.SQRT2));
    }
  }
  const leastBeside = beside.reduce((low, cost) => Math.min(low, cost), never);
  const leastSlanting = slanting.reduce((low, cost) => Math.min(low, cost), never);
  const lowerCell = (
    cell: number,
    step: number,
    back: number,
    side: number,
    corner: number,
    above: number,
    far: number,
  ): number => {
    const own = land[cell]! * kinds;
    const forward = step === 1;
    let least = seconds[cell]!;
    const bySide = side + beside[own + land[cell - step]!]!;
    if (bySide < least && (barrier[forward ? cell - 1 : cell]! & 1) === 0) least = bySide;
    const byAbove = above + beside[own + land[cell - back]!]!;
    if (byAbove < least && (barrier[forward ? cell - back : cell]! & 4) === 0) least = byAbove;
    const byCorner = corner + slanting[own + land[cell - back - step]!]!;
    if (byCorner < least && (barrier[forward ? cell - back - step : cell]! & 2) === 0) least = byCorner;
    const byFar = far + slanting[own + land[cell - back + step]!]!;
    if (byFar < least && (barrier[forward ? cell - back + step : cell]! & 8) === 0) least = byFar;
    return least <= limitSeconds ? least : seconds[cell]!;
  };
  for (let pass = 0; pass < 2; pass += 1) {
    // Going back the neighbours are the mirror image: south-east, south, south-west, east.
    const step = pass === 0 ? 1 : -1;
    const back = step * columns;
    for (let k = 0; k < south - north; k += 1) {
      const row = pass === 0 ? north + k : south - 1 - k;
      let cell = row * columns + (pass === 0 ? west : east - 1);
      let side = seconds[cell - step]!;
      let corner = seconds[cell - back - step]!;
      let above = seconds[cell - back]!;
      for (let j = west; j < east; j += 1, cell += step) {
        const far = seconds[cell - back + step]!;
        let known = seconds[cell]!;
        if (
          side + leastBeside < known ||
          above + leastBeside < known ||
          corner + leastSlanting < known ||
          far + leastSlanting < known
        ) {
          known = lowerCell(cell, step, back, side, corner, above, far);
          seconds[cell] = known;
        }
        side = known;
        corner = above;
        above = far;
      }
    }
  }
  if (box.west < box.east) {
    box.west = west;
    box.north = north;
    box.east = east;
    box.south = south;
  }
}
