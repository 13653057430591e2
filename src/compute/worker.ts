import type { KernelName } from "../domain/kernels.ts";
import { serveKernels } from "./serveKernels.ts";

const reach = () => import("../domain/reach/reachKernels.ts");
const rail = () => import("../domain/reach/railKernels.ts");
const layers = () => import("../domain/place/layerKernels.ts");

/** The worker of the page: each kernel comes when it is first asked for, so that the rail circle waits for no polygon engine. */
serveKernels({
  bufferLayer: async () => (await layers()).bufferLayer,
  conflicts: async () => (await import("../domain/ecology/collectCheck.ts")).conflicts,
  neighboursWithin: async () => (await import("../domain/place/neighboursWithin.ts")).neighboursWithin,
  overlayLayers: async () => (await layers()).overlayLayers,
  railMatrix: async () => (await rail()).railMatrix,
  railPath: async () => (await rail()).railPath,
  reachBands: async () => (await reach()).reachBands,
  reachDifference: async () => (await reach()).reachDifference,
  reachFrame: async () => (await reach()).reachFrame,
  reachPath: async () => (await reach()).reachPath,
  reachRange: async () => (await reach()).reachRange,
  reachRing: async () => (await import("../domain/reach/ringKernel.ts")).reachRing,
  reachSummary: async () => (await reach()).reachSummary,
  travelMinutes: async () => (await reach()).travelMinutes,
} satisfies Record<KernelName, () => Promise<unknown>>);
