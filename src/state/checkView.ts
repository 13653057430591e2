import { buildAlternativeInput, buildCheckInput } from "../domain/board/checkRequests.ts";
import type { Board } from "../domain/board.ts";
import type { CheckResult, Conflict, PartySummary } from "../domain/ecology/conflict.ts";
import type { Problem, Result } from "../domain/result.ts";
import { findCheckAnswer } from "./checkAnswers.ts";
import { findOwnFile } from "./checkOwn.ts";
import type { CheckState } from "./checkStore.ts";

/** What there is to show for a board's check at this moment. */
export interface CheckView {
  /** The result to show: the board's own, or the one before it while that is being computed. */
  result: CheckResult | null;
  /** True while `result` is not what the board asks for. */
  isStale: boolean;
  problem: Problem | null;
}

const empty: CheckView = { result: null, isStale: false, problem: null };

/** Puts together what is to be shown now. A pure function of board and answers. */
export function buildCheckView(board: Board, state: CheckState): CheckView {
  const { check } = board;
  if (!check) return empty;
  if (!state.shipped) return { ...empty, isStale: true, problem: state.shippedProblem };
  const answer = findCheckAnswer(state.answers, buildCheckInput(board, check, state.shipped, findOwnFile));
  if (answer)
    return answer.ok
      ? { result: answer.value, isStale: false, problem: null }
      : { ...empty, problem: answer.error };
  const shown =
    state.shownKey === null
      ? undefined
      : (state.answers.get(state.shownKey) as Result<CheckResult> | undefined);
  return { result: shown?.ok ? shown.value : null, isStale: true, problem: null };
}

/** The result of each alternative, in the board's order; null while it is being computed. */
export function findAlternativeResults(board: Board, state: CheckState): (Result<CheckResult> | null)[] {
  const { check } = board;
  const { shipped } = state;
  if (!check || !shipped) return [];
  return check.alternatives.map(
    (alternative) =>
      findCheckAnswer(
        state.answers,
        buildAlternativeInput(board, check, alternative, shipped, findOwnFile),
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
