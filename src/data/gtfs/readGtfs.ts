import type { TrainClass } from "../../domain/rail/railSource.ts";
import type { FeedCall, FeedTrip, TimetableFeed, TimetableNote } from "../../domain/rail/timetable.ts";
import { unpackArchive } from "../bytes/archive.ts";
import { type InputFile, Refusal } from "../importReport.ts";
import { readGtfsDays } from "./gtfsDays.ts";
import { type GtfsRow, type GtfsTable, readGtfsTable, readGtfsTime, requireGtfsTable } from "./gtfsTable.ts";

/** Route types of trains between places: rail, and the extended rail types (100 to 117). */
const isRail = (type: number) => type === 2 || (type >= 100 && type <= 117);
/** High-speed and long-distance trains of the extended types. */
const fastTypes = new Set([101, 102]);

/** The class of a train: by its number as written in China, else by the extended route type, else conventional. */
function findClass(name: string, type: number): TrainClass {
  if (/^[GDCS]\d/i.test(name)) return "emu";
  if (/^([ZTKLY]?\d)/i.test(name)) return "conventional";
  return fastTypes.has(type) ? "emu" : "conventional";
}

export interface GtfsReading {
  feed: TimetableFeed;
  days: { day: string; trips: number }[];
  notes: TimetableNote[];
}

const note = (code: string, names: readonly string[], zh: string, en: string): TimetableNote[] =>
  names.length === 0
    ? []
    : [{ code, count: names.length, text: { zh, en }, examples: [...new Set(names)].slice(0, 6) }];

/** Calls of a trip in order; times that the feed leaves out lie evenly between those it gives. */
function readCalls(
  table: GtfsTable,
  rows: readonly GtfsRow[],
): { calls: FeedCall[]; guessed: number } | null {
  const ordered = [...rows].sort((a, b) => Number(a.cells.stop_sequence) - Number(b.cells.stop_sequence));
  const times = ordered.map((row) => {
    const arrive = readGtfsTime(table, row, "arrival_time");
    const depart = readGtfsTime(table, row, "departure_time");
    return { arrive: arrive ?? depart, depart: depart ?? arrive };
  });
  if (times[0]?.depart === undefined || times.at(-1)?.arrive === undefined) return null;
  let guessed = 0;
  const calls: FeedCall[] = [];
  for (const [i, row] of ordered.entries()) {
    let { arrive, depart } = times[i]!;
    if (arrive === undefined || depart === undefined) {
      const next = times.findIndex((time, k) => k > i && time.arrive !== undefined);
      const before = calls.at(-1)!.departSeconds;
      arrive = Math.round(before + (times[next]!.arrive! - before) / (next - i + 1));
      depart = arrive;
      guessed += 1;
    }
    const last = calls.at(-1);
    if (depart < arrive || (last && arrive < last.departSeconds)) return null;
    calls.push({ stop: row.cells.stop_id!, arriveSeconds: arrive, departSeconds: depart });
  }
  return { calls, guessed };
}

interface Frequency {
  start: number;
  end: number;
  headway: number;
}

function readFrequencies(files: readonly InputFile[]): Map<string, Frequency[]> {
  const table = readGtfsTable(files, "frequencies.txt", [
    "trip_id",
    "start_time",
    "end_time",
    "headway_secs",
  ]);
  const found = new Map<string, Frequency[]>();
  for (const row of table?.rows ?? []) {
    const headway = Number(row.cells.headway_secs);
    const [start, end] = ["start_time", "end_time"].map((column) => readGtfsTime(table!, row, column));
    if (!(headway > 0) || start === undefined || end === undefined) continue;
    const id = row.cells.trip_id!;
    found.set(id, [...(found.get(id) ?? []), { start, end, headway }]);
  }
  return found;
}

/** The same trip at each departure of its frequencies; itself where it has none. */
function repeatTrip(trip: FeedTrip, frequencies: readonly Frequency[] | undefined): FeedTrip[] {
  if (!frequencies) return [trip];
  const first = trip.calls[0]!.departSeconds;
  return frequencies.flatMap(({ start, end, headway }) =>
    Array.from({ length: Math.ceil(Math.max(0, end - start) / headway) }, (_, k) => {
      const shift = start + k * headway - first;
      return {
        ...trip,
        calls: trip.calls.map(({ stop, arriveSeconds, departSeconds }) => ({
          stop,
          arriveSeconds: arriveSeconds + shift,
          departSeconds: departSeconds + shift,
        })),
      };
    }),
  );
}

function readStops(files: readonly InputFile[]): TimetableFeed["stops"] {
  const table = requireGtfsTable(files, "stops.txt", ["stop_id", "stop_name", "stop_lat", "stop_lon"]);
  const byId = new Map(table.rows.map((row) => [row.cells.stop_id!, row]));
  return table.rows.map((row) => {
    // A platform is its station: names of platforms are numbers.
    const { cells } = byId.get(row.cells.parent_station ?? "") ?? row;
    const lngLat: [number, number] = [Number(cells.stop_lon), Number(cells.stop_lat)];
    if (cells.stop_lon === "" || cells.stop_lat === "" || !lngLat.every(Number.isFinite))
      throw new Refusal(
        "gtfs-position",
        {
          zh: `“stops.txt”第 ${row.line} 行没有可用的经纬度`,
          en: `'stops.txt' line ${row.line} has no usable longitude and latitude`,
        },
        { file: "stops.txt", record: row.line - 1 },
      );
    return { id: row.cells.stop_id!, name: cells.stop_name!, lngLat };
  });
}

/**
 * Reads a GTFS feed: the trains of one day, by default the busiest. Refuses an archive that is no feed, with file and
 * line; routes of other vehicles, trips on other days and trips without usable times are left aside and counted.
 */
export function readGtfs(file: string, bytes: Uint8Array, wanted: string | null): GtfsReading {
  const files = unpackArchive(file, bytes);
  const stops = readStops(files);
  const routeTable = requireGtfsTable(files, "routes.txt", ["route_id", "route_type"]);
  const routes = new Map(routeTable.rows.map(({ cells }) => [cells.route_id!, cells]));
  const tripTable = requireGtfsTable(files, "trips.txt", ["route_id", "service_id", "trip_id"]);
  const timeTable = requireGtfsTable(files, "stop_times.txt", [
    "trip_id",
    "arrival_time",
    "departure_time",
    "stop_id",
    "stop_sequence",
  ]);
  const days = readGtfsDays(files);
  const railTrips = tripTable.rows.filter(({ cells }) =>
    isRail(Number(routes.get(cells.route_id!)?.route_type)),
  );
  const perDay = [...days]
    .map(([day, services]) => ({
      day,
      trips: railTrips.filter(({ cells }) => services.has(cells.service_id!)).length,
    }))
    .filter(({ trips }) => trips > 0)
    .sort((a, b) => b.trips - a.trips || (a.day < b.day ? -1 : 1));
  const day = wanted ?? perDay[0]?.day;
  const running = day === undefined ? undefined : days.get(day);
  if (day === undefined || !running || !perDay.some((other) => other.day === day))
    throw new Refusal(
      "gtfs-day",
      {
        zh: `“${file}”${wanted ? `在 ${wanted} ` : ""}没有铁路列车；有车的日期：${
          perDay
            .slice(0, 5)
            .map((d) => d.day)
            .join("、") || "无"
        }`,
        en: `'${file}' has no trains${wanted ? ` on ${wanted}` : ""}; days with trains: ${
          perDay
            .slice(0, 5)
            .map((d) => d.day)
            .join(", ") || "none"
        }`,
      },
      { file: "calendar.txt", record: 1 },
    );
  const rowsOf = new Map<string, GtfsRow[]>();
  for (const row of timeTable.rows) {
    const rows = rowsOf.get(row.cells.trip_id!);
    if (rows) rows.push(row);
    else rowsOf.set(row.cells.trip_id!, [row]);
  }
  const frequencies = readFrequencies(files);
  const broken: string[] = [];
  const guessed: string[] = [];
  const trips = railTrips
    .filter(({ cells }) => running.has(cells.service_id!))
    .flatMap(({ cells }): FeedTrip[] => {
      const route = routes.get(cells.route_id!)!;
      const name = cells.trip_short_name || route.route_short_name || "";
      const read = readCalls(timeTable, rowsOf.get(cells.trip_id!) ?? []);
      if (!read || read.calls.length < 2) {
        broken.push(name || cells.trip_id!);
        return [];
      }
      if (read.guessed > 0) guessed.push(name || cells.trip_id!);
      const trainClass = findClass(name, Number(route.route_type));
      return repeatTrip(
        { id: cells.trip_id!, name, trainClass, calls: read.calls },
        frequencies.get(cells.trip_id!),
      );
    });
  const byRail = new Set(railTrips);
  const others = tripTable.rows.filter((row) => !byRail.has(row));
  const away = railTrips.filter(({ cells }) => !running.has(cells.service_id!));
  return {
    feed: { name: file, day, stops, trips },
    days: perDay.slice(0, 60),
    notes: [
      ...note(
        "trips-not-rail",
        others.map(({ cells }) => routes.get(cells.route_id!)?.route_short_name ?? cells.trip_id!),
        "不是铁路的班次，未用",
        "trips of other vehicles, unused",
      ),
      ...note(
        "trips-other-days",
        away.map(({ cells }) => cells.trip_short_name || cells.trip_id!),
        "当日不开行的列车，未用",
        "trains that do not run on the day, unused",
      ),
      ...note(
        "trips-broken",
        broken,
        "停站少于两个、首末站无时刻或时刻倒退的列车，未用",
        "trains with fewer than two calls, no time at an end or times that go back, unused",
      ),
      ...note(
        "times-between",
        guessed,
        "有停站没有时刻的列车，按前后均匀推算",
        "trains with calls without a time, taken to lie evenly between the others",
      ),
      ...note(
        "frequencies",
        [...frequencies.keys()],
        "按间隔开行的列车，按起止时刻展开为逐列",
        "trains given by headway, written out train by train",
      ),
    ],
  };
}
