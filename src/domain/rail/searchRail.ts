import { classBits, findWaitSeconds, type RailNetwork } from "./buildNetwork.ts";

/** Seconds that no journey takes. */
export const unreached = 0x3fffffff;

/** What the clock counts besides riding. */
export interface RailClock {
  /** Whether half the headway is waited before each train. */
  countsWaiting: boolean;
  /** Cost of a change to a train of each class, besides waiting: EMU, conventional. */
  changeSeconds: readonly [emu: number, conventional: number];
  /** Classes of trains that may be taken, a sum of `classBits`. */
  classes: number;
  /** Whether trains that are not in the timetable may be taken. */
  includesUntimetabled: boolean;
}

/** Cost of changing to a route. */
export const findChangeSeconds = (network: RailNetwork, clock: RailClock, route: number): number =>
  clock.changeSeconds[network.routeClass[route] === classBits.emu ? 0 : 1];

/** Shortest times of one search; arrays are as long as the stations. */
export interface RailTimes {
  /** Given at the start, or `unreached`. */
  seedSeconds: Int32Array;
  /** Earliest arrival by train, or `unreached`. */
  arriveSeconds: Int32Array;
  /** Stop (a place in the network's stop arrays) where the last train is left and where it was taken, or −1. */
  alightStop: Int32Array;
  boardStop: Int32Array;
}

/**
 * Shortest times from seeded stations to all stations by train, with any number of changes, exact.
 * Each round scans the routes through stations that improved, from every stop to every later one (waiting
 * depends on both); it ends when nothing improves. Source: round-based public transit routing (Delling, Pajor,
 * Werneck 2012) with times that do not depend on the hour.
 * `seedSeconds` is as long as the stations, `unreached` where the journey cannot begin; it is kept, not changed.
 */
export function searchRail(network: RailNetwork, seedSeconds: Int32Array, clock: RailClock): RailTimes {
  const { stationCount, routeOffset, stopStation, stopArriveSeconds, stopDepartSeconds } = network;
  const routeCount = routeOffset.length - 1;
  const arriveSeconds = new Int32Array(stationCount).fill(unreached);
  const alightStop = new Int32Array(stationCount).fill(-1);
  const boardStop = new Int32Array(stationCount).fill(-1);
  const leastChange = Math.min(...clock.changeSeconds);
  const queued = new Uint8Array(routeCount);
  let routes: number[] = [];
  let nextRoutes: number[] = [];

  const queueRoutes = (station: number, into: number[]) => {
    for (let k = network.stationOffset[station]!; k < network.stationOffset[station + 1]!; k += 1) {
      const route = network.stopRoute[network.stationStop[k]!]!;
      if (queued[route] === 1 || (network.routeClass[route]! & clock.classes) === 0) continue;
      if (network.routeTimetabled[route] === 0 && !clock.includesUntimetabled) continue;
      queued[route] = 1;
      into.push(route);
    }
  };
  for (let s = 0; s < stationCount; s += 1) if (seedSeconds[s]! < unreached) queueRoutes(s, routes);

  while (routes.length > 0) {
    for (const route of routes) queued[route] = 0;
    for (const route of routes) {
      const first = routeOffset[route]!;
      const end = routeOffset[route + 1]!;
      const change = findChangeSeconds(network, clock, route);
      for (let i = first; i < end; i += 1) {
        const here = stopStation[i]!;
        const start = Math.min(seedSeconds[here]!, arriveSeconds[here]! + change);
        if (start >= unreached) continue;
        const onboard = start - stopDepartSeconds[i]!;
        const waits = network.waitOffset[route]! + (i - first) * (end - first) - first;
        for (let j = i + 1; j < end; j += 1) {
          const station = stopStation[j]!;
          const wait = clock.countsWaiting ? network.waitSeconds[waits + j]! : 0;
          const arrival = onboard + wait + stopArriveSeconds[j]!;
          if (arrival >= arriveSeconds[station]!) continue;
          arriveSeconds[station] = arrival;
          alightStop[station] = j;
          boardStop[station] = i;
          if (arrival + leastChange < seedSeconds[station]!) queueRoutes(station, nextRoutes);
        }
      }
    }
    [routes, nextRoutes] = [nextRoutes, routes];
    nextRoutes.length = 0;
  }
  return { seedSeconds, arriveSeconds, alightStop, boardStop };
}

/** Seconds to a station: where the journey began, or by train; `unreached` if neither. */
export const findStationSeconds = (times: RailTimes, station: number): number =>
  Math.min(times.seedSeconds[station]!, times.arriveSeconds[station]!);

/** One ride without a change. Times count from the seed; stops are places in the network's stop arrays. */
export interface RailRide {
  route: number;
  boardStop: number;
  alightStop: number;
  /** When the traveller is on the platform's side of the change, before waiting. */
  readySeconds: number;
  departSeconds: number;
  arriveSeconds: number;
}

/**
 * The rides that reach a station, first to last; empty where the journey begins there, undefined where no
 * train reaches it. Rests on the arrays of `searchRail` with the same network and clock.
 */
export function findRides(
  network: RailNetwork,
  times: RailTimes,
  clock: RailClock,
  station: number,
): RailRide[] | undefined {
  const rides: RailRide[] = [];
  let here = station;
  // The last station may be left by walking on from arrival; those before it are left by changing.
  let change = 0;
  for (;;) {
    const arrival = times.arriveSeconds[here]!;
    const seed = times.seedSeconds[here]!;
    if (seed <= arrival + change) {
      return seed >= unreached ? undefined : rides.reverse();
    }
    const board = times.boardStop[here]!;
    const alight = times.alightStop[here]!;
    const route = network.stopRoute[board]!;
    const wait = clock.countsWaiting ? findWaitSeconds(network, board, alight) : 0;
    const departSeconds = arrival - network.stopArriveSeconds[alight]! + network.stopDepartSeconds[board]!;
    rides.push({
      route,
      boardStop: board,
      alightStop: alight,
      readySeconds: departSeconds - wait,
      departSeconds,
      arriveSeconds: arrival,
    });
    here = network.stopStation[board]!;
    change = findChangeSeconds(network, clock, route);
  }
}
