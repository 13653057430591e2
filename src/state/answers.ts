import { datasets } from "../../geodata/catalogue.ts";
import { ask } from "../compute/ask.ts";
import { keyOfRequest, neighboursInput, type Request, requestsOf } from "../domain/board/requestsOf.ts";
import type { Selection } from "../domain/board.ts";
import type { KernelInput, KernelName, KernelOutput } from "../domain/kernels.ts";
import type { Result } from "../domain/result.ts";
import { useAtlas } from "./store.ts";

/** Answers kept beyond those the board asks for now, so that undo and phase switches are instant. */
const mostAnswers = 60;

/** Adds an answer as the newest and lets the oldest go past the cap. */
export function keepAnswer(
  answers: ReadonlyMap<string, Result<unknown>>,
  key: string,
  answer: Result<unknown>,
  most = mostAnswers,
): ReadonlyMap<string, Result<unknown>> {
  const kept = new Map(answers);
  kept.delete(key);
  kept.set(key, answer);
  for (const oldest of kept.keys()) {
    if (kept.size <= most) break;
    kept.delete(oldest);
  }
  return kept;
}

const datasetIds = datasets.map((record) => record.id);
export const findRequests = () => requestsOf(useAtlas.getState().board, datasetIds);

const asked = new Set<string>();

async function askFor(request: Request) {
  const key = keyOfRequest(request);
  if (asked.has(key) || useAtlas.getState().answers.get(key)?.ok) return;
  asked.add(key);
  // Kernel and input of a request belong together, which a union of requests cannot say.
  const answer = await ask(request.kernel, request.input as never, request.purpose);
  asked.delete(key);
  if (!answer.ok && answer.error.code === "superseded") return;
  useAtlas.setState((state) => ({ answers: keepAnswer(state.answers, key, answer) }));
}

/** Asks the worker whatever each new board needs. */
export function startAnswering() {
  const askAll = () => {
    for (const request of findRequests()) void askFor(request);
  };
  askAll();
  useAtlas.subscribe((state, before) => {
    if (state.board !== before.board) askAll();
  });
}

/** The answer to a question, undefined while it is being computed. */
export function findAnswer<K extends KernelName>(
  answers: ReadonlyMap<string, Result<unknown>>,
  kernel: K,
  input: KernelInput<K>,
): Result<KernelOutput<K>> | undefined {
  // Answers are kept under the key of their question, so the kernel gives their type.
  return answers.get(keyOfRequest({ kernel, input })) as Result<KernelOutput<K>> | undefined;
}

/** What lies near the selected feature; undefined while it is being measured. */
export function useNeighbours(subject: Selection) {
  const answers = useAtlas((state) => state.answers);
  return findAnswer(answers, "neighboursWithin", neighboursInput(subject, datasetIds));
}
