import { leaveUpdate, takeUpdate } from "../../state/page/keepOffline.ts";
import { useOffline } from "../../state/page/offline.ts";
import { useWalk } from "../../state/walk/walk.ts";
import styles from "./TakeAway.module.css";
import { useTakeAwayWords } from "./takeawayWords.ts";

/**
 * Offers a new version; nothing changes until the reader says so or closes the last page. While a walk is shown the
 * offer waits: it is the presenter's, not the room's.
 */
export function UpdateNotice() {
  const say = useTakeAwayWords();
  const hasUpdate = useOffline((state) => state.hasUpdate);
  const isPresenting = useWalk((state) => state.mode !== "closed");
  if (!hasUpdate || isPresenting) return null;
  return (
    <div className={styles.notice} role="status">
      <p>{say("updateReady")}</p>
      <div className={styles.row}>
        <button type="button" className={styles.quiet} onClick={leaveUpdate}>
          {say("updateLater")}
        </button>
        <button type="button" className={styles.action} onClick={takeUpdate}>
          {say("updateNow")}
        </button>
      </div>
    </div>
  );
}
