import type { KernelInput, KernelName, KernelOutput } from "../kernels.ts";
import type { ReachRequest } from "../reach/reachKernels.ts";
import type { Result } from "../result.ts";

/** Answers by the key of their question. */
export type Answers = ReadonlyMap<string, Result<unknown>>;

/** Something to be computed. */
export interface Request {
  /** What the answer is kept under: the same question always has the same key. */
  key: string;
  kernel: string;
  input: unknown;
  /**
   * What the answer is for. The last good answer for a purpose may stand, marked as out of date, until the next
   * is there. Left out where nothing is shown meanwhile.
   */
  purpose?: string;
  /** One of many on the way to another, as in a drag: let go when the next answer for its purpose comes. */
  isFleeting?: boolean;
  /** Parts of a good answer that are kept under keys of their own, instead of the whole. */
  unpack?: (value: unknown) => readonly (readonly [key: string, value: unknown])[];
}

/** Questions about a surface name the request it answers: the surface itself is too large for a key. */
interface QuestionsOfSurfaces {
  reachBands: { of: ReachRequest; cutoffs: readonly number[]; wantsPolygons?: true };
  reachSummary: { of: ReachRequest; cutoffs: readonly number[] };
  reachDifference: { before: ReachRequest; after: ReachRequest; cutoffMinutes: number };
}

/** What an answer of a kernel is kept under: its input, but where that holds an answer. */
export type Question<K extends KernelName> = K extends keyof QuestionsOfSurfaces
  ? QuestionsOfSurfaces[K]
  : KernelInput<K>;

/** The one key of a question. */
export const keyOf = <K extends KernelName>(kernel: K, question: Question<K>): string =>
  JSON.stringify([kernel, question]);

/** The kernel of a key, which is the JSON text of a list that begins with its name. */
export const findKernel = (key: string): string => key.slice(2, key.indexOf('"', 2));

/** A request whose question is its input. */
export const buildRequest = <K extends Exclude<KernelName, keyof QuestionsOfSurfaces>>(
  kernel: K,
  input: Question<K>,
  purpose?: string,
): Request => ({ key: keyOf(kernel, input), kernel, input, ...(purpose ? { purpose } : {}) });

/** The answer to a question, undefined while it is being computed. */
export function findAnswer<K extends KernelName>(
  answers: Answers,
  kernel: K,
  question: Question<K>,
): Result<KernelOutput<K>> | undefined {
  // Answers are kept under the key of their question, so the kernel gives their type.
  return answers.get(keyOf(kernel, question)) as Result<KernelOutput<K>> | undefined;
}

/** The answer to a question where there is one and it is good. */
export function findGood<K extends KernelName>(
  answers: Answers,
  kernel: K,
  question: Question<K>,
): KernelOutput<K> | null {
  const answer = findAnswer(answers, kernel, question);
  return answer?.ok ? answer.value : null;
}
