import { useEffect, useState } from "react";
import { stopAnswer } from "../../state/answers.ts";
import { useAnswers } from "../../state/answersStore.ts";
import { useFrameWords } from "../shell/useFrameWords.ts";
import styles from "./Underway.module.css";

/** Work below this is done before anyone could stop it. */
const patienceMilliseconds = 600;

/** How far a computation is, what it is at, and a button that stops it; nothing where it is not under way. */
export function Underway({ question }: { question: string | null }) {
  const { word, text } = useFrameWords();
  const progress = useAnswers((state) => (question === null ? undefined : state.underway.get(question)));
  const isUnderway = progress !== undefined;
  const [isLate, setLate] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another question is another wait
  useEffect(() => {
    setLate(false);
    if (!isUnderway) return;
    const timer = setTimeout(() => setLate(true), patienceMilliseconds);
    return () => clearTimeout(timer);
  }, [question, isUnderway]);
  if (question === null || !isUnderway || !isLate) return null;
  const words = progress ? text(progress.words) : word("computing");
  const share = progress?.fraction ?? null;
  return (
    <div className={styles.underway} role="status" data-testid="underway">
      <span className={styles.words}>{words}</span>
      <progress
        className={styles.bar}
        aria-label={words}
        max={1}
        {...(share === null ? {} : { value: share })}
      />
      <button type="button" className={styles.stop} onClick={() => stopAnswer(question)}>
        {word("stop")}
      </button>
    </div>
  );
}
