import { useId, useRef } from "react";
import { changeScene } from "../../domain/walk/editWalk.ts";
import { findUnknownNumbers, formatLiveNumber } from "../../domain/walk/liveNumbers.ts";
import type { Scene, Walk } from "../../domain/walk/walk.ts";
import { editWalk } from "../../state/walk/openWalk.ts";
import styles from "./SceneEditor.module.css";
import { useWalkWords } from "./walkWords.ts";

/** As the reader of walks takes them. */
const mostLetters = 8_000;

interface FieldProps {
  walk: Walk;
  scene: Scene;
  place: number;
  name: "title" | "narration" | "notes";
  language: "zh" | "en";
  lines: number;
}

/** A text that is kept as it is typed; a pause ends the step that undo takes back. */
function Field({ walk, scene, place, name, language, lines }: FieldProps) {
  const { say } = useWalkWords();
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const value = scene[name][language];
  const write = (text: string) =>
    editWalk((open) => changeScene(open, place, { [name]: { ...scene[name], [language]: text } }), {
      coalesceKey: `${scene.id} ${name} ${language}`,
    });
  const unknown = findUnknownNumbers(value, walk.numbers);
  const insert = (key: string) => {
    const at = area.current?.selectionStart ?? value.length;
    write(`${value.slice(0, at)}{{${key}}}${value.slice(at)}`);
    area.current?.focus();
  };
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{`${say(name)} · ${say(language === "zh" ? "chinese" : "english")}`}</label>
      <textarea
        ref={area}
        id={id}
        rows={lines}
        maxLength={mostLetters}
        value={value}
        aria-invalid={unknown.length > 0}
        aria-describedby={unknown.length > 0 ? `${id}-fault` : undefined}
        onChange={(event) => write(event.currentTarget.value)}
      />
      {unknown.length > 0 && (
        <p id={`${id}-fault`} className={styles.fault} role="status">
          {say("unknownNumbers", { list: unknown.map((key) => `{{${key}}}`).join(say("separator")) })}
        </p>
      )}
      {name !== "title" && Object.keys(walk.numbers).length > 0 && (
        <select
          className={styles.insert}
          aria-label={`${say("insertNumber")} · ${say(language === "zh" ? "chinese" : "english")}`}
          value=""
          onChange={(event) => insert(event.currentTarget.value)}
        >
          <option value="">{say("insertNumber")}</option>
          {Object.entries(walk.numbers).map(([key, live]) => (
            <option key={key} value={key}>
              {`${formatLiveNumber(live, live.approved, language)} — ${key}`}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}

const fields = [
  ["title", 1],
  ["narration", 4],
  ["notes", 3],
] as const;

/** The texts of a scene in both languages. */
export function SceneFields({ walk, scene, place }: { walk: Walk; scene: Scene; place: number }) {
  return fields.map(([name, lines]) =>
    (["zh", "en"] as const).map((language) => (
      <Field
        key={`${name} ${language}`}
        walk={walk}
        scene={scene}
        place={place}
        name={name}
        language={language}
        lines={lines}
      />
    )),
  );
}
