import type { Progress } from "../kernel.ts";
import type { Bilingual } from "../plan.ts";
import { verdictWords } from "./describeConflicts.ts";
import { type Verdict, verdicts } from "./rules.ts";

/** How a pair is told of before the run is done. */
export interface FirstConflict {
  id: string;
  verdict: Verdict;
  subjectName: Bilingual;
  zoneName: Bilingual;
}

/** What a run has found before it is done: never a result. */
export interface CheckSoFar {
  /** Subjects tested, and subjects there are. */
  done: number;
  all: number;
  byVerdict: Record<Verdict, number>;
  /** The strictest of those found. */
  first: FirstConflict[];
}

/** Conflicts told of before a run is done. */
export const mostTold = 20;

export const noneByVerdict = () =>
  Object.fromEntries(verdicts.map((verdict) => [verdict, 0])) as Record<Verdict, number>;

/** Adds up what the parts of a run have found so far. */
export function mergeSoFar(parts: readonly CheckSoFar[]): CheckSoFar {
  const byVerdict = noneByVerdict();
  for (const part of parts) for (const verdict of verdicts) byVerdict[verdict] += part.byVerdict[verdict];
  const strictness = ({ verdict }: FirstConflict) => verdicts.indexOf(verdict);
  return {
    done: parts.reduce((sum, { done }) => sum + done, 0),
    all: parts.reduce((sum, { all }) => sum + all, 0),
    byVerdict,
    first: parts
      .flatMap(({ first }) => first)
      .sort((a, b) => strictness(a) - strictness(b))
      .slice(0, mostTold),
  };
}

/** Of a run's time, what the totals at its end may take. */
const testingShare = 0.95;

/** How far a run is, in words: the first verdicts are told while the rest is being tested. */
export function describeSoFar(soFar: CheckSoFar): Progress {
  const { done, all, byVerdict } = soFar;
  const said = verdicts.filter((verdict) => byVerdict[verdict] > 0);
  const list = (language: "zh" | "en") =>
    said.map((verdict) => `${verdictWords[verdict][language]} ${byVerdict[verdict]}`);
  const fraction = testingShare * (done / Math.max(1, all));
  const percent = `${Math.floor(fraction * 100)}%`;
  return {
    fraction,
    words: {
      zh: `${percent}，已核查 ${done} / ${all} 个项目${said.length > 0 ? `，已见 ${list("zh").join("、")}` : ""}`,
      en: `${percent}: ${done} of ${all} projects tested${said.length > 0 ? `, so far ${list("en").join(", ")}` : ""}`,
    },
    soFar,
  };
}

/** What is told while the totals are made; with what was found, so that it stays on the screen. */
export const describeAddingUp = (soFar?: CheckSoFar): Progress => ({
  fraction: testingShare,
  words: { zh: "95%，正在汇总", en: "95%: adding up" },
  ...(soFar ? { soFar } : {}),
});
