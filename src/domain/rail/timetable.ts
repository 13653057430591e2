import type { Bilingual } from "../plan.ts";
import type { TrainClass } from "./railSource.ts";

/** More patterns and trains than this no board keeps. */
export const mostTimedServices = 1_500;
export const mostTimedDepartures = 12_000;

/** One call of a trip; seconds after midnight of the day, beyond 86,400 past the next midnight. */
export interface FeedCall {
  stop: string;
  arriveSeconds: number;
  departSeconds: number;
}

/** A train of a published timetable on the day that was asked for. */
export interface FeedTrip {
  id: string;
  /** What travellers call it, such as its number; "" where the feed has none. */
  name: string;
  trainClass: TrainClass;
  calls: FeedCall[];
}

/** What a published timetable says of one day. */
export interface TimetableFeed {
  /** Name of the file. */
  name: string;
  /** Day as YYYYMMDD. */
  day: string;
  stops: { id: string; name: string; lngLat: [number, number] }[];
  trips: FeedTrip[];
}

/** A train of a timetable, or all of one name with the same calls at the same intervals, and when they leave the first. */
export interface TimedService {
  id: string;
  name: string;
  trainClass: TrainClass;
  /** Ids of stations of the railway. */
  stations: string[];
  /** From the departure at each station to the arrival at the next. */
  runSeconds: number[];
  /** At each station; 0 at both ends. */
  dwellSeconds: number[];
  /** Departures from the first station, seconds after midnight, rising. */
  departures: number[];
}

/** A line of what was read or left aside. */
export interface TimetableNote {
  code: string;
  count: number;
  text: Bilingual;
  /** A few of those meant. */
  examples: string[];
}

/** What an import made of a feed. */
export interface TimetableReport {
  file: string;
  day: string;
  /** Days on which trains run, the busiest first. */
  days: { day: string; trips: number }[];
  trips: number;
  stations: number;
  services: number;
  notes: TimetableNote[];
}
