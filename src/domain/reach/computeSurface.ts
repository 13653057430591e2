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
import { findOrigin, type ReachOrigin, refuse } from "./findOrigin.ts";
import { listSeeds, openCatchments, type ReachModel, type StationCells } from "./reachModel.ts";
import { readReachParameter } from "./reachSource.ts";
import { type GroundSeed, searchGround, undriven } from "./searchGround.ts";
import { createRim, noteBeyond, type SurfaceRim } from "./surfaceRim.ts";
import { sweepSurface } from "./sweepSurface.ts";

/** Seconds from the origin to every cell of the grid, `never` (65535) where it is not reached within the limit. */
export interface Surface {
  seconds: Uint16Array;
  /** Where catchments end between cell centres; only for what counts from station to station. */
  rim?: SurfaceRim;
  /** Blocks of land that travel was computed over, rising; outside them nothing is known. */
  testedBlocks?: Int32Array;
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
  originNear: StationCells | undefined;
}

/** Lowers cells to what a station or place gives them; `edges` notes the time at the rim of what serves each. */
function lowerTo(
  seconds: Uint16Array,
  near: StationCells,
  start: number,
  limit: number,
  edges?: Uint16Array,
  edge = never,
) {
  const { cell } = near;
  for (let k = 0; k < cell.length; k += 1) {
    const reached = start + near.seconds[k]!;
    if (reached > limit || reached >= seconds[cell[k]!]!) continue;
    seconds[cell[k]!] = reached;
    if (edges) edges[cell[k]!] = edge;
  }
}

function growBox(surface: Surface, catchment: StationCells) {
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

/** What a search begins with, whatever its definition. */
interface SearchStart {
  model: ReachModel;
  cell: number;
  station: number;
  clock: RailClock;
  /** Filled by the search, as is the next. */
  seconds: Uint16Array;
  accessSeconds: Int32Array;
}

/** The clock starts in a station, or on the road to it; cells lie in the catchments of stations. */
function searchFromStations(start: SearchStart): Result<SurfaceSearch> {
  const { model, cell, station, clock, seconds, accessSeconds } = start;
  const { ground, network, rail, limitSeconds, stationCell } = model;
  const { columns, rows } = ground.grid;
  const { stationCount } = network;
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
  const seeds = accessSeconds.map((value) => (value < undriven ? value : unreached));
  const times = searchRail(network, seeds, clock);
  seconds.fill(never);
  const rim = createRim(columns * rows);
  const edges = new Uint16Array(columns * rows).fill(never);
  const catchmentSeconds = readParameter(rail, "catchment") * 60;
  const surface: Surface = {
    seconds,
    rim,
    testedBlocks: ground.activeBlocks,
    columns,
    rows,
    box: { west: columns, north: rows, east: 0, south: 0 },
  };
  const leaveSeconds = new Int32Array(stationCount).fill(undriven);
  for (let s = 0; s < stationCount; s += 1) {
    const arrival = findStationSeconds(times, s);
    if (arrival > limitSeconds || stationCell[s]! < 0) continue;
    leaveSeconds[s] = arrival;
    lowerTo(seconds, catchments[s]!, arrival, limitSeconds, edges, arrival + catchmentSeconds);
    growBox(surface, catchments[s]!);
  }
  for (let s = 0; s < stationCount; s += 1) {
    const from = leaveSeconds[s]!;
    if (from >= undriven) continue;
    noteBeyond(rim, { seconds, edges, columns }, catchments[s]!.beyond, from, from + catchmentSeconds);
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

/** Seconds by road from the origin's cell to every station; the labels keep the way. */
function findAccess({ model, cell, station, accessSeconds }: SearchStart, near: StationCells | undefined) {
  const { ground, graph, labels, stationCell } = model;
  labels.seconds.fill(undriven);
  if (cell >= 0) {
    searchGround(graph, labels, listSeeds(ground, graph, cell, -1));
    for (let s = 0; s < accessSeconds.length; s += 1) {
      let least = undriven;
      for (const link of model.stationLinks[s]!)
        least = Math.min(least, labels.seconds[link.node]! + link.seconds);
      accessSeconds[s] = least;
    }
    // Stations in the surroundings of the origin may be nearer across the fields than by any node.
    for (let s = 0; s < accessSeconds.length; s += 1) {
      const at = stationCell[s]! < 0 ? -1 : findInSorted(near!.cell, stationCell[s]!);
      if (at >= 0) accessSeconds[s] = Math.min(accessSeconds[s]!, near!.seconds[at]!);
    }
  }
  if (station >= 0) accessSeconds[station] = 0;
}

/** By road all the way, or by road, train and road. */
function searchFromDoor(start: SearchStart): SurfaceSearch {
  const { model, cell, station, clock, seconds, accessSeconds } = start;
  const { ground, graph, network, rail, labels, limitSeconds, stationCell } = model;
  const { columns, rows } = ground.grid;
  const { stationCount } = network;
  const accessLimit = readReachParameter(ground.source, "road-access") * 60;
  const near: StationCells | undefined = cell < 0 ? undefined : listNear(ground, cell, accessLimit);
  findAccess(start, near);
  const entrySeconds = readParameter(rail, "entry") * 60;
  const exitSeconds = readParameter(rail, "exit") * 60;
  const seeds = accessSeconds.map((value) => (value <= limitSeconds ? value + entrySeconds : unreached));
  const times = searchRail(network, seeds, clock);
  const leaveSeconds = new Int32Array(stationCount).fill(undriven);
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
  const surface: Surface = { seconds, testedBlocks: ground.activeBlocks, columns, rows, box };
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
  return {
    surface,
    clock,
    times,
    accessSeconds,
    leaveSeconds,
    originCell: cell,
    originStation: station,
    originNear: near,
  };
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
  const { ground, rail, network } = model;
  const { columns, rows } = ground.grid;
  const start: SearchStart = {
    model,
    ...found.value,
    clock: buildClock(rail, definition, trains),
    seconds: reuse ?? new Uint16Array(columns * rows),
    accessSeconds: new Int32Array(network.stationCount).fill(undriven),
  };
  return definition === "door" ? success(searchFromDoor(start)) : searchFromStations(start);
}
