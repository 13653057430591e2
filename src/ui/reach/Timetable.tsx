import { useMemo, useRef } from "react";
import { phases } from "../../../geodata/plan/phases.ts";
import { departuresInput } from "../../domain/board/reachRequests.ts";
import { findAnswer } from "../../domain/board/request.ts";
import type { RailEdit } from "../../domain/rail/editRail.ts";
import type { TimetableReport } from "../../domain/rail/timetable.ts";
import type { DeparturesAnswer, TimedJourney } from "../../domain/reach/timetableKernel.ts";
import { useAnswers } from "../../state/answersStore.ts";
import { undoScenarioEdit } from "../../state/reach/reach.ts";
import { useReach } from "../../state/reach/reachStore.ts";
import { readTimetable, useTimetable } from "../../state/reach/timetable.ts";
import { useAtlas } from "../../state/store.ts";
import { Section } from "../kit/Section.tsx";
import panelStyles from "./ReachPanel.module.css";
import styles from "./Timetable.module.css";
import { useTimetableWords } from "./timetableWords.ts";

type TimetableEdit = Extract<RailEdit, { kind: "timetable" }>;

function Report({ report }: { report: TimetableReport }) {
  const { word, text, number, language } = useTimetableWords();
  const file = useTimetable((state) => state.file);
  const comma = language === "zh" ? "、" : ", ";
  return (
    <div data-testid="timetable-report">
      <p>
        {word("report", {
          trips: number(report.trips),
          services: number(report.services),
          stations: number(report.stations),
        })}
      </p>
      {file && report.days.length > 1 && (
        <label className={panelStyles.field}>
          <span>{word("day")}</span>
          <select
            className={panelStyles.input}
            value={report.day}
            onChange={(event) => void readTimetable(file, event.currentTarget.value)}
          >
            {report.days.map(({ day, trips }) => (
              <option key={day} value={day}>
                {word("dayOption", { day, trips })}
              </option>
            ))}
          </select>
        </label>
      )}
      <ul className={styles.notes}>
        {report.notes.map((note) => (
          <li key={note.code} className={panelStyles.note}>
            {word("noteCount", { count: number(note.count) })}
            {text(note.text)}
            {language === "zh" ? "；" : "; "}
            {word("noteFor", { examples: note.examples.join(comma) })}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Minutes after midnight in a field of the page's own clock. */
function ClockField(props: { label: string; minute: number; onCommit: (minute: number) => void }) {
  const time = `${String(Math.floor(props.minute / 60)).padStart(2, "0")}:${String(props.minute % 60).padStart(2, "0")}`;
  return (
    <label className={panelStyles.field}>
      <span>{props.label}</span>
      <input
        type="time"
        className={panelStyles.input}
        value={time}
        onChange={(event) => {
          const [hours, minutes] = event.currentTarget.value.split(":").map(Number);
          if (Number.isInteger(hours) && Number.isInteger(minutes)) props.onCommit(hours! * 60 + minutes!);
        }}
      />
    </label>
  );
}

function Numbers({ answer }: { answer: DeparturesAnswer }) {
  const { word, number, clock, language } = useTimetableWords();
  const minutes = (value: number | null) =>
    value === null ? word("noTrain") : word("minutes", { minutes: number(Math.round(value)) });
  const tell = ({ departMinute, arriveMinute, trains }: TimedJourney) =>
    word("journey", {
      depart: clock(departMinute),
      arrive: clock(arriveMinute),
      minutes: number(Math.round(arriveMinute - departMinute)),
      trains: trains.join(language === "zh" ? "，" : ", "),
    });
  const { journeys, lastBack } = answer;
  if (journeys.length === 0) return <p className={panelStyles.warning}>{word("none")}</p>;
  return (
    <div data-testid="departures">
      <dl className={styles.numbers}>
        <dt>{word("median")}</dt>
        <dd>{minutes(answer.medianMinutes)}</dd>
        <dt>{word("p90")}</dt>
        <dd>{minutes(answer.p90Minutes)}</dd>
        <dt>{word("fastest")}</dt>
        <dd>{minutes(answer.fastestMinutes)}</dd>
        <dt>{word("first")}</dt>
        <dd>{tell(journeys[0]!)}</dd>
        <dt>{word("last")}</dt>
        <dd>{tell(journeys.at(-1)!)}</dd>
        <dt>{word("lastBack")}</dt>
        <dd>{lastBack ? tell(lastBack) : word("noTrain")}</dd>
      </dl>
      <p className={panelStyles.note}>
        {word("waitIncluded")} {word("share", { share: number(answer.servedShare, { style: "percent" }) })}
      </p>
      <details>
        <summary className={panelStyles.lineSummary}>{word("all", { count: journeys.length })}</summary>
        <ol className={styles.notes}>
          {journeys.map((journey) => (
            <li key={journey.departMinute} className={panelStyles.note}>
              {tell(journey)}
            </li>
          ))}
        </ol>
      </details>
    </div>
  );
}

/** Two stations of the timetable and a window, with the answer. */
function Question({ edit }: { edit: TimetableEdit }) {
  const { word, text } = useTimetableWords();
  const board = useAtlas((state) => state.board);
  const rail = useReach((state) => state.sources?.rail);
  const kept = useReach((state) => state.departures);
  const answers = useAnswers((state) => state.answers);
  const stations = useMemo(() => {
    const served = new Set(edit.services.flatMap((service) => service.stations));
    return (rail?.stations ?? []).filter(({ id }) => served.has(id));
  }, [edit, rail]);
  const standing = {
    from: stations[0]?.id ?? "",
    to: stations[1]?.id ?? "",
    fromMinute: 420,
    toMinute: 1260,
  };
  const question = kept ?? standing;
  const ask = (change: Partial<typeof standing>) =>
    useReach.setState({ departures: { ...question, ...change } });
  const answer = kept && findAnswer(answers, "railDepartures", departuresInput(board, kept));
  const field = (end: "from" | "to") => (
    <label className={panelStyles.field}>
      <span>{word(end)}</span>
      <select
        className={panelStyles.input}
        value={question[end]}
        onChange={(event) => ask({ [end]: event.currentTarget.value })}
      >
        {stations.map(({ id, name }) => (
          <option key={id} value={id}>
            {text(name)}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <>
      <div className={styles.row}>
        {field("from")}
        {field("to")}
        <button
          type="button"
          className={panelStyles.button}
          onClick={() => ask({ from: question.to, to: question.from })}
        >
          {word("swap")}
        </button>
      </div>
      <div className={styles.row}>
        <ClockField
          label={word("between")}
          minute={question.fromMinute}
          onCommit={(fromMinute) => ask({ fromMinute })}
        />
        <ClockField
          label={word("until")}
          minute={question.toMinute}
          onCommit={(toMinute) => ask({ toMinute })}
        />
      </div>
      <div aria-live="polite">
        {answer && !answer.ok && <p className={panelStyles.warning}>{text(answer.error)}</p>}
        {answer?.ok && <Numbers answer={answer.value} />}
      </div>
    </>
  );
}

/** Trains of a published timetable as those of a phase: its import, its report, and what only a timetable can say. */
export function Timetable() {
  const { word, text, number } = useTimetableWords();
  const phase = useAtlas((state) => state.board.phase);
  const edits = useAtlas((state) => state.board.scenario);
  const { isReading, report, problem } = useTimetable();
  const input = useRef<HTMLInputElement>(null);
  const edit = edits?.find(
    (other): other is TimetableEdit => other.kind === "timetable" && other.phase === phase,
  );
  const title = text(phases.find((other) => other.id === phase)!.title);
  const trains = edit?.services.reduce((sum, service) => sum + service.departures.length, 0) ?? 0;
  return (
    <Section title={word("title")} open={edit !== undefined}>
      <p className={panelStyles.note}>
        {edit
          ? word("leadHas", { phase: title, name: edit.name, day: edit.day, trains: number(trains) })
          : word("leadNone", { phase: title })}
      </p>
      <input
        ref={input}
        type="file"
        accept=".zip"
        hidden
        data-testid="timetable-file"
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = "";
          if (file) void readTimetable(file);
        }}
      />
      <div className={styles.row}>
        <button
          type="button"
          className={panelStyles.button}
          disabled={isReading}
          onClick={() => input.current?.click()}
        >
          {word(isReading ? "reading" : "choose")}
        </button>
        {edit && (
          <button type="button" className={panelStyles.button} onClick={() => undoScenarioEdit(edit)}>
            {word("remove")}
          </button>
        )}
      </div>
      {problem && (
        <p className={panelStyles.warning} role="alert">
          {text(problem)}
        </p>
      )}
      {edit && report && report.day === edit.day && report.file === edit.name && <Report report={report} />}
      {edit && <Question edit={edit} />}
    </Section>
  );
}
