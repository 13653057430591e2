import { useMemo } from "react";
import { applyRailEdits } from "../../domain/rail/editRail.ts";
import type { RailSource } from "../../domain/rail/railSource.ts";
import { useReach } from "../../state/reachStore.ts";
import { useAtlas } from "../../state/store.ts";

/** The railway with the reader's edits; as the plan has it where an edit names what is not there. */
export function useEditedRail(): RailSource | undefined {
  const rail = useReach((state) => state.sources?.rail);
  const edits = useAtlas((state) => state.board.scenario);
  return useMemo(() => {
    if (!rail || !edits) return rail;
    try {
      return applyRailEdits(rail, edits);
    } catch {
      // The kernels say which edit it was; the table goes on with what it knows.
      return rail;
    }
  }, [rail, edits]);
}
