import { contours } from "d3-contour";
import type { MultiPolygon, Position } from "geojson";
import type { LngLatBox } from "./corridor.ts";
import { type CostGrid, findMiddle, measureDegree } from "./costGrid.ts";
import { measureWayCost, spreadCost, traceWay } from "./leastCost.ts";

/** Ways count as apart where they are farther than this many cells from each other. */
const apartCells = 4;
/** What the ground of a way already found costs more, so that the next leaves it where it can. */
const repelFactor = 1.8;
/** A way is another one where this much of it runs apart from all before. */
const leastOwnShare = 0.35;
/** No way is offered that costs more than this many times the best. */
const mostCostRatio = 3;
const mostTries = 8;

/** Most cells of a grid: some tenths of a second a search. */
export const mostCells = 160_000;

/** The box in which ways are looked for: that of the two ends, wider by half their distance on every side. */
export function findSearchBox(from: readonly [number, number], to: readonly [number, number]): LngLatBox {
  const degree = measureDegree((from[1] + to[1]) / 2);
  const distance = Math.hypot((to[0] - from[0]) * degree.east, (to[1] - from[1]) * degree.north);
  const [east, north] = [(distance / 2 + 5_000) / degree.east, (distance / 2 + 5_000) / degree.north];
  return [
    Math.min(from[0], to[0]) - east,
    Math.min(from[1], to[1]) - north,
    Math.max(from[0], to[0]) + east,
    Math.max(from[1], to[1]) + north,
  ];
}

/** The finest side of a cell, in steps of 50 m, with which a box has at most so many cells. */
export function chooseCellMetres([west, south, east, north]: LngLatBox): number {
  const degree = measureDegree((south + north) / 2);
  const area = (east - west) * degree.east * ((north - south) * degree.north);
  return Math.max(100, Math.ceil(Math.sqrt(area / mostCells) / 50) * 50);
}

/** Cells within so many cells of a way, as a mask. */
export function widenWay(
  { columns, rows }: CostGrid,
  way: readonly number[],
  reach = apartCells,
): Uint8Array {
  const mask = new Uint8Array(columns * rows);
  for (const cell of way) {
    const [x, y] = [cell % columns, (cell / columns) | 0];
    for (let row = Math.max(0, y - reach); row <= Math.min(rows - 1, y + reach); row += 1)
      for (let column = Math.max(0, x - reach); column <= Math.min(columns - 1, x + reach); column += 1)
        mask[row * columns + column] = 1;
  }
  return mask;
}

/** Share of a way's cells that lie in a mask. */
export const shareIn = (way: readonly number[], mask: Uint8Array): number =>
  way.reduce((sum, cell) => sum + mask[cell]!, 0) / Math.max(1, way.length);

/** The best way and those that are distinct from it and from each other, cheapest ground first. */
export function* findWays(
  grid: CostGrid,
  start: number,
  goal: number,
  most: number,
): Generator<void, { cells: number[]; cost: number; ownShare: number }[]> {
  const first = spreadCost(grid, start);
  const best = { cells: traceWay(first, goal), cost: first.total[goal]!, ownShare: 1 };
  const ways = [best];
  const taken = widenWay(grid, best.cells);
  const repelled: CostGrid = { ...grid, cost: Float64Array.from(grid.cost) };
  const repel = (cells: readonly number[]) => {
    const mask = widenWay(grid, cells);
    for (let cell = 0; cell < mask.length; cell += 1)
      if (mask[cell] === 1) repelled.cost[cell] = repelled.cost[cell]! * repelFactor;
  };
  repel(best.cells);
  for (let tries = 0; tries < mostTries && ways.length < most; tries += 1) {
    yield;
    const cells = traceWay(spreadCost(repelled, start), goal);
    const ownShare = 1 - shareIn(cells, taken);
    const cost = measureWayCost(grid, cells);
    if (cost > mostCostRatio * best.cost) break;
    repel(cells);
    if (ownShare < leastOwnShare) continue;
    ways.push({ cells, cost, ownShare });
    widenWay(grid, cells).forEach((value, cell) => {
      if (value === 1) taken[cell] = 1;
    });
  }
  return ways;
}

/** Where ways cost at most a share more than the best: what it costs from A through a place to B, drawn between the middles of cells. */
export function buildBand(grid: CostGrid, start: number, goal: number, share: number): MultiPolygon {
  const [there, back] = [spreadCost(grid, start).total, spreadCost(grid, goal).total];
  const limit = there[goal]! * (1 + share) * (1 + 1e-9);
  const { columns, rows, west, south, width, height } = grid;
  const spare = Array.from(there, (cost, cell) => limit - cost - back[cell]!);
  // The middle of cell 0 lies at 0.5 by the library's count, so that its units are cells from the corner.
  const { coordinates } = contours().size([columns, rows]).contour(spare, 0);
  const place = ([x, y]: Position): Position => [west + x! * width, south + y! * height];
  return {
    type: "MultiPolygon",
    coordinates: coordinates.map((rings) => rings.map((ring) => ring.map(place))),
  };
}

/** Middles of a way's cells between its true ends, without those that lie on a straight run. */
export function drawWay(
  grid: CostGrid,
  cells: readonly number[],
  from: readonly [number, number],
  to: readonly [number, number],
): [number, number][] {
  const kept = cells.filter((cell, index) => {
    const [before, after] = [cells[index - 1], cells[index + 1]];
    return before === undefined || after === undefined || after - cell !== cell - before;
  });
  return [[...from], ...kept.slice(1, -1).map((cell) => findMiddle(grid, cell)), [...to]];
}
