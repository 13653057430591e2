import { create } from "zustand";
import type { RailSource } from "../../domain/rail/railSource.ts";
import type { Ground, Share } from "../../domain/walk/groundView.ts";
import type { RoomShow } from "../../domain/walk/room.ts";
import type { RehearsedTimes } from "../../domain/walk/route.ts";
import type { LiveNumber, Walk } from "../../domain/walk/walk.ts";
import type { Loading } from "../store.ts";

/** `scene`: the walk fills the screen. `detour`: every tool of the map is at hand, and a way back. */
export type WalkMode = "closed" | "scene" | "detour";

/** Inks a pen may have; the page says which they are. */
export const inkCount = 4;

/** What the pen drew without being lifted, as it is seen now. */
export interface Stroke {
  colour: number;
  points: Share[];
}

/** The same on the ground, at the scene it was drawn in. */
export interface GroundStroke {
  scene: string;
  colour: number;
  points: Ground[];
}

/** A state of the walk that undo comes back to, with the scene the editor was at. */
export interface WalkStep {
  walk: Walk;
  index: number;
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
  /** What undo and redo lead to: the walk and the scene that was open in it. */
  past: WalkStep[];
  future: WalkStep[];
  index: number;
  /** Within the scene, from 0. */
  step: number;
  mode: WalkMode;
  blank: "black" | "white" | null;
  panelsHidden: boolean;
  tool: "laser" | "ink" | null;
  pointer: Share | null;
  strokes: GroundStroke[];
  /** Ink waits at its scene until it is wiped; otherwise it goes when the scene is left. */
  keepsInk: boolean;
  /** Which ink is in the pen, of `inkCount`. */
  inkColour: number;
  sheetOpen: boolean;
  isPlaying: boolean;
  isLooping: boolean;
  /** Milliseconds since 1970; null while nothing is presented. */
  startedAt: number | null;
  sceneStartedAt: number | null;
  /** When the clock was stopped; null while it goes. */
  pausedAt: number | null;
  /** The route that is presented; null for the whole walk. */
  route: string | null;
  isRehearsal: boolean;
  /** Seconds at each scene of the last rehearsal of this walk, until they are taken as targets or thrown away. */
  rehearsed: RehearsedTimes;
  /** The map is on its way until then; milliseconds since 1970. */
  flyingUntil: number;
  /** Digits typed so far of the scene to go to. */
  typed: string;
  /** The railway, for minutes in the text. */
  rail: RailSource | null;
  /** Live numbers on the screen, a list for each part of it that shows some. */
  shownNumbers: readonly (readonly LiveNumber[])[];
  keptWalks: KeptWalk[];
  /** The address whose code stands on the wall for the audience; null where none does. */
  sign: string | null;
  /** Where the wall is that this page follows, and how its line to it is; null on a page that follows none. */
  followed: { show: RoomShow | null; line: "open" | "lost" | "out" } | null;
}

export const useWalk = create<WalkState>()(() => ({
  walk: null,
  walkLoading: { kind: "loading" },
  past: [],
  future: [],
  index: 0,
  step: 0,
  mode: "closed",
  blank: null,
  panelsHidden: false,
  tool: null,
  pointer: null,
  strokes: [],
  keepsInk: false,
  inkColour: 0,
  sheetOpen: false,
  isPlaying: false,
  isLooping: false,
  startedAt: null,
  sceneStartedAt: null,
  pausedAt: null,
  route: null,
  isRehearsal: false,
  rehearsed: {},
  flyingUntil: 0,
  typed: "",
  rail: null,
  shownNumbers: [],
  keptWalks: [],
  sign: null,
  followed: null,
}));
