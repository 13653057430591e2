import type { Answers } from "../../domain/board/request.ts";
import { keyOfNumber } from "../../domain/board/requestsOf.ts";
import { findNumberState, type NumberData, type NumberState } from "../../domain/walk/liveNumbers.ts";
import type { AnswerSource } from "../../domain/walk/readPath.ts";
import type { LiveNumber, Walk } from "../../domain/walk/walk.ts";
import { useAnswers } from "../answersStore.ts";
import { useAtlas } from "../store.ts";
import { useWalk } from "./walk.ts";

/** Says which numbers are on the screen until the given function is called: what they need is then there. */
export function showNumbers(numbers: readonly LiveNumber[]): () => void {
  // The same list may be on two parts of the screen, and either may go first.
  const shown = [...numbers];
  useWalk.setState((state) => ({ shownNumbers: [...state.shownNumbers, shown] }));
  return () =>
    useWalk.setState((state) => ({ shownNumbers: state.shownNumbers.filter((other) => other !== shown) }));
}

const findValue = (answers: Answers, source: AnswerSource): number | null | undefined => {
  const answer = answers.get(keyOfNumber(source));
  // A walk from outside may name any kernel with any input: one there is not, or that fails, gives no number.
  return answer && (answer.ok ? (answer.value as number | null) : null);
};

/** What the numbers of a walk are read from now. */
export function readNumberData(): NumberData {
  const { plan, datasets } = useAtlas.getState();
  const { rail } = useWalk.getState();
  const { answers } = useAnswers.getState();
  return { plan, datasets, rail, findAnswerValue: (source) => findValue(answers, source) };
}

export type NumberStates = Readonly<Record<string, { live: LiveNumber; now: NumberState }>>;

/** States of numbers as the data now have them. */
export const findNumberStates = (walk: Walk, keys: readonly string[], data: NumberData): NumberStates =>
  Object.fromEntries(
    keys.flatMap((key) => {
      const live = walk.numbers[key];
      return live ? [[key, { live, now: findNumberState(live, data) }]] : [];
    }),
  );
