import type { OgrLayer } from "./ogrinfo.ts";
import type { Reading } from "./reader.ts";
import { explainDifference } from "./reasons.ts";

/** How the reading of one group ended. */
export type Outcome = Reading | { kind: "died"; message: string } | { kind: "late" } | { kind: "large" };

export const verdictNames = {
  read: "read",
  refused: "refused in words",
  explained: "differs from ogrinfo, and why",
  unexplained: "differs from ogrinfo, unexplained",
  wordless: "refused without a reason",
  crashed: "crashed",
  late: "timed out",
  large: "took too much memory",
} as const;
export type VerdictKind = keyof typeof verdictNames;

/** Verdicts that end the run with exit code 1. */
export const faults: readonly VerdictKind[] = ["unexplained", "wordless", "crashed", "late", "large"];

export interface Verdict {
  kind: VerdictKind;
  /** For people: the reason of a refusal or difference, by which the table groups them. */
  why: string;
}

/** Records of both sides: what was read and left out here, what ogrinfo counts. */
const countRecords = (layers: readonly OgrLayer[]) =>
  layers.reduce((sum, { count }) => sum + Math.max(0, count), 0);

/**
 * Judges one group. `layers` is what ogrinfo sees: null where it opens nothing, undefined where it was not asked.
 */
export function judge(outcome: Outcome, layers: readonly OgrLayer[] | null | undefined): Verdict {
  if (outcome.kind === "late" || outcome.kind === "large") return { kind: outcome.kind, why: "" };
  if (outcome.kind !== "answered") return { kind: "crashed", why: outcome.message.slice(0, 300) };
  if (!outcome.accepted) {
    const [error] = outcome.errors;
    // An exception nobody foresaw, caught at the end of the pipeline: words of the program, not of the reader.
    const isMeant =
      error !== undefined && error.message !== "" && error.messageZh !== "" && error.code !== "unreadable";
    return isMeant
      ? { kind: "refused", why: error.code }
      : { kind: "wordless", why: error?.message ?? "no error is named" };
  }
  const way = outcome.rounds > 0 ? "once a question is answered or a repair agreed to" : "at once";
  if (!layers) return { kind: "read", why: layers === null ? `${way}; ogrinfo does not open it` : way };
  const [here, there] = [outcome.read + outcome.skipped, countRecords(layers)];
  if (here === there) return { kind: "read", why: way };
  const why = explainDifference(outcome, layers);
  return why
    ? { kind: "explained", why }
    : { kind: "unexplained", why: `${here} records here, ${there} by ogrinfo` };
}
