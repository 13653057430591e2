import { create } from "zustand";
import type { PickMode } from "../../domain/board/picked.ts";
import type { PickedMeasures, PickRelation } from "../../domain/place/pickFeatures.ts";

/** How one reader picks now: not part of the board, which has what is picked. */
export interface PickState {
  /** What the next shape does, where no key is held. */
  mode: PickMode;
  /** What it does while Shift or Alt is held. */
  held: PickMode | null;
  relation: PickRelation;
  /** The layer to pick from; null for all that are shown but the ground. */
  from: string | null;
  isBusy: boolean;
  /** Whether tables list only what is picked. */
  tableOnly: boolean;
  /** Count, length and area by kind; null while they are found. */
  measures: readonly PickedMeasures[] | null;
  /** Raised to bring the section into view. */
  wish: number;
}

export const usePicks = create<PickState>()(() => ({
  mode: "new",
  held: null,
  relation: "touching",
  from: null,
  isBusy: false,
  tableOnly: false,
  measures: null,
  wish: 0,
}));

/** Opens the section that picks, from anywhere. */
export const askForPicks = () => usePicks.setState(({ wish }) => ({ wish: wish + 1 }));
