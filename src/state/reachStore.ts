import { create } from "zustand";
import type { DraggedOrigin } from "../domain/board/reachRequests.ts";
import type { RailSource } from "../domain/rail/railSource.ts";
import type { SurfaceAnswer } from "../domain/reach/reachKernels.ts";
import type { ReachSource } from "../domain/reach/reachSource.ts";
import type { Problem, Result } from "../domain/result.ts";

/** What a click on the map does while the analysis is open. */
export type ClickMeaning = "why" | "origin" | "link" | "select";

export interface ReachSources {
  rail: RailSource;
  reach: ReachSource;
}

/**
 * What the reach analysis has been told and what it is in the middle of. Its inputs are in the board;
 * surfaces are large and change with every move of a finger, so they are kept here and few.
 */
export interface ReachState {
  /** Whether the analysis panel is on the screen. */
  isOpen: boolean;
  sources: ReachSources | null;
  sourcesProblem: Problem | null;
  /** Surfaces by the key of their request, newest last. */
  surfaces: ReadonlyMap<string, Result<SurfaceAnswer>>;
  /** Bands and people of surfaces by key: they come with every frame of a drag, which the rest need not notice. */
  details: ReadonlyMap<string, Result<unknown>>;
  /** Everything else by key. */
  answers: ReadonlyMap<string, Result<unknown>>;
  /** Key of the newest surface that could be drawn: it stays, marked, until the next is there. */
  shownKey: string | null;
  dragged: DraggedOrigin | null;
  /** Cut-offs while a slider moves, before it is let go. */
  movedCutoffs: readonly number[] | null;
  /** How far the minutes have run while they play. */
  playMinutes: number | null;
  clickMeans: ClickMeaning;
  /** First station of a link that is being added. */
  linkFrom: string | null;
}

export const useReach = create<ReachState>()(() => ({
  isOpen: false,
  sources: null,
  sourcesProblem: null,
  surfaces: new Map(),
  details: new Map(),
  answers: new Map(),
  shownKey: null,
  dragged: null,
  movedCutoffs: null,
  playMinutes: null,
  clickMeans: "why",
  linkFrom: null,
}));
