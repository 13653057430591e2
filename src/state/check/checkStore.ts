import { create } from "zustand";
import type { RuleTable } from "../../domain/check/rules.ts";
import type { Problem } from "../../domain/result.ts";

/** How the reader sits at the ecology check: what is open and pointed at. Its inputs are in the board. */
export interface CheckState {
  /** Whether the check is on the screen. */
  isOpen: boolean;
  /** The rule table of the atlas. */
  shipped: RuleTable | null;
  shippedProblem: Problem | null;
  /** Whether the inspector shows a feature that the check may have something to say of. */
  isInspected: boolean;
  /** Whether it does, so that the check of the whole plan is wanted. */
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
  isInspected: false,
  wantsPlan: false,
  pointed: null,
  matrixOpen: false,
}));
