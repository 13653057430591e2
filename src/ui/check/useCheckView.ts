import { useMemo } from "react";
import { useAnswers } from "../../state/answersStore.ts";
import { useCheck } from "../../state/check/checkStore.ts";
import { buildCheckView, type CheckView } from "../../state/check/checkView.ts";
import { useUserData } from "../../state/own/userData.ts";
import { useAtlas } from "../../state/store.ts";

/** What there is to show of the board's check. */
export function useCheckView(): CheckView {
  const board = useAtlas((state) => state.board);
  const shipped = useCheck((state) => state.shipped);
  const answers = useAnswers((state) => state.answers);
  const contents = useUserData((state) => state.contents);
  const latest = useAnswers((state) => state.latest);
  // biome-ignore lint/correctness/useExhaustiveDependencies: these are the parts of the state the view is made of
  return useMemo(
    () => buildCheckView(board, useCheck.getState(), useAnswers.getState()),
    [board, shipped, answers, contents, latest],
  );
}
