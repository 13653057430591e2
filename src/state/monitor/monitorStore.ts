import { create } from "zustand";
import type { Monitor } from "../../domain/monitor/monitor.ts";
import type { RowFault } from "../../domain/monitor/readRows.ts";
import type { Loading } from "../store.ts";

/** Faults of the file an office last brought, by its sheet. */
export interface ImportFaults {
  file: string;
  sheets: { sheet: string; faults: RowFault[]; taken: number }[];
}

interface MonitorState {
  monitor: Monitor | null;
  /** The text the monitor was read from, for the worker that writes reports. */
  source: string;
  loading: Loading | null;
  lastImport: ImportFaults | null;
  /** Projects whose details are open, so that what they touch is wanted. */
  openProjects: readonly string[];
}

/** What the panel of the evaluation has loaded; what is asked of it stands in the board. */
export const useMonitor = create<MonitorState>()(() => ({
  monitor: null,
  source: "",
  loading: null,
  lastImport: null,
  openProjects: [],
}));
