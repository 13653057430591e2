import { stateShapes } from "../../../layers/grammar/stateInk.ts";
import type { ProjectState } from "../../domain/monitor/judgeProject.ts";
import { stateWords } from "../../domain/monitor/monitorWords.ts";
import marks from "./StateMark.module.css";
import { useMonitorWords } from "./useMonitorWords.ts";

/** The mark of a state; with `named` its word too. A state that only concluded evidence carries is drawn lighter. */
export function StateMark({
  state,
  named,
  light,
}: {
  state: ProjectState;
  named?: boolean;
  light?: boolean;
}) {
  const { text } = useMonitorWords();
  const { d, hollow, also } = stateShapes[state];
  return (
    <span className={marks.state} data-state={state} data-light={light ? "" : undefined}>
      <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
        <path d={d} className={hollow ? marks.hollow : marks.solid} />
        {also && <path d={also} className={marks.solid} />}
      </svg>
      {named && <span>{text(stateWords[state].name)}</span>}
    </span>
  );
}
