import type { Geometry } from "geojson";
import type { ConflictsInput } from "../check/kernels.ts";
import type { LawVerdict, Verdict } from "../check/rules.ts";
import type { Bilingual } from "../plan.ts";

export type LngLatBox = readonly [west: number, south: number, east: number, north: number];

/** How dear a metre in a zone is, by the strictest a clause says of it there: times a metre on free ground. */
export type CorridorWeights = Readonly<Record<LawVerdict, number>>;

/** A start, for the reader to change: judgements, not law. */
export const standardWeights: CorridorWeights = {
  prohibited: 50,
  restricted: 12,
  assessment: 5,
  notice: 2,
};

/** Slope of the ground as a cost: a metre costs `weight` times more for every ten per cent of slope. */
export interface SlopeCost {
  /** Name of a file of mean slopes by cell of the search's grid, per cent; null where the terrain says nothing. */
  file: string;
  weight: number;
  /** The terrain's name and its grain, for the record. */
  terrain: string;
  grainMetres: number;
}

/** A question for corridors. */
export interface CorridorInput {
  /** Whose zones and rules count; subjects are not looked at. */
  check: ConflictsInput;
  /** Activity kind of what is to be led from A to B. */
  activity: string;
  /** WGS 84 degrees. */
  from: readonly [number, number];
  to: readonly [number, number];
  weights: CorridorWeights;
  /** Weights of single zone kinds, in place of what their verdict gives them. */
  kindWeights?: Readonly<Record<string, number>>;
  /** Slope as a cost beside the zones; left out where no terrain is there or it does not count. */
  slope?: SlopeCost;
  /** Side of a cell; null for the finest that keeps the grid within bounds. */
  cellMetres: number | null;
}

/** What a way has to do with one zone. */
export interface CorridorZone {
  zone: string;
  name: Bilingual;
  kind: Bilingual;
  verdict: Verdict;
  lawVerdict: LawVerdict;
  lengthMetres: number;
  /** Places where the way crosses a line, such as a river. */
  crossingCount: number;
  /** 0 where the two meet. */
  nearestDistanceMetres: number;
  /** Clauses of the rules that speak, each once. */
  clauses: Bilingual[];
}

/** One way from A to B. */
export interface CorridorWay {
  coordinates: [number, number][];
  lengthMetres: number;
  /** Its cost over that of the best way: 1 for the best. */
  costRatio: number;
  /** Zones that it touches, the strictest first. */
  zones: CorridorZone[];
  /** Length inside zones by what the clause says there, each place once under the strictest. */
  lengthByVerdict: Readonly<Record<LawVerdict, number>>;
  /** Mean slope of the cells it runs through, per cent; null where no terrain says it. */
  meanSlopePercent: number | null;
  /** Share of its length that runs apart from every way before it. */
  ownShare: number;
}

/** A kind of zone that some rule speaks of, as the search weighed it. */
export interface WeighedKind {
  kind: string;
  title: Bilingual;
  /** The strictest a clause says of the activity in it. */
  verdict: LawVerdict;
  /** Times a metre on free ground. */
  weight: number;
  /** Zones of the kind in the box that was searched. */
  zoneCount: number;
}

/** The kind under which the weight of slope is tried. */
export const slopeKind = "slope";

/** What happens to the ways where the weight of one zone kind, or of slope, is another. */
export interface WeightTrial {
  kind: string;
  factor: number;
  /** Share of the best way's length that stays within the width of the corridor. */
  keptShare: number;
  /** Cost of each way over that of the way which is best then, in the order of the ways. */
  costRatios: number[];
}

export interface CorridorResult {
  cellMetres: number;
  /** Where ways cost at most `bandShare` more than the best. */
  band: Geometry;
  bandShare: number;
  ways: CorridorWay[];
  trials: WeightTrial[];
  weights: CorridorWeights;
  /** Kinds of zones in the box that was searched, the dearest first. */
  kinds: WeighedKind[];
  /** Slope as it was weighed; null where it did not count. `knownShare`: cells with a slope. */
  slope: (Omit<SlopeCost, "file"> & { knownShare: number }) | null;
  /** Zones with a place and no outline, which cost nothing here; the check of a way still looks at them. */
  withoutOutline: number;
  /** Length of the straight line. */
  straightMetres: number;
}
