import { create } from "zustand";
import { dataWorker } from "../../compute/askData.ts";
import type { TimetableReport } from "../../domain/rail/timetable.ts";
import type { Problem } from "../../domain/result.ts";
import { useAtlas } from "../store.ts";
import { editScenario } from "./reach.ts";
import { useReach } from "./reachStore.ts";

/** How the import of a timetable went. */
export interface TimetableImportState {
  isReading: boolean;
  report: TimetableReport | null;
  problem: Problem | null;
  /** The file that was read last, for another of its days. */
  file: File | null;
}

export const useTimetable = create<TimetableImportState>()(() => ({
  isReading: false,
  report: null,
  problem: null,
  file: null,
}));

/** From seven to nine in the evening: when most people travel. */
const usualWindow = { fromMinute: 7 * 60, toMinute: 21 * 60 } as const;

/** Reads a GTFS archive in the worker and makes its trains those of the present phase, as one step of undo. */
export async function readTimetable(file: File, day: string | null = null) {
  const { board } = useAtlas.getState();
  useTimetable.setState({ isReading: true, problem: null, file });
  const answer = await dataWorker.ask("timetable", {
    file,
    phase: board.phase,
    edits: board.scenario ?? [],
    day,
    dataUrl: new URL("data/", document.baseURI).href,
  });
  const result = answer.ok ? answer.value : answer;
  if (!result.ok) {
    useTimetable.setState({ isReading: false, problem: result.error, report: null });
    return;
  }
  const { edit, report } = result.value;
  useTimetable.setState({ isReading: false, report });
  editScenario(edit);
  const busiest = edit.services.reduce((a, b) => (b.departures.length > a.departures.length ? b : a));
  const from = busiest.stations[0]!;
  useReach.setState({ departures: { from, to: busiest.stations.at(-1)!, ...usualWindow } });
}
