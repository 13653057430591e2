import { useEffect, useRef, useState } from "react";
import { acceptImport, answerImport, dropImport, toggleRepair } from "../../state/own/importFiles.ts";
import type { PendingImport, Question } from "../../state/own/userData.ts";
import styles from "./DataPanel.module.css";
import { OwnShiftForm } from "./OwnShiftForm.tsx";
import { ReportView } from "./ReportView.tsx";
import { TableChoice } from "./TableChoice.tsx";
import { useDataWords } from "./useDataWords.ts";

const encodings = ["utf-8", "gb18030", "big5", "utf-16le", "windows-1252"];
/** Formats whose text says nothing sure of its own encoding. */
const encodedFormats = ["csv", "shapefile"];

function EncodingChoice({ pending, question }: { pending: PendingImport; question: Question | undefined }) {
  const { word, text } = useDataWords();
  return (
    <div className={styles.question}>
      <label className={styles.field}>
        <span>{question ? text(question.title) : word("encodingAsk")}</span>
        <select
          value={pending.options.encoding ?? ""}
          onChange={(event) => void answerImport(pending.id, { encoding: event.currentTarget.value })}
        >
          {pending.options.encoding === undefined && <option value="">{word("encodingAuto")}</option>}
          {(question?.choices.map((choice) => choice.value) ?? encodings).map((encoding) => (
            <option key={encoding} value={encoding}>
              {encoding.toUpperCase()}
            </option>
          ))}
        </select>
      </label>
      {question && <Samples samples={question.samples} />}
    </div>
  );
}

function Samples({ samples }: { samples: readonly string[] }) {
  const { word } = useDataWords();
  if (samples.length === 0) return null;
  return (
    <div className={styles.samples}>
      <p className={styles.note}>{word("samples")}</p>
      {samples.map((sample) => (
        <p key={sample} className={styles.sample}>
          {sample}
        </p>
      ))}
    </div>
  );
}

function CrsChoice({ pending, question }: { pending: PendingImport; question: Question }) {
  const { word, text } = useDataWords();
  const [code, setCode] = useState("");
  return (
    <fieldset className={styles.question}>
      <legend>{text(question.title)}</legend>
      <Samples samples={question.samples} />
      <ul className={styles.choices}>
        {question.choices.map((choice) => (
          <li key={choice.value}>
            <button
              type="button"
              className={styles.button}
              onClick={() => void answerImport(pending.id, { fromCrs: choice.value })}
            >
              {choice.label}
              {choice.lands && <span className={styles.lands}>{text(choice.lands)}</span>}
            </button>
          </li>
        ))}
      </ul>
      <form
        className={styles.row}
        onSubmit={(event) => {
          event.preventDefault();
          if (code.trim()) void answerImport(pending.id, { fromCrs: code.trim() });
        }}
      >
        <label className={styles.field}>
          <span>{word("crsOther")}</span>
          <input
            value={code}
            placeholder="EPSG:4547"
            onChange={(event) => setCode(event.currentTarget.value)}
          />
        </label>
        <button type="submit" className={styles.button}>
          {word("readAgain")}
        </button>
      </form>
    </fieldset>
  );
}

/** Nothing in a file of bare degrees tells a Chinese web map's datum: only who made it can. */
function DatumChoice({ pending, question }: { pending: PendingImport; question: Question }) {
  const { text } = useDataWords();
  const chosen = pending.options.fromDatum ?? "wgs84";
  return (
    <fieldset className={styles.question}>
      <legend>{text(question.title)}</legend>
      <ul className={styles.choices}>
        {question.choices.map((choice) => (
          <li key={choice.value}>
            <button
              type="button"
              className={styles.button}
              aria-pressed={choice.value === chosen}
              onClick={() =>
                void answerImport(pending.id, {
                  fromDatum: choice.value as PendingImport["options"]["fromDatum"],
                })
              }
            >
              {choice.label}
            </button>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

function Repairs({ pending }: { pending: PendingImport }) {
  const { word, text } = useDataWords();
  const { repairs } = pending.report;
  if (repairs.length === 0) return null;
  return (
    <section className={styles.question}>
      <h4 className={styles.subtitle}>{word("repairs")}</h4>
      <p className={styles.note}>{word("repairsLead")}</p>
      <ul className={styles.choices}>
        {repairs.map((repair) => (
          <li key={repair.id}>
            <button
              type="button"
              className={styles.button}
              aria-pressed={repair.applied}
              onClick={() => void toggleRepair(pending.id, repair.id)}
            >
              {repair.applied
                ? word("repairUndo", { title: text(repair.title) })
                : word("repairDo", { title: text(repair.title), count: repair.count })}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** A file that was read and waits: what was found, what must be answered, and whether it shall come in. */
export function PendingCard({ pending }: { pending: PendingImport }) {
  const { word } = useDataWords();
  const { report } = pending;
  const find = (about: Question["about"]) => report.questions.find((question) => question.about === about);
  const card = useRef<HTMLElement>(null);
  // A second file's card would come to stand below the fold, unseen.
  useEffect(() => {
    // In braces: newer browsers return a promise here, which React would take for a clean-up to call.
    card.current?.scrollIntoView({ block: "nearest" });
  }, []);
  const [isOld, setOld] = useState(false);
  const asksShift = isOld || find("ownShift") !== undefined || pending.options.ownShift !== undefined;
  const crs = find("crs");
  const datum = find("datum");
  const hasEncoding = find("encoding") !== undefined || encodedFormats.includes(report.format ?? "");
  return (
    <section ref={card} className={styles.card} aria-label={pending.title} data-testid="pending-import">
      <h3 className={styles.cardTitle}>{pending.title}</h3>
      {!report.accepted && (
        <p className={styles.refusal} role="alert">
          {word("refused")}
        </p>
      )}
      <TableChoice pending={pending} />
      {hasEncoding && <EncodingChoice pending={pending} question={find("encoding")} />}
      {crs && <CrsChoice pending={pending} question={crs} />}
      {asksShift ? (
        <OwnShiftForm pending={pending} question={find("ownShift")} />
      ) : (
        crs && (
          <button type="button" className={styles.link} onClick={() => setOld(true)}>
            {word("shiftOpen")}
          </button>
        )
      )}
      {datum && <DatumChoice pending={pending} question={datum} />}
      <Repairs pending={pending} />
      <ReportView report={report} />
      <div className={styles.row}>
        {report.accepted && (
          <button type="button" className={styles.primary} onClick={() => acceptImport(pending.id)}>
            {word("accept", { count: report.read })}
          </button>
        )}
        <button type="button" className={styles.button} onClick={() => dropImport(pending.id)}>
          {word("discard")}
        </button>
      </div>
    </section>
  );
}
