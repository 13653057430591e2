import { create } from "zustand";
import type { Problem } from "../../domain/result.ts";
import type { TerrainSummary } from "../../domain/terrain/terrain.ts";

/** A terrain that the reader brought. It stays on this page: its heights are no part of the board. */
export interface TerrainState {
  summary: TerrainSummary | null;
  isOpening: boolean;
  problem: Problem | null;
  /** Files that wait for their system to be named. */
  waiting: readonly File[] | null;
  isShown: boolean;
  /** 0 to 1. */
  opacity: number;
}

export const useTerrain = create<TerrainState>()(() => ({
  summary: null,
  isOpening: false,
  problem: null,
  waiting: null,
  isShown: true,
  opacity: 0.8,
}));
