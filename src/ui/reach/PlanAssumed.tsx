import { useReach } from "../../state/reach/reachStore.ts";
import { useAtlas } from "../../state/store.ts";
import styles from "./ReachPanel.module.css";
import { useReachWords } from "./useReachWords.ts";

/** Says where lines count as open that the map draws as not yet built. */
export function PlanAssumed() {
  const { word } = useReachWords();
  const phase = useAtlas((state) => state.board.phase);
  const counts = useReach((state) =>
    state.sources?.rail.lines.some((line) => line.assumedIn?.includes(phase)),
  );
  return counts ? <p className={styles.note}>{word("planAssumed")}</p> : null;
}
