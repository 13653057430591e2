import { never } from "./buildGround.ts";

/**
 * Where a surface ends for want of road time, not of minutes: beyond the catchment of a station nothing is reached,
 * though the time there would hardly be more. Two numbers a cell, interleaved, both `never` where there is no rim:
 * - in a cell just beyond a rim, the time at that rim, and the time in the cell had the catchment no rim;
 * - in a cell within that has one beside it which is never reached, the time at its own rim, and `never`.
 *
 * Lines of equal time read the rim between cell centres from it. No cell changes sides: it moves lines, not answers.
 */
export type SurfaceRim = Uint16Array;

/** Excess from which steps count alike: ten minutes to a cell, slower than any land. */
export const mostExcess = 600;

const isWithin = (seconds: Uint16Array, cell: number, limit: number) => seconds[cell]! <= limit;

/**
 * By how many seconds a cell is beyond a limit, seen from a neighbour; zero or less within it, at most ten minutes
 * either way. Between two neighbours the line of the limit lies where this, taken as straight, is zero.
 */
export function findExcess(
  seconds: Uint16Array,
  rim: SurfaceRim | undefined,
  cell: number,
  neighbour: number,
  limit: number,
): number {
  const own = seconds[cell]!;
  const hasLow = (at: number) => rim !== undefined && rim[2 * at + 1]! < seconds[at]!;
  if (isWithin(seconds, cell, limit)) {
    let edge = limit;
    if (rim && rim[2 * cell + 1] === never) edge = Math.min(edge, rim[2 * cell]!);
    if (rim && !isWithin(seconds, neighbour, limit) && hasLow(neighbour))
      edge = Math.min(edge, rim[2 * neighbour]!);
    return Math.max(-mostExcess, Math.min(own - edge, 0));
  }
  if (!rim || !hasLow(cell)) return Math.min(mostExcess, own - limit);
  return Math.min(mostExcess, Math.max(rim[2 * cell + 1]! - Math.min(limit, rim[2 * cell]!), 1));
}

/** A rim of as many cells, with nothing in it. */
export const createRim = (cells: number): SurfaceRim => new Uint16Array(2 * cells).fill(never);

const listAround = (columns: number) => [
  -1,
  1,
  -columns,
  columns,
  -columns - 1,
  -columns + 1,
  columns - 1,
  columns + 1,
];

/** What a surface says of its own cells: the seconds, the time at the rim of what serves each, the columns. */
export interface ServedCells {
  seconds: Uint16Array;
  edges: Uint16Array;
  columns: number;
}

/** Keeps what a catchment says of the cells beyond it, where nothing else comes there as soon. */
export function noteBeyond(
  rim: SurfaceRim,
  { seconds, edges, columns }: ServedCells,
  beyond: { cell: Int32Array; seconds: Uint16Array },
  start: number,
  edge: number,
) {
  const around = listAround(columns);
  for (let k = 0; k < beyond.cell.length; k += 1) {
    const cell = beyond.cell[k]!;
    const low = start + beyond.seconds[k]!;
    if (low >= seconds[cell]! || low >= rim[2 * cell + 1]!) continue;
    rim[2 * cell] = edge;
    rim[2 * cell + 1] = low;
    if (seconds[cell]! !== never) continue;
    for (const step of around)
      if (seconds[cell + step]! !== never && rim[2 * (cell + step) + 1] === never)
        rim[2 * (cell + step)] = edges[cell + step]!;
  }
}

/** Takes over into `into` what the rim of another surface says of a cell; with the earlier or the later of the two. */
export function combineRims(
  into: SurfaceRim,
  other: SurfaceRim,
  cell: number,
  own: number,
  others: number,
  how: "union" | "intersection",
) {
  const [low, otherLow] = [into[2 * cell + 1]!, other[2 * cell + 1]!];
  const take = () => {
    into[2 * cell] = other[2 * cell]!;
    into[2 * cell + 1] = otherLow;
  };
  if (how === "intersection") {
    if (others > own || (others === own && otherLow > low)) take();
    return;
  }
  const least = Math.min(own, others);
  if (otherLow < least ? otherLow < low : others < own && low >= least) take();
  // What comes there sooner without any rim makes the other's rim void.
  else if (low !== never && low >= least) {
    into[2 * cell] = never;
    into[2 * cell + 1] = never;
  }
}

/** Takes away the rims of cells that have no unreached cell beside them any more. */
export function dropInnerRims(rim: SurfaceRim, seconds: Uint16Array, columns: number) {
  const around = listAround(columns);
  for (let cell = 0; cell < seconds.length; cell += 1)
    if (rim[2 * cell] !== never && rim[2 * cell + 1] === never)
      if (!around.some((step) => seconds[cell + step] === never)) rim[2 * cell] = never;
}
