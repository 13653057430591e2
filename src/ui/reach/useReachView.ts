import { useMemo } from "react";
import { useReach } from "../../state/reachStore.ts";
import { buildReachView, type ReachView } from "../../state/reachView.ts";
import { useAtlas } from "../../state/store.ts";

/** What there is to show of the analysis now. */
export function useReachView(): ReachView {
  const board = useAtlas((state) => state.board);
  const state = useReach();
  return useMemo(() => buildReachView(board, state), [board, state]);
}
