import { type ReactNode, useEffect, useState } from "react";
import type { FrameWord } from "../shell/frameWords.ts";
import { useFrameWords } from "../shell/useFrameWords.ts";
import styles from "./States.module.css";

/** Work below this is not worth a flicker. */
const patienceMilliseconds = 300;

/** Says that something is on its way, once it has lasted. */
export function BusyState({ what = "loading" }: { what?: FrameWord }) {
  const { word } = useFrameWords();
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), patienceMilliseconds);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={styles.state} role="status" aria-busy="true">
      {isLate && (
        <>
          <span className={styles.pulse} aria-hidden="true" />
          {word(what)}
        </>
      )}
    </div>
  );
}

export function EmptyState({ children }: { children: ReactNode }) {
  return <p className={styles.state}>{children}</p>;
}

/** Says why something failed and how to go on. */
export function FailedState(props: { what: FrameWord; reason: string; onRetry: () => void }) {
  const { word } = useFrameWords();
  return (
    <div className={styles.state} role="alert">
      <p className={styles.failure}>{word("failed", { what: word(props.what), reason: props.reason })}</p>
      <button type="button" className={styles.retry} onClick={props.onRetry}>
        {word("retry")}
      </button>
    </div>
  );
}
