import { ShieldCheck } from "lucide-react";
import { useEffect } from "react";
import { clearCheck, openCheck, runCheck } from "../../state/check.ts";
import { loadRules, retryCheck } from "../../state/checkAnswers.ts";
import { useCheck } from "../../state/checkStore.ts";
import { useAtlas } from "../../state/store.ts";
import { BusyState } from "../frame/States.tsx";
import styles from "./CheckPanel.module.css";
import { Conflicts } from "./Conflicts.tsx";
import { NotTested } from "./NotTested.tsx";
import { Rules } from "./Rules.tsx";
import { Scope } from "./Scope.tsx";
import { useSelectedFeature } from "./selected.ts";
import { TakeAway, Trace } from "./TakeAway.tsx";
import { useCheckView } from "./useCheckView.ts";
import { useCheckWords } from "./useCheckWords.ts";
import { WhatIf } from "./WhatIf.tsx";

function Failure({ reason, onRetry }: { reason: string; onRetry: () => void }) {
  const { word } = useCheckWords();
  return (
    <div className={styles.problem} role="alert">
      <strong>{word("failed")}</strong>
      <p>{reason}</p>
      <button type="button" className={styles.button} onClick={onRetry}>
        ↻
      </button>
    </div>
  );
}

/** Nothing asked yet: what it is for, and the two ways to begin. */
function Beginning() {
  const { word, text } = useCheckWords();
  const selected = useSelectedFeature();
  return (
    <div className={styles.beginning}>
      <p className={styles.lead}>{word("intro")}</p>
      <p>{word("introHow")}</p>
      <button type="button" className={styles.primary} onClick={() => runCheck()}>
        <ShieldCheck size={16} aria-hidden="true" /> {word("runPlan")}
      </button>
      {selected && (
        <button
          type="button"
          className={styles.button}
          onClick={() => runCheck({ subjects: { kind: "features", features: [selected.selection] } })}
        >
          {word("runSelected", { name: text(selected.name) })}
        </button>
      )}
      <p className={styles.note}>{word("takeCaveat")}</p>
    </div>
  );
}

/** The ecology check: what collides, by how much, under which clause, and a report to take away. */
export function CheckPanel() {
  const { word, text } = useCheckWords();
  const hasCheck = useAtlas((state) => state.board.check !== undefined);
  const shippedProblem = useCheck((state) => state.shippedProblem);
  const view = useCheckView();
  useEffect(() => {
    openCheck();
    useCheck.setState({ isOpen: true });
    return () => useCheck.setState({ isOpen: false, pointed: null });
  }, []);
  if (shippedProblem) return <Failure reason={text(shippedProblem)} onRetry={() => void loadRules()} />;
  if (!hasCheck) return <Beginning />;
  const { result } = view;
  return (
    <div className={styles.panel} data-testid="check-panel" data-stale={view.isStale}>
      {view.isStale && result && (
        <p className={styles.standing} role="status">
          {word("stale")}
        </p>
      )}
      {view.problem && <Failure reason={text(view.problem)} onRetry={retryCheck} />}
      <Scope />
      {result ? (
        <div className={view.isStale ? styles.stale : undefined} aria-busy={view.isStale}>
          <Conflicts result={result} />
          <NotTested result={result} />
          <Trace result={result} />
          <TakeAway isStale={view.isStale} />
        </div>
      ) : (
        !view.problem && <BusyState />
      )}
      <WhatIf />
      <Rules />
      <button type="button" className={styles.clear} onClick={clearCheck}>
        {word("clearAll")}
      </button>
    </div>
  );
}
