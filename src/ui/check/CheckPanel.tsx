import { ShieldCheck } from "lucide-react";
import { lazy, Suspense, useEffect } from "react";
import type { CheckSoFar } from "../../domain/check/checkSoFar.ts";
import { retryAnswers } from "../../state/answers.ts";
import { useAnswers } from "../../state/answersStore.ts";
import { clearCheck, runCheck } from "../../state/check/check.ts";
import { useCheck } from "../../state/check/checkStore.ts";
import { useAtlas } from "../../state/store.ts";
import { BusyState } from "../kit/States.tsx";
import { Underway } from "../kit/Underway.tsx";
import styles from "./CheckPanel.module.css";
import { Conflicts } from "./Conflicts.tsx";
import { Cumulative } from "./Cumulative.tsx";
import { NotTested } from "./NotTested.tsx";
import { OwnRoad } from "./OwnRoad.tsx";
import { Projects } from "./Projects.tsx";
import { Rules } from "./Rules.tsx";
import { Scope } from "./Scope.tsx";
import { useSelectedFeature } from "./selected.ts";
import { TakeAway } from "./TakeAway.tsx";
import { Trace } from "./Trace.tsx";
import { useCheckView } from "./useCheckView.ts";
import { useCheckWords } from "./useCheckWords.ts";
import { WhatIf } from "./WhatIf.tsx";

const FirstVerdicts = lazy(() => import("./FirstVerdicts.tsx"));

/** Runs of fewer projects are done before anyone could read what they found first. */
const worthTelling = 2_000;

/** What a run that is under way has found: the kernel of the check tells this. */
const useSoFar = (question: string | null): CheckSoFar | undefined =>
  useAnswers((state) =>
    question === null ? undefined : (state.underway.get(question)?.soFar as CheckSoFar | undefined),
  );

function Failure({ reason, onRetry }: { reason: string; onRetry: () => void }) {
  const { word } = useCheckWords();
  return (
    <div className={styles.problem} role="alert">
      <strong>{word("failed")}</strong>
      <p>{reason}</p>
      <button type="button" className={styles.button} onClick={onRetry}>
        <span aria-hidden="true">↻</span> {word("checkAgain")}
      </button>
    </div>
  );
}

/** Nothing asked yet: what it is for, and the ways to begin, own layers first where there are any. */
function Beginning() {
  const { word, text } = useCheckWords();
  const selected = useSelectedFeature();
  const hasOwn = useAtlas((state) => (state.board.userLayers?.length ?? 0) > 0);
  return (
    <div className={styles.beginning}>
      <p className={styles.lead}>{word("intro")}</p>
      <p>{word("introHow")}</p>
      <OwnRoad />
      <button type="button" className={hasOwn ? styles.button : styles.primary} onClick={() => runCheck()}>
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
  const soFar = useSoFar(view.question);
  const tells = soFar !== undefined && soFar.all > worthTelling;
  useEffect(() => {
    useCheck.setState({ isOpen: true });
    return () => useCheck.setState({ isOpen: false, pointed: null });
  }, []);
  if (shippedProblem) return <Failure reason={text(shippedProblem)} onRetry={retryAnswers} />;
  if (!hasCheck) return <Beginning />;
  const { result } = view;
  return (
    <div className={styles.panel} data-testid="check-panel" data-stale={view.isStale}>
      {view.isStale && result && (
        <p className={styles.standing} role="status">
          {word("stale")}
        </p>
      )}
      <Underway question={view.question} />
      {tells && (
        <Suspense fallback={null}>
          <FirstVerdicts soFar={soFar} />
        </Suspense>
      )}
      {view.problem && <Failure reason={text(view.problem)} onRetry={retryAnswers} />}
      <Scope />
      {result ? (
        <div className={view.isStale ? styles.stale : undefined} aria-busy={view.isStale}>
          <Conflicts result={result} />
          <Projects result={result} />
          <NotTested result={result} />
          <Trace result={result} />
          <TakeAway result={result} isStale={view.isStale} />
        </div>
      ) : (
        !view.problem && !tells && <BusyState />
      )}
      {result && <Cumulative />}
      <WhatIf />
      <Rules />
      <button type="button" className={styles.clear} onClick={clearCheck}>
        {word("clearAll")}
      </button>
    </div>
  );
}
