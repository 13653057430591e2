import { create } from "zustand";
import type { RuleTable } from "../domain/ecology/rules.ts";
import type { Problem, Result } from "../domain/result.ts";

/** What the ecology check has been told and answered. Its inputs are in the board. */
export interface CheckState {
  /** Whether the check is on the screen. */
  isOpen: boolean;
  /** The rule table of the atlas. */
  shipped: RuleTable | null;
  shippedProblem: Problem | null;
  /** Results by the key of their question, newest last. */
  answers: ReadonlyMap<string, Result<unknown>>;
  /** When each result was computed here, by its id. ISO 8601. */
  computedAt: Readonly<Record<string, string>>;
  /** Key of the newest result that could be shown: it stays, marked, until the next is there. */
  shownKey: string | null;
  /** Whether the inspector has asked for the whole plan. */
  wantsPlan: boolean;
  /** Conflict under the pointer or focus in a list or the matrix. */
  pointed: string | null;
  /** Whether the matrix lies open over the map. */
  matrixOpen: boolean;
}

export const useCheck = create<CheckState>()(() => ({
  isOpen: false,
  shipped: null,
  shippedProblem: null,
  answers: new Map(),
  computedAt: {},
  shownKey: null,
  wantsPlan: false,
  pointed: null,
  matrixOpen: false,
}));
