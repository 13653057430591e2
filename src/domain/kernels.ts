import { conflictsShare, conflictsWhole } from "./check/checkShares.ts";
import { cumulative } from "./check/cumulate.ts";
import { conflicts } from "./check/kernels.ts";
import { corridor } from "./corridor/corridorKernel.ts";
import type { Kernel } from "./kernel.ts";
import { projectEffects } from "./monitor/effectKernel.ts";
import { monitorDay } from "./monitor/monitorDay.ts";
import { monitorScore } from "./monitor/monitorScore.ts";
import { monitorValue } from "./monitor/monitorValue.ts";
import { bufferLayer, overlayLayers } from "./place/layerKernels.ts";
import { neighboursWithin } from "./place/neighboursWithin.ts";
import { measurePicked, pickFeatures } from "./place/pickFeatures.ts";
import { reachEquity } from "./reach/equityKernel.ts";
import { railMatrix, railPath } from "./reach/railKernels.ts";
import {
  reachBands,
  reachDifference,
  reachFrame,
  reachPath,
  reachRange,
  reachSummary,
  travelMinutes,
} from "./reach/reachKernels.ts";
import { reachRing } from "./reach/ringKernel.ts";
import { railDepartures } from "./reach/timetableKernel.ts";
import { reachWorth } from "./reach/worthKernel.ts";

/**
 * Everything that can be computed, by name. The worker exposes this table, the command line calls the
 * same functions. A kernel is a pure function: plain input and datasets in, plain value out.
 */
export const kernels = {
  bufferLayer,
  conflicts,
  conflictsShare,
  conflictsWhole,
  corridor,
  cumulative,
  measurePicked,
  monitorDay,
  monitorScore,
  monitorValue,
  neighboursWithin,
  overlayLayers,
  pickFeatures,
  projectEffects,
  railDepartures,
  railMatrix,
  railPath,
  reachBands,
  reachDifference,
  reachEquity,
  reachFrame,
  reachPath,
  reachRange,
  reachRing,
  reachSummary,
  reachWorth,
  travelMinutes,
};

export type KernelName = keyof typeof kernels;
export type KernelInput<K extends KernelName> =
  (typeof kernels)[K] extends Kernel<infer Input, infer _> ? Input : never;
export type KernelOutput<K extends KernelName> =
  (typeof kernels)[K] extends Kernel<infer _, infer Output> ? Output : never;
