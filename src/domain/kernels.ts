import { conflicts } from "./ecology/collectCheck.ts";
import type { Kernel } from "./kernel.ts";
import { bufferLayer, overlayLayers } from "./place/layerKernels.ts";
import { neighboursWithin } from "./place/neighboursWithin.ts";
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

/**
 * Everything that can be computed, by name. The worker exposes this table, the command line calls the
 * same functions. A kernel is a pure function: plain input and datasets in, plain value out.
 */
export const kernels = {
  bufferLayer,
  conflicts,
  neighboursWithin,
  overlayLayers,
  railMatrix,
  railPath,
  reachBands,
  reachDifference,
  reachFrame,
  reachPath,
  reachRange,
  reachRing,
  reachSummary,
  travelMinutes,
};

export type KernelName = keyof typeof kernels;
export type KernelInput<K extends KernelName> =
  (typeof kernels)[K] extends Kernel<infer Input, infer _> ? Input : never;
export type KernelOutput<K extends KernelName> =
  (typeof kernels)[K] extends Kernel<infer _, infer Output> ? Output : never;
