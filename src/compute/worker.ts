import type { KernelName } from "../domain/kernels.ts";
import { serveKernels } from "./serveKernels.ts";

const reach = () => import("../domain/reach/reachKernels.ts");
const rail = () => import("../domain/reach/railKernels.ts");
const shares = () => import("../domain/check/checkShares.ts");
const layers = () => import("../domain/place/layerKernels.ts");
const picking = () => import("../domain/place/pickFeatures.ts");

/** The worker of the page: each kernel comes when it is first asked for, so that the rail circle waits for no polygon engine. */
serveKernels({
  bufferLayer: async () => (await layers()).bufferLayer,
  conflicts: async () => (await import("../domain/check/kernels.ts")).conflicts,
  conflictsShare: async () => (await shares()).conflictsShare,
  conflictsWhole: async () => (await shares()).conflictsWhole,
  measurePicked: async () => (await picking()).measurePicked,
  corridor: async () => (await import("../domain/corridor/corridorKernel.ts")).corridor,
  monitorDay: async () => (await import("../domain/monitor/monitorDay.ts")).monitorDay,
  monitorScore: async () => (await import("../domain/monitor/monitorScore.ts")).monitorScore,
  monitorValue: async () => (await import("../domain/monitor/monitorValue.ts")).monitorValue,
  cumulative: async () => (await import("../domain/check/cumulate.ts")).cumulative,
  neighboursWithin: async () => (await import("../domain/place/neighboursWithin.ts")).neighboursWithin,
  overlayLayers: async () => (await layers()).overlayLayers,
  projectEffects: async () => (await import("../domain/monitor/effectKernel.ts")).projectEffects,
  pickFeatures: async () => (await picking()).pickFeatures,
  railDepartures: async () => (await import("../domain/reach/timetableKernel.ts")).railDepartures,
  railMatrix: async () => (await rail()).railMatrix,
  railPath: async () => (await rail()).railPath,
  reachBands: async () => (await reach()).reachBands,
  reachDifference: async () => (await reach()).reachDifference,
  reachEquity: async () => (await import("../domain/reach/equityKernel.ts")).reachEquity,
  reachFrame: async () => (await reach()).reachFrame,
  reachPath: async () => (await reach()).reachPath,
  reachRange: async () => (await reach()).reachRange,
  reachRing: async () => (await import("../domain/reach/ringKernel.ts")).reachRing,
  reachSummary: async () => (await reach()).reachSummary,
  reachWorth: async () => (await import("../domain/reach/worthKernel.ts")).reachWorth,
  travelMinutes: async () => (await reach()).travelMinutes,
} satisfies Record<KernelName, () => Promise<unknown>>);
