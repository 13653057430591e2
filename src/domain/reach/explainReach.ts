import type { Bilingual } from "../plan.ts";
import {
  describeRides,
  isSchematicRide,
  type ReachDefinition,
  type TrainChoice,
} from "../rail/railJourney.ts";
import { readParameter, type ServiceBasis } from "../rail/railSource.ts";
import { findRides, type RailRide } from "../rail/searchRail.ts";
import { type Result, success } from "../result.ts";
import { never } from "./buildGround.ts";
import { type SurfaceSearch, searchSurface } from "./computeSurface.ts";
import { findInSorted } from "./findInSorted.ts";
import { type ReachOrigin, refuse } from "./findOrigin.ts";
import { findCell, findLngLat } from "./grid.ts";
import { listSeeds, openCatchments, type ReachModel, type StationCells } from "./reachModel.ts";
import { type GroundSeed, searchGround, undriven } from "./searchGround.ts";

/** One part of the way to a place; minutes add up to the time of the surface. */
export interface ReachPart {
  kind: "road" | "entry" | "wait" | "ride" | "change" | "exit";
  minutes: number;
  /** What is used: roads or a railway line; "" where nothing is. */
  name: Bilingual;
  from: Bilingual;
  to: Bilingual;
  /** The course, longitude and latitude; a single position where one only waits. */
  course: [number, number][];
  schematic: boolean;
  /** Of a ride: what its trains rest on. */
  basis?: ServiceBasis;
}

export interface ReachPath {
  minutes: number;
  parts: ReachPart[];
  schematic: boolean;
}

const origin: Bilingual = { zh: "起点", en: "origin" };
const place: Bilingual = { zh: "终点", en: "destination" };
const land: Bilingual = { zh: "道路之外", en: "off the roads" };
const noName: Bilingual = { zh: "", en: "" };
const toMinutes = (seconds: number) => Math.round(seconds / 6) / 10;

/** Which station a node's way goes on from, −1 where it comes straight from the origin. */
function findOnwardStation(model: ReachModel, node: number): number {
  let parent = model.labels.parent[node]!;
  while (parent >= 0) parent = model.labels.parent[parent]!;
  return parent === -1 ? -1 : -2 - parent;
}

/** Nodes of the quickest road between two cells, each joined to the graph as `listSeeds` gives it. Uses the labels up. */
function traceRoad(model: ReachModel, from: readonly GroundSeed[], to: readonly GroundSeed[]): number[] {
  const { labels } = model;
  labels.seconds.fill(undriven);
  searchGround(
    model.graph,
    labels,
    from.map((seed) => ({ ...seed, parent: -1 })),
  );
  let best = -1;
  let least = undriven;
  for (const end of to) {
    const seconds = labels.seconds[end.node]! + end.seconds;
    if (seconds >= least) continue;
    least = seconds;
    best = end.node;
  }
  const nodes: number[] = [];
  for (let here = best; here >= 0; here = labels.parent[here]!) nodes.push(here);
  return nodes.reverse();
}

/** From which station a cell is reached last (−1: from the origin by road), and when; `isStraight` where over the land. */
interface LastWay {
  seconds: number;
  station: number;
  isStraight: boolean;
  /** Cells at the end walked one by one across the land, the last first. */
  trail: number[];
}

/** The quickest way to a cell without walking on from its neighbours. */
function findDirectWay(
  model: ReachModel,
  search: SurfaceSearch,
  definition: ReachDefinition,
  cell: number,
): LastWay {
  let best: LastWay = { seconds: never, station: -1, isStraight: true, trail: [] };
  if (definition === "door") {
    for (const seed of listSeeds(model.ground, model.graph, cell, -1)) {
      const seconds = model.labels.seconds[seed.node]! + seed.seconds;
      if (seconds < best.seconds)
        best = { seconds, station: findOnwardStation(model, seed.node), isStraight: false, trail: [] };
    }
  }
  const offer = (list: StationCells, start: number, station: number, isStraight: boolean) => {
    const at = findInSorted(list.cell, cell);
    if (at >= 0 && start + list.seconds[at]! < best.seconds)
      best = { seconds: start + list.seconds[at]!, station, isStraight, trail: [] };
  };
  const lists = definition === "door" ? model.stationNear : openCatchments(model);
  for (const [station, list] of lists.entries())
    if (search.leaveSeconds[station]! <= model.limitSeconds)
      offer(list, search.leaveSeconds[station]!, station, definition === "door");
  if (search.originNear) offer(search.originNear, 0, -1, true);
  if (cell === search.originCell) best = { seconds: 0, station: -1, isStraight: true, trail: [] };
  return best;
}

const steps = [
  [1, 0],
  [1, 1],
  [0, 1],
  [-1, 1],
  [-1, 0],
  [-1, -1],
  [0, -1],
  [1, -1],
] as const;

/** Walks from a cell to the neighbours it was reached from, until one is reached directly. */
export function findLastWay(
  model: ReachModel,
  search: SurfaceSearch,
  definition: ReachDefinition,
  cell: number,
): LastWay {
  const { grid, land, barrier, secondsPerCell } = model.ground;
  const { seconds } = search.surface;
  const trail: number[] = [];
  let here = cell;
  for (;;) {
    const direct = findDirectWay(model, search, definition, here);
    if (direct.seconds <= seconds[here]!) return { ...direct, seconds: seconds[cell]!, trail };
    trail.push(here);
    let [next, least] = [-1, Number.POSITIVE_INFINITY];
    for (const [direction, [dc, dr]] of steps.entries()) {
      const other = here + dr * grid.columns + dc;
      const bits = barrier[direction < 4 ? here : other]! & (1 << (direction & 3));
      const length = dc !== 0 && dr !== 0 ? Math.SQRT2 : 1;
      const reached =
        seconds[other]! + (length * (secondsPerCell[land[here]!]! + secondsPerCell[land[other]!]!)) / 2;
      if (bits === 0 && reached < least) {
        least = reached;
        next = other;
      }
    }
    if (next < 0 || seconds[next]! >= seconds[here]!)
      throw new Error(`cell ${here} is reached after ${seconds[here]} s, but by no way`);
    here = next;
  }
}

/** Names of the roads a chain of nodes uses, in order, or the land where it uses none. */
function nameRoads(model: ReachModel, nodes: readonly number[]): Bilingual {
  const names: Bilingual[] = [];
  for (let i = 1; i < nodes.length; i += 1) {
    const [a, b] = [nodes[i - 1]! - model.graph.firstRoadNode, nodes[i]! - model.graph.firstRoadNode];
    if (a < 0 || b < 0 || model.graph.roadOfNode[a] !== model.graph.roadOfNode[b]) continue;
    const name = model.ground.source.roads[model.graph.roadOfNode[a]!]!.name;
    if (names[names.length - 1] !== name) names.push(name);
  }
  if (names.length === 0) return land;
  return { zh: names.map((n) => n.zh).join("、"), en: names.map((n) => n.en).join(", ") };
}

const courseOf = (model: ReachModel, nodes: readonly number[]): [number, number][] =>
  nodes.map((node) => [model.graph.nodeLngLat[2 * node]!, model.graph.nodeLngLat[2 * node + 1]!]);

/** Why no way leads to a cell, or null where one does. */
function refusePlace(
  { ground, rail, limitSeconds }: ReachModel,
  search: SurfaceSearch,
  definition: ReachDefinition,
  cell: number,
): Result<never> | null {
  if (cell < 0)
    return refuse("place-outside", "该处在分析范围之外", "This place lies outside the area of analysis");
  if (search.surface.seconds[cell]! < never) return null;
  const water = ground.waterNames.get(cell);
  const catchment = readParameter(rail, "catchment");
  const limit = limitSeconds / 60;
  if (water)
    return refuse("place-in-water", `该处在水面上（${water.zh}）`, `This place lies in water (${water.en})`);
  return definition !== "door"
    ? refuse(
        "place-unreached",
        `按此定义，${limit} 分钟内能到的车站，都不在离该处 ${catchment} 分钟道路以内；“门到门”不限这段路`,
        `By this definition no station reached in ${limit} minutes lies within ${catchment} min of road from this place; door to door has no such limit`,
      )
    : refuse(
        "place-unreached",
        `${limit} 分钟内到不了该处`,
        `This place is not reached within ${limit} minutes`,
      );
}

/** What one spends in a station without moving; nothing where it takes no time. */
function listStill(
  { rail }: ReachModel,
  kind: ReachPart["kind"],
  seconds: number,
  station: number,
): ReachPart[] {
  if (seconds <= 0) return [];
  const { name, lngLat } = rail.stations[station]!;
  return [
    {
      kind,
      minutes: toMinutes(seconds),
      name: noName,
      from: name,
      to: name,
      course: [lngLat],
      schematic: false,
    },
  ];
}

/** Changes, waits and rides, for a traveller ready in the first station after `ready` seconds. */
function listRides(
  model: ReachModel,
  search: SurfaceSearch,
  rides: readonly RailRide[],
  ready: number,
): ReachPart[] {
  const { rail, network } = model;
  const stationName = (index: number) => rail.stations[index]!.name;
  const legs = describeRides(rail, network, rides, search.clock, ready);
  let clock = ready;
  return rides.flatMap((ride, i) => {
    const leg = legs[i]!;
    const board = network.stopStation[ride.boardStop]!;
    const lines = [...new Set(leg.stops.slice(1).map((stop) => stop.line))];
    const english = lines.map((name) => rail.lines.find((line) => line.name.zh === name)!.name.en);
    const changeSeconds = Math.round((ride.readySeconds - clock) / 6) * 6;
    clock = ride.arriveSeconds;
    return [
      ...listStill(model, "change", changeSeconds, board),
      ...listStill(model, "wait", leg.waitMinutes * 60, board),
      {
        kind: "ride" as const,
        minutes: leg.rideMinutes,
        name: { zh: lines.join("、"), en: english.join(", ") },
        from: stationName(board),
        to: stationName(network.stopStation[ride.alightStop]!),
        course: leg.stops.map((stop) => rail.stations.find((s) => s.id === stop.stationId)!.lngLat),
        schematic: isSchematicRide(network, ride),
        basis: leg.basis,
      },
    ];
  });
}

/**
 * The way that reaches a place: road to the station, entry, wait, each ride with its line, change, exit, road on.
 * Repeats the search, so it explains exactly the surface of the same request. Fails with a reason where
 * the place is outside, in water or beyond the limit.
 */
export function explainReach(
  model: ReachModel,
  from: ReachOrigin,
  to: [number, number],
  definition: ReachDefinition,
  trains: TrainChoice = "fastest",
): Result<ReachPath> {
  const searched = searchSurface(model, from, definition, trains);
  if (!searched.ok) return searched;
  const search = searched.value;
  const { ground, rail, network } = model;
  const cell = findCell(ground.grid, to);
  const refusal = refusePlace(model, search, definition, cell);
  if (refusal) return refusal;
  const last = findLastWay(model, search, definition, cell);
  const cellSeeds = listSeeds(ground, model.graph, last.trail.at(-1) ?? cell, -1);
  const trail = [...last.trail]
    .reverse()
    .map((at) => findLngLat(ground.grid, at % ground.grid.columns, Math.floor(at / ground.grid.columns)));
  const originSeeds = search.originCell < 0 ? [] : listSeeds(ground, model.graph, search.originCell, -1);
  const parts: ReachPart[] = [];
  const stationName = (index: number) => rail.stations[index]!.name;
  const start: [number, number] =
    from.kind === "place" ? from.lngLat : rail.stations[search.originStation]!.lngLat;
  const stepOut: Bilingual = from.kind === "station" ? stationName(search.originStation) : origin;

  if (last.station < 0) {
    const nodes = last.isStraight ? [] : traceRoad(model, originSeeds, cellSeeds);
    parts.push({
      kind: "road",
      minutes: toMinutes(last.seconds),
      name: nameRoads(model, nodes),
      from: stepOut,
      to: place,
      course: [start, ...courseOf(model, nodes), ...trail, to],
      schematic: true,
    });
    return success({ minutes: toMinutes(last.seconds), parts, schematic: true });
  }
  const rides = findRides(network, search.times, search.clock, last.station) ?? [];
  const firstStation = rides.length > 0 ? network.stopStation[rides[0]!.boardStop]! : last.station;
  const access = search.accessSeconds[firstStation]!;
  if (access > 0) {
    const nodes = traceRoad(model, originSeeds, model.stationLinks[firstStation]!);
    parts.push({
      kind: "road",
      minutes: toMinutes(access),
      name: nameRoads(model, nodes),
      from: stepOut,
      to: stationName(firstStation),
      course: [start, ...courseOf(model, nodes), rail.stations[firstStation]!.lngLat],
      schematic: true,
    });
  }
  const entry = definition === "door" ? readParameter(rail, "entry") * 60 : 0;
  parts.push(
    ...listStill(model, "entry", rides.length > 0 ? entry : 0, firstStation),
    ...listRides(model, search, rides, access + entry),
  );
  const arrived = rides.at(-1)?.arriveSeconds ?? access + entry;
  const leave = search.leaveSeconds[last.station]!;
  if (rides.length > 0) parts.push(...listStill(model, "exit", leave - arrived, last.station));
  if (last.seconds > leave) {
    const nodes = last.isStraight ? [] : traceRoad(model, model.stationLinks[last.station]!, cellSeeds);
    parts.push({
      kind: "road",
      minutes: toMinutes(last.seconds - leave),
      name: nameRoads(model, nodes),
      from: stationName(last.station),
      to: place,
      course: [rail.stations[last.station]!.lngLat, ...courseOf(model, nodes), ...trail, to],
      schematic: true,
    });
  }
  return success({
    minutes: toMinutes(last.seconds),
    parts,
    schematic: parts.some((part) => part.schematic),
  });
}
