import { useState } from "react";
import { countByGroup, countStates, isApart, type ScoreGrouping } from "../../domain/monitor/countStates.ts";
import { type ProjectState, projectStates } from "../../domain/monitor/judgeProject.ts";
import type { Evaluation, Monitor } from "../../domain/monitor/monitor.ts";
import { stateWords } from "../../domain/monitor/monitorWords.ts";
import { createGrouping, nameGroup } from "../../state/monitor/monitorGroups.ts";
import { useAtlas } from "../../state/store.ts";
import { Choice } from "../kit/Choice.tsx";
import parts from "./MonitorParts.module.css";
import styles from "./Score.module.css";
import { StateMark } from "./StateMark.tsx";
import { useMonitorWords } from "./useMonitorWords.ts";

/** What the list of projects is narrowed to. */
export interface Narrowing {
  state: ProjectState | null;
  group: { by: ScoreGrouping; id: string } | null;
}

/** A bar of the states side by side; the numbers beside it say the same. */
function StateBar({ counts, total }: { counts: Record<ProjectState, number>; total: number }) {
  let at = 0;
  return (
    <svg className={styles.bar} viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      {projectStates.map((state) => {
        const width = (counts[state] / Math.max(1, total)) * 100;
        const x = at;
        at += width;
        return <rect key={state} x={x} y="0" width={width} height="8" data-state={state} />;
      })}
    </svg>
  );
}

/** How many projects are in each state, all together. */
function Totals(props: {
  counts: Record<ProjectState, number>;
  narrowing: Narrowing;
  onNarrow: (narrowing: Narrowing) => void;
}) {
  const { text } = useMonitorWords();
  const { counts, narrowing, onNarrow } = props;
  return (
    <ul className={styles.totals} data-testid="monitor-totals">
      {projectStates.map((state) => (
        <li key={state}>
          <button
            type="button"
            className={styles.total}
            aria-pressed={narrowing.state === state && !narrowing.group}
            title={text(stateWords[state].rule)}
            onClick={() =>
              onNarrow({
                state: narrowing.state === state && !narrowing.group ? null : state,
                group: null,
              })
            }
          >
            <StateMark state={state} />
            <span className={styles.totalName}>{text(stateWords[state].name)}</span>
            <strong>{counts[state]}</strong>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** One chapter, city or body with its numbers. */
function GroupRow(props: {
  line: ReturnType<typeof countByGroup>[number];
  by: ScoreGrouping;
  name: string;
  used: readonly ProjectState[];
  narrowing: Narrowing;
  onNarrow: (narrowing: Narrowing) => void;
}) {
  const { word, text } = useMonitorWords();
  const { line, by, name, used, narrowing, onNarrow } = props;
  const isChosen = narrowing.group?.by === by && narrowing.group.id === line.group;
  return (
    <tr aria-selected={isChosen} data-apart={isApart(line.group) || undefined}>
      <th scope="row">
        <button
          type="button"
          className={parts.link}
          aria-pressed={isChosen && narrowing.state === null}
          onClick={() =>
            onNarrow({
              state: null,
              group: isChosen && narrowing.state === null ? null : { by, id: line.group },
            })
          }
        >
          {name}
        </button>
        <StateBar counts={line.counts} total={line.total} />
      </th>
      {used.map((state) => (
        <td key={state}>
          {line.counts[state] === 0 ? (
            <span className={styles.none}>–</span>
          ) : (
            <button
              type="button"
              className={styles.number}
              aria-pressed={isChosen && narrowing.state === state}
              aria-label={word("narrowTo", {
                group: name,
                state: text(stateWords[state].name),
                count: line.counts[state],
              })}
              onClick={() => onNarrow({ state, group: { by, id: line.group } })}
            >
              {line.counts[state]}
            </button>
          )}
        </td>
      ))}
      <td>
        <strong>{line.total}</strong>
      </td>
    </tr>
  );
}

/** How many projects are in each state, by chapter, city or body. Every number narrows the list below. */
export function Score(props: {
  evaluation: Evaluation;
  monitor: Monitor;
  narrowing: Narrowing;
  onNarrow: (narrowing: Narrowing) => void;
}) {
  const { evaluation, monitor, narrowing, onNarrow } = props;
  const { word, text } = useMonitorWords();
  const plan = useAtlas((state) => state.plan);
  const [by, setBy] = useState<ScoreGrouping>("chapter");
  const counts = countStates(evaluation.projects);
  const lines = plan ? countByGroup(evaluation.projects, by, createGrouping(monitor, plan)) : [];
  const used = projectStates.filter((state) => counts[state] > 0);
  return (
    <div className={parts.stack}>
      <Totals counts={counts} narrowing={narrowing} onNarrow={onNarrow} />
      <StateBar counts={counts} total={evaluation.projects.length} />
      <Choice
        name={word("by")}
        value={by}
        onChange={setBy}
        options={[
          { id: "chapter", title: word("byChapter") },
          { id: "city", title: word("byCity") },
          { id: "responsible", title: word("byResponsible") },
        ]}
      />
      <div className={parts.scroll}>
        <table className={styles.score} data-testid="monitor-score">
          <thead>
            <tr>
              <th scope="col">
                {word(by === "chapter" ? "byChapter" : by === "city" ? "byCity" : "byResponsible")}
              </th>
              {used.map((state) => (
                <th key={state} scope="col" title={text(stateWords[state].name)}>
                  <StateMark state={state} />
                  <span className="visually-hidden">{text(stateWords[state].name)}</span>
                </th>
              ))}
              <th scope="col">{word("all")}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <GroupRow
                key={line.group}
                line={line}
                by={by}
                name={text(nameGroup(line.group, by, monitor, plan))}
                used={used}
                narrowing={narrowing}
                onNarrow={onNarrow}
              />
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{word("all")}</th>
              {used.map((state) => (
                <td key={state}>{counts[state]}</td>
              ))}
              <td>
                <strong>{evaluation.projects.length}</strong>
              </td>
            </tr>
          </tfoot>
        </table>
      </div>
      {by === "city" && <p className={parts.note}>{word("sharedNote")}</p>}
    </div>
  );
}
