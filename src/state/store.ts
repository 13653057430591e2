import { create } from "zustand";
import { phases } from "../../geodata/plan/phases.ts";
import type { Board, Camera, Selection } from "../domain/board/board.ts";
import type { Bilingual, Plan, PlanFeatureCollection } from "../domain/plan.ts";
import type { Problem, Result } from "../domain/result.ts";
import type { LitFeature } from "../domain/walk/walk.ts";

/** Where the map is now, told by the map after each move. */
export interface Viewport {
  camera: Camera;
  /** West, south, east, north. */
  bbox: [number, number, number, number];
}

/** A wish for the map to move: a place to frame or a camera to take. `id` makes each wish new. */
export interface CameraRequest {
  id: number;
  to:
    | { bbox: [number, number, number, number]; maxZoom?: number }
    /** With a duration the cameraRequest is gentle: one calm curve; 0 jumps. */
    | { camera: Camera; durationMilliseconds?: number };
}

export type MapStatus = { kind: "loading" } | { kind: "ready" } | { kind: "unavailable" };

/** A line for the reader, spoken by screen readers too. */
export interface Message {
  id: number;
  kind: "information" | "warning" | "failure";
  text: Bilingual;
  /** What the reader can do about it, as buttons; the line goes with the first that is pressed. */
  choices?: readonly { text: Bilingual; act: () => void }[] | undefined;
}

/** Something fetched: on its way, there, or why not. */
export type Loading = { kind: "loading" } | { kind: "ready" } | { kind: "failed"; problem: Problem };

export type DialogId = "search" | "attribution" | "keys" | "takeaway" | "print";

/** What is unfolded on the screen. Not part of the board: it is how one reader sits at it. */
export interface Screen {
  /** Open tab of the left panel; null when folded to icons. */
  panel: string | null;
  inspectorOpen: boolean;
  legendOpen: boolean;
  /** Item the outline is asked to show; it clears the wish when done. */
  outlineItem: string | null;
  /** Layer whose rows the table shows; null when the drawer is closed. */
  tableLayer: string | null;
  dialog: DialogId | null;
  /** Which other side of a comparison the list of differences runs from, on the screen and on paper. */
  comparedWith: number;
  /** The page is laid out as a sheet of paper, just before and while it is printed. */
  isPrinting: boolean;
}

/**
 * What is open (the board and its past) and what has been loaded or observed. Nothing here is derived:
 * what can be computed is a selector.
 */
export interface AtlasState {
  board: Board;
  past: Board[];
  future: Board[];
  plan: Plan | null;
  planLoading: Loading;
  /** Loaded datasets by id; the map reads them by URL, panels read them here. */
  datasets: Readonly<Record<string, PlanFeatureCollection>>;
  /** Datasets that could not be read, by id. */
  datasetProblems: Readonly<Record<string, Problem>>;
  /** Answers of the kernels by request key, newest last, capped. */
  answers: ReadonlyMap<string, Result<unknown>>;
  /** Feature under the pointer or focus, on the map or in a panel. */
  hovered: Selection | null;
  /** Features to be lit at once, such as those of a paragraph of the outline. */
  highlighted: LitFeature[];
  viewport: Viewport | null;
  /** How many features of a legend entry are in view: counts[layer][entry]. Told by the map. */
  countsInView: Readonly<Record<string, Readonly<Record<string, number>>>>;
  cameraRequest: CameraRequest | null;
  mapStatus: MapStatus;
  /** Pixels of the map covered by panels, so that flights frame the free space. */
  padding: { top: number; right: number; bottom: number; left: number };
  screen: Screen;
  messages: Message[];
}

/** What the page's frame needs of a board before one is opened: `startAtlas` puts the layers in. */
export const unopenedBoard: Board = {
  version: 1,
  phase: phases[0].id,
  language: "zh",
  theme: "paper",
  layers: [],
  selection: null,
  camera: null,
};

export const useAtlas = create<AtlasState>()(() => ({
  board: unopenedBoard,
  past: [],
  future: [],
  plan: null,
  planLoading: { kind: "loading" },
  datasets: {},
  datasetProblems: {},
  answers: new Map(),
  hovered: null,
  highlighted: [],
  viewport: null,
  countsInView: {},
  cameraRequest: null,
  mapStatus: { kind: "loading" },
  padding: { top: 0, right: 0, bottom: 0, left: 0 },
  screen: {
    panel: "plan",
    inspectorOpen: true,
    legendOpen: true,
    outlineItem: null,
    tableLayer: null,
    dialog: null,
    comparedWith: 0,
    isPrinting: false,
  },
  messages: [],
}));
