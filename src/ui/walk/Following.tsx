import { useEffect, useRef } from "react";
import { followNumbers, goToStep, returnToScene } from "../../state/walk/presenting.ts";
import { useWalk } from "../../state/walk/walk.ts";
import styles from "./Presentation.module.css";
import { ReturnButton } from "./PresentationParts.tsx";
import { ScenePanel } from "./ScenePanel.tsx";
import { useLayout, useStrayed } from "./useScreen.ts";
import { useWalkWords } from "./walkWords.ts";

/**
 * The walk on the screen of somebody in the audience: it goes where the wall goes. Who takes the map elsewhere is
 * left there until they come back by the button; nothing here reaches the wall.
 */
export function Following() {
  const { say, text } = useWalkWords();
  const { walk, index, step, followed } = useWalk();
  const panel = useRef<HTMLElement>(null);
  const scene = walk?.scenes[index];
  const show = followed?.show;
  useLayout(panel, scene !== undefined, false);
  useEffect(followNumbers, []);
  const isStrayed = useStrayed();
  useEffect(() => {
    if (show && !isStrayed) goToStep(show.index, show.step);
  }, [show, isStrayed]);
  const goBack = () => {
    if (show && show.index !== index) goToStep(show.index, show.step);
    else returnToScene();
  };

  const trouble =
    followed?.line === "out"
      ? say("roomOut")
      : followed?.line === "lost"
        ? say("roomLost")
        : show
          ? undefined
          : say("roomWaiting");
  if (!walk || !scene || followed?.line === "out")
    return (
      <section className={styles.apart} data-testid="following">
        <p role="status">{trouble}</p>
      </section>
    );
  const isMoved = show !== undefined && show !== null && show.index !== index;
  return (
    <section
      className={styles.presentation}
      aria-label={say("walk")}
      data-testid="following"
      data-scene={scene.id}
      data-step={step}
    >
      <section ref={panel} className={styles.panel} aria-label={text(scene.title)}>
        <ScenePanel walk={walk} scene={scene} index={index} />
      </section>
      {isStrayed && (
        <ReturnButton
          said={isMoved ? say("followMoved", { place: show.index + 1 }) : say("strayed")}
          does={say("followBack")}
          onClick={goBack}
        />
      )}
      {trouble && (
        <p role="status" className={styles.typed}>
          {trouble}
        </p>
      )}
      {show?.blank && !isStrayed && (
        <section className={styles.apart}>
          <p role="status">{say("wallCovered")}</p>
        </section>
      )}
    </section>
  );
}
