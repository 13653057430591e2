import { phases } from "../../../geodata/plan/phases.ts";
import type { Board } from "../../domain/board/board.ts";
import { buildCumulativeInput } from "../../domain/board/checkRequests.ts";
import { findAnswer, keyOf } from "../../domain/board/request.ts";
import type { CumulativePhase } from "../../domain/check/cumulate.ts";
import type { Problem } from "../../domain/result.ts";
import type { AnswersState } from "../answerEngine.ts";
import type { CheckState } from "./checkStore.ts";
import { readCheckSources } from "./checkView.ts";

/** What projects take of zones together, as far as it is known. */
export interface CumulativeView {
  found: readonly CumulativePhase[] | null;
  problem: Problem | null;
  /** Key of the question, to tell how far it is; null where it is not asked. */
  question: string | null;
}

const phaseIds = phases.map(({ id }) => id);

/** Nothing is shown of another question while this one is computed: its numbers would be taken for these. */
export function buildCumulativeView(
  board: Board,
  { shipped }: CheckState,
  { answers }: Pick<AnswersState, "answers">,
): CumulativeView {
  const { check } = board;
  if (!check || !shipped || check.cumulativeThreshold === null)
    return { found: null, problem: null, question: null };
  const input = buildCumulativeInput(board, check, phaseIds, readCheckSources(shipped));
  const answer = findAnswer(answers, "cumulative", input);
  return {
    found: answer?.ok ? answer.value : null,
    problem: answer && !answer.ok ? answer.error : null,
    question: keyOf("cumulative", input),
  };
}
