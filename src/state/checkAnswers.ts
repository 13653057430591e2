import { ask } from "../compute/ask.ts";
import {
  buildAlternativeInput,
  buildCheckInput,
  buildPlanInput,
  type FindOwnFile,
} from "../domain/board/checkRequests.ts";
import { keyOfRequest } from "../domain/board/requestsOf.ts";
import type { Board } from "../domain/board.ts";
import type { ConflictsInput } from "../domain/ecology/collectCheck.ts";
import type { CheckResult } from "../domain/ecology/conflict.ts";
import type { RuleTable } from "../domain/ecology/rules.ts";
import { failure, type Problem, type Result, success } from "../domain/result.ts";
import { keepAnswer } from "./answers.ts";
import { findOwnFile } from "./checkOwn.ts";
import { type CheckState, useCheck } from "./checkStore.ts";
import { useAtlas } from "./store.ts";
import { useUserData } from "./userData.ts";

/** A result is up to 1 MB; enough for the phases, some rule edits and the alternatives. */
const mostAnswers = 24;

export const keyOfCheck = (input: ConflictsInput) => keyOfRequest({ kernel: "conflicts", input });

let loading: Promise<void> | null = null;

/** Loads the rule table once; a failure may be tried again. */
export function loadRules(): Promise<void> {
  loading ??= (async () => {
    useCheck.setState({ shippedProblem: null });
    const loaded = await readRules();
    if (loaded.ok) useCheck.setState({ shipped: loaded.value });
    else {
      loading = null;
      useCheck.setState({ shippedProblem: loaded.error });
    }
  })();
  return loading;
}

async function readRules(): Promise<Result<RuleTable>> {
  try {
    const response = await fetch("data/rules.json");
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    // Built and checked in this repository (`geodata/build`), so its shape is known.
    return success((await response.json()) as RuleTable);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return failure<Problem>({
      code: "data-unavailable",
      zh: `规则表读取失败（${said}）；请检查网络后重试`,
      en: `The rule table could not be read (${said}); check the connection and try again`,
      file: "rules.json",
    });
  }
}

interface Question {
  input: ConflictsInput;
  purpose: string;
}

/** Everything a board, and the parts of the page that are open, ask of the check. */
export function findQuestions(board: Board, state: CheckState, find: FindOwnFile): Question[] {
  const { shipped } = state;
  const { check } = board;
  if (!shipped) return [];
  return [
    ...(check ? [{ input: buildCheckInput(board, check, shipped, find), purpose: "check" }] : []),
    ...(check?.alternatives ?? []).map((alternative) => ({
      input: buildAlternativeInput(board, check!, alternative, shipped, find),
      purpose: `check-alternative-${alternative.id}`,
    })),
    ...(state.wantsPlan ? [{ input: buildPlanInput(board, shipped), purpose: "check-plan" }] : []),
  ];
}

const asked = new Set<string>();

async function askFor({ input, purpose }: Question) {
  const key = keyOfCheck(input);
  if (useCheck.getState().answers.has(key) || asked.has(key)) return;
  asked.add(key);
  performance.mark("check-asked");
  const answer = await ask("conflicts", input, purpose);
  asked.delete(key);
  if (!answer.ok && answer.error.code === "superseded") return;
  if (purpose === "check") performance.measure("check", "check-asked");
  useCheck.setState((state) => ({
    answers: keepAnswer(state.answers, key, answer, mostAnswers),
    ...(answer.ok && !state.computedAt[answer.value.id]
      ? {
          computedAt: {
            ...state.computedAt,
            [answer.value.id]: `${new Date().toISOString().slice(0, 19)}Z`,
          },
        }
      : {}),
    ...(answer.ok && purpose === "check" ? { shownKey: key } : {}),
  }));
}

function advance() {
  const { board } = useAtlas.getState();
  const state = useCheck.getState();
  if (board.check && !state.shipped && !state.shippedProblem) void loadRules();
  for (const question of findQuestions(board, state, findOwnFile)) {
    const key = keyOfCheck(question.input);
    if (question.purpose === "check" && state.answers.get(key)?.ok && state.shownKey !== key)
      useCheck.setState({ shownKey: key });
    void askFor(question);
  }
}

let started = false;
let isQueued = false;

/** Keeps the results in step with the board, from the first call on. */
export function startCheck() {
  if (started) return;
  started = true;
  const queue = () => {
    if (isQueued) return;
    isQueued = true;
    queueMicrotask(() => {
      isQueued = false;
      advance();
    });
  };
  queue();
  useAtlas.subscribe((state, before) => {
    if (state.board !== before.board) queue();
  });
  // Contents of own layers come from storage after the board.
  useUserData.subscribe((state, before) => {
    if (state.contents !== before.contents) queue();
  });
  useCheck.subscribe((state, before) => {
    if (
      state.shipped !== before.shipped ||
      state.answers !== before.answers ||
      state.wantsPlan !== before.wantsPlan
    )
      queue();
  });
}

/** The answer to a question, undefined while it is being computed. */
export const findCheckAnswer = (
  answers: CheckState["answers"],
  input: ConflictsInput,
): Result<CheckResult> | undefined =>
  // Answers are kept under the key of their question, so the kernel gives their type.
  answers.get(keyOfCheck(input)) as Result<CheckResult> | undefined;

/** Has the result of a board there, for a picture or a file of it. */
export async function completeCheck(board: Board): Promise<Result<CheckResult> | null> {
  if (!board.check) return null;
  await loadRules();
  const { shipped, shippedProblem } = useCheck.getState();
  if (!shipped) return shippedProblem && failure(shippedProblem);
  const input = buildCheckInput(board, board.check, shipped, findOwnFile);
  const known = findCheckAnswer(useCheck.getState().answers, input);
  if (known?.ok) return known;
  const answer = await ask("conflicts", input, "check-picture");
  useCheck.setState((state) => ({
    answers: keepAnswer(state.answers, keyOfCheck(input), answer, mostAnswers),
  }));
  return answer;
}

/** Forgets what failed, so that it is asked again. */
export function retryCheck() {
  if (!useCheck.getState().shipped) void loadRules();
  useCheck.setState((state) => ({
    answers: new Map([...state.answers].filter(([, answer]) => answer.ok)),
  }));
}
