import { useMemo } from "react";
import { useCheck } from "../../state/checkStore.ts";
import { buildCheckView, type CheckView } from "../../state/checkView.ts";
import { useAtlas } from "../../state/store.ts";
import { useUserData } from "../../state/userData.ts";

/** What there is to show of the board's check. */
export function useCheckView(): CheckView {
  const board = useAtlas((state) => state.board);
  const shipped = useCheck((state) => state.shipped);
  const answers = useCheck((state) => state.answers);
  const contents = useUserData((state) => state.contents);
  const shownKey = useCheck((state) => state.shownKey);
  // biome-ignore lint/correctness/useExhaustiveDependencies: these are the parts of the state the view is made of
  return useMemo(
    () => buildCheckView(board, useCheck.getState()),
    [board, shipped, answers, contents, shownKey],
  );
}
