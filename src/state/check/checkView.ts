import type { Board } from "../../domain/board/board.ts";
import {
  buildAlternativeInput,
  buildCheckInput,
  type CheckSources,
} from "../../domain/board/checkRequests.ts";
import { type Answers, findAnswer, keyOf } from "../../domain/board/request.ts";
import type { CheckResult, Conflict, PartySummary } from "../../domain/check/conflict.ts";
import type { RuleTable } from "../../domain/check/rules.ts";
import type { Problem, Result } from "../../domain/result.ts";
import type { AnswersState } from "../answerEngine.ts";
import { findOwnFile } from "./checkOwn.ts";
import type { CheckState } from "./checkStore.ts";
import { findToday } from "./today.ts";

/** What there is to show for a board's check at this moment. */
export interface CheckView {
  /** The result to show: the board's own, or the one before it while that is being computed. */
  result: CheckResult | null;
  /** True while `result` is not what the board asks for. */
  isStale: boolean;
  problem: Problem | null;
  /** Key of the board's question, to tell how far it is; null where nothing is asked. */
  question: string | null;
}

/** What the questions of a check need beside the board. */
export const readCheckSources = (shipped: RuleTable): CheckSources => ({
  shipped,
  find: findOwnFile,
  today: findToday(),
});

const empty: CheckView = { result: null, isStale: false, problem: null, question: null };

/** Puts together what is to be shown now. A pure function of board and answers. */
export function buildCheckView(
  board: Board,
  state: CheckState,
  { answers, latest }: AnswersState,
): CheckView {
  const { check } = board;
  if (!check) return empty;
  if (!state.shipped) return { ...empty, isStale: true, problem: state.shippedProblem };
  const input = buildCheckInput(board, check, readCheckSources(state.shipped));
  const answer = findAnswer(answers, "conflicts", input);
  if (answer) return answer.ok ? { ...empty, result: answer.value } : { ...empty, problem: answer.error };
  // The newest answer for this purpose is of the same kernel.
  const shown = latest.check ? (answers.get(latest.check) as Result<CheckResult> | undefined) : undefined;
  return {
    ...empty,
    result: shown?.ok ? shown.value : null,
    isStale: true,
    question: keyOf("conflicts", input),
  };
}

/** The result of each alternative, in the board's order; null while it is being computed. */
export function findAlternativeResults(
  board: Board,
  { shipped }: CheckState,
  answers: Answers,
): (Result<CheckResult> | null)[] {
  const { check } = board;
  if (!check || !shipped) return [];
  return check.alternatives.map(
    (alternative) =>
      findAnswer(
        answers,
        "conflicts",
        buildAlternativeInput(board, check, alternative, readCheckSources(shipped)),
      ) ?? null,
  );
}

const partyIndexes = new WeakMap<CheckResult, ReadonlyMap<string, PartySummary>>();

/** Subjects and zones of a result by key, built once a result. */
export function indexParties(result: CheckResult): ReadonlyMap<string, PartySummary> {
  let index = partyIndexes.get(result);
  if (!index) {
    index = new Map([...result.subjects, ...result.zones].map((party) => [party.key, party]));
    partyIndexes.set(result, index);
  }
  return index;
}

export const findConflict = (result: CheckResult | null, id: string | null): Conflict | undefined =>
  id === null ? undefined : result?.conflicts.find((conflict) => conflict.id === id);
