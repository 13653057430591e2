import type { PhaseId } from "../plan.ts";
import { hashText } from "./hashText.ts";
import { findLegSeconds, type LegTrack } from "./legTime.ts";
import { type RailSection, type RailService, type RailSource, readParameter } from "./railSource.ts";

export const classBits = { emu: 1, conventional: 2 } as const;

/**
 * The railway of one phase as flat arrays; a route is a service in one direction, a stop one of its
 * stations. Routes 2k and 2k + 1 are the two directions of one service. Every time is whole seconds,
 * so that sums are exact in any order.
 */
export interface RailNetwork {
  phase: PhaseId;
  /** Changes whenever anything that could change an answer does. */
  version: string;
  stationCount: number;
  /** First stop of each route; one more than routes. */
  routeOffset: Int32Array;
  /** Place in `source.services` of each route. */
  routeService: Int32Array;
  /** Bit of the class of its trains, see `classBits`. */
  routeClass: Uint8Array;
  /** 1 where trains are in the timetable of the phase. */
  routeTimetabled: Uint8Array;
  /**
   * Waiting before each ride: half the headway, capped, of all timetabled trains of the same class that run directly
   * between the two stations. For a route of n stops an n × n table (boarding × alighting) from `waitOffset` on.
   */
  waitOffset: Int32Array;
  waitSeconds: Int32Array;
  stopStation: Int32Array;
  /** Since the departure from the first stop. */
  stopArriveSeconds: Int32Array;
  stopDepartSeconds: Int32Array;
  /** Place in `source.lines` of the track by which the train arrives; that of the next for the first stop. */
  stopLine: Int32Array;
  /** 1 where the run that arrives at the stop uses a schematic line, or the pattern is assumed. */
  stopSchematic: Uint8Array;
  /** Routes through each station, as places in `stationStop`; one more than stations. */
  stationOffset: Int32Array;
  stationStop: Int32Array;
  stopRoute: Int32Array;
}

function buildWaits(
  routes: { offsets: number[]; stations: number[]; classes: number[]; trains: number[]; listed: number[] },
  serviceDaySeconds: number,
  capSeconds: number,
): { waitOffset: Int32Array; waitSeconds: Int32Array } {
  const { offsets, stations, classes, trains, listed } = routes;
  const direct = new Map<string, number>();
  const known = new Map<string, number>();
  const waitOffset = new Int32Array(offsets.length);
  const visit = (each: (route: number, i: number, j: number, key: string) => void) => {
    for (let r = 0; r + 1 < offsets.length; r += 1)
      for (let i = offsets[r]!; i < offsets[r + 1]!; i += 1)
        for (let j = i + 1; j < offsets[r + 1]!; j += 1)
          each(r, i, j, `${classes[r]} ${stations[i]} ${stations[j]}`);
  };
  visit((r, _i, _j, key) => {
    direct.set(key, (direct.get(key) ?? 0) + trains[r]!);
    known.set(key, (known.get(key) ?? 0) + trains[r]! * listed[r]!);
  });
  for (let r = 0; r + 1 < offsets.length; r += 1)
    waitOffset[r + 1] = waitOffset[r]! + (offsets[r + 1]! - offsets[r]!) ** 2;
  const waitSeconds = new Int32Array(waitOffset[offsets.length - 1]!);
  visit((r, i, j, key) => {
    // Assumed patterns stand for trains that a list counts already, so they count only where no list does.
    const count = known.get(key)! || direct.get(key)!;
    const n = offsets[r + 1]! - offsets[r]!;
    waitSeconds[waitOffset[r]! + (i - offsets[r]!) * n + (j - offsets[r]!)] =
      count > 0 ? Math.min(capSeconds, Math.round(serviceDaySeconds / count / 2)) : capSeconds;
  });
  return { waitOffset, waitSeconds };
}

/** Waiting before a ride between two stops of one route (places in the stop arrays). */
export function findWaitSeconds(network: RailNetwork, boardStop: number, alightStop: number): number {
  const route = network.stopRoute[boardStop]!;
  const first = network.routeOffset[route]!;
  const n = network.routeOffset[route + 1]! - first;
  return network.waitSeconds[network.waitOffset[route]! + (boardStop - first) * n + (alightStop - first)]!;
}

/** A run from stop to stop: its time there and back, the places of the lines at its ends. */
interface Leg {
  seconds: [there: number, back: number];
  firstLine: number;
  lastLine: number;
  schematic: boolean;
}

/** Cuts the track of a service, section by section, at its stops. */
function buildLegs(
  source: RailSource,
  service: RailService,
  sections: readonly { section: RailSection; line: number }[],
  findSeconds: (run: LegTrack[], back: boolean) => number,
): Leg[] {
  const legs: Leg[] = [];
  let here = service.stops[0]!.station;
  let next = 1;
  let run: LegTrack[] = [];
  let runLines: number[] = [];
  for (const { section, line } of sections) {
    if (here !== section.from && here !== section.to)
      throw new Error(`service '${service.id}' leaves the track at '${here}'`);
    run.push({ section, forward: here === section.from });
    here = here === section.from ? section.to : section.from;
    runLines.push(line);
    if (here !== service.stops[next]?.station) continue;
    const given = service.runSeconds?.[legs.length];
    legs.push({
      seconds: [Math.round(given ?? findSeconds(run, false)), Math.round(given ?? findSeconds(run, true))],
      firstLine: runLines[0]!,
      lastLine: runLines[runLines.length - 1]!,
      schematic: service.assumed || runLines.some((other) => source.lines[other]!.schematic),
    });
    next += 1;
    run = [];
    runLines = [];
  }
  if (next !== service.stops.length)
    throw new Error(`service '${service.id}' does not reach its stop ${next + 1}`);
  return legs;
}

/** The stops of each station, and the route of each stop. */
function indexStops(offsets: readonly number[], stations: readonly number[], stationCount: number) {
  const stationOffset = new Int32Array(stationCount + 1);
  for (const station of stations) stationOffset[station + 1]! += 1;
  for (let i = 0; i < stationCount; i += 1) stationOffset[i + 1]! += stationOffset[i]!;
  const cursor = stationOffset.slice();
  const stationStop = new Int32Array(stations.length);
  const stopRoute = new Int32Array(stations.length);
  for (let r = 0; r + 1 < offsets.length; r += 1) {
    for (let i = offsets[r]!; i < offsets[r + 1]!; i += 1) {
      stopRoute[i] = r;
      stationStop[cursor[stations[i]!]!++] = i;
    }
  }
  return { stationOffset, stationStop, stopRoute };
}

/**
 * Builds the network of one phase: the services whose every line is open in it. A service with no train
 * a day in the phase is kept but marked as not in the timetable.
 * Run time of a leg: kinematics over its sections, plus the stop allowance, times one plus the recovery
 * share, times the single-track factor for the share of the way on one track.
 * Throws on an unknown phase and on a service whose sections do not join its stops.
 */
export function buildNetwork(source: RailSource, phase: PhaseId): RailNetwork {
  if (!source.phases.includes(phase))
    throw new Error(`phase '${phase}', expected one of ${source.phases.join(", ")}`);
  const stationIndex = new Map(source.stations.map((station, index) => [station.id, index]));
  const lineIndex = new Map(source.lines.map((line, index) => [line.id, index]));
  const trainOf = new Map(source.trainTypes.map((train) => [train.id, train]));
  const singleTrackFactor = readParameter(source, "single-track-factor");
  const serviceDaySeconds = readParameter(source, "service-day") * 60;
  const waitCapSeconds = readParameter(source, "wait-cap") * 60;

  const offsets = [0];
  const route = { service: [] as number[], class: [] as number[], timetabled: [] as number[] };
  const routeTrains: number[] = [];
  const routeListed: number[] = [];
  const stop = {
    station: [] as number[],
    arrive: [] as number[],
    depart: [] as number[],
    line: [] as number[],
    schematic: [] as number[],
  };

  for (const [serviceIndex, service] of source.services.entries()) {
    const sections = service.sections.map((index) => {
      const section = source.sections[index]!;
      return { section, line: lineIndex.get(section.line)! };
    });
    if (!sections.every(({ line }) => source.lines[line]!.openIn.includes(phase))) continue;
    const train = trainOf.get(service.trainType);
    if (!train) throw new Error(`service '${service.id}' has no train type '${service.trainType}'`);

    const findSeconds = (run: LegTrack[], back: boolean) =>
      findLegSeconds(run, train, phase, singleTrackFactor, back);
    const legs = buildLegs(source, service, sections, findSeconds);
    for (const reversed of [false, true]) {
      const trains =
        (reversed ? service.trainsPerDayBack : undefined)?.[phase] ?? service.trainsPerDay[phase] ?? 0;
      const stops = reversed ? [...service.stops].reverse() : service.stops;
      const order = reversed ? [...legs].reverse() : legs;
      let clock = 0;
      for (const [i, { station, dwellSeconds }] of stops.entries()) {
        const leg = order[i - 1];
        clock += leg?.seconds[reversed ? 1 : 0] ?? 0;
        stop.station.push(stationIndex.get(station)!);
        stop.arrive.push(clock);
        if (i > 0) clock += Math.round(dwellSeconds);
        stop.depart.push(clock);
        const arriving = leg ? (reversed ? leg.firstLine : leg.lastLine) : undefined;
        const leaving = reversed ? order[0]!.lastLine : order[0]!.firstLine;
        stop.line.push(arriving ?? leaving);
        stop.schematic.push(leg?.schematic ? 1 : 0);
      }
      offsets.push(stop.station.length);
      route.service.push(serviceIndex);
      route.class.push(classBits[train.class]);
      route.timetabled.push(trains > 0 ? 1 : 0);
      routeTrains.push(trains);
      routeListed.push(service.basis[phase] === "assumption" && service.assumed ? 0 : 1);
    }
  }

  return {
    phase,
    version: hashText(phase + JSON.stringify(source)),
    stationCount: source.stations.length,
    routeOffset: Int32Array.from(offsets),
    routeService: Int32Array.from(route.service),
    routeClass: Uint8Array.from(route.class),
    routeTimetabled: Uint8Array.from(route.timetabled),
    ...buildWaits(
      {
        offsets,
        stations: stop.station,
        classes: route.class,
        trains: routeTrains,
        listed: routeListed,
      },
      serviceDaySeconds,
      waitCapSeconds,
    ),
    stopStation: Int32Array.from(stop.station),
    stopArriveSeconds: Int32Array.from(stop.arrive),
    stopDepartSeconds: Int32Array.from(stop.depart),
    stopLine: Int32Array.from(stop.line),
    stopSchematic: Uint8Array.from(stop.schematic),
    ...indexStops(offsets, stop.station, source.stations.length),
  };
}
