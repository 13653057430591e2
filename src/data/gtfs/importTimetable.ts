import type { PhaseId } from "../../domain/plan.ts";
import type { RailEdit } from "../../domain/rail/editRail.ts";
import { matchTimetable } from "../../domain/rail/matchTimetable.ts";
import type { RailSource } from "../../domain/rail/railSource.ts";
import type { TimetableReport } from "../../domain/rail/timetable.ts";
import { failure, type Problem, type Result, success } from "../../domain/result.ts";
import { Refusal } from "../importReport.ts";
import { readGtfs } from "./readGtfs.ts";

export interface TimetableImport {
  edit: Extract<RailEdit, { kind: "timetable" }>;
  report: TimetableReport;
}

/**
 * Makes the trains of a phase from a GTFS archive: of one day (YYYYMMDD), or of its busiest where none is given. Fails
 * with file and line where the archive is no feed, or where none of its trains runs on the railway of the phase.
 */
export function importTimetable(
  file: string,
  bytes: Uint8Array,
  source: RailSource,
  phase: PhaseId,
  day: string | null,
): Result<TimetableImport> {
  try {
    const { feed, days, notes } = readGtfs(file, bytes, day);
    const matched = matchTimetable(feed, source, phase);
    if (!matched.ok) return matched;
    const { services, stations } = matched.value;
    const trips = services.reduce((sum, service) => sum + service.departures.length, 0);
    return success({
      edit: { kind: "timetable", name: file.slice(0, 200), day: feed.day, phase, services },
      report: {
        file,
        day: feed.day,
        days,
        trips,
        stations,
        services: services.length,
        notes: [...notes, ...matched.value.notes],
      },
    });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return failure<Problem>({
      code: error.code,
      ...error.bilingual,
      file: error.place.file ?? file,
      ...(error.place.record === undefined ? {} : { record: error.place.record }),
    });
  }
}
