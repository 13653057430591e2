import { installAtlas } from "../../state/page/keepOffline.ts";
import { type Keeping, useOffline } from "../../state/page/offline.ts";
import styles from "./TakeAway.module.css";
import { type TakeAwaySpeech, useTakeAwayWords } from "./takeawayWords.ts";

function writeKeeping(keeping: Keeping, say: TakeAwaySpeech): string {
  switch (keeping.kind) {
    case "none":
      return say("offlineNone");
    case "saving":
      return say("offlineSaving", { done: keeping.done, total: keeping.total });
    case "ready":
      return say("offlineReady");
    case "failed":
      return say("offlineFailed", { reason: keeping.reason });
  }
}

/** Whether the atlas works here without a network, and how to have it as an app. */
export function OfflinePart() {
  const say = useTakeAwayWords();
  const keeping = useOffline((state) => state.keeping);
  const offer = useOffline((state) => state.offer);
  return (
    <div className={styles.part}>
      <p role="status" data-offline={keeping.kind}>
        {writeKeeping(keeping, say)}
      </p>
      {offer && (
        <div className={styles.row}>
          <p>{say("installNote")}</p>
          <button type="button" className={styles.action} onClick={() => void installAtlas()}>
            {say("install")}
          </button>
        </div>
      )}
    </div>
  );
}
