import type { Surface } from "./computeSurface.ts";
import { findExcess } from "./surfaceRim.ts";

/**
 * Rings of one or more cut-offs. Going round, what is reached lies to the right: outer rings turn clockwise on
 * screen, holes against.
 */
export interface ContourRings {
  cutoffs: number[];
  /** Place in `cutoffs` of each ring. */
  ringCutoff: Int32Array;
  /** First position of each ring; one more than rings. The first position is not repeated at the end. */
  ringOffset: Int32Array;
  /** Columns and rows, interleaved; whole numbers are cell centres. */
  positions: Float64Array;
}

/**
 * Which sides a line joins in a square of four cells, for each of the sixteen ways they can be reached: pairs
 * of side left and side entered next, 4 bits each. Sides: 0 north, 1 east, 2 south, 3 west. Corners: bit 0
 * north-west, 1 north-east, 2 south-east, 3 south-west. Going from the first side to the second, the
 * reached corner is on the right. Saddles keep reached corners apart, as d3-contour does.
 */
const segments: readonly (readonly [number, number])[][] = [
  [],
  [[0, 3]],
  [[1, 0]],
  [[1, 3]],
  [[2, 1]],
  [
    [0, 3],
    [2, 1],
  ],
  [[2, 0]],
  [[2, 3]],
  [[3, 2]],
  [[0, 2]],
  [
    [1, 0],
    [3, 2],
  ],
  [[1, 2]],
  [[3, 1]],
  [[0, 1]],
  [[3, 0]],
  [],
];

let nextEdge: Int32Array[] = [];
let edgeCount = 0;

/**
 * Lines of equal time for all cut-offs (minutes, rising) in one pass over the cells: marching squares with
 * straight interpolation between cell centres, at the rim of a catchment by the road time left. Source: Lorensen
 * and Cline 1987, in two dimensions.
 * The surface's outermost cells must be unreached, so that every line closes.
 */
export function contourSurface(surface: Surface, cutoffMinutes: readonly number[]): ContourRings {
  const { columns, rows, seconds, box } = surface;
  const cutoffs = [...cutoffMinutes];
  const limits = Float64Array.from(cutoffs, (minutes) => minutes * 60);
  const count = limits.length;
  const west = Math.max(0, box.west - 1);
  const north = Math.max(0, box.north - 1);
  const east = Math.min(columns, box.east + 1);
  const south = Math.min(rows, box.south + 1);

  // Edges of the grid have a number: twice the cell, plus 0 for the side to the east, 1 for the one to the south.
  if (edgeCount !== 2 * columns * rows) {
    nextEdge = [];
    edgeCount = 2 * columns * rows;
  }
  while (nextEdge.length < count) nextEdge.push(new Int32Array(edgeCount).fill(-1));
  const starts: number[][] = limits.length > 0 ? Array.from(limits, () => []) : [];

  // The level of a time is the number of cut-offs it misses.
  const levels = new Uint8Array(65_536).fill(count);
  for (let k = count - 1; k >= 0; k -= 1) levels.fill(k, 0, Math.max(0, Math.floor(limits[k]!) + 1));

  for (let row = north; row + 1 < south; row += 1) {
    let cell = row * columns + west;
    const end = row * columns + east - 1;
    let nw = levels[seconds[cell]!]!;
    let sw = levels[seconds[cell + columns]!]!;
    for (; cell < end; cell += 1) {
      const ne = levels[seconds[cell + 1]!]!;
      const se = levels[seconds[cell + columns + 1]!]!;
      if (nw !== ne || nw !== sw || nw !== se) {
        const least = Math.min(nw, ne, sw, se);
        const most = Math.max(nw, ne, sw, se);
        for (let k = least; k < most; k += 1) {
          const shape = (nw <= k ? 1 : 0) | (ne <= k ? 2 : 0) | (se <= k ? 4 : 0) | (sw <= k ? 8 : 0);
          for (const [from, to] of segments[shape]!) {
            const start = findEdge(from, cell, columns);
            nextEdge[k]![start] = findEdge(to, cell, columns);
            starts[k]!.push(start);
          }
        }
      }
      nw = ne;
      sw = se;
    }
  }

  const ringCutoff: number[] = [];
  const ringOffset: number[] = [0];
  const total = starts.reduce((sum, list) => sum + list.length, 0);
  const positions = new Float64Array(total * 2);
  let written = 0;
  for (let k = 0; k < count; k += 1) {
    const next = nextEdge[k]!;
    const limit = limits[k]!;
    for (const first of starts[k]!) {
      if (next[first]! < 0) continue;
      let edge = first;
      while (next[edge]! >= 0) {
        const cell = edge >> 1;
        const isSouth = (edge & 1) === 1;
        const other = isSouth ? cell + columns : cell + 1;
        const here = findExcess(seconds, surface.rim, cell, other, limit);
        const share = here / (here - findExcess(seconds, surface.rim, other, cell, limit));
        const row = Math.floor(cell / columns);
        positions[written] = cell - row * columns + (isSouth ? 0 : share);
        positions[written + 1] = row + (isSouth ? share : 0);
        written += 2;
        const following = next[edge]!;
        next[edge] = -1;
        edge = following;
      }
      ringOffset.push(written / 2);
      ringCutoff.push(k);
    }
  }
  return {
    cutoffs,
    ringCutoff: Int32Array.from(ringCutoff),
    ringOffset: Int32Array.from(ringOffset),
    positions: positions.subarray(0, written),
  };
}

/** The number of a side of the square whose north-western cell is given. */
function findEdge(side: number, cell: number, columns: number): number {
  switch (side) {
    case 0:
      return 2 * cell;
    case 1:
      return 2 * (cell + 1) + 1;
    case 2:
      return 2 * (cell + columns);
    default:
      return 2 * cell + 1;
  }
}

/** Twice the signed area of a ring in cells; positive where it turns clockwise on screen (rows go down). */
export function findRingArea(rings: ContourRings, ring: number): number {
  const { positions, ringOffset } = rings;
  const from = ringOffset[ring]!;
  const to = ringOffset[ring + 1]!;
  let sum = 0;
  for (let i = from, j = to - 1; i < to; j = i, i += 1)
    sum += positions[2 * j]! * positions[2 * i + 1]! - positions[2 * i]! * positions[2 * j + 1]!;
  return sum;
}

/** Area within each cut-off in square kilometres: outer rings less their holes, exact on the equal-area plane. */
export function findBandAreas(rings: ContourRings, cellMetres: number): number[] {
  const areas = rings.cutoffs.map(() => 0);
  for (let ring = 0; ring < rings.ringCutoff.length; ring += 1)
    areas[rings.ringCutoff[ring]!]! += findRingArea(rings, ring) / 2;
  return areas.map((cells) => cells * (cellMetres / 1000) ** 2);
}
