import type { PhaseId } from "../plan.ts";
import { spreadWindow } from "./blockCosts.ts";
import { type Ground, never, segmentsCross } from "./buildGround.ts";
import { findGridPosition, findLngLat } from "./grid.ts";
import { blockCells, type ReachRoad, readReachParameter } from "./reachSource.ts";
import { buildAccess, type RoadAccess } from "./roadAccess.ts";

/**
 * Roads of one phase and the land off them as one graph. Nodes: first the corners of the blocks, then the
 * places on roads. Every link costs whole seconds, the same both ways.
 */
export interface RoadGraph extends RoadAccess {
  phase: PhaseId;
  nodeCount: number;
  /** Corners come first; nodes from here on lie on roads. */
  firstRoadNode: number;
  /** Links of node n: `linkOffset[n]` up to `linkOffset[n + 1]`. */
  linkOffset: Int32Array;
  linkTarget: Int32Array;
  linkSeconds: Int32Array;
  /** Longitude and latitude of each node, interleaved. */
  nodeLngLat: Float64Array;
  /** Place in `source.roads` of each road node. */
  roadOfNode: Int32Array;
}

interface RoadNode {
  column: number;
  row: number;
  road: number;
  /** Whether cars can leave the road here. */
  isOpen: boolean;
}

const crossesRiver = (ground: Ground, ax: number, ay: number, bx: number, by: number): boolean =>
  ground.rivers.some((river) => {
    for (let i = 2; i < river.length; i += 2)
      if (segmentsCross(ax, ay, bx, by, river[i - 2]!, river[i - 1]!, river[i]!, river[i + 1]!)) return true;
    return false;
  });

/** Places along a road: its way-points, and on roads open throughout a place every `road-step` between them. */
function layRoad(ground: Ground, road: ReachRoad, index: number, stepCells: number): RoadNode[] {
  const nodes: RoadNode[] = [];
  const free = road.class !== "expressway";
  for (const [longitude, latitude, open] of road.points) {
    const [column, row] = findGridPosition(ground.grid, [longitude, latitude]);
    const previous = nodes[nodes.length - 1];
    if (previous && free) {
      const pieces = Math.ceil(Math.hypot(column - previous.column, row - previous.row) / stepCells);
      for (let k = 1; k < pieces; k += 1) {
        nodes.push({
          column: previous.column + ((column - previous.column) * k) / pieces,
          row: previous.row + ((row - previous.row) * k) / pieces,
          road: index,
          isOpen: true,
        });
      }
    }
    nodes.push({ column, row, road: index, isOpen: open === 1 });
  }
  return nodes;
}

/**
 * Builds the graph of one phase. Roads cost their length at their speed; roads of different names that come
 * within `junction` of each other with a way-point meet there, unless a river lies between. A road crosses a
 * river wherever its course does: that is its bridge. Off the roads the costs are those of the ground.
 */
export function buildRoadGraph(
  ground: Ground,
  phase: PhaseId,
  withoutRoads: readonly string[] = [],
): RoadGraph {
  const { source, grid } = ground;
  const cellKilometres = grid.cellMetres / 1000;
  const stepCells = readReachParameter(source, "road-step") / cellKilometres;
  const junctionCells = readReachParameter(source, "junction") / cellKilometres;
  const junctionSeconds = (3600 * cellKilometres) / readReachParameter(source, "junction-speed");
  const firstRoadNode = (ground.blockColumns + 1) * (ground.blockRows + 1);
  const isInside = (node: RoadNode) =>
    node.column >= 1 && node.row >= 1 && node.column < grid.columns - 2 && node.row < grid.rows - 2;
  const ends: [number, number, number][] = [];
  const nodes: RoadNode[] = [];
  for (const [index, road] of source.roads.entries()) {
    if (!road.openIn.includes(phase) || withoutRoads.includes(road.id)) continue;
    let previous = -1;
    for (const node of layRoad(ground, road, index, stepCells)) {
      if (!isInside(node)) {
        previous = -1;
        continue;
      }
      const here = nodes.push(node) - 1;
      if (previous >= 0) {
        const from = nodes[previous]!;
        const kilometres = Math.hypot(node.column - from.column, node.row - from.row) * cellKilometres;
        ends.push([
          firstRoadNode + previous,
          firstRoadNode + here,
          Math.max(1, Math.round((kilometres / road.speedKmh) * 3600)),
        ]);
      }
      previous = here;
    }
  }
  for (let a = 0; a < nodes.length; a += 1) {
    for (let b = a + 1; b < nodes.length; b += 1) {
      const [from, to] = [nodes[a]!, nodes[b]!];
      if (from.road === to.road || !from.isOpen || !to.isOpen) continue;
      const cells = Math.hypot(from.column - to.column, from.row - to.row);
      if (cells > junctionCells || crossesRiver(ground, from.column, from.row, to.column, to.row)) continue;
      ends.push([firstRoadNode + a, firstRoadNode + b, Math.max(1, Math.round(cells * junctionSeconds))]);
    }
  }
  const cells = nodes.map((node) =>
    node.isOpen ? Math.round(node.row) * grid.columns + Math.round(node.column) : -1,
  );
  for (const [k, cell] of cells.entries()) {
    if (cell < 0) continue;
    for (const [corner, seconds] of listCorners(ground, cell))
      ends.push([firstRoadNode + k, corner, seconds]);
  }
  for (let i = 0; i < ground.linkFrom.length; i += 1)
    ends.push([ground.linkFrom[i]!, ground.linkTo[i]!, ground.linkSeconds[i]!]);

  const nodeCount = firstRoadNode + nodes.length;
  const linkOffset = new Int32Array(nodeCount + 1);
  for (const [a, b] of ends) {
    linkOffset[a + 1]! += 1;
    linkOffset[b + 1]! += 1;
  }
  for (let i = 0; i < nodeCount; i += 1) linkOffset[i + 1]! += linkOffset[i]!;
  const cursor = linkOffset.slice();
  const linkTarget = new Int32Array(ends.length * 2);
  const linkSeconds = new Int32Array(ends.length * 2);
  for (const [a, b, seconds] of ends) {
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const) {
      const at = cursor[from]!++;
      linkTarget[at] = to;
      linkSeconds[at] = seconds;
    }
  }
  const nodeLngLat = new Float64Array(nodeCount * 2);
  nodeLngLat.set(ground.cornerLngLat);
  for (const [k, node] of nodes.entries())
    nodeLngLat.set(findLngLat(grid, node.column, node.row), (firstRoadNode + k) * 2);
  return {
    phase,
    nodeCount,
    firstRoadNode,
    linkOffset,
    linkTarget,
    linkSeconds,
    nodeLngLat,
    roadOfNode: Int32Array.from(nodes, (node) => node.road),
    ...buildAccess(ground, nodes, cells, readReachParameter(source, "road-access") * 60),
  };
}

/** Corners of the block of a cell with the seconds to it, those that can be reached. */
export function listCorners(ground: Ground, cell: number): [number, number][] {
  const column = cell % ground.grid.columns;
  const row = Math.floor(cell / ground.grid.columns);
  const northWest =
    Math.floor(row / blockCells) * (ground.blockColumns + 1) + Math.floor(column / blockCells);
  const found: [number, number][] = [];
  for (let k = 0; k < 4; k += 1) {
    const seconds = ground.cornerSeconds[k]![cell]!;
    if (seconds < never) found.push([northWest + (k & 1) + (k >> 1) * (ground.blockColumns + 1), seconds]);
  }
  return found;
}

/** Cells on either side of a place that are searched cell by cell. */
const nearCells = 12;

/** Seconds off the road from a cell to those round it, within a limit: pairs of cell and seconds. */
export function listNear(
  ground: Ground,
  cell: number,
  limitSeconds: number,
): { cell: Int32Array; seconds: Uint16Array } {
  const { grid } = ground;
  const window = spreadWindow(
    ground,
    cell,
    (cell % grid.columns) - nearCells,
    Math.floor(cell / grid.columns) - nearCells,
    2 * nearCells + 1,
  );
  const found: number[] = [];
  const seconds: number[] = [];
  for (let k = 0; k < window.columns * window.rows; k += 1) {
    const value = Math.round(window.seconds[k]!);
    if (!(value <= limitSeconds)) continue;
    found.push(
      (window.row + Math.floor(k / window.columns)) * grid.columns + window.column + (k % window.columns),
    );
    seconds.push(value);
  }
  return { cell: Int32Array.from(found), seconds: Uint16Array.from(seconds) };
}
