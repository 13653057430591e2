import { useMemo } from "react";
import { datedPhase } from "../../../geodata/plan/phases.ts";
import { type DayComparison, describeDays } from "../../domain/monitor/compareDays.ts";
import type { Evaluation, Monitor } from "../../domain/monitor/monitor.ts";
import { eventWords, gradeWords } from "../../domain/monitor/monitorWords.ts";
import { compareBoardDays, setSince } from "../../state/monitor/monitor.ts";
import { useAtlas } from "../../state/store.ts";
import styles from "./Days.module.css";
import parts from "./MonitorParts.module.css";
import { Source } from "./Source.tsx";
import marks from "./StateMark.module.css";
import { StateMark } from "./StateMark.tsx";
import { useMonitorWords } from "./useMonitorWords.ts";

/** The same day some years before. */
const yearsBefore = (day: string, years: number) => `${Number(day.slice(0, 4)) - years}${day.slice(4)}`;

function Changes({
  comparison,
  evaluation,
  monitor,
}: {
  comparison: DayComparison;
  evaluation: Evaluation;
  monitor: Monitor;
}) {
  const { word, text, language } = useMonitorWords();
  const { from, to, states, grades, events } = comparison;
  const name = (one: { nameZh: string; nameEn: string }) => (language === "zh" ? one.nameZh : one.nameEn);
  const area = (id: string) => text(monitor.areas.find((one) => one.id === id)?.name ?? { zh: id, en: id });
  const because = (rows: readonly string[]) => {
    const row = evaluation.milestoneOf.get(rows.at(-1) ?? "");
    return row && row.event !== ""
      ? `${row.eventDate} ${text(eventWords[row.event])}`
      : rows.length > 0
        ? rows.join(" ")
        : word("byTime");
  };
  return (
    <>
      <p data-testid="monitor-days">{text(describeDays(comparison))}</p>
      {states.length > 0 && (
        <table className={styles.table}>
          <caption className={parts.subtitle}>{word("changedStates")}</caption>
          <thead>
            <tr>
              <th scope="col">{word("projects")}</th>
              <th scope="col">{from}</th>
              <th scope="col">{to}</th>
            </tr>
          </thead>
          <tbody>
            {states.map((one) => (
              <tr key={one.project}>
                <th scope="row">
                  {name(one)}
                  <span className={parts.note}>{because(one.rows)}</span>
                </th>
                <td>
                  <StateMark state={one.before} named />
                </td>
                <td>
                  <StateMark state={one.after} named />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {grades.length > 0 && (
        <table className={styles.table}>
          <caption className={parts.subtitle}>{word("changedGrades")}</caption>
          <thead>
            <tr>
              <th scope="col">{word("indicators")}</th>
              <th scope="col">{from}</th>
              <th scope="col">{to}</th>
            </tr>
          </thead>
          <tbody>
            {grades.map((one) => (
              <tr key={`${one.indicator} ${one.area}`}>
                <th scope="row">
                  {name(one)}
                  <span className={parts.note}>{area(one.area)}</span>
                </th>
                {[one.before, one.after].map((grade, at) => (
                  <td key={at === 0 ? "before" : "after"}>
                    <span className={marks.grade} data-grade={grade}>
                      {text(gradeWords[grade].name)}
                    </span>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {events.length > 0 && (
        <details>
          <summary>
            {word("changedEvents")} {events.length}
          </summary>
          <ol className={styles.events}>
            {events.map((row) => (
              <li key={row.id}>
                <p>
                  <strong>{row.eventDate}</strong> {row.event !== "" && text(eventWords[row.event])}
                  {word("colon")}
                  {language === "zh" ? row.eventZh : row.eventEn}
                </p>
                <Source row={row} />
              </li>
            ))}
          </ol>
        </details>
      )}
      {states.length + grades.length + events.length === 0 && <p>{word("noChange")}</p>}
    </>
  );
}

/** What changed between an earlier day and that of the evaluation. */
export function Days({ evaluation, monitor }: { evaluation: Evaluation; monitor: Monitor }) {
  const { word } = useMonitorWords();
  const query = useAtlas((state) => state.board.monitor);
  const since = query?.since;
  const comparison = useMemo(
    () => compareBoardDays(query ? { monitor: query } : {}, monitor, evaluation),
    [query, monitor, evaluation],
  );
  const last = evaluation.asOf;
  return (
    <div className={parts.stack}>
      <label className={parts.row}>
        <span>{word("since")}</span>
        <input
          type="date"
          className={parts.input}
          value={since ?? ""}
          min={datedPhase.firstDay}
          max={last}
          onChange={(event) => {
            const day = event.target.value;
            if (day === "") setSince(null);
            else if (day >= datedPhase.firstDay && day < last) setSince(day);
          }}
        />
      </label>
      <div className={parts.row}>
        {[1, 2, 3].map((years) => {
          const day = yearsBefore(last, years);
          return (
            <button
              key={years}
              type="button"
              className={parts.button}
              aria-pressed={since === day}
              disabled={day < datedPhase.firstDay}
              onClick={() => setSince(day)}
            >
              {word("yearsBack", { count: years })}
            </button>
          );
        })}
        <button
          type="button"
          className={parts.button}
          aria-pressed={since === undefined}
          onClick={() => setSince(null)}
        >
          {word("sinceNone")}
        </button>
      </div>
      <p className={parts.note}>
        {since !== undefined && !comparison ? word("sinceLate", { day: last }) : word("sinceNote")}
      </p>
      {comparison && <Changes comparison={comparison} evaluation={evaluation} monitor={monitor} />}
    </div>
  );
}
