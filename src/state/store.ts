import { create } from "zustand";
import type { Board, Camera, Selection } from "../domain/board.ts";
import type { Plan, PlanFeatureCollection } from "../domain/plan.ts";
import { defaultBoard } from "./defaultBoard.ts";

/** Where the map is now, told by the map after each move. */
export interface Viewport {
  camera: Camera;
  /** West, south, east, north. */
  bbox: [number, number, number, number];
}

/** A wish for the map to move: a place to frame or a camera to take. `id` makes each wish new. */
export interface Flight {
  id: number;
  to: { bbox: [number, number, number, number]; maxZoom?: number } | { camera: Camera };
}

export type MapStatus = { kind: "loading" } | { kind: "ready" } | { kind: "unavailable"; reason: string };

/**
 * What is open (the board and its past) and what has been loaded or observed. Nothing here is derived:
 * what can be computed is a selector.
 */
export interface AtlasState {
  board: Board;
  past: Board[];
  future: Board[];
  plan: Plan | null;
  /** Loaded datasets by id; the map reads them by URL, panels read them here. */
  datasets: Readonly<Record<string, PlanFeatureCollection>>;
  /** Feature under the pointer or focus, on the map or in a panel. */
  hovered: Selection | null;
  /** Features to be lit at once, such as those of a paragraph of the outline. */
  highlighted: Selection[];
  viewport: Viewport | null;
  /** How many features of a legend entry are in view: counts[layer][entry]. Told by the map. */
  countsInView: Readonly<Record<string, Readonly<Record<string, number>>>>;
  flight: Flight | null;
  mapStatus: MapStatus;
  /** Pixels of the map covered by panels, so that flights frame the free space. */
  padding: { top: number; right: number; bottom: number; left: number };
}

export const useAtlas = create<AtlasState>()(() => ({
  board: defaultBoard(),
  past: [],
  future: [],
  plan: null,
  datasets: {},
  hovered: null,
  highlighted: [],
  viewport: null,
  countsInView: {},
  flight: null,
  mapStatus: { kind: "loading" },
  padding: { top: 0, right: 0, bottom: 0, left: 0 },
}));
