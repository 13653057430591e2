import { create } from "zustand";
import type { DeparturesQuestion, DraggedOrigin } from "../../domain/board/reachRequests.ts";
import type { RailSource } from "../../domain/rail/railSource.ts";
import type { MatrixColumns } from "../../domain/reach/buildRailMatrix.ts";
import type { ReachSource } from "../../domain/reach/reachSource.ts";
import type { Problem } from "../../domain/result.ts";

/** What a click on the map does while the analysis is open. */
export type ClickMeaning = "why" | "origin" | "link" | "select";

export interface ReachSources {
  rail: RailSource;
  reach: ReachSource;
}

/** How the reader sits at the reach analysis: what is open and in motion. Its inputs are in the board. */
export interface ReachState {
  /** Whether the analysis panel is on the screen. */
  isOpen: boolean;
  sources: ReachSources | null;
  sourcesProblem: Problem | null;
  /** What the matrix leads to. */
  matrixColumns: MatrixColumns;
  dragged: DraggedOrigin | null;
  /** Cut-offs while a slider moves, before it is let go. */
  movedCutoffs: readonly number[] | null;
  /** How far the minutes have run while they play. */
  playMinutes: number | null;
  clickMeans: ClickMeaning;
  /** First station of a link that is being added. */
  linkFrom: string | null;
  /** Whether the dear answers are asked for: who is left behind, and what a change is worth. */
  wantsEquity: boolean;
  wantsWorth: boolean;
  /** What is asked of an imported timetable. */
  departures: DeparturesQuestion | null;
}

export const useReach = create<ReachState>()(() => ({
  isOpen: false,
  sources: null,
  sourcesProblem: null,
  matrixColumns: "hubs",
  dragged: null,
  movedCutoffs: null,
  playMinutes: null,
  clickMeans: "why",
  linkFrom: null,
  wantsEquity: false,
  wantsWorth: false,
  departures: null,
}));
