import { useState } from "react";
import { findOldCode } from "../../domain/place/oldDatums.ts";
import { answerImport } from "../../state/own/importFiles.ts";
import type { PendingImport, Question } from "../../state/own/userData.ts";
import styles from "./DataPanel.module.css";
import type { DataWordKey } from "./dataWords.ts";
import own from "./OwnShift.module.css";
import { useDataWords } from "./useDataWords.ts";

type OwnShift = NonNullable<PendingImport["options"]["ownShift"]>;
type SevenParameters = Extract<OwnShift, { kind: "seven" }>["parameters"];
type Method = "seven" | "points-similarity" | "points-seven";

const methods: [Method, DataWordKey][] = [
  ["seven", "shiftSeven"],
  ["points-similarity", "shiftSimilarity"],
  ["points-seven", "shiftFitted"],
];
const parameterNames = ["ΔX (m)", "ΔY (m)", "ΔZ (m)", "εX (″)", "εY (″)", "εZ (″)"];
const meridians = Array.from({ length: 21 }, (_, at) => 75 + at * 3);

const methodOf = (shift: OwnShift | undefined): Method =>
  shift?.kind === "points" ? `points-${shift.method}` : "seven";

/** A number as people type it; anything else is none, and refused by the reader in words. */
const toNumber = (text: string) => (text.trim() === "" ? Number.NaN : Number(text.replace("−", "-")));

/** Which old system positions are in, where the file does not say. */
function SystemChoice(props: {
  datum: "beijing54" | "xian80";
  meridian: number;
  onChange: (datum: "beijing54" | "xian80", meridian: number) => void;
}) {
  const { word } = useDataWords();
  const { datum, meridian, onChange } = props;
  return (
    <div className={styles.row}>
      <label className={styles.field}>
        <span>{word("shiftDatum")}</span>
        <select
          value={datum}
          onChange={(event) => onChange(event.currentTarget.value as "beijing54" | "xian80", meridian)}
        >
          <option value="beijing54">{word("shiftBeijing")}</option>
          <option value="xian80">{word("shiftXian")}</option>
        </select>
      </label>
      <label className={styles.field}>
        <span>{word("shiftMeridian")}</span>
        <select value={meridian} onChange={(event) => onChange(datum, Number(event.currentTarget.value))}>
          <option value={0}>{word("shiftDegrees")}</option>
          {meridians.map((each) => (
            <option key={each} value={each}>
              {each}°
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

function SevenFields(props: {
  numbers: readonly string[];
  convention: string;
  onNumbers: (numbers: string[]) => void;
  onConvention: (convention: string) => void;
}) {
  const { word } = useDataWords();
  const { numbers, convention, onNumbers, onConvention } = props;
  return (
    <>
      <div className={own.numbers}>
        {[...parameterNames, word("shiftScale")].map((name, at) => (
          <label key={name} className={styles.field}>
            <span>{name}</span>
            <input
              inputMode="decimal"
              value={numbers[at] ?? ""}
              onChange={(event) => onNumbers(numbers.with(at, event.currentTarget.value))}
            />
          </label>
        ))}
      </div>
      <label className={styles.field}>
        <span>{word("shiftConvention")}</span>
        <select required value={convention} onChange={(event) => onConvention(event.currentTarget.value)}>
          <option value="">{word("shiftChoose")}</option>
          <option value="position-vector">{word("shiftVector")}</option>
          <option value="coordinate-frame">{word("shiftFrame")}</option>
        </select>
      </label>
    </>
  );
}

/** The office's own parameters for a layer on an old datum: seven numbers, or points known in both systems. */
export function OwnShiftForm({
  pending,
  question,
}: {
  pending: PendingImport;
  question: Question | undefined;
}) {
  const { word, text } = useDataWords();
  const { ownShift } = pending.options;
  // The question goes once it is answered; what the file said of its system stays.
  const [stated] = useState(question?.system ?? ownShift?.from);
  const [said] = useState(question?.samples[0] ?? stated);
  const [method, setMethod] = useState(methodOf(ownShift));
  const typed = ownShift?.kind === "seven" ? ownShift.parameters : undefined;
  const [numbers, setNumbers] = useState<string[]>(
    typed ? [...typed.shift, ...typed.rotation, typed.scalePpm].map(String) : Array<string>(7).fill(""),
  );
  const [convention, setConvention] = useState<string>(typed?.convention ?? "");
  const [points, setPoints] = useState(ownShift?.kind === "points" ? ownShift.text : "");
  const [system, setSystem] = useState<{ datum: "beijing54" | "xian80"; meridian: number }>({
    datum: "xian80",
    meridian: 111,
  });
  const send = () => {
    const from = stated ?? `EPSG:${findOldCode(system.datum, system.meridian || undefined)}`;
    if (method !== "seven") {
      const fit = method === "points-seven" ? "seven" : "similarity";
      return answerImport(pending.id, { ownShift: { kind: "points", method: fit, text: points, from } });
    }
    const [dx, dy, dz, rx, ry, rz, scalePpm] = numbers.map(toNumber) as [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    return answerImport(pending.id, {
      ownShift: {
        kind: "seven",
        from,
        parameters: {
          shift: [dx, dy, dz],
          rotation: [rx, ry, rz],
          scalePpm,
          convention: convention as SevenParameters["convention"],
        },
      },
    });
  };
  return (
    <form
      className={styles.question}
      data-testid="own-shift"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <h4 className={styles.subtitle}>{question ? text(question.title) : word("shiftTitle")}</h4>
      {said === undefined ? (
        <SystemChoice {...system} onChange={(datum, meridian) => setSystem({ datum, meridian })} />
      ) : (
        <p className={styles.note}>{word("shiftFrom", { system: said })}</p>
      )}
      {methods.map(([value, key]) => (
        <label key={value} className={styles.radio}>
          <input
            type="radio"
            name={`method-${pending.id}`}
            checked={method === value}
            onChange={() => setMethod(value)}
          />
          {word(key)}
        </label>
      ))}
      {method === "seven" ? (
        <SevenFields
          numbers={numbers}
          convention={convention}
          onNumbers={setNumbers}
          onConvention={setConvention}
        />
      ) : (
        <label className={styles.field}>
          <span>{word("shiftPoints")}</span>
          <textarea
            required
            className={own.points}
            rows={5}
            spellCheck={false}
            value={points}
            placeholder={"G01, 4506120.31, 37512345.67, 4506098.25, 37512461.02"}
            onChange={(event) => setPoints(event.currentTarget.value)}
          />
        </label>
      )}
      <button type="submit" className={styles.button}>
        {word("readAgain")}
      </button>
    </form>
  );
}
