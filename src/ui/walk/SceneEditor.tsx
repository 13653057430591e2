import { ArrowDown, ArrowUp, Camera, Check, Copy, Play, Trash2 } from "lucide-react";
import { useId, useState } from "react";
import {
  changeChapter,
  changeScene,
  duplicateScene,
  moveScene,
  removeScene,
  setRoute,
} from "../../domain/walk/editWalk.ts";
import type { Scene, Walk } from "../../domain/walk/walk.ts";
import { editWalk } from "../../state/walk/openWalk.ts";
import { captureScene, startPresenting } from "../../state/walk/presenting.ts";
import { IconButton } from "../kit/IconButton.tsx";
import styles from "./SceneEditor.module.css";
import { SceneFields } from "./SceneFields.tsx";
import { ScenePicks } from "./ScenePicks.tsx";
import { useWalkWords } from "./walkWords.ts";

/** On which routes the scene is, and how it is shown. */
function SceneTags({ walk, scene, place }: { walk: Walk; scene: Scene; place: number }) {
  const { say, text } = useWalkWords();
  const change = (part: Partial<Omit<Scene, "id">>) => editWalk((open) => changeScene(open, place, part));
  return (
    <fieldset className={styles.tags}>
      <legend>{say("onRoutes")}</legend>
      {walk.routes.map((route) => (
        <label key={route.id}>
          <input
            type="checkbox"
            checked={scene.routes.includes(route.id)}
            onChange={(event) => {
              const isOn = event.currentTarget.checked;
              editWalk((open) => setRoute(open, place, route.id, isOn));
            }}
          />
          {text(route.title)}
        </label>
      ))}
      <label>
        <input
          type="checkbox"
          checked={scene.hidden}
          onChange={(event) => change({ hidden: event.currentTarget.checked })}
        />
        {say("hideScene")}
      </label>
      <label>
        <input
          type="checkbox"
          checked={scene.stepped}
          onChange={(event) => change({ stepped: event.currentTarget.checked })}
        />
        {say("steppedScene")}
      </label>
    </fieldset>
  );
}

/** Moves the scene along the walk, doubles it, takes it out. */
function SceneOrderTools({ walk, place, onRemoved }: { walk: Walk; place: number; onRemoved: () => void }) {
  const { say } = useWalkWords();
  const move = (to: number) => editWalk((open) => moveScene(open, place, to), { index: to });
  return (
    <>
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
        onClick={() => editWalk((open) => duplicateScene(open, place), { index: place + 1 })}
      />
      <IconButton
        icon={Trash2}
        name={say("remove")}
        onClick={() => {
          editWalk((open) => removeScene(open, place));
          onRemoved();
        }}
      />
    </>
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
  const [isAsked, setAsked] = useState(false);
  return (
    <div className={styles.editor}>
      <SceneFields walk={walk} scene={scene} place={place} />
      <ScenePicks walk={walk} scene={scene} place={place} />
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
          onChange={(event) => {
            const moved = changeChapter(walk, place, Number(event.currentTarget.value));
            editWalk(() => moved.walk, { index: moved.place });
          }}
        >
          {walk.chapters.map(({ chapter, title }) => (
            <option key={chapter} value={chapter}>
              {text(title)}
            </option>
          ))}
        </select>
      </div>
      <SceneTags walk={walk} scene={scene} place={place} />
      {isAsked && (
        <p className={styles.ask} role="alertdialog" aria-label={say("recapture")}>
          {say("recaptureAsk", { place: place + 1 })}{" "}
          <button
            type="button"
            onClick={() => {
              const { view, frame, pitch, bearing, highlights } = captureScene();
              change({ view, frame, pitch, bearing, highlights });
              setAsked(false);
            }}
          >
            {say("replace")}
          </button>{" "}
          <button type="button" onClick={() => setAsked(false)}>
            {say("keepPicture")}
          </button>
        </p>
      )}
      <div className={styles.tools}>
        <IconButton icon={Camera} name={say("recapture")} onClick={() => setAsked(true)} />
        <SceneOrderTools walk={walk} place={place} onRemoved={onDone} />
        <IconButton icon={Play} name={say("presentHere")} onClick={() => startPresenting(place)} />
        <IconButton icon={Check} name={say("done")} labelled onClick={onDone} />
      </div>
    </div>
  );
}
