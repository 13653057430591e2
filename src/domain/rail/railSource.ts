import type { Bilingual, PhaseId } from "../plan.ts";

/** `emu`: electric multiple units; `conventional`: locomotives and coaches. */
export type TrainClass = "emu" | "conventional";

/** How a type of train moves. Speeds in km/h, accelerations in m/s², times in seconds. */
export interface TrainType {
  id: string;
  class: TrainClass;
  name: Bilingual;
  topKmh: number;
  accelerationMetresPerSecondSquared: number;
  brakingMetresPerSecondSquared: number;
  /** Time lost in station throats on each run from stop to stop. */
  stopAllowanceSeconds: number;
  /** Share of the pure run time added as recovery. */
  recoveryShare: number;
  dwellSeconds: number;
  dwellMajorSeconds: number;
  /** Stop where the train leaves by the end it came in. */
  reversalSeconds: number;
  reason: Bilingual;
}

/** One number of the model, with its unit and why it has this value. */
export interface RailParameter {
  name: Bilingual;
  value: number;
  unit: string;
  /** Whether the value was fitted to the calibration table. */
  fitted: boolean;
  reason: Bilingual;
}

export interface RailStation {
  id: string;
  name: Bilingual;
  lngLat: [number, number];
  /** Important stations where trains wait longer. */
  major: boolean;
  /** The city whose main station this is, by name, or "". */
  city: string;
  /** Further names, each only in some phases. */
  otherNames: { name: string; phases: PhaseId[] }[];
  schematic: boolean;
}

export interface RailLine {
  id: string;
  name: Bilingual;
  /** Phases in which trains may run on it. */
  openIn: PhaseId[];
  /** Of these, the phases in which it only counts as open: the map shows it under construction or planned. */
  assumedIn?: PhaseId[];
  schematic: boolean;
}

/** Track between two neighbouring stations of a line. */
export interface RailSection {
  line: string;
  from: string;
  to: string;
  lengthMetres: number;
  /** Highest speed by phase, km/h. */
  speedKmh: Record<PhaseId, number>;
  /** Tracks by phase. */
  tracks: Record<PhaseId, number>;
  /** Share of the limit that trains of a class run at, from `from` to `to` and back; 1 where not given. */
  runningShare?: Partial<Record<TrainClass, [out: number, back: number]>>;
}

/**
 * What the trains of a service rest on. `timetable`: each train is listed. `frequency`: their number is published.
 * `assumption`: neither.
 */
export type ServiceBasis = "timetable" | "frequency" | "assumption";

/** A stopping pattern, run in both directions. */
export interface RailService {
  id: string;
  trainType: string;
  name: Bilingual;
  /** Section by section from the first stop to the last: places in `sections`, in either sense. */
  sections: number[];
  stops: { station: string; dwellSeconds: number }[];
  /** Trains a day from the first stop to the last, by phase; 0 means none in the timetable. */
  trainsPerDay: Record<PhaseId, number>;
  /** Trains a day back, where they are not as many. */
  trainsPerDayBack?: Record<PhaseId, number>;
  basis: Record<PhaseId, ServiceBasis>;
  /** Whether pattern or number is assumed for want of a timetable. */
  assumed: boolean;
  /** Seconds from each stop to the next, where a timetable gives them; else they follow from the track. */
  runSeconds?: number[];
  /** Departures from the first stop, seconds after midnight, where a timetable gives them. */
  departures?: number[];
}

/** Direct trains between two stations in a published timetable; departures in minutes after midnight. */
export interface TimetableRow {
  from: string;
  to: string;
  class: TrainClass;
  /** Null where only the run of one train is known. */
  trains: number | null;
  fastestMinutes: number;
  medianMinutes: number | null;
  firstDeparture: number | null;
  lastDeparture: number | null;
  meanHeadwayMinutes: number | null;
  /** False where the row cannot be one journey, so that it calibrates nothing. */
  usable: boolean;
}

/** The whole railway in all phases: what `public/data/rail-network.json` holds. */
export interface RailSource {
  phases: PhaseId[];
  trainTypes: TrainType[];
  parameters: Record<string, RailParameter>;
  stations: RailStation[];
  lines: RailLine[];
  sections: RailSection[];
  services: RailService[];
  /** Cities in the order of the matrix, with the stations that stand for each. */
  cities: { name: Bilingual; stations: string[]; centre: [number, number] }[];
  /** What is known of the timetable between stations, in the phase of the timetable. */
  timetable: TimetableRow[];
  /** Known run times the fitted parameters rest on; minutes. */
  calibration: { from: string; to: string; class: TrainClass; phase: PhaseId; minutes: number }[];
}

/** Name of the file below `public/data`. */
export const railFile = "rail-network.json";

/** A parameter's value; throws on a name the source does not have. */
export function readParameter(source: RailSource, name: string): number {
  const parameter = source.parameters[name];
  if (!parameter)
    throw new Error(
      `no rail parameter '${name}'; expected one of ${Object.keys(source.parameters).join(", ")}`,
    );
  return parameter.value;
}
