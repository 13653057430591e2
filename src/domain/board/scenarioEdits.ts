import type { RailEdit } from "../rail/editRail.ts";

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
        isWithin(value.trainsPerDay, 1, 500)
        ? {
            kind,
            id,
            from,
            to,
            trainType,
            lengthMetres: value.lengthMetres,
            speedKmh: value.speedKmh,
            trainsPerDay: value.trainsPerDay,
          }
        : undefined;
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
