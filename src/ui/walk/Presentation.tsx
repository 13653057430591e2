import { type TouchEvent, useEffect, useLayoutEffect, useRef, useState } from "react";
import { findSwipeStops } from "../../domain/walk/steps.ts";
import { setPadding } from "../../state/actions.ts";
import { useAtlas } from "../../state/store.ts";
import { keepShows } from "../../state/walk/keptShow.ts";
import {
  buildSceneCamera,
  fitScene,
  followNumbers,
  goBack,
  goForward,
  measureSpace,
  returnToScene,
  toggleSheet,
} from "../../state/walk/presenting.ts";
import { useWalk } from "../../state/walk/walk.ts";
import { startProjector } from "../../state/walk/walkChannel.ts";
import { InkLayer } from "./InkLayer.tsx";
import { KeySheet } from "./KeySheet.tsx";
import styles from "./Presentation.module.css";
import { ScenePanel } from "./ScenePanel.tsx";
import { usePlaying, usePresentingKeys } from "./usePresentingKeys.ts";
import { useWalkWords } from "./walkWords.ts";

const swipePixels = 60;

/** Tells the map what the panel covers and has the scene fitted, whenever the screen is laid out anew. */
function useLayout(panel: React.RefObject<HTMLElement | null>, isScene: boolean, panelsHidden: boolean) {
  const isFirst = useRef(true);
  const [size, setSize] = useState("");
  useEffect(() => {
    const stage = document.getElementById("stage");
    if (!stage) return;
    const observer = new ResizeObserver(() => setSize(`${stage.clientWidth}x${stage.clientHeight}`));
    observer.observe(stage);
    return () => observer.disconnect();
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the size is what the fitting depends on
  useLayoutEffect(() => {
    if (!isScene) {
      isFirst.current = false;
      return;
    }
    const box = panelsHidden ? undefined : panel.current?.getBoundingClientRect();
    const isBelow = box !== undefined && box.width > innerWidth * 0.7;
    setPadding({
      top: 0,
      right: 0,
      bottom: isBelow ? Math.round(box.height) : 0,
      left: box && !isBelow ? Math.round(box.width) : 0,
    });
    fitScene({ still: isFirst.current });
    isFirst.current = false;
  }, [isScene, panelsHidden, size]);
}

/** Whether the map has been taken somewhere else than the scene has it. */
function useStrayed(): boolean {
  const walk = useWalk((state) => state.walk);
  const index = useWalk((state) => state.index);
  const mode = useWalk((state) => state.mode);
  const flyingUntil = useWalk((state) => state.flyingUntil);
  const camera = useAtlas((state) => state.viewport?.camera);
  const hasSelection = useAtlas((state) => state.board.selection !== null);
  const [settled, setSettled] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another scene is another flight, even to the same place
  useEffect(() => {
    setSettled(false);
    const timer = setTimeout(() => setSettled(true), Math.max(0, flyingUntil - Date.now()) + 400);
    return () => clearTimeout(timer);
  }, [flyingUntil, index]);
  const scene = walk?.scenes[index];
  if (mode === "detour") return true;
  if (!settled || !scene || !camera) return false;
  const wanted = buildSceneCamera(scene, measureSpace());
  const isAway =
    Math.abs(camera.longitude - wanted.longitude) > 1e-4 ||
    Math.abs(camera.latitude - wanted.latitude) > 1e-4 ||
    Math.abs(camera.zoom - wanted.zoom) > 1e-3 ||
    Math.abs(camera.bearing - wanted.bearing) > 0.1 ||
    Math.abs(camera.pitch - wanted.pitch) > 0.1;
  return isAway || hasSelection;
}

function ReturnButton() {
  const { say } = useWalkWords();
  return (
    <div className={styles.return}>
      <span>{say("strayed")}</span>
      <button type="button" onClick={returnToScene}>
        <kbd>R</kbd> {say("returnHere")}
      </button>
    </div>
  );
}

function Blank({ blank }: { blank: "black" | "white" }) {
  const { say } = useWalkWords();
  return (
    <div className={`${styles.blank} ${blank === "white" ? styles.white : ""}`} data-testid="blank">
      <p className="visually-hidden" role="status">
        {say("blankHint", { key: blank === "white" ? "W" : "B" })}
      </p>
    </div>
  );
}

/** The walk over the map. In a detour only the way back is left of it; the frame shows its tools again. */
export function Presentation() {
  const { say, text, language } = useWalkWords();
  const { walk, index, step, mode, panelsHidden, blank, sheetOpen, typed, tool, keepsInk } = useWalk();
  const panel = useRef<HTMLElement>(null);
  const swipe = useRef<{ x: number; y: number } | null>(null);
  const isScene = mode === "scene";
  useLayout(panel, isScene, panelsHidden);
  usePresentingKeys();
  usePlaying();
  useEffect(startProjector, []);
  useEffect(keepShows, []);
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
  if (!isScene) return <ReturnButton />;
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
      {isStrayed && <ReturnButton />}
      {tool === "ink" && typed === "" && (
        <p className={styles.typed}>{say(keepsInk ? "inkKept" : "inkWiped")}</p>
      )}
      {typed !== "" && <p className={styles.typed}>{say("toGo", { place: typed })}</p>}
      <p className="visually-hidden" aria-live="polite" data-testid="announcement">
        {`${say("scene", { place: index + 1, count: walk.scenes.length })}${language === "zh" ? "：" : ": "}${text(scene.title)}`}
      </p>
      {sheetOpen && <KeySheet onClose={toggleSheet} />}
      {blank && <Blank blank={blank} />}
    </section>
  );
}
