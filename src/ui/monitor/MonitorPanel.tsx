import { useDeferredValue, useEffect, useMemo, useState } from "react";
import { datedPhase } from "../../../geodata/plan/phases.ts";
import { hashEvaluation, summarizeStates } from "../../domain/monitor/describeJudgement.ts";
import { indicatorGrades } from "../../domain/monitor/gradeIndicator.ts";
import { projectStates } from "../../domain/monitor/judgeProject.ts";
import type { Monitor } from "../../domain/monitor/monitor.ts";
import { gradeFormula, gradeWords, stateWords, weakRule } from "../../domain/monitor/monitorWords.ts";
import { evaluateBoard, findAsOf, loadMonitor, setAsOf, setByState } from "../../state/monitor/monitor.ts";
import { useMonitor } from "../../state/monitor/monitorStore.ts";
import { useAtlas } from "../../state/store.ts";
import { Section } from "../kit/Section.tsx";
import { BusyState } from "../kit/States.tsx";
import { Days } from "./Days.tsx";
import { Indicators } from "./Indicators.tsx";
import styles from "./MonitorPanel.module.css";
import parts from "./MonitorParts.module.css";
import { OwnRows } from "./OwnRows.tsx";
import { Projects } from "./Projects.tsx";
import { type Narrowing, Score } from "./Score.tsx";
import marks from "./StateMark.module.css";
import { StateMark } from "./StateMark.tsx";
import { TakeAway } from "./TakeAway.tsx";
import { useMonitorWords } from "./useMonitorWords.ts";

/** The day of the evaluation; the map's phase that follows events goes with it. */
function AsOf({ monitor }: { monitor: Monitor }) {
  const { word } = useMonitorWords();
  const asOf = useAtlas((state) => findAsOf(state.board));
  const byState = useAtlas((state) => state.board.monitor?.byState === true);
  return (
    <div className={styles.asOfBox}>
      <label className={parts.row}>
        <span>{word("asOf")}</span>
        <input
          type="date"
          className={parts.input}
          value={asOf}
          min={datedPhase.firstDay}
          max={monitor.newest}
          onChange={(event) => {
            const day = event.target.value;
            if (day >= datedPhase.firstDay && day <= monitor.newest) setAsOf(day);
          }}
        />
      </label>
      <div className={parts.row}>
        <button
          type="button"
          className={parts.button}
          aria-pressed={asOf === datedPhase.day}
          onClick={() => setAsOf(datedPhase.day)}
        >
          {word("atEnd")}
        </button>
        <button
          type="button"
          className={parts.button}
          aria-pressed={asOf === monitor.newest}
          onClick={() => setAsOf(monitor.newest)}
        >
          {word("newest")}
        </button>
        <button
          type="button"
          className={parts.button}
          aria-pressed={byState}
          onClick={() => setByState(!byState)}
        >
          {word("byState")}
        </button>
      </div>
      <p className={parts.note}>{word("asOfNote")}</p>
    </div>
  );
}

/** How states and grades come about, as they are shown. */
function Method() {
  const { text } = useMonitorWords();
  return (
    <div className={parts.stack}>
      <dl className={styles.rules}>
        {projectStates.map((state) => (
          <div key={state}>
            <dt>
              <StateMark state={state} named />
            </dt>
            <dd>{text(stateWords[state].rule)}</dd>
          </div>
        ))}
        {indicatorGrades.map((grade) => (
          <div key={grade}>
            <dt>
              <span className={marks.grade} data-grade={grade}>
                {text(gradeWords[grade].name)}
              </span>
            </dt>
            <dd>{text(gradeWords[grade].rule)}</dd>
          </div>
        ))}
      </dl>
      <p>{text(gradeFormula)}</p>
      <p>{text(weakRule)}</p>
    </div>
  );
}

function Evaluated({ monitor }: { monitor: Monitor }) {
  const { word, text } = useMonitorWords();
  const query = useDeferredValue(useAtlas((state) => state.board.monitor));
  const evaluation = useMemo(() => evaluateBoard(query ? { monitor: query } : {}, monitor), [query, monitor]);
  const [narrowing, setNarrowing] = useState<Narrowing>({ state: null, group: null });
  const without = evaluation.projects.filter(({ state }) => state === "no-evidence").length;
  return (
    <div className={`${styles.panel} ${marks.palette}`}>
      <AsOf monitor={monitor} />
      <p className={styles.sentence} data-testid="monitor-sentence">
        {text(summarizeStates(evaluation.projects))}
      </p>
      <Section title={word("score")} isBuiltOpen>
        <Score evaluation={evaluation} monitor={monitor} narrowing={narrowing} onNarrow={setNarrowing} />
      </Section>
      <Section title={word("projects")} isBuiltOpen>
        <Projects
          evaluation={evaluation}
          monitor={monitor}
          narrowing={narrowing}
          onWiden={() => setNarrowing({ state: null, group: null })}
        />
      </Section>
      <Section title={word("indicators")} open={false} isBuiltOpen>
        <Indicators evaluation={evaluation} monitor={monitor} />
      </Section>
      <Section title={word("noEvidence", { count: without })} open={false} isBuiltOpen>
        <p className={parts.note}>{word("noEvidenceNote")}</p>
        <Projects evaluation={evaluation} monitor={monitor} narrowing={narrowing} only="no-evidence" />
      </Section>
      <Section title={word("days")} open={query?.since !== undefined} isBuiltOpen>
        <Days evaluation={evaluation} monitor={monitor} />
      </Section>
      <Section title={word("ownRows")} open={false} isBuiltOpen>
        <OwnRows />
      </Section>
      <Section title={word("take")} open={false} isBuiltOpen>
        <TakeAway />
        <p className={parts.note}>
          {word("asOf")} {evaluation.asOf} · {word("hash", { hash: hashEvaluation(evaluation) })}
        </p>
      </Section>
      <Section title={word("method")} open={false} isBuiltOpen>
        <Method />
      </Section>
    </div>
  );
}

/** The plan against what happened: score, projects, indicators, what has no evidence, the office's own rows. */
export function MonitorPanel() {
  const { word, text } = useMonitorWords();
  const monitor = useMonitor((state) => state.monitor);
  const loading = useMonitor((state) => state.loading);
  useEffect(() => {
    void loadMonitor();
  }, []);
  if (monitor) return <Evaluated monitor={monitor} />;
  if (loading?.kind === "failed")
    return (
      <div className={styles.body} role="alert">
        <strong>{word("failed")}</strong>
        <p>{text(loading.problem)}</p>
        <button type="button" className={parts.button} onClick={() => void loadMonitor()}>
          ↻
        </button>
      </div>
    );
  return <BusyState />;
}
