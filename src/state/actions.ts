import type { Board, Camera, Selection } from "../domain/board.ts";
import { type Flight, type MapStatus, useAtlas, type Viewport } from "./store.ts";

const mostPast = 200;

/** Replaces the open board by an edited one and remembers the one before. */
export function editBoard(edit: (board: Board) => Board) {
  const { board, past } = useAtlas.getState();
  const next = edit(board);
  if (next === board) return;
  useAtlas.setState({ board: next, past: [...past, board].slice(-mostPast), future: [] });
}

export const setPhase = (phase: string) =>
  editBoard((board) => (board.phase === phase ? board : { ...board, phase }));
export const selectFeature = (selection: Selection | null) => editBoard((board) => ({ ...board, selection }));
export const hoverFeature = (hovered: Selection | null) => useAtlas.setState({ hovered });
export const highlightFeatures = (highlighted: Selection[]) => useAtlas.setState({ highlighted });

let flights = 0;

/** Asks the map to frame a place or take a camera. */
export function requestFlight(to: Flight["to"]) {
  flights += 1;
  useAtlas.setState({ flight: { id: flights, to } });
}

export const flyToCamera = (camera: Camera) => requestFlight({ camera });

// What the map tells.
export const reportViewport = (viewport: Viewport) => useAtlas.setState({ viewport });
export const reportCounts = (countsInView: Record<string, Record<string, number>>) =>
  useAtlas.setState({ countsInView });
export const reportMapStatus = (mapStatus: MapStatus) => useAtlas.setState({ mapStatus });
