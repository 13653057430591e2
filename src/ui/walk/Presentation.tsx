import { lazy, Suspense, type TouchEvent, useEffect, useRef } from "react";
import { findSwipeStops } from "../../domain/walk/steps.ts";
import { keepInk } from "../../state/walk/keptInk.ts";
import { keepShows } from "../../state/walk/keptShow.ts";
import { followNumbers, goBack, goForward, returnToScene, toggleSheet } from "../../state/walk/presenting.ts";
import { startRelay } from "../../state/walk/roomRelay.ts";
import { useWalk } from "../../state/walk/walk.ts";
import { startProjector } from "../../state/walk/walkChannel.ts";
import { InkLayer } from "./InkLayer.tsx";
import { KeySheet } from "./KeySheet.tsx";
import styles from "./Presentation.module.css";
import { Blank, ReturnButton } from "./PresentationParts.tsx";
import { ScenePanel } from "./ScenePanel.tsx";
import { usePlaying, usePresentingKeys } from "./usePresentingKeys.ts";
import { useLayout, useStrayed } from "./useScreen.ts";
import { useWalkWords } from "./walkWords.ts";

const Following = lazy(async () => ({ default: (await import("./Following.tsx")).Following }));
const RoomSign = lazy(async () => ({ default: (await import("./RoomSign.tsx")).RoomSign }));

const swipePixels = 60;

/** The walk over the map. In a detour only the way back is left of it; the frame shows its tools again. */
function Wall() {
  const { say, text, language } = useWalkWords();
  const { walk, index, step, mode, panelsHidden, blank, sheetOpen, typed, tool, keepsInk, sign } = useWalk();
  const panel = useRef<HTMLElement>(null);
  const swipe = useRef<{ x: number; y: number } | null>(null);
  const isScene = mode === "scene";
  useLayout(panel, isScene, panelsHidden);
  usePresentingKeys();
  usePlaying();
  useEffect(startProjector, []);
  useEffect(keepShows, []);
  useEffect(keepInk, []);
  useEffect(startRelay, []);
  useEffect(followNumbers, []);
  const isStrayed = useStrayed();
  const scene = walk?.scenes[index];

  const onTouchStart = ({ touches }: TouchEvent) => {
    const touch = touches.item(0);
    swipe.current = touch && touches.length === 1 ? { x: touch.clientX, y: touch.clientY } : null;
  };
  const onTouchEnd = ({ changedTouches }: TouchEvent) => {
    const from = swipe.current;
    const touch = changedTouches.item(0);
    if (!from || !touch) return;
    const across = touch.clientX - from.x;
    if (Math.abs(across) < swipePixels || Math.abs(touch.clientY - from.y) > Math.abs(across)) return;
    if (across < 0) goForward();
    else goBack();
  };

  if (!walk || !scene) return null;
  const wayBack = (
    <ReturnButton said={say("strayed")} does={say("returnHere")} hasKey onClick={returnToScene} />
  );
  if (!isScene) return wayBack;
  return (
    <section
      className={styles.presentation}
      aria-label={say("walk")}
      data-testid="presentation"
      data-scene={scene.id}
      data-step={step}
    >
      <InkLayer />
      {!panelsHidden && (
        <section
          ref={panel}
          className={styles.panel}
          aria-label={text(scene.title)}
          onTouchStart={onTouchStart}
          onTouchEnd={onTouchEnd}
        >
          <ScenePanel walk={walk} scene={scene} index={index} />
        </section>
      )}
      {/* Where a line runs across the map, the edge is the line's. */}
      {!isStrayed && findSwipeStops(scene).length === 0 && (
        <button
          type="button"
          className={styles.edge}
          aria-label={say("next")}
          tabIndex={-1}
          onClick={goForward}
        >
          <span aria-hidden="true">›</span>
        </button>
      )}
      {isStrayed && wayBack}
      {tool === "ink" && typed === "" && (
        <p className={styles.typed}>{say(keepsInk ? "inkKept" : "inkWiped")}</p>
      )}
      {typed !== "" && <p className={styles.typed}>{say("toGo", { place: typed })}</p>}
      <p className="visually-hidden" aria-live="polite" data-testid="announcement">
        {`${say("scene", { place: index + 1, count: walk.scenes.length })}${language === "zh" ? "：" : ": "}${text(scene.title)}`}
      </p>
      {sheetOpen && <KeySheet onClose={toggleSheet} />}
      {sign && (
        <Suspense fallback={null}>
          <RoomSign address={sign} />
        </Suspense>
      )}
      {blank && <Blank blank={blank} />}
    </section>
  );
}

/** The walk as it is shown here: on the wall, or on the screen of somebody who follows one. */
export function Presentation() {
  const isFollowing = useWalk((state) => state.followed !== null);
  return isFollowing ? <Following /> : <Wall />;
}
