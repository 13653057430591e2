import type { DataFiles } from "../kernel.ts";
import type { PhaseId } from "../plan.ts";
import { buildNetwork, type RailNetwork } from "../rail/buildNetwork.ts";
import { applyRailEdits, type RailEdit, scaleSpeeds, shiftChanges } from "../rail/editRail.ts";
import { hashText } from "../rail/hashText.ts";
import { type RailSource, railFile, readParameter } from "../rail/railSource.ts";
import { buildGround, type Ground, listGroundFiles } from "./buildGround.ts";
import { buildRoadGraph, listCorners, listNear, type RoadGraph } from "./buildRoadGraph.ts";
import { fillSurface } from "./fillSurface.ts";
import { findCell } from "./grid.ts";
import { type ReachSource, readReachParameter } from "./reachSource.ts";
import { listAccess } from "./roadAccess.ts";
import { createLabels, type GroundLabels, type GroundSeed, searchGround, undriven } from "./searchGround.ts";
import { sweepSurface } from "./sweepSurface.ts";

/** A phase with what a scenario changes in it; plain, so that a board can keep it. */
export interface Scenario {
  phase: PhaseId;
  edits: readonly RailEdit[];
  /** Ids of roads that are taken away. */
  withoutRoads?: readonly string[];
  /** Every speed on rail and road times this; 1 leaves them. */
  speedFactor: number;
  /** Added to each change of trains. */
  changeShiftMinutes: number;
}

/** The scenario of a phase as it stands. */
export const plainScenario = (phase: PhaseId): Scenario => ({
  phase,
  edits: [],
  speedFactor: 1,
  changeShiftMinutes: 0,
});

/** Cells round a station with the seconds by road between the two. */
export interface StationCells {
  cell: Int32Array;
  seconds: Uint16Array;
}

/** What a station serves, and the cells next to it that are just too far. */
export interface Catchment extends StationCells {
  beyond: StationCells;
}

/** Everything the surfaces of one scenario need, built once. */
export interface ReachModel {
  scenario: Scenario;
  rail: RailSource;
  network: RailNetwork;
  ground: Ground;
  graph: RoadGraph;
  labels: GroundLabels;
  /** Cell of each station, −1 outside the grid. */
  stationCell: Int32Array;
  /** Nodes and seconds by which each station's cell is joined to the graph. */
  stationLinks: GroundSeed[][];
  /** Off-road surroundings of each station, and, once asked for, its catchment. */
  stationNear: StationCells[];
  catchments: Catchment[] | undefined;
  limitSeconds: number;
  /** Changes with anything that could change an answer. */
  version: string;
}

/** Files below `public/data` that a model is built from. */
export const listReachFiles = (): string[] => [railFile, ...listGroundFiles()];

/** How a cell is joined to the graph: corners of its block, and the road nearby. Seeds carry the given parent. */
export function listSeeds(ground: Ground, graph: RoadGraph, cell: number, parent: number): GroundSeed[] {
  const seeds = listCorners(ground, cell).map(([node, seconds]) => ({ node, seconds, parent }));
  for (const access of listAccess(graph, cell)) seeds.push({ ...access, parent });
  return seeds;
}

/** The ground with every speed on and off the roads times a factor. */
function scaleGroundSource(source: ReachSource, factor: number): ReachSource {
  return {
    ...source,
    land: source.land.map((kind) => ({ ...kind, speedKmh: kind.speedKmh * factor })),
    roads: source.roads.map((road) => ({ ...road, speedKmh: road.speedKmh * factor })),
  };
}

const grounds = new WeakMap<ReachSource, Map<number, Ground>>();
const graphs = new WeakMap<Ground, Map<string, RoadGraph>>();
const models = new WeakMap<RailSource, Map<string, ReachModel>>();

function remember<K, V>(map: Map<K, V>, key: K, make: () => V, most: number): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  if (map.size >= most) map.delete(map.keys().next().value as K);
  map.set(key, made);
  return made;
}

const mapOf = <O extends object, K, V>(store: WeakMap<O, Map<K, V>>, owner: O): Map<K, V> => {
  const known = store.get(owner);
  if (known) return known;
  const made = new Map<K, V>();
  store.set(owner, made);
  return made;
};

/**
 * The model of a scenario. Ground, graphs and the latest models are kept for as long as the parsed files are,
 * so that asking again costs nothing; the answer is the same as without keeping.
 * Throws where an edit names what is not there.
 */
export function openReachModel(files: DataFiles, scenario: Scenario): ReachModel {
  const railFileContent = files[railFile] as RailSource;
  const reachSource = files["reach.json"] as ReachSource;
  const key = JSON.stringify(scenario);
  return remember(
    mapOf(models, railFileContent),
    key,
    () => {
      const ground = remember(
        mapOf(grounds, reachSource),
        scenario.speedFactor,
        () =>
          buildGround(
            scenario.speedFactor === 1
              ? files
              : { ...files, "reach.json": scaleGroundSource(reachSource, scenario.speedFactor) },
          ),
        3,
      );
      const graph = remember(
        mapOf(graphs, ground),
        JSON.stringify([scenario.phase, scenario.withoutRoads]),
        () => buildRoadGraph(ground, scenario.phase, scenario.withoutRoads),
        6,
      );
      return buildReachModel(railFileContent, ground, graph, scenario);
    },
    8,
  );
}

/** The railway with a scenario's edits, speeds and changes. Throws where an edit names what is not there. */
export function buildScenarioRail(source: RailSource, scenario: Scenario): RailSource {
  const edited = applyRailEdits(source, scenario.edits);
  const faster = scenario.speedFactor === 1 ? edited : scaleSpeeds(edited, scenario.speedFactor);
  return scenario.changeShiftMinutes === 0 ? faster : shiftChanges(faster, scenario.changeShiftMinutes);
}

/** Builds a model from its parts; see `openReachModel`. */
export function buildReachModel(
  railSource: RailSource,
  ground: Ground,
  graph: RoadGraph,
  scenario: Scenario,
): ReachModel {
  const rail = buildScenarioRail(railSource, scenario);
  const network = buildNetwork(rail, scenario.phase);
  const limitSeconds = readReachParameter(ground.source, "search-limit") * 60;
  const accessLimit = readReachParameter(ground.source, "road-access") * 60;
  const stationCell = Int32Array.from(rail.stations, (station, index) => {
    const isServed = network.stationOffset[index + 1]! > network.stationOffset[index]!;
    return isServed ? findCell(ground.grid, station.lngLat) : -1;
  });
  const empty: StationCells = { cell: new Int32Array(0), seconds: new Uint16Array(0) };
  return {
    scenario,
    rail,
    network,
    ground,
    graph,
    labels: createLabels(graph, limitSeconds),
    stationCell,
    stationLinks: Array.from(stationCell, (cell, station) =>
      cell < 0 ? [] : listSeeds(ground, graph, cell, -2 - station),
    ),
    stationNear: Array.from(stationCell, (cell) => (cell < 0 ? empty : listNear(ground, cell, accessLimit))),
    catchments: undefined,
    limitSeconds,
    version: hashText(network.version + JSON.stringify(scenario) + JSON.stringify(ground.source)),
  };
}

/** How far past a catchment's rim the next cell may be: one cell aslant over the slowest land. */
const pastRimSeconds = 1_500;

const keepCells = (cells: readonly number[], seconds: Uint16Array): StationCells => ({
  cell: Int32Array.from(cells),
  seconds: Uint16Array.from(cells, (at) => seconds[at]!),
});

/** Cells within the `catchment` of each station by road, with the seconds; found at the first call and kept. */
export function openCatchments(model: ReachModel): Catchment[] {
  if (model.catchments) return model.catchments;
  const { ground, graph, stationCell } = model;
  const limit = readParameter(model.rail, "catchment") * 60;
  const most = limit + pastRimSeconds;
  const labels = createLabels(graph, most);
  const { columns, rows } = ground.grid;
  const seconds = new Uint16Array(columns * rows);
  model.catchments = Array.from(stationCell, (cell, station) => {
    if (cell < 0) return { ...keepCells([], seconds), beyond: keepCells([], seconds) };
    labels.seconds.fill(undriven);
    searchGround(graph, labels, model.stationLinks[station]!);
    const box = fillSurface(ground, graph, labels.seconds, most, seconds);
    const near = model.stationNear[station]!;
    for (let k = 0; k < near.cell.length; k += 1)
      if (near.seconds[k]! <= most && near.seconds[k]! < seconds[near.cell[k]!]!)
        seconds[near.cell[k]!] = near.seconds[k]!;
    const reach = 16;
    sweepSurface(ground, seconds, most, box);
    const found: number[] = [];
    const beyond: number[] = [];
    const around = [-1, 1, -columns, columns, -columns - 1, -columns + 1, columns - 1, columns + 1];
    for (let row = Math.max(1, box.north - reach); row < Math.min(rows - 1, box.south + reach); row += 1) {
      for (
        let column = Math.max(1, box.west - reach);
        column < Math.min(columns - 1, box.east + reach);
        column += 1
      ) {
        const at = row * columns + column;
        if (seconds[at]! <= limit) found.push(at);
        else if (seconds[at]! <= most && around.some((step) => seconds[at + step]! <= limit)) beyond.push(at);
      }
    }
    return { ...keepCells(found, seconds), beyond: keepCells(beyond, seconds) };
  });
  return model.catchments;
}
