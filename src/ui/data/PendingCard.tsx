import { useState } from "react";
import { acceptImport, answerImport, dropImport, toggleRepair } from "../../state/importFiles.ts";
import type { PendingImport, Question } from "../../state/userData.ts";
import styles from "./DataPanel.module.css";
import { ReportView } from "./ReportView.tsx";
import { useDataWords } from "./useDataWords.ts";

const encodings = ["utf-8", "gb18030", "big5", "utf-16le", "windows-1252"];
/** Formats whose text says nothing sure of its own encoding. */
const encodedFormats = ["csv", "shapefile"];

/** Where the positions of a table are, before it comes in. */
function ColumnChoice({ pending }: { pending: PendingImport }) {
  const { word } = useDataWords();
  const headers = pending.table?.headers ?? [];
  const guessed = pending.report.decisions
    .find((decision) => decision.about === "columns")
    ?.value.split(", ");
  const isGuessedWkt = guessed?.length === 1;
  const [kind, setKind] = useState<"pair" | "wkt">(isGuessedWkt ? "wkt" : "pair");
  const [longitude, setLongitude] = useState(guessed?.[0] ?? headers[0] ?? "");
  const [latitude, setLatitude] = useState(guessed?.[1] ?? headers[1] ?? "");
  const choose = (label: string, value: string, onChange: (value: string) => void) => (
    <label className={styles.field}>
      <span>{label}</span>
      <select value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {headers.map((header) => (
          <option key={header} value={header}>
            {header}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <fieldset className={styles.question}>
      <legend>{word("columnsAsk")}</legend>
      <div className={styles.row}>
        {(["pair", "wkt"] as const).map((value) => (
          <label key={value} className={styles.radio}>
            <input
              type="radio"
              name={`columns-${pending.id}`}
              checked={kind === value}
              onChange={() => setKind(value)}
            />
            {word(value === "pair" ? "columnsPair" : "columnsWkt")}
          </label>
        ))}
      </div>
      {kind === "pair" ? (
        <>
          {choose(word("longitudeColumn"), longitude, setLongitude)}
          {choose(word("latitudeColumn"), latitude, setLatitude)}
        </>
      ) : (
        choose(word("wktColumn"), longitude, setLongitude)
      )}
      {pending.table && (
        <div className={styles.samples}>
          <p className={styles.note}>{word("samples")}</p>
          <p className={styles.sample}>{headers.join(" | ")}</p>
          {pending.table.samples.map((sample) => (
            <p key={sample} className={styles.sample}>
              {sample}
            </p>
          ))}
        </div>
      )}
      <button
        type="button"
        className={styles.button}
        onClick={() =>
          void answerImport(pending.id, {
            columns: kind === "pair" ? { longitude, latitude } : { wkt: longitude },
          })
        }
      >
        {word("readAgain")}
      </button>
    </fieldset>
  );
}

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
  const crs = find("crs");
  const hasEncoding = find("encoding") !== undefined || encodedFormats.includes(report.format ?? "");
  return (
    <section className={styles.card} aria-label={pending.title} data-testid="pending-import">
      <h3 className={styles.cardTitle}>{pending.title}</h3>
      {!report.accepted && (
        <p className={styles.refusal} role="alert">
          {word("refused")}
        </p>
      )}
      {pending.table && <ColumnChoice key={pending.table.headers.join("\n")} pending={pending} />}
      {hasEncoding && <EncodingChoice pending={pending} question={find("encoding")} />}
      {crs && <CrsChoice pending={pending} question={crs} />}
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
