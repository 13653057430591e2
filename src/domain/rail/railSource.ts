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
}

/** A stopping pattern, run in both directions. */
export interface RailService {
  id: string;
  trainType: string;
  name: Bilingual;
  /** Section by section from the first stop to the last: places in `sections`, in either sense. */
  sections: number[];
  stops: { station: string; dwellSeconds: number }[];
  /** Trains a day in one direction, by phase; 0 means none in the timetable. */
  trainsPerDay: Record<PhaseId, number>;
  /** Whether pattern or number is assumed for want of a timetable. */
  assumed: boolean;
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
