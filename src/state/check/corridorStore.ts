import { create } from "zustand";
import {
  type CorridorResult,
  type CorridorWeights,
  standardWeights,
} from "../../domain/corridor/corridor.ts";
import type { CorridorEnd } from "../../domain/corridor/corridorReport.ts";
import type { Result } from "../../domain/result.ts";

/** What is asked of the search for corridors, and what it found. The ways join the board when they are kept. */
export interface CorridorState {
  from: CorridorEnd | null;
  to: CorridorEnd | null;
  /** Null until one is chosen. */
  activity: string | null;
  weights: CorridorWeights;
  kindWeights: Readonly<Record<string, number>>;
  /** Of slope, where a terrain is open; 0 where it does not count. */
  slopeWeight: number;
  /** Key of the question asked last; null while nothing was asked. */
  question: string | null;
  /** What the shown answer was asked with. */
  asked: { key: string; from: CorridorEnd; to: CorridorEnd; activity: string } | null;
  answer: Result<CorridorResult> | null;
  /** Whether the report of the check has a chapter on it. */
  inReport: boolean;
}

export const emptyCorridor: CorridorState = {
  from: null,
  to: null,
  activity: null,
  weights: standardWeights,
  kindWeights: {},
  slopeWeight: 0,
  question: null,
  asked: null,
  answer: null,
  inReport: true,
};

export const useCorridor = create<CorridorState>()(() => emptyCorridor);
