import { create } from "zustand";
import type { RailSource } from "../domain/rail/railSource.ts";
import type { Walk } from "../domain/walk/walk.ts";
import type { Loading } from "./store.ts";

/** `scene`: the walk fills the screen. `detour`: every tool of the map is at hand, and a way back. */
export type WalkMode = "closed" | "scene" | "detour";

/** A position in shares of the map, 0 to 1 from its top left corner. */
export interface Share {
  x: number;
  y: number;
}

/** A walk kept on this machine. */
export interface KeptWalk {
  id: string;
  title: Walk["title"];
  sceneCount: number;
  savedAt: number;
}

/** The open walk, where it stands, and what the presenter has in hand. None of it is part of a board. */
export interface WalkState {
  walk: Walk | null;
  walkLoading: Loading;
  past: Walk[];
  future: Walk[];
  index: number;
  mode: WalkMode;
  blank: "black" | "white" | null;
  panelsHidden: boolean;
  tool: "laser" | "ink" | null;
  pointer: Share | null;
  strokes: Share[][];
  sheetOpen: boolean;
  isPlaying: boolean;
  isLooping: boolean;
  /** Milliseconds since 1970; null while nothing is presented. */
  startedAt: number | null;
  sceneStartedAt: number | null;
  /** The map is on its way until then; milliseconds since 1970. */
  flyingUntil: number;
  /** Digits typed so far of the scene to go to. */
  typed: string;
  /** The railway, for minutes in the text. */
  rail: RailSource | null;
  /** Values found in answers of kernels, by number; null where the kernel failed. */
  answerValues: Readonly<Record<string, number | null>>;
  keptWalks: KeptWalk[];
}

export const useWalk = create<WalkState>()(() => ({
  walk: null,
  walkLoading: { kind: "loading" },
  past: [],
  future: [],
  index: 0,
  mode: "closed",
  blank: null,
  panelsHidden: false,
  tool: null,
  pointer: null,
  strokes: [],
  sheetOpen: false,
  isPlaying: false,
  isLooping: false,
  startedAt: null,
  sceneStartedAt: null,
  flyingUntil: 0,
  typed: "",
  rail: null,
  answerValues: {},
  keptWalks: [],
}));
