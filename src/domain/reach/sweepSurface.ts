import type { Ground } from "./buildGround.ts";
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
  // Half a cell of each kind of land, straight and slanting; a step is the halves of both its cells.
  const straight = Float64Array.from(secondsPerCell, (pace) => pace / 2);
  const slanting = straight.map((half) => half * Math.SQRT2);
  for (let pass = 0; pass < 2; pass += 1) {
    const step = pass === 0 ? 1 : -1;
    const first = pass === 0 ? north : south - 1;
    const back = step * columns;
    for (let k = 0; k < south - north; k += 1) {
      const row = first + step * k;
      let cell = row * columns + (pass === 0 ? west : east - 1);
      for (let j = west; j < east; j += 1, cell += step) {
        const beside = cell - step;
        const over = cell - back;
        // Going back the neighbours are the mirror image: south-east, south, south-west, east.
        const known = seconds[cell]!;
        const a = seconds[beside]!;
        const b = seconds[over - step]!;
        const c = seconds[over]!;
        const d = seconds[over + step]!;
        if (a >= known && b >= known && c >= known && d >= known) continue;
        const kind = land[cell]!;
        const own = straight[kind]!;
        const ownSlanting = slanting[kind]!;
        let least = known;
        if (a < least) {
          const reached = a + own + straight[land[beside]!]!;
          if (reached < least && (barrier[pass === 0 ? beside : cell]! & 1) === 0) least = reached;
        }
        if (c < least) {
          const reached = c + own + straight[land[over]!]!;
          if (reached < least && (barrier[pass === 0 ? over : cell]! & 4) === 0) least = reached;
        }
        if (b < least) {
          const reached = b + ownSlanting + slanting[land[over - step]!]!;
          if (reached < least && (barrier[pass === 0 ? over - step : cell]! & 2) === 0) least = reached;
        }
        if (d < least) {
          const reached = d + ownSlanting + slanting[land[over + step]!]!;
          if (reached < least && (barrier[pass === 0 ? over + step : cell]! & 8) === 0) least = reached;
        }
        if (least < known) {
          const rounded = Math.ceil(least);
          if (rounded <= limitSeconds && rounded < known) seconds[cell] = rounded;
        }
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
