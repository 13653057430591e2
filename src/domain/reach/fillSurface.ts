import { type Ground, never } from "./buildGround.ts";
import type { RoadGraph } from "./buildRoadGraph.ts";
import { blockCells } from "./reachSource.ts";

/** Columns and rows, east and south excluded. */
export interface CellBox {
  west: number;
  north: number;
  east: number;
  south: number;
}

/**
 * Seconds of every cell from the seconds of the nodes: the least over the four corners of its block and the
 * roads nearby. Cells later than the limit, and the outermost row and column, stay at `never`. Overwrites
 * `target`; gives the box of the blocks that may hold anything earlier.
 */
export function fillSurface(
  ground: Ground,
  graph: RoadGraph,
  nodeSeconds: Int32Array,
  limitSeconds: number,
  target: Uint16Array,
): CellBox {
  const { grid, activeBlocks, blockColumns } = ground;
  const { accessCell, accessNode, accessSeconds, firstRoadNode } = graph;
  const [fromNW, fromNE, fromSW, fromSE] = ground.cornerSeconds;
  const columns = grid.columns;
  target.fill(never);
  const box: CellBox = { west: columns, north: grid.rows, east: 0, south: 0 };
  for (let b = 0; b < activeBlocks.length; b += 1) {
    const block = activeBlocks[b]!;
    const blockRow = (block / blockColumns) | 0;
    const blockColumn = block - blockRow * blockColumns;
    const corner = blockRow * (blockColumns + 1) + blockColumn;
    const nw = nodeSeconds[corner]!;
    const ne = nodeSeconds[corner + 1]!;
    const sw = nodeSeconds[corner + blockColumns + 1]!;
    const se = nodeSeconds[corner + blockColumns + 2]!;
    if (nw > limitSeconds && ne > limitSeconds && sw > limitSeconds && se > limitSeconds) continue;
    const firstColumn = blockColumn * blockCells;
    const firstRow = blockRow * blockCells;
    if (firstColumn < box.west) box.west = firstColumn;
    if (firstRow < box.north) box.north = firstRow;
    if (firstColumn + blockCells > box.east) box.east = firstColumn + blockCells;
    if (firstRow + blockCells > box.south) box.south = firstRow + blockCells;
    for (let r = 0; r < blockCells; r += 1) {
      const from = (firstRow + r) * columns + firstColumn;
      for (let cell = from; cell < from + blockCells; cell += 1) {
        let least = nw + fromNW[cell]!;
        const second = ne + fromNE[cell]!;
        if (second < least) least = second;
        const third = sw + fromSW[cell]!;
        if (third < least) least = third;
        const fourth = se + fromSE[cell]!;
        if (fourth < least) least = fourth;
        if (least <= limitSeconds) target[cell] = least;
      }
    }
  }
  for (let k = 0; k < accessCell.length; k += 1) {
    const byRoad = nodeSeconds[firstRoadNode + accessNode[k]!]! + accessSeconds[k]!;
    const cell = accessCell[k]!;
    const known = target[cell]!;
    if (byRoad >= known || byRoad > limitSeconds) continue;
    target[cell] = byRoad;
    if (known !== never) continue;
    const row = (cell / columns) | 0;
    const column = cell - row * columns;
    if (column < box.west) box.west = column;
    if (row < box.north) box.north = row;
    if (column >= box.east) box.east = column + 1;
    if (row >= box.south) box.south = row + 1;
  }
  if (box.north === 0) target.fill(never, 0, columns);
  if (box.west === 0) for (let row = 0; row < grid.rows; row += 1) target[row * columns] = never;
  return box;
}
