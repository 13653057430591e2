import type { Board } from "../../domain/board/board.ts";
import { applyRailEdits } from "../../domain/rail/editRail.ts";
import type { RailSource } from "../../domain/rail/railSource.ts";
import { useAtlas } from "../store.ts";
import { useReach } from "./reachStore.ts";

let last: { rail: RailSource; edits: Board["scenario"]; edited: RailSource } | null = null;

/** The railway with the board's edits; as the plan has it where an edit names what is not there. */
export function readEditedRail(rail: RailSource, { scenario: edits }: Board): RailSource {
  if (!edits) return rail;
  if (last?.rail === rail && last.edits === edits) return last.edited;
  let edited = rail;
  try {
    edited = applyRailEdits(rail, edits);
  } catch {
    // The kernels say which edit it was; the table goes on with what it knows.
  }
  last = { rail, edits, edited };
  return edited;
}

/** The railway with the board's edits, once it is there. */
export function useEditedRail(): RailSource | undefined {
  const rail = useReach((state) => state.sources?.rail);
  const board = useAtlas((state) => state.board);
  return rail && readEditedRail(rail, board);
}
