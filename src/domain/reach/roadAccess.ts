import { type Ground, never } from "./buildGround.ts";
import { findInSorted } from "./findInSorted.ts";

/**
 * Cells near a road, once for each road: the node of that road quickest to reach off the roads, and the seconds.
 * Entries of road k: `accessOffset[k]` up to `accessOffset[k + 1]`, by rising cell. A new road adds entries
 * and takes none away, so it never makes a cell later.
 */
export interface RoadAccess {
  accessOffset: Int32Array;
  accessCell: Int32Array;
  /** Counted from the first road node. */
  accessNode: Int32Array;
  accessSeconds: Uint16Array;
}

interface AccessScratch {
  node: Int32Array;
  seconds: Uint16Array;
  buckets: number[][];
}

/**
 * Cells from which any of some nodes is reached off the road within the limit, rising; Dijkstra with one bucket a
 * second. Fills the scratch arrays at these cells.
 */
function spreadAccess(
  ground: Ground,
  sources: readonly { cell: number; node: number }[],
  limitSeconds: number,
  { node, seconds, buckets }: AccessScratch,
): Int32Array {
  const { grid, land, barrier, secondsPerCell } = ground;
  const size = grid.columns * grid.rows;
  const found: number[] = [];
  for (const source of sources) {
    if (!Number.isFinite(secondsPerCell[land[source.cell]!]!) || seconds[source.cell] === 0) continue;
    seconds[source.cell] = 0;
    node[source.cell] = source.node;
    found.push(source.cell);
    buckets[0]!.push(source.cell);
  }
  const steps = [1, grid.columns + 1, grid.columns, grid.columns - 1];
  for (let now = 0; now <= limitSeconds; now += 1) {
    const bucket = buckets[now]!;
    for (let q = 0; q < bucket.length; q += 1) {
      const cell = bucket[q]!;
      if (seconds[cell] !== now) continue;
      const own = secondsPerCell[land[cell]!]!;
      for (let direction = 0; direction < 8; direction += 1) {
        const step = steps[direction & 3]!;
        const next = direction < 4 ? cell + step : cell - step;
        if (next < 0 || next >= size) continue;
        if ((barrier[direction < 4 ? cell : next]! & (1 << (direction & 3))) !== 0) continue;
        const length = (direction & 1) === 1 ? Math.SQRT2 : 1;
        const reached = now + Math.round((length * (own + secondsPerCell[land[next]!]!)) / 2);
        if (!(reached <= limitSeconds) || reached >= seconds[next]!) continue;
        if (seconds[next] === never) found.push(next);
        seconds[next] = reached;
        node[next] = node[cell]!;
        buckets[reached]!.push(next);
      }
    }
    bucket.length = 0;
  }
  return Int32Array.from(found).sort();
}

/**
 * Which cells lie near which roads: for each road a spread from its open places over the land, at most
 * `limitSeconds` long. `cells` holds the cell of each node, −1 where cars cannot leave the road.
 */
export function buildAccess(
  ground: Ground,
  nodes: readonly { road: number }[],
  cells: readonly number[],
  limitSeconds: number,
) {
  const size = ground.grid.columns * ground.grid.rows;
  const scratch: AccessScratch = {
    node: new Int32Array(size),
    seconds: new Uint16Array(size).fill(never),
    buckets: Array.from({ length: limitSeconds + 1 }, () => []),
  };
  const roads = ground.source.roads.length;
  const accessOffset = new Int32Array(roads + 1);
  const parts: { cell: Int32Array; node: Int32Array; seconds: Uint16Array }[] = [];
  for (let road = 0; road < roads; road += 1) {
    const sources = nodes.flatMap((node, k) =>
      node.road === road && cells[k]! >= 0 ? [{ cell: cells[k]!, node: k }] : [],
    );
    const cell = spreadAccess(ground, sources, limitSeconds, scratch);
    parts.push({
      cell,
      node: cell.map((at) => scratch.node[at]!),
      seconds: Uint16Array.from(cell, (at) => scratch.seconds[at]!),
    });
    for (const at of cell) scratch.seconds[at] = never;
    accessOffset[road + 1] = accessOffset[road]! + cell.length;
  }
  const total = accessOffset[roads]!;
  const accessCell = new Int32Array(total);
  const accessNode = new Int32Array(total);
  const accessSeconds = new Uint16Array(total);
  for (const [road, part] of parts.entries()) {
    accessCell.set(part.cell, accessOffset[road]!);
    accessNode.set(part.node, accessOffset[road]!);
    accessSeconds.set(part.seconds, accessOffset[road]!);
  }
  return { accessOffset, accessCell, accessNode, accessSeconds };
}

/** Road nodes near a cell, at most one of each road, with the seconds to them off the roads. */
export function listAccess(
  graph: RoadAccess & { firstRoadNode: number },
  cell: number,
): { node: number; seconds: number }[] {
  const found: { node: number; seconds: number }[] = [];
  for (let road = 0; road + 1 < graph.accessOffset.length; road += 1) {
    const at = findInSorted(graph.accessCell, cell, graph.accessOffset[road]!, graph.accessOffset[road + 1]!);
    if (at >= 0)
      found.push({ node: graph.firstRoadNode + graph.accessNode[at]!, seconds: graph.accessSeconds[at]! });
  }
  return found;
}
