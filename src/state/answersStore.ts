import { create } from "zustand";
import type { AnswersState } from "./answerEngine.ts";

/** The answers so far and what is being computed; `startAnswering` keeps it. */
export const useAnswers = create<AnswersState>()(() => ({
  answers: new Map(),
  underway: new Map(),
  latest: {},
}));
