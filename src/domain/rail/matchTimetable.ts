import { measureDistanceMetres } from "../place/ellipsoid.ts";
import type { PhaseId } from "../plan.ts";
import { failure, type Problem, type Result, success } from "../result.ts";
import { findTrack } from "./findTrack.ts";
import type { RailSource, RailStation } from "./railSource.ts";
import {
  type FeedTrip,
  mostTimedDepartures,
  mostTimedServices,
  type TimedService,
  type TimetableFeed,
  type TimetableNote,
} from "./timetable.ts";

/** Farther than this from any station of the railway, a stop of another name is not that station. */
const nearMetres = 800;
const plainName = (name: string) =>
  name
    .trim()
    .replace(/\s+/g, " ")
    .replace(/(火车站|高铁站|站| railway station| station)$/i, "")
    .toLowerCase();

/** The station of the railway that each stop of a feed is: by name, else the nearest within some hundred metres. */
function matchStops(feed: TimetableFeed, source: RailSource): Map<string, RailStation> {
  const byName = new Map<string, RailStation>();
  for (const station of source.stations)
    for (const name of [...station.otherNames.map((other) => other.name), station.name.en, station.name.zh])
      byName.set(plainName(name), station);
  const matched = new Map<string, RailStation>();
  for (const stop of feed.stops) {
    const named = byName.get(plainName(stop.name));
    if (named) {
      matched.set(stop.id, named);
      continue;
    }
    let best: { station: RailStation; metres: number } | undefined;
    for (const station of source.stations) {
      if (station.schematic) continue;
      const metres = measureDistanceMetres(stop.lngLat, station.lngLat);
      if (metres <= nearMetres && (!best || metres < best.metres)) best = { station, metres };
    }
    if (best) matched.set(stop.id, best.station);
  }
  return matched;
}

/** Calls at stations of the railway, the same station twice in a row taken as one long call. */
function listCalls(trip: FeedTrip, stationOf: ReadonlyMap<string, RailStation>) {
  const calls: { station: string; arrive: number; depart: number }[] = [];
  for (const call of trip.calls) {
    const station = stationOf.get(call.stop)?.id;
    if (station === undefined) continue;
    const last = calls.at(-1);
    if (last?.station === station) last.depart = call.departSeconds;
    else calls.push({ station, arrive: call.arriveSeconds, depart: call.departSeconds });
  }
  return calls;
}

const listExamples = (names: Iterable<string>) => [...new Set(names)].slice(0, 6);

/**
 * The services that a published timetable runs on the railway of a phase. Stops that are no station of the railway are
 * passed; a train that calls at fewer than two of them, or between which no line of the phase leads, is left aside. Each
 * is counted in a note. Fails where nothing is left, or more than a board keeps.
 */
export function matchTimetable(
  feed: TimetableFeed,
  source: RailSource,
  phase: PhaseId,
): Result<{ services: TimedService[]; stations: number; notes: TimetableNote[] }> {
  const stationOf = matchStops(feed, source);
  const nameOf = new Map(source.stations.map(({ id, name }) => [id, name.zh]));
  const patterns = new Map<string, TimedService>();
  const used = new Set<string>();
  const aside: string[] = [];
  const apart: string[] = [];
  const tracks = new Map<string, boolean>();
  const leads = (a: string, b: string) => {
    const key = `${a} ${b}`;
    const known = tracks.get(key) ?? findTrack(source, phase, a, b) !== undefined;
    tracks.set(key, known);
    return known;
  };
  for (const trip of feed.trips) {
    const calls = listCalls(trip, stationOf);
    const label = trip.name || trip.id;
    if (calls.length < 2) {
      aside.push(label);
      continue;
    }
    const gap = calls.findIndex((call, i) => i > 0 && !leads(calls[i - 1]!.station, call.station));
    if (gap > 0) {
      apart.push(`${label} ${nameOf.get(calls[gap - 1]!.station)}—${nameOf.get(calls[gap]!.station)}`);
      continue;
    }
    const runSeconds = calls.slice(1).map((call, i) => call.arrive - calls[i]!.depart);
    const dwellSeconds = calls.map((call, i) =>
      i === 0 || i === calls.length - 1 ? 0 : call.depart - call.arrive,
    );
    const stations = calls.map(({ station }) => station);
    // The name too: an answer tells travellers which train, and a pattern has one name.
    const key = JSON.stringify([trip.trainClass, trip.name, stations, runSeconds, dwellSeconds]);
    const pattern = patterns.get(key) ?? {
      id: `timed-${patterns.size + 1}`,
      name: label,
      trainClass: trip.trainClass,
      stations,
      runSeconds,
      dwellSeconds,
      departures: [],
    };
    pattern.departures.push(calls[0]!.depart);
    patterns.set(key, pattern);
    for (const station of stations) used.add(station);
  }
  const services = [...patterns.values()].map((pattern) => ({
    ...pattern,
    departures: [...new Set(pattern.departures)].sort((a, b) => a - b),
  }));
  const departures = services.reduce((sum, service) => sum + service.departures.length, 0);
  if (services.length === 0)
    return failure<Problem>({
      code: "gtfs-elsewhere",
      zh: `“${feed.name}”在 ${feed.day} 没有列车停靠本图两个以上车站；请核对站名、日期和所选时段`,
      en: `No train of '${feed.name}' on ${feed.day} calls at two stations of this map; check names, day and phase`,
      file: feed.name,
    });
  if (services.length > mostTimedServices || departures > mostTimedDepartures)
    return failure<Problem>({
      code: "gtfs-too-large",
      zh: `“${feed.name}”有 ${services.length} 种停站方案、${departures} 列车，上限 ${mostTimedServices}、${mostTimedDepartures}；请先裁剪到本区`,
      en: `'${feed.name}' has ${services.length} patterns and ${departures} trains, the limits are ${mostTimedServices} and ${mostTimedDepartures}; cut it to the region first`,
      file: feed.name,
    });
  const unmatched = feed.stops.filter(({ id }) => !stationOf.has(id)).map(({ name }) => name);
  const served = new Set(feed.trips.flatMap((trip) => trip.calls.map(({ stop }) => stop)));
  const passed = feed.stops.filter(({ id }) => !stationOf.has(id) && served.has(id)).map(({ name }) => name);
  const note = (code: string, names: readonly string[], zh: string, en: string): TimetableNote[] =>
    names.length === 0
      ? []
      : [{ code, count: names.length, text: { zh, en }, examples: listExamples(names) }];
  return success({
    services,
    stations: used.size,
    notes: [
      ...note(
        "stops-passed",
        passed,
        "列车停靠、但不是本图车站的站点，按通过处理",
        "stops with trains that are no station of this map; trains pass them",
      ),
      ...note(
        "stops-unused",
        unmatched.filter((name) => !passed.includes(name)),
        "当日无列车、也不是本图车站的站点，未用",
        "stops without trains on the day that are no station of this map, unused",
      ),
      ...note(
        "trips-elsewhere",
        aside,
        "停靠本图车站不足两个的列车，未用",
        "trains that call at fewer than two stations of this map, unused",
      ),
      ...note(
        "trips-no-track",
        apart,
        "相邻停站之间在该时段没有线路相连的列车，未用",
        "trains between whose calls no line of the phase leads, unused",
      ),
    ],
  });
}
