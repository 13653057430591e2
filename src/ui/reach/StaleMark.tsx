import { useAtlas } from "../../state/store.ts";
import styles from "./ReachPanel.module.css";
import { useReachView } from "./useReachView.ts";
import { useReachWords } from "./useReachWords.ts";

/** Says at once when what is shown is no longer what is asked, and whether the scenario is edited. */
export function StaleMark() {
  const { word } = useReachWords();
  const { isStale } = useReachView();
  const edits = useAtlas((state) => state.board.scenario?.length ?? 0);
  return (
    <>
      {edits > 0 && <span className={styles.editedTag}>{word("edited", { count: edits })}</span>}
      {isStale && (
        <span className={styles.staleTag} title={word("stale")}>
          {word("busy")}
        </span>
      )}
    </>
  );
}
