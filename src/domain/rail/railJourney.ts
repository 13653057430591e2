import type { Bilingual, PhaseId } from "../plan.ts";
import { failure, type Problem, type Result, success } from "../result.ts";
import { classBits, findWaitSeconds, type RailNetwork } from "./buildNetwork.ts";
import type { RailSource, ServiceBasis, TrainClass } from "./railSource.ts";
import { readParameter } from "./railSource.ts";
import {
  findRides,
  findStationSeconds,
  type RailClock,
  type RailRide,
  searchRail,
  unreached,
} from "./searchRail.ts";

/** `train`: riding and changes. `station`: with waiting. `door`: with the way to and from the station too. */
export type ReachDefinition = "train" | "station" | "door";
export const reachDefinitions: readonly ReachDefinition[] = ["train", "station", "door"];
export type TrainChoice = "fastest" | TrainClass;
export const trainChoices: readonly TrainChoice[] = ["fastest", "emu", "conventional"];

/** The clock of a definition, from the parameters of the railway. */
export function buildClock(
  source: RailSource,
  definition: ReachDefinition,
  trains: TrainChoice = "fastest",
): RailClock {
  const counts = definition !== "train";
  const change = counts ? "change-at-station" : "change-in-train";
  return {
    countsWaiting: counts,
    changeSeconds: [readParameter(source, change) * 60, readParameter(source, `${change}-conventional`) * 60],
    classes: trains === "fastest" ? classBits.emu | classBits.conventional : classBits[trains],
    includesUntimetabled: false,
  };
}

/** A place on the way: the station, the line by which the train comes (the next line at the start), minutes so far. */
export interface JourneyStop {
  stationId: string;
  station: string;
  line: string;
  minutes: number;
}

export interface RailLeg {
  serviceId: string;
  service: Bilingual;
  trainClass: TrainClass;
  /** What its trains rest on in this phase. */
  basis: ServiceBasis;
  /** Minutes on the clock before this train that are not riding: change and waiting. */
  changeMinutes: number;
  waitMinutes: number;
  rideMinutes: number;
  stops: JourneyStop[];
}

export interface RailJourney {
  minutes: number;
  legs: RailLeg[];
  changes: number;
  /** `schematic` where a line or pattern on the way is schematic or assumed. */
  confidence: "timetable-fitted" | "schematic";
  /** False where no train of the timetable goes, and a former pattern answers. */
  timetabled: boolean;
}

const toMinutes = (seconds: number) => Math.round(seconds / 6) / 10;

/** Rides as legs with names. `startSeconds` is what the clock shows at the first station. */
export function describeRides(
  source: RailSource,
  network: RailNetwork,
  rides: readonly RailRide[],
  clock: RailClock,
  startSeconds = 0,
): RailLeg[] {
  let previous = startSeconds;
  return rides.map((ride) => {
    const service = source.services[network.routeService[ride.route]!]!;
    const offset = ride.departSeconds - network.stopDepartSeconds[ride.boardStop]!;
    const stops: JourneyStop[] = [];
    for (let stop = ride.boardStop; stop <= ride.alightStop; stop += 1) {
      const station = source.stations[network.stopStation[stop]!]!;
      const lineStop = stop === ride.boardStop ? stop + 1 : stop;
      const seconds =
        stop === ride.boardStop ? ride.departSeconds : offset + network.stopArriveSeconds[stop]!;
      stops.push({
        stationId: station.id,
        station: station.name.zh,
        line: source.lines[network.stopLine[lineStop]!]!.name.zh,
        minutes: toMinutes(seconds),
      });
    }
    const wait = clock.countsWaiting ? findWaitSeconds(network, ride.boardStop, ride.alightStop) : 0;
    const leg: RailLeg = {
      serviceId: service.id,
      service: service.name,
      trainClass: source.trainTypes.find((train) => train.id === service.trainType)!.class,
      basis: service.basis[network.phase] ?? "assumption",
      changeMinutes: toMinutes(ride.departSeconds - wait - previous),
      waitMinutes: toMinutes(wait),
      rideMinutes: toMinutes(ride.arriveSeconds - ride.departSeconds),
      stops,
    };
    previous = ride.arriveSeconds;
    return leg;
  });
}

/** Whether any run of a ride uses a schematic line or an assumed pattern. */
export const isSchematicRide = (network: RailNetwork, ride: RailRide): boolean =>
  network.stopSchematic.subarray(ride.boardStop + 1, ride.alightStop + 1).includes(1);

/**
 * The quickest journey between two sets of stations (places in `source.stations`), any pair of them.
 * Where no timetabled train goes, former patterns are tried and the journey says so; undefined when these fail too.
 */
export function findJourney(
  source: RailSource,
  network: RailNetwork,
  from: readonly number[],
  to: readonly number[],
  clock: RailClock,
): RailJourney | undefined {
  const seeds = new Int32Array(network.stationCount).fill(unreached);
  for (const station of from) seeds[station] = 0;
  const times = searchRail(network, seeds, clock);
  const best = to.reduce((a, b) => (findStationSeconds(times, b) < findStationSeconds(times, a) ? b : a));
  const rides = findRides(network, times, clock, best);
  if (!rides) {
    return clock.includesUntimetabled
      ? undefined
      : findJourney(source, network, from, to, { ...clock, includesUntimetabled: true });
  }
  return {
    minutes: toMinutes(findStationSeconds(times, best)),
    legs: describeRides(source, network, rides, clock),
    changes: Math.max(0, rides.length - 1),
    confidence: rides.some((ride) => isSchematicRide(network, ride)) ? "schematic" : "timetable-fitted",
    timetabled: rides.every((ride) => network.routeTimetabled[ride.route] === 1),
  };
}

/**
 * The place in `source.stations` of a name in Chinese or English or of an id, as it was used in a phase; fails with
 * `station-unknown`.
 */
export function findStation(source: RailSource, name: string, phase: PhaseId): Result<number> {
  const wanted = name.trim().replace(/站$/, "");
  const served = new Set(
    source.services
      .filter((service) =>
        service.sections.every((i) =>
          source.lines.find((line) => line.id === source.sections[i]!.line)?.openIn.includes(phase),
        ),
      )
      .flatMap((service) => service.stops.map((stop) => stop.station)),
  );
  const named = source.stations.findIndex(
    (s) => s.name.zh === wanted || s.name.en.toLowerCase() === wanted.toLowerCase() || s.id === wanted,
  );
  if (named >= 0 && served.has(source.stations[named]!.id)) return success(named);
  const other = source.stations.findIndex((station) =>
    station.otherNames.some((o) => o.name === wanted && o.phases.includes(phase)),
  );
  if (other >= 0) return success(other);
  if (named >= 0) return success(named);
  return failure<Problem>({
    code: "station-unknown",
    zh: `没有车站“${name}”`,
    en: `There is no station “${name}”`,
  });
}
