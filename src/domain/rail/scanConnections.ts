/** Trains of one day as connections between neighbouring calls, by departure. Stations and trips are places in lists. */
export interface DayTimetable {
  stationCount: number;
  tripCount: number;
  fromStation: Int32Array;
  toStation: Int32Array;
  departSeconds: Int32Array;
  arriveSeconds: Int32Array;
  trip: Int32Array;
  /** Cost of changing to each trip. */
  changeSeconds: Int32Array;
}

/** A trip as calls in order; seconds after midnight. */
export interface DayTrip {
  stations: readonly number[];
  arriveSeconds: readonly number[];
  departSeconds: readonly number[];
  /** Seconds between an arrival and this train's departure for those who change to it. */
  changeSeconds: number;
}

/** A time no train comes at. */
export const noTime = 0x3fffffff;

/** Connections of trips in the order of departure, those of one trip in its own order where they leave at one moment. */
export function buildDayTimetable(stationCount: number, trips: readonly DayTrip[]): DayTimetable {
  const list = trips.flatMap(({ stations, arriveSeconds, departSeconds }, trip) =>
    stations.slice(1).map((to, i) => ({
      from: stations[i]!,
      to,
      depart: departSeconds[i]!,
      arrive: arriveSeconds[i + 1]!,
      trip,
      place: i,
    })),
  );
  list.sort((a, b) => a.depart - b.depart || a.arrive - b.arrive || a.trip - b.trip || a.place - b.place);
  return {
    stationCount,
    tripCount: trips.length,
    fromStation: Int32Array.from(list, ({ from }) => from),
    toStation: Int32Array.from(list, ({ to }) => to),
    departSeconds: Int32Array.from(list, ({ depart }) => depart),
    arriveSeconds: Int32Array.from(list, ({ arrive }) => arrive),
    trip: Int32Array.from(list, ({ trip }) => trip),
    changeSeconds: Int32Array.from(trips, ({ changeSeconds }) => changeSeconds),
  };
}

/** The first moment at which each station can be reached, and by which connection; −1 where the journey begins. */
export interface DayArrivals {
  arriveSeconds: Int32Array;
  /** Last connection of the journey, and the one at which that train was boarded. */
  lastConnection: Int32Array;
  boardConnection: Int32Array;
}

/**
 * Earliest arrivals from some stations at a moment, changes included, exact. A train must leave no sooner than its
 * change allows after an arrival; at the start nobody changes. Source: connection scan (Dibbelt, Pajor, Strasser,
 * Wagner 2013). A connection that leaves and arrives at one moment is scanned after the one that brings to it.
 */
export function scanConnections(
  timetable: DayTimetable,
  from: readonly number[],
  startSeconds: number,
): DayArrivals {
  const { departSeconds, arriveSeconds, fromStation, toStation, trip } = timetable;
  const arrive = new Int32Array(timetable.stationCount).fill(noTime);
  const start = new Uint8Array(timetable.stationCount);
  const last = new Int32Array(timetable.stationCount).fill(-1);
  const board = new Int32Array(timetable.stationCount).fill(-1);
  const boarded = new Int32Array(timetable.tripCount).fill(-1);
  for (const station of from) {
    arrive[station] = startSeconds;
    start[station] = 1;
  }
  let low = 0;
  for (let high = departSeconds.length; low < high; ) {
    const middle = (low + high) >> 1;
    if (departSeconds[middle]! < startSeconds) low = middle + 1;
    else high = middle;
  }
  for (let c = low; c < departSeconds.length; c += 1) {
    const train = trip[c]!;
    if (boarded[train]! < 0) {
      const here = fromStation[c]!;
      const change = start[here] === 1 ? 0 : timetable.changeSeconds[train]!;
      if (arrive[here]! + change > departSeconds[c]!) continue;
      boarded[train] = c;
    }
    const there = toStation[c]!;
    if (arriveSeconds[c]! >= arrive[there]!) continue;
    arrive[there] = arriveSeconds[c]!;
    last[there] = c;
    board[there] = boarded[train]!;
  }
  return { arriveSeconds: arrive, lastConnection: last, boardConnection: board };
}

/** The rides to a station, first to last: the connection at which each train is boarded and left. */
export function listDayRides(
  timetable: DayTimetable,
  arrivals: DayArrivals,
  station: number,
): { board: number; alight: number }[] {
  const rides: { board: number; alight: number }[] = [];
  for (let here = station; arrivals.lastConnection[here]! >= 0; ) {
    const ride = { board: arrivals.boardConnection[here]!, alight: arrivals.lastConnection[here]! };
    rides.push(ride);
    here = timetable.fromStation[ride.board]!;
  }
  return rides.reverse();
}

/** A journey by departure: leaving later arrives no sooner. */
export interface Departure {
  departSeconds: number;
  arriveSeconds: number;
}

/** Every departure from some stations that is worth waiting for, on the way to others: none arrives later than a later one. */
export function listDepartures(
  timetable: DayTimetable,
  from: readonly number[],
  to: readonly number[],
): Departure[] {
  const isStart = new Uint8Array(timetable.stationCount);
  for (const station of from) isStart[station] = 1;
  const moments = new Set<number>();
  for (let c = 0; c < timetable.fromStation.length; c += 1)
    if (isStart[timetable.fromStation[c]!] === 1) moments.add(timetable.departSeconds[c]!);
  const found: Departure[] = [];
  let soonest = noTime;
  for (const departSeconds of [...moments].sort((a, b) => b - a)) {
    const { arriveSeconds } = scanConnections(timetable, from, departSeconds);
    const arrival = Math.min(...to.map((station) => arriveSeconds[station]!));
    if (arrival >= soonest) continue;
    soonest = arrival;
    found.push({ departSeconds, arriveSeconds: arrival });
  }
  return found.reverse();
}

/** Waiting included, how long it takes from each minute of a window on. */
export interface WindowTimes {
  medianSeconds: number | null;
  p90Seconds: number | null;
  fastestSeconds: number | null;
  /** Minutes of the window from which a train of the day still gets there, and all of them. */
  minutesWithTrain: number;
  minutes: number;
}

/**
 * How long it takes to get there for those who come at any minute of a window, both ends counted: nearest-rank
 * quantiles, in which a minute after the last train counts as longer than any other. Departures as of `listDepartures`.
 */
export function measureWindow(
  departures: readonly Departure[],
  fromMinute: number,
  toMinute: number,
): WindowTimes {
  const times: number[] = [];
  for (let minute = fromMinute; minute <= toMinute; minute += 1) {
    const next = departures.find(({ departSeconds }) => departSeconds >= minute * 60);
    times.push(next ? next.arriveSeconds - minute * 60 : Number.POSITIVE_INFINITY);
  }
  times.sort((a, b) => (a === b ? 0 : a - b));
  const rank = (share: number) => {
    const value = times[Math.max(0, Math.ceil(share * times.length) - 1)];
    return value === undefined || value === Number.POSITIVE_INFINITY ? null : value;
  };
  return {
    medianSeconds: rank(0.5),
    p90Seconds: rank(0.9),
    fastestSeconds: rank(0),
    minutesWithTrain: times.filter((value) => value < Number.POSITIVE_INFINITY).length,
    minutes: times.length,
  };
}
