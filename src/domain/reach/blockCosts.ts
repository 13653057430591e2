import type { Grid } from "./grid.ts";
import { blockCells, type ReachSource } from "./reachSource.ts";

/**
 * What it costs to cross the land off the roads. The land is cut into blocks; their corners are nodes, joined to
 * the eight neighbours, and every cell knows the seconds to the four corners of its block (65535: no way).
 */
export interface LatticeCosts {
  blockColumns: number;
  blockRows: number;
  /** Blocks that belong to the surface, row by row. */
  activeBlocks: Int32Array;
  /** Seconds from the north-west, north-east, south-west and south-east corner to each cell. */
  cornerSeconds: [Uint16Array, Uint16Array, Uint16Array, Uint16Array];
  /** Links between corners: two ends and seconds, both ways alike. */
  linkFrom: Int32Array;
  linkTo: Int32Array;
  linkSeconds: Uint16Array;
  /** Seconds to cross a cell's side by kind of land, infinite where it cannot be crossed. */
  secondsPerCell: Float64Array;
}

const noWay = 65_535;
const aroundBlock = 4;
const side = blockCells + 1 + 2 * aroundBlock;

/** Least seconds from one cell to those of a square window, moving to eight neighbours and never across a barrier. */
export interface Window {
  column: number;
  row: number;
  columns: number;
  rows: number;
  seconds: Float64Array;
}

const moves = [
  [1, 0],
  [1, 1],
  [0, 1],
  [-1, 1],
  [-1, 0],
  [-1, -1],
  [0, -1],
  [1, -1],
] as const;

export interface LandCosts {
  grid: Grid;
  land: Uint8Array;
  barrier: Uint8Array;
  secondsPerCell: Float64Array;
}

/** Whether the link of a cell in one of the eight directions crosses a river. */
function isBarred(costs: LandCosts, cell: number, next: number, direction: number): boolean {
  // Bits are kept at the northern or western end of a link.
  return direction < 4
    ? (costs.barrier[cell]! & (1 << direction)) !== 0
    : (costs.barrier[next]! & (1 << (direction - 4))) !== 0;
}

/**
 * Spreads least seconds from a cell through a window given by its first column and row and its size; the
 * window is cut at the grid's edge. Label-correcting with a queue. `reuse` may hold the array of seconds.
 */
export function spreadWindow(
  costs: LandCosts,
  fromCell: number,
  firstColumn: number,
  firstRow: number,
  size: number,
  reuse?: Float64Array,
): Window {
  const { grid, land, secondsPerCell } = costs;
  const column = Math.max(0, firstColumn);
  const row = Math.max(0, firstRow);
  const columns = Math.min(grid.columns, firstColumn + size) - column;
  const rows = Math.min(grid.rows, firstRow + size) - row;
  const seconds =
    reuse && reuse.length >= columns * rows
      ? reuse.fill(Infinity)
      : new Float64Array(columns * rows).fill(Infinity);
  const start = (Math.floor(fromCell / grid.columns) - row) * columns + ((fromCell % grid.columns) - column);
  const queue: number[] = [];
  if (Number.isFinite(secondsPerCell[land[fromCell]!]!)) {
    seconds[start] = 0;
    queue.push(start);
  }
  const queued = new Uint8Array(columns * rows);
  for (let head = 0; head < queue.length; head += 1) {
    const here = queue[head]!;
    queued[here] = 0;
    const [c, r] = [here % columns, Math.floor(here / columns)];
    const cell = (row + r) * grid.columns + column + c;
    const own = secondsPerCell[land[cell]!]!;
    for (let direction = 0; direction < 8; direction += 1) {
      const [dc, dr] = moves[direction]!;
      const [nc, nr] = [c + dc, r + dr];
      if (nc < 0 || nr < 0 || nc >= columns || nr >= rows) continue;
      const next = cell + dr * grid.columns + dc;
      const other = secondsPerCell[land[next]!]!;
      const length = dc !== 0 && dr !== 0 ? Math.SQRT2 : 1;
      const reached = seconds[here]! + (length * (own + other)) / 2;
      const target = nr * columns + nc;
      if (!(reached < seconds[target]!) || isBarred(costs, cell, next, direction)) continue;
      seconds[target] = reached;
      if (queued[target] === 0) {
        queued[target] = 1;
        queue.push(target);
      }
    }
  }
  return { column, row, columns, rows, seconds };
}

/** Fills the costs of every active block. Blocks of one kind of land without a river are measured straight. */
export function fillBlockCosts(input: {
  grid: Grid;
  source: ReachSource;
  land: Uint8Array;
  barrier: Uint8Array;
  active: Uint8Array;
}): LatticeCosts {
  const { grid, source, land, barrier, active } = input;
  const secondsPerCell = Float64Array.from(source.land, (kind) => (grid.cellMetres * 3.6) / kind.speedKmh);
  const costs: LandCosts = { grid, land, barrier, secondsPerCell };
  const blockColumns = (grid.columns - 1) / blockCells;
  const blockRows = (grid.rows - 1) / blockCells;
  const cornerColumns = blockColumns + 1;
  const cornerSeconds = [0, 1, 2, 3].map(() =>
    new Uint16Array(grid.columns * grid.rows).fill(noWay),
  ) as LatticeCosts["cornerSeconds"];
  const activeBlocks: number[] = [];
  const least = new Map<number, number>();
  const link = (a: number, b: number, seconds: number) => {
    if (!(seconds < noWay)) return;
    const key = Math.min(a, b) * 0x200000 + Math.max(a, b);
    const known = least.get(key);
    if (known === undefined || seconds < known) least.set(key, seconds);
  };
  const straight = new Float64Array(4 * blockCells * blockCells);
  for (let k = 0; k < 4; k += 1) {
    for (let r = 0; r < blockCells; r += 1) {
      for (let c = 0; c < blockCells; c += 1)
        straight[(k * blockCells + r) * blockCells + c] = Math.hypot(
          c - (k & 1) * blockCells,
          r - (k >> 1) * blockCells,
        );
    }
  }
  const scratch = new Float64Array(side * side);

  for (let block = 0; block < active.length; block += 1) {
    if (active[block] === 0) continue;
    activeBlocks.push(block);
    const blockColumn = block % blockColumns;
    const blockRow = Math.floor(block / blockColumns);
    const firstColumn = blockColumn * blockCells;
    const firstRow = blockRow * blockCells;
    const first = firstRow * grid.columns + firstColumn;
    const kind = land[first]!;
    let isEven = true;
    for (let r = 0; r <= blockCells && isEven; r += 1) {
      for (let c = 0; c <= blockCells; c += 1) {
        const cell = first + r * grid.columns + c;
        if (land[cell] !== kind || barrier[cell] !== 0) {
          isEven = false;
          break;
        }
      }
    }
    const corner = (k: number) => (blockRow + (k >> 1)) * cornerColumns + blockColumn + (k & 1);
    for (let k = 0; k < 4; k += 1) {
      const target = cornerSeconds[k]!;
      const at = first + ((k >> 1) * grid.columns + (k & 1)) * blockCells;
      if (isEven) {
        const pace = secondsPerCell[kind]!;
        if (!Number.isFinite(pace)) continue;
        for (let r = 0; r < blockCells; r += 1) {
          for (let c = 0; c < blockCells; c += 1)
            target[first + r * grid.columns + c] = Math.round(
              pace * straight[(k * blockCells + r) * blockCells + c]!,
            );
        }
        for (let j = k + 1; j < 4; j += 1)
          link(corner(k), corner(j), Math.round(pace * blockCells * (k + j === 3 ? Math.SQRT2 : 1)));
        continue;
      }
      const window = spreadWindow(
        costs,
        at,
        firstColumn - aroundBlock,
        firstRow - aroundBlock,
        side,
        scratch,
      );
      const secondsAt = (column: number, row: number) =>
        window.seconds[(row - window.row) * window.columns + column - window.column]!;
      for (let r = 0; r < blockCells; r += 1) {
        for (let c = 0; c < blockCells; c += 1)
          target[first + r * grid.columns + c] = Math.min(
            noWay,
            Math.round(secondsAt(firstColumn + c, firstRow + r)),
          );
      }
      for (let j = k + 1; j < 4; j += 1) {
        const seconds = secondsAt(firstColumn + (j & 1) * blockCells, firstRow + (j >> 1) * blockCells);
        link(corner(k), corner(j), Math.round(seconds));
      }
    }
  }
  const entries = [...least];
  return {
    blockColumns,
    blockRows,
    activeBlocks: Int32Array.from(activeBlocks),
    cornerSeconds,
    linkFrom: Int32Array.from(entries, ([key]) => Math.floor(key / 0x200000)),
    linkTo: Int32Array.from(entries, ([key]) => key % 0x200000),
    linkSeconds: Uint16Array.from(entries, ([, seconds]) => seconds),
    secondsPerCell,
  };
}
