import type { RailEdit } from "../rail/editRail.ts";
import { mostTimedDepartures, mostTimedServices, type TimedService } from "../rail/timetable.ts";

/** Most edits a board keeps; more than anyone makes by hand. */
export const mostEdits = 60;
/** Speeds a reader may try, km/h. */
export const speedRange = { least: 20, most: 600 } as const;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const identifier = /^[a-z0-9][a-z0-9:._-]{0,119}$/i;
const isIdentifier = (value: unknown): value is string => typeof value === "string" && identifier.test(value);
const isWithin = (value: unknown, least: number, most: number): value is number =>
  typeof value === "number" && value >= least && value <= most;

const isWholeList = (value: unknown, count: number, least: number, most: number): value is number[] =>
  Array.isArray(value) &&
  value.length === count &&
  value.every((entry) => Number.isInteger(entry) && isWithin(entry, least, most));
/** Longer than any train takes, seconds. */
const mostTravelSeconds = 400_000;

function parseTimedService(value: unknown): TimedService | undefined {
  if (!isRecord(value)) return undefined;
  const { id, name, trainClass, stations, runSeconds, dwellSeconds, departures } = value;
  if (!isIdentifier(id) || typeof name !== "string" || name.length > 120) return undefined;
  if (trainClass !== "emu" && trainClass !== "conventional") return undefined;
  if (!Array.isArray(stations) || stations.length < 2 || !stations.every(isIdentifier)) return undefined;
  if (!isWholeList(runSeconds, stations.length - 1, 0, mostTravelSeconds)) return undefined;
  if (!isWholeList(dwellSeconds, stations.length, 0, mostTravelSeconds)) return undefined;
  if (!Array.isArray(departures) || departures.length === 0) return undefined;
  if (!isWholeList(departures, departures.length, 0, mostTravelSeconds)) return undefined;
  return { id, name, trainClass, stations: [...stations], runSeconds, dwellSeconds, departures };
}

/** A timetable is whole or it is none: half of its trains would answer as if the others did not run. */
function parseTimetable(value: Record<string, unknown>, phases: readonly string[]): RailEdit | undefined {
  const { name, day, phase, services } = value;
  if (typeof name !== "string" || name.length > 200 || !/^\d{8}$/.test(String(day))) return undefined;
  if (!phases.includes(String(phase)) || !Array.isArray(services)) return undefined;
  if (services.length === 0 || services.length > mostTimedServices) return undefined;
  const read = services.flatMap((service) => parseTimedService(service) ?? []);
  const departures = read.reduce((sum, service) => sum + service.departures.length, 0);
  return read.length === services.length && departures <= mostTimedDepartures
    ? { kind: "timetable", name, day: String(day), phase: String(phase), services: read }
    : undefined;
}

function parseEdit(value: unknown, phases: readonly string[]): RailEdit | undefined {
  if (!isRecord(value)) return undefined;
  const { kind, line, service, id, from, to, trainType } = value;
  switch (kind) {
    case "without-line":
      return isIdentifier(line) ? { kind, line } : undefined;
    case "line-speed":
      return isIdentifier(line) && isWithin(value.speedKmh, speedRange.least, speedRange.most)
        ? { kind, line, speedKmh: value.speedKmh }
        : undefined;
    case "dwell":
      return isIdentifier(service) && isWithin(value.dwellSeconds, 0, 3_600)
        ? { kind, service, dwellSeconds: value.dwellSeconds }
        : undefined;
    case "trains-per-day":
      return isIdentifier(service) && isWithin(value.trainsPerDay, 0, 500)
        ? { kind, service, trainsPerDay: value.trainsPerDay }
        : undefined;
    case "opening-phase":
      return isIdentifier(line) && (value.phase === null || phases.includes(String(value.phase)))
        ? { kind, line, phase: value.phase === null ? null : String(value.phase) }
        : undefined;
    case "link":
      return isIdentifier(id) &&
        isIdentifier(from) &&
        isIdentifier(to) &&
        isIdentifier(trainType) &&
        from !== to &&
        isWithin(value.lengthMetres, 1, 2_000_000) &&
        isWithin(value.speedKmh, speedRange.least, speedRange.most) &&
        isWithin(value.trainsPerDay, 1, 500) &&
        (value.openFrom === undefined || phases.includes(String(value.openFrom)))
        ? {
            kind,
            id,
            from,
            to,
            trainType,
            lengthMetres: value.lengthMetres,
            speedKmh: value.speedKmh,
            trainsPerDay: value.trainsPerDay,
            ...(value.openFrom === undefined ? {} : { openFrom: String(value.openFrom) }),
          }
        : undefined;
    case "timetable":
      return parseTimetable(value, phases);
    default:
      return undefined;
  }
}

/**
 * Reads the edits of a scenario from outside data; what is not an edit, or out of range, is left out.
 * Whether lines, services and stations exist is for the network to say.
 */
export function parseScenarioEdits(
  value: unknown,
  phases: readonly string[],
): { edits: RailEdit[]; isWhole: boolean } {
  if (!Array.isArray(value)) return { edits: [], isWhole: false };
  const edits = value.flatMap((entry) => parseEdit(entry, phases) ?? []).slice(0, mostEdits);
  return { edits, isWhole: edits.length === value.length };
}

/** What an edit changes: a later edit of the same thing takes its place. */
const subjectOf = (edit: RailEdit): string => {
  switch (edit.kind) {
    // Whether a line is there at all and from when are two answers to one question.
    case "without-line":
    case "opening-phase":
      return `open ${edit.line}`;
    case "line-speed":
      return `speed ${edit.line}`;
    case "dwell":
      return `dwell ${edit.service}`;
    case "trains-per-day":
      return `trains ${edit.service}`;
    case "link":
      return `link ${edit.id}`;
    case "timetable":
      return `timetable ${edit.phase}`;
  }
};

/** The edits with one more, which replaces an earlier one of the same thing in its place. */
export function putEdit(edits: readonly RailEdit[], edit: RailEdit): RailEdit[] {
  const subject = subjectOf(edit);
  const at = edits.findIndex((other) => subjectOf(other) === subject);
  return at < 0 ? [...edits, edit] : edits.map((other, index) => (index === at ? edit : other));
}

/** The edits without one; a removed link takes the edits of its line with it. */
export function dropEdit(edits: readonly RailEdit[], edit: RailEdit): RailEdit[] {
  const subject = subjectOf(edit);
  return edits.filter((other) => {
    if (subjectOf(other) === subject) return false;
    if (edit.kind !== "link") return true;
    return !(
      ("line" in other && other.line === edit.id) ||
      ("service" in other && other.service === edit.id)
    );
  });
}

/** The edit of a kind on a line or service, or undefined. */
export const findEdit = <K extends RailEdit["kind"]>(
  edits: readonly RailEdit[],
  kind: K,
  subject: string,
): Extract<RailEdit, { kind: K }> | undefined =>
  edits.find(
    (edit): edit is Extract<RailEdit, { kind: K }> =>
      edit.kind === kind &&
      (("line" in edit && edit.line === subject) ||
        ("service" in edit && edit.service === subject) ||
        ("id" in edit && edit.id === subject)),
  );
