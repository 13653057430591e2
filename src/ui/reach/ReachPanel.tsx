import { lazy, Suspense, useEffect } from "react";
import { retryAnswers } from "../../state/answers.ts";
import { changeQuery, clearReach } from "../../state/reach/reach.ts";
import { useReach } from "../../state/reach/reachStore.ts";
import { useAtlas } from "../../state/store.ts";
import { BusyState, FailedState } from "../kit/States.tsx";
import { Compare } from "./Compare.tsx";
import { Exports } from "./Exports.tsx";
import { HowFar } from "./HowFar.tsx";
import { Matrix } from "./Matrix.tsx";
import { MethodCard } from "./MethodCard.tsx";
import { Origins } from "./Origins.tsx";
import { People } from "./People.tsx";
import styles from "./ReachPanel.module.css";
import { ScenarioSection } from "./ScenarioSection.tsx";
import { StaleMark } from "./StaleMark.tsx";
import { Story } from "./Story.tsx";
import { useReachView } from "./useReachView.ts";
import { useReachWords } from "./useReachWords.ts";
import { Way } from "./Way.tsx";

// Dear questions that few ask: their screens come after the rest.
const Equity = lazy(() => import("./Equity.tsx").then((module) => ({ default: module.Equity })));
const Timetable = lazy(() => import("./Timetable.tsx").then((module) => ({ default: module.Timetable })));
const Worth = lazy(() => import("./Worth.tsx").then((module) => ({ default: module.Worth })));

/** Where a result cannot be had, the reason; where one is on its way, that. */
function Standing() {
  const { word, text } = useReachWords();
  const view = useReachView();
  const edits = useAtlas((state) => state.board.scenario?.length ?? 0);
  if (view.problem)
    return (
      <div className={styles.problem} role="alert">
        <strong>{word("thin")}</strong>
        <p>{text(view.problem)}</p>
        {view.problem.code === "no-station-near" && (
          <button type="button" className={styles.button} onClick={() => changeQuery({ definition: "door" })}>
            {word("definitionDoor")}
          </button>
        )}
        {(view.problem.code === "data-unavailable" || view.problem.code === "worker-failed") && (
          <button type="button" className={styles.button} onClick={retryAnswers}>
            ↻
          </button>
        )}
      </div>
    );
  if (!view.isStale && edits === 0) return null;
  return (
    <p className={styles.standing} role="status">
      <StaleMark />
      {view.isStale && <span className={styles.note}>{word("stale")}</span>}
    </p>
  );
}

/** How far one gets: the promise of the plan in numbers, and a place to try it out. */
export function ReachPanel() {
  const { word, text } = useReachWords();
  const sources = useReach((state) => state.sources);
  const sourcesProblem = useReach((state) => state.sourcesProblem);
  const hasQuery = useAtlas((state) => state.board.reach !== undefined);
  const hasWay = useAtlas((state) => Boolean(state.board.reach?.place || state.board.reach?.route));
  useEffect(() => {
    useReach.setState({ isOpen: true });
    return () => useReach.setState({ isOpen: false, linkFrom: null, playMinutes: null });
  }, []);
  if (sourcesProblem)
    return <FailedState what="analysis" reason={text(sourcesProblem)} onRetry={retryAnswers} />;
  if (!sources) return <BusyState />;
  return (
    <div className={styles.panel} data-testid="reach-panel">
      <Standing />
      <Story />
      {/* An answer stands where the question was asked; an empty form may wait below. */}
      {hasWay && <Way />}
      <Origins />
      <People />
      <HowFar />
      {!hasWay && <Way />}
      <Compare />
      <ScenarioSection />
      <Suspense fallback={null}>
        <Timetable />
      </Suspense>
      <Matrix />
      <Suspense fallback={null}>
        <Equity />
        <Worth />
      </Suspense>
      <MethodCard />
      <Exports />
      {hasQuery && (
        <button type="button" className={styles.clear} onClick={clearReach}>
          {word("clearAll")}
        </button>
      )}
    </div>
  );
}
