import { readDateSpan } from "../../domain/monitor/days.ts";
import type { ProjectJudgement } from "../../domain/monitor/judgeProject.ts";
import type { Evaluation } from "../../domain/monitor/monitor.ts";
import { eventWords } from "../../domain/monitor/monitorWords.ts";
import { milestoneDay } from "../../domain/monitor/readRows.ts";
import { isWeak, type MilestoneEvent, type MilestoneRow } from "../../domain/monitor/rows.ts";
import styles from "./Timeline.module.css";
import { percent, placeDay, timelineYears } from "./timelineScale.ts";
import { useMonitorWords } from "./useMonitorWords.ts";

const height = 22;
const middle = height / 2;

const marks: Record<MilestoneEvent, string> = {
  approved: "M-3 0L0 -3L3 0L0 3z",
  started: "M-2.5 -3.5L3.5 0L-2.5 3.5z",
  milestone: "M0 -4V4",
  opened: "M0 -3.5a3.5 3.5 0 1 0 .01 0z",
  completed: "M0 -3.5a3.5 3.5 0 1 0 .01 0z",
  replanned: "M-3 -3L3 3M3 -3L-3 3",
  cancelled: "M-3 -3L3 3M3 -3L-3 3",
  "not-started-reported": "M-3 -3h6v6h-6z",
};

/** Promise, events and due date of a project on one line; the text beside it says the same. */
export function Timeline(props: {
  judged: ProjectJudgement;
  rows: readonly MilestoneRow[];
  evaluation: Evaluation;
  planFrom: string;
}) {
  const { judged, rows, evaluation, planFrom } = props;
  const { word, language, text } = useMonitorWords();
  const name = language === "zh" ? judged.nameZh : judged.nameEn;
  const dated = rows.flatMap((row) => {
    const day = milestoneDay(row);
    return day && row.event !== "" ? [{ row, day, event: row.event }] : [];
  });
  const said = dated
    .map(({ row, event }) => `${row.eventDate} ${text(eventWords[event])}`)
    .join(language === "zh" ? "，" : ", ");
  const due = judged.due ? ` ${word("timelineDue", { day: judged.due })}` : "";
  const title = (said ? word("timeline", { name, events: said }) : word("timelineEmpty", { name })) + due;
  const at = (day: string) => percent(placeDay(day));
  return (
    <svg className={styles.timeline} height={height} role="img" aria-label={title}>
      {timelineYears.map((year) => (
        <line
          key={year}
          x1={at(`${year}-01-01`)}
          x2={at(`${year}-01-01`)}
          y1="1"
          y2={height - 1}
          className={styles.grid}
        />
      ))}
      {judged.due && (
        <rect
          x={at(planFrom)}
          y={middle - 2}
          width={percent(Math.max(0, placeDay(judged.due) - placeDay(planFrom)))}
          height="4"
          className={styles.promise}
        />
      )}
      {judged.due && (
        <line x1={at(judged.due)} x2={at(judged.due)} y1="2" y2={height - 2} className={styles.due} />
      )}
      <line x1={at(evaluation.asOf)} x2={at(evaluation.asOf)} y1="0" y2={height} className={styles.asOf} />
      {dated.map(({ row, day, event }) => {
        const span = readDateSpan(row.eventDate);
        return (
          <g key={row.id} className={isWeak(row.evidence) ? styles.lightEvent : styles.event}>
            {span && span.from !== span.to && (
              <line x1={at(span.from)} x2={at(span.to)} y1={middle} y2={middle} className={styles.spread} />
            )}
            <svg x={at(day)} y={middle} overflow="visible" aria-hidden="true">
              <path d={marks[event]} data-event={event}>
                <title>{`${row.eventDate} ${text(eventWords[event])}`}</title>
              </path>
            </svg>
          </g>
        );
      })}
    </svg>
  );
}

/** Marks of events that look alike are one entry of the key. */
const keyed: readonly (readonly MilestoneEvent[])[] = [
  ["approved"],
  ["started"],
  ["milestone"],
  ["opened", "completed"],
  ["replanned", "cancelled"],
  ["not-started-reported"],
];

/** What the marks of the timelines mean, and the years they run over. */
export function TimelineKey() {
  const { word, text, language } = useMonitorWords();
  return (
    <div className={styles.key}>
      <ul className={styles.marks}>
        <li>
          <svg width="18" height="14" aria-hidden="true">
            <rect x="0" y="5" width="14" height="4" className={styles.promise} />
            <line x1="14" x2="14" y1="1" y2="13" className={styles.due} />
          </svg>
          {word("keyDue")}
        </li>
        <li>
          <svg width="6" height="14" aria-hidden="true">
            <line x1="3" x2="3" y1="0" y2="14" className={styles.asOf} />
          </svg>
          {word("asOf")}
        </li>
        {keyed.map((events) => (
          <li key={events[0]}>
            <svg width="10" height="14" aria-hidden="true">
              <g className={styles.event} transform="translate(5 7)">
                <path d={marks[events[0]!]} data-event={events[0]} />
              </g>
            </svg>
            {events.map((event) => text(eventWords[event])).join(language === "zh" ? "、" : ", ")}
          </li>
        ))}
      </ul>
      <svg className={styles.years} height="14" aria-hidden="true">
        {timelineYears.map((year) => (
          <text key={year} x={percent(placeDay(`${year}-01-01`))} y="11" textAnchor="middle">
            {year}
          </text>
        ))}
      </svg>
    </div>
  );
}
