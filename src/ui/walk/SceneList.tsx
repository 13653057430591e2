import { type KeyboardEvent, useRef, useState } from "react";
import { moveScene } from "../../domain/walk/editWalk.ts";
import { isOnRoute } from "../../domain/walk/route.ts";
import type { Walk } from "../../domain/walk/walk.ts";
import { editWalk } from "../../state/walk/openWalk.ts";
import { goToScene } from "../../state/walk/presenting.ts";
import { useWalk } from "../../state/walk/walk.ts";
import { SceneEditor } from "./SceneEditor.tsx";
import styles from "./WalkPanel.module.css";
import { useWalkWords } from "./walkWords.ts";

interface SceneListProps {
  walk: Walk;
  index: number;
  /** Id of the scene whose editor is open. */
  edited: string | null;
  onEdit: (id: string | null) => void;
}

/** The scenes by chapter: to go to, to edit, and to put in another order by mouse or keys. */
export function SceneList({ walk, index, edited, onEdit }: SceneListProps) {
  const { say, text } = useWalkWords();
  const route = useWalk((state) => state.route);
  const [dragged, setDragged] = useState<number | null>(null);
  const [target, setTarget] = useState<number | null>(null);
  const list = useRef<HTMLOListElement>(null);
  const move = (from: number, to: number) => {
    editWalk((open) => moveScene(open, from, to), { index: to });
    // The row is another element's place now; the hand stays on the scene it moves.
    requestAnimationFrame(() =>
      list.current?.querySelector<HTMLElement>(`[data-place="${to}"]`)?.focus({ preventScroll: false }),
    );
  };
  const onKeyDown = (event: KeyboardEvent, place: number) => {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    event.stopPropagation();
    const to = place + (event.key === "ArrowUp" ? -1 : 1);
    if (to >= 0 && to < walk.scenes.length) move(place, to);
  };
  return (
    <ol ref={list} className={styles.list} aria-label={say("scenes")}>
      {walk.scenes.length === 0 && <li className={styles.note}>{say("emptyWalk")}</li>}
      {walk.scenes.map((scene, place) => (
        <li
          key={scene.id}
          className={`${styles.item} ${target === place ? styles.target : ""}`}
          onDragOver={(event) => {
            if (dragged === null) return;
            event.preventDefault();
            setTarget(place);
          }}
          onDrop={(event) => {
            event.preventDefault();
            if (dragged !== null && dragged !== place) move(dragged, place);
            setDragged(null);
            setTarget(null);
          }}
        >
          {(place === 0 || walk.scenes[place - 1]!.chapter !== scene.chapter) && (
            <h3 className={styles.chapter}>
              {text(
                walk.chapters.find((other) => other.chapter === scene.chapter)?.title ?? { zh: "", en: "" },
              )}
            </h3>
          )}
          <button
            type="button"
            className={`${styles.scene} ${isOnRoute(scene, route) ? "" : styles.beside}`}
            draggable={edited !== scene.id}
            data-place={place}
            title={say("moveHint")}
            aria-current={place === index ? "step" : undefined}
            onClick={() => goToScene(place)}
            onDoubleClick={() => onEdit(scene.id)}
            onKeyDown={(event) => onKeyDown(event, place)}
            onDragStart={(event) => {
              event.dataTransfer.effectAllowed = "move";
              event.dataTransfer.setData("text/plain", text(scene.title));
              setDragged(place);
            }}
            onDragEnd={() => {
              setDragged(null);
              setTarget(null);
            }}
          >
            <span className={styles.place}>{place + 1}</span>
            <span className={styles.title}>
              {text(scene.title)}
              {scene.hidden && <small> · {say("hiddenScene")}</small>}
            </span>
            <span className={styles.seconds}>{scene.targetSeconds} s</span>
          </button>
          {place === index && edited !== scene.id && (
            <button type="button" className={styles.edit} onClick={() => onEdit(scene.id)}>
              {say("edit")}
            </button>
          )}
          {edited === scene.id && (
            <SceneEditor walk={walk} scene={scene} place={place} onDone={() => onEdit(null)} />
          )}
        </li>
      ))}
    </ol>
  );
}
