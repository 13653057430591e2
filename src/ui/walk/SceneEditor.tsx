import { ArrowDown, ArrowUp, Camera, Check, Copy, Play, Trash2 } from "lucide-react";
import { useEffect, useId, useState } from "react";
import { changeScene, duplicateScene, moveScene, removeScene } from "../../domain/walk/editWalk.ts";
import { splitNarration } from "../../domain/walk/liveNumbers.ts";
import type { Scene, Walk } from "../../domain/walk/walk.ts";
import { editWalk } from "../../state/openWalk.ts";
import { captureScene, startPresenting } from "../../state/presenting.ts";
import { useWalk } from "../../state/walk.ts";
import { IconButton } from "../frame/IconButton.tsx";
import styles from "./SceneEditor.module.css";
import { useWalkWords } from "./walkWords.ts";

/** Numbers a text speaks of that the walk does not know: such a text could not be opened again. */
const findUnknown = (text: string, walk: Walk) =>
  splitNarration(text).find((part) => "number" in part && !Object.hasOwn(walk.numbers, part.number));

interface FieldProps {
  label: string;
  value: string;
  lines: number;
  isValid: (value: string) => boolean;
  onChange: (value: string) => void;
}

/** A text that becomes one step of undo when it is left, not one a letter. */
function Field({ label, value, lines, isValid, onChange }: FieldProps) {
  const id = useId();
  const [draft, setDraft] = useState(value);
  useEffect(() => setDraft(value), [value]);
  const isBad = !isValid(draft);
  const leave = () => {
    if (draft !== value && !isBad) onChange(draft);
  };
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        rows={lines}
        value={draft}
        aria-invalid={isBad}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onBlur={leave}
      />
    </div>
  );
}

/** Everything one may change of a scene, in both languages. */
export function SceneEditor({
  walk,
  scene,
  place,
  onDone,
}: {
  walk: Walk;
  scene: Scene;
  place: number;
  onDone: () => void;
}) {
  const { say, text } = useWalkWords();
  const chapterId = useId();
  const secondsId = useId();
  const change = (part: Partial<Omit<Scene, "id">>) => editWalk((open) => changeScene(open, place, part));
  const fields = [
    ["title", 1],
    ["narration", 4],
    ["notes", 3],
  ] as const;
  const move = (to: number) => {
    editWalk((open) => moveScene(open, place, to));
    useWalk.setState({ index: to });
  };
  return (
    <div className={styles.editor}>
      {fields.map(([name, lines]) =>
        (["zh", "en"] as const).map((language) => (
          <Field
            key={`${name} ${language}`}
            label={`${say(name)} · ${say(language === "zh" ? "chinese" : "english")}`}
            value={scene[name][language]}
            lines={lines}
            isValid={(value) => value.length <= 8_000 && findUnknown(value, walk) === undefined}
            onChange={(value) => change({ [name]: { ...scene[name], [language]: value } })}
          />
        )),
      )}
      <div className={styles.pair}>
        <label htmlFor={secondsId}>{say("seconds")}</label>
        <input
          id={secondsId}
          type="number"
          min={1}
          max={3600}
          value={scene.targetSeconds}
          onChange={(event) => {
            const seconds = event.currentTarget.valueAsNumber;
            if (seconds >= 1 && seconds <= 3_600) change({ targetSeconds: seconds });
          }}
        />
        <label htmlFor={chapterId}>{say("chapter")}</label>
        <select
          id={chapterId}
          value={scene.chapter}
          onChange={(event) => change({ chapter: Number(event.currentTarget.value) })}
        >
          {walk.chapters.map(({ chapter, title }) => (
            <option key={chapter} value={chapter}>
              {text(title)}
            </option>
          ))}
        </select>
      </div>
      <div className={styles.tools}>
        <IconButton
          icon={Camera}
          name={say("recapture")}
          onClick={() => {
            const { view, frame, pitch, bearing, highlights } = captureScene();
            change({ view, frame, pitch, bearing, highlights });
          }}
        />
        <IconButton
          icon={ArrowUp}
          name={say("moveUp")}
          disabled={place === 0}
          onClick={() => move(place - 1)}
        />
        <IconButton
          icon={ArrowDown}
          name={say("moveDown")}
          disabled={place === walk.scenes.length - 1}
          onClick={() => move(place + 1)}
        />
        <IconButton
          icon={Copy}
          name={say("duplicate")}
          onClick={() => editWalk((open) => duplicateScene(open, place))}
        />
        <IconButton
          icon={Trash2}
          name={say("remove")}
          onClick={() => {
            editWalk((open) => removeScene(open, place));
            onDone();
          }}
        />
        <IconButton icon={Play} name={say("presentHere")} onClick={() => startPresenting(place)} />
        <IconButton icon={Check} name={say("done")} labelled onClick={onDone} />
      </div>
    </div>
  );
}
