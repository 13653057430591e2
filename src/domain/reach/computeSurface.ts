import { buildClock, type ReachDefinition, type TrainChoice } from "../rail/railJourney.ts";
import { readParameter } from "../rail/railSource.ts";
import {
  findStationSeconds,
  type RailClock,
  type RailTimes,
  searchRail,
  unreached,
} from "../rail/searchRail.ts";
import { type Result, success } from "../result.ts";
import { never } from "./buildGround.ts";
import { listNear } from "./buildRoadGraph.ts";
import { fillSurface } from "./fillSurface.ts";
import { findInSorted } from "./findInSorted.ts";
import { findOrigin, refuse } from "./findOrigin.ts";
import { type Catchment, listSeeds, openCatchments, type ReachModel } from "./reachModel.ts";
import { readReachParameter } from "./reachSource.ts";
import { type GroundSeed, searchGround, undriven } from "./searchGround.ts";
import { sweepSurface } from "./sweepSurface.ts";

/** Where a journey begins: a station by its id, or a place. */
export type ReachOrigin = { kind: "station"; station: string } | { kind: "place"; lngLat: [number, number] };

/** Seconds from the origin to every cell of the grid, `never` (65535) where it is not reached within the limit. */
export interface Surface {
  seconds: Uint16Array;
  columns: number;
  rows: number;
  /** Columns and rows outside which nothing is reached; contours need not look there. */
  box: { west: number; north: number; east: number; south: number };
}

/** A surface with what explains it. */
export interface SurfaceSearch {
  surface: Surface;
  clock: RailClock;
  times: RailTimes;
  /** Seconds from the origin by road to each station, `undriven` where out of reach. */
  accessSeconds: Int32Array;
  /** Seconds at which a traveller steps out of each station. */
  leaveSeconds: Int32Array;
  originCell: number;
  originStation: number;
  /** The land round the origin, straight across; only for `door`. */
  originNear: Catchment | undefined;
}

function lowerTo(seconds: Uint16Array, near: Catchment, start: number, limit: number) {
  const { cell } = near;
  for (let k = 0; k < cell.length; k += 1) {
    const reached = start + near.seconds[k]!;
    if (reached <= limit && reached < seconds[cell[k]!]!) seconds[cell[k]!] = reached;
  }
}

function growBox(surface: Surface, catchment: Catchment) {
  const { box, columns } = surface;
  const count = catchment.cell.length;
  if (count === 0) return;
  box.north = Math.min(box.north, Math.floor(catchment.cell[0]! / columns));
  box.south = Math.max(box.south, Math.floor(catchment.cell[count - 1]! / columns) + 1);
  for (let k = 0; k < count; k += 1) {
    const column = catchment.cell[k]! % columns;
    if (column < box.west) box.west = column;
    if (column >= box.east) box.east = column + 1;
  }
}

/**
 * Seconds from an origin to every cell, by one of three definitions.
 * - `door`: by road all the way, or by road to a station, entry, waiting, trains with changes, exit, and road on.
 * - `train` and `station`: the clock starts in the station (or on the road to it, at most `catchment` minutes, for
 *   a place); each cell is reached from a station by at most `catchment` minutes of road. `station` counts waiting.
 * Fails with a reason where the origin is outside, in water, or (but for `door`) without a station in reach.
 * `reuse` may hold an array for the seconds. Walks no farther than the search limit.
 */
export function searchSurface(
  model: ReachModel,
  origin: ReachOrigin,
  definition: ReachDefinition,
  trains: TrainChoice = "fastest",
  reuse?: Uint16Array,
): Result<SurfaceSearch> {
  const found = findOrigin(model, origin);
  if (!found.ok) return found;
  const { ground, graph, network, rail, labels, limitSeconds, stationCell } = model;
  const { cell, station } = found.value;
  const { columns, rows } = ground.grid;
  const clock = buildClock(rail, definition, trains);
  const stationCount = network.stationCount;
  const seconds = reuse ?? new Uint16Array(columns * rows);
  const accessSeconds = new Int32Array(stationCount).fill(undriven);
  const leaveSeconds = new Int32Array(stationCount).fill(undriven);
  const accessLimit = readReachParameter(ground.source, "road-access") * 60;
  const near: Catchment | undefined = cell < 0 ? undefined : listNear(ground, cell, accessLimit);
  const seeds = new Int32Array(stationCount).fill(unreached);

  if (definition !== "door") {
    const catchments = openCatchments(model);
    if (station >= 0) accessSeconds[station] = 0;
    else {
      for (let s = 0; s < stationCount; s += 1) {
        const at = findInSorted(catchments[s]!.cell, cell);
        if (at >= 0) accessSeconds[s] = catchments[s]!.seconds[at]!;
      }
      if (accessSeconds.every((value) => value >= undriven)) {
        const minutes = readParameter(rail, "catchment");
        return refuse(
          "no-station-near",
          `${minutes} 分钟车程内没有车站；可改用门到门`,
          `There is no station within ${minutes} minutes by road; ask door to door instead`,
        );
      }
    }
    for (let s = 0; s < stationCount; s += 1) if (accessSeconds[s]! < undriven) seeds[s] = accessSeconds[s]!;
    const times = searchRail(network, seeds, clock);
    seconds.fill(never);
    const surface: Surface = {
      seconds,
      columns,
      rows,
      box: { west: columns, north: rows, east: 0, south: 0 },
    };
    for (let s = 0; s < stationCount; s += 1) {
      const arrival = findStationSeconds(times, s);
      if (arrival > limitSeconds || stationCell[s]! < 0) continue;
      leaveSeconds[s] = arrival;
      lowerTo(seconds, catchments[s]!, arrival, limitSeconds);
      growBox(surface, catchments[s]!);
    }
    if (station < 0) {
      seconds[cell] = 0;
      growBox(surface, { cell: Int32Array.of(cell), seconds: Uint16Array.of(0) });
    }
    return success({
      surface,
      clock,
      times,
      accessSeconds,
      leaveSeconds,
      originCell: cell,
      originStation: station,
      originNear: undefined,
    });
  }

  labels.seconds.fill(undriven);
  if (cell >= 0) {
    searchGround(graph, labels, listSeeds(ground, graph, cell, -1));
    for (let s = 0; s < stationCount; s += 1) {
      let least = undriven;
      for (const link of model.stationLinks[s]!)
        least = Math.min(least, labels.seconds[link.node]! + link.seconds);
      accessSeconds[s] = least;
    }
    // Stations in the surroundings of the origin may be nearer across the fields than by any node.
    for (let s = 0; s < stationCount; s += 1) {
      const at = stationCell[s]! < 0 ? -1 : findInSorted(near!.cell, stationCell[s]!);
      if (at >= 0) accessSeconds[s] = Math.min(accessSeconds[s]!, near!.seconds[at]!);
    }
  }
  if (station >= 0) accessSeconds[station] = 0;
  const entrySeconds = readParameter(rail, "entry") * 60;
  const exitSeconds = readParameter(rail, "exit") * 60;
  for (let s = 0; s < stationCount; s += 1)
    if (accessSeconds[s]! <= limitSeconds) seeds[s] = accessSeconds[s]! + entrySeconds;
  const times = searchRail(network, seeds, clock);
  const onward: GroundSeed[] = [];
  for (let s = 0; s < stationCount; s += 1) {
    const leave = times.arriveSeconds[s]! + exitSeconds;
    if (leave > limitSeconds || stationCell[s]! < 0) continue;
    leaveSeconds[s] = leave;
    for (const link of model.stationLinks[s]!)
      onward.push({ node: link.node, seconds: leave + link.seconds, parent: link.parent });
  }
  searchGround(graph, labels, onward);
  const box = fillSurface(ground, graph, labels.seconds, limitSeconds, seconds);
  const surface: Surface = { seconds, columns, rows, box };
  if (near) {
    lowerTo(seconds, near, 0, limitSeconds);
    growBox(surface, near);
  }
  for (let s = 0; s < stationCount; s += 1) {
    if (leaveSeconds[s]! > limitSeconds) continue;
    lowerTo(seconds, model.stationNear[s]!, leaveSeconds[s]!, limitSeconds);
    growBox(surface, model.stationNear[s]!);
  }
  sweepSurface(ground, seconds, limitSeconds, surface.box);
  return success({
    surface,
    clock,
    times,
    accessSeconds,
    leaveSeconds,
    originCell: cell,
    originStation: station,
    originNear: near,
  });
}
