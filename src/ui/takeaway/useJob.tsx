import { type ReactNode, useEffect, useRef, useState } from "react";
import { tell } from "../../state/actions.ts";
import type { Job } from "./drawScenes.ts";
import styles from "./TakeAway.module.css";
import { useTakeAwayWords } from "./takeawayWords.ts";

/** One long thing at a time: runs it, shows how far it is, and stops it on request or when its panel goes. */
export function useJob(): { run: (work: (job: Job) => Promise<void>) => void; progress: ReactNode } {
  const say = useTakeAwayWords();
  const [state, setState] = useState<{ done: number; total: number } | null>(null);
  const running = useRef<{ stop: () => void } | null>(null);
  useEffect(
    () => () => {
      running.current?.stop();
    },
    [],
  );
  const run = (work: (job: Job) => Promise<void>) => {
    if (running.current) return;
    let resolve = () => {};
    const whenStopped = new Promise<void>((done) => {
      resolve = done;
    });
    const token = {
      isStopped: false,
      stop: () => {
        token.isStopped = true;
        resolve();
      },
    };
    running.current = token;
    setState({ done: 0, total: 1 });
    void work({
      tell: (done, total) => setState({ done, total }),
      isStopped: () => token.isStopped,
      whenStopped,
    })
      .catch((error: unknown) => {
        const said = error instanceof Error ? error.message : String(error);
        tell("failure", { zh: `导出失败：${said}`, en: `The export failed: ${said}` });
      })
      .finally(() => {
        running.current = null;
        setState(null);
      });
  };
  const progress = state && (
    <div className={styles.progress} role="status">
      <progress
        max={state.total}
        value={Math.max(0, state.done - 0.5)}
        aria-label={say("drawing", { ...state })}
      />
      <span>{state.done > state.total ? say("packing") : say("drawing", { ...state })}</span>
      <button type="button" onClick={() => running.current?.stop()}>
        {say("stop")}
      </button>
    </div>
  );
  return { run, progress };
}
