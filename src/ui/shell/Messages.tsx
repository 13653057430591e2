import { lazy, Suspense } from "react";
import { useAtlas } from "../../state/store.ts";
import styles from "./Messages.module.css";
import { useFrameWords } from "./useFrameWords.ts";

export const loadLines = () => import("./MessageLines.tsx");
const MessageLines = lazy(async () => ({ default: (await loadLines()).MessageLines }));

/** What the atlas has to say, spoken by screen readers as it comes. */
export function Messages() {
  const { word } = useFrameWords();
  const hasLines = useAtlas((state) => state.messages.length > 0);
  return (
    <section className={styles.messages} aria-live="polite" aria-label={word("messages")}>
      {hasLines && (
        <Suspense fallback={null}>
          <MessageLines />
        </Suspense>
      )}
    </section>
  );
}
