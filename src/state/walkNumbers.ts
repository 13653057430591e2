import { ask } from "../compute/ask.ts";
import type { KernelInput, KernelName } from "../domain/kernels.ts";
import {
  type AnswerSource,
  findNumberState,
  type NumberData,
  type NumberState,
  readPath,
} from "../domain/walk/liveNumbers.ts";
import type { LiveNumber, Walk } from "../domain/walk/walk.ts";
import { loadDataset } from "./loadData.ts";
import { ensureRail } from "./openWalk.ts";
import { useWalk, type WalkState } from "./walk.ts";

export const keyOfAnswer = ({ kernel, input, path }: AnswerSource) => JSON.stringify([kernel, input, path]);

const asked = new Set<string>();

/** Asks a kernel for a number once; only the number is kept, not the answer. */
async function askFor(source: AnswerSource) {
  const key = keyOfAnswer(source);
  if (asked.has(key) || key in useWalk.getState().answerValues) return;
  asked.add(key);
  // A walk from outside may name any kernel with any input: one there is not, or that fails, gives no number.
  const answer = await ask(
    source.kernel as KernelName,
    source.input as KernelInput<KernelName>,
    `walk ${key}`,
  );
  asked.delete(key);
  const value = answer.ok ? readPath(answer.value, source.path) : null;
  useWalk.setState((state) => ({ answerValues: { ...state.answerValues, [key]: value } }));
}

/** Loads or asks whatever the numbers need. */
export function prepareNumbers(numbers: readonly LiveNumber[]) {
  for (const { source } of numbers) {
    if (source.kind === "features") void loadDataset(source.dataset);
    else if (source.kind === "rail") void ensureRail();
    else if (source.kind === "answer") void askFor(source);
  }
}

export type NumberStates = Readonly<Record<string, { live: LiveNumber; now: NumberState }>>;

/** States of numbers as the data now have them. */
export function findNumberStates(
  walk: Walk,
  keys: readonly string[],
  data: Omit<NumberData, "findAnswerValue">,
  answerValues: WalkState["answerValues"],
): NumberStates {
  const findAnswerValue = (source: AnswerSource) => answerValues[keyOfAnswer(source)];
  return Object.fromEntries(
    keys.flatMap((key) => {
      const live = walk.numbers[key];
      return live ? [[key, { live, now: findNumberState(live, { ...data, findAnswerValue }) }]] : [];
    }),
  );
}
