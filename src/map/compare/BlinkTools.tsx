import { useEffect, useState } from "react";
import type { Language } from "../../domain/board/board.ts";
import styles from "./ComparePanes.module.css";
import { sayCompare } from "./compareWords.ts";

const turnMilliseconds = 1_400;

interface Blink {
  /** Place of the side shown; the open board is the last. */
  shown: number;
  isPlaying: boolean;
  play: (isPlaying: boolean) => void;
  flip: () => void;
}

/** Shows the sides by turns; stands still where the reader wants no motion. */
export function useBlink(sides: number): Blink {
  const [shown, setShown] = useState(0);
  const [isPlaying, play] = useState(() => !window.matchMedia("(prefers-reduced-motion: reduce)").matches);
  const isTurning = isPlaying && sides > 0;
  useEffect(() => {
    if (!isTurning) return;
    const timer = setInterval(() => setShown((now) => (now + 1) % sides), turnMilliseconds);
    return () => clearInterval(timer);
  }, [isTurning, sides]);
  return {
    shown,
    isPlaying,
    play,
    flip: () => {
      play(false);
      setShown((now) => (now + 1) % Math.max(1, sides));
    },
  };
}

/** Which side is shown, and the buttons that stop, go on and turn. */
export function BlinkTools({ blink, title, language }: { blink: Blink; title: string; language: Language }) {
  return (
    <div className={styles.blink}>
      <output className={styles.now} aria-live={blink.isPlaying ? "off" : "polite"}>
        {sayCompare("blinkNow", language, { title })}
      </output>
      <button type="button" onClick={() => blink.play(!blink.isPlaying)}>
        {sayCompare(blink.isPlaying ? "pause" : "play", language)}
      </button>
      <button type="button" onClick={blink.flip}>
        {sayCompare("flip", language)}
      </button>
    </div>
  );
}
