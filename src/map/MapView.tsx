import "./mapCanvas.css";
import type { Map as MapLibreMap } from "maplibre-gl";
import {
  type KeyboardEvent,
  lazy,
  type RefObject,
  Suspense,
  useCallback,
  useEffect,
  useId,
  useRef,
  useState,
} from "react";
import { hoverFeature, reportMapStatus, selectFeature } from "../state/actions.ts";
import { useAtlas } from "../state/store.ts";
import { type AtlasMap, createAtlasMap } from "./createAtlasMap.ts";
import styles from "./MapView.module.css";
import { type Direction, findNextStep, findSteps, type Step } from "./view/keyboardNavigation.ts";
import { MapInstruments } from "./view/MapInstruments.tsx";
import { say } from "./view/words.ts";

// Most boards are seen alone.
const ComparePanes = lazy(async () => ({
  default: (await import("./compare/ComparePanes.tsx")).ComparePanes,
}));

const panPixels = 120;
const arrows: Readonly<Record<string, Direction>> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};
const pans: Readonly<Record<Direction, [number, number]>> = {
  left: [-panPixels, 0],
  right: [panPixels, 0],
  up: [0, -panPixels],
  down: [0, panPixels],
};

/** The map in an element, from the first drawing to the end; null before, and where there can be none. */
function useAtlasMap(canvas: RefObject<HTMLDivElement | null>): AtlasMap | null {
  const [atlasMap, setAtlasMap] = useState<AtlasMap | null>(null);
  useEffect(() => {
    if (!canvas.current) return;
    let created: AtlasMap;
    try {
      created = createAtlasMap(canvas.current);
    } catch (error) {
      // MapLibre throws where there is no WebGL 2; the rest of the product goes on without a map.
      const detail = error instanceof Error ? error.message.slice(0, 120) : String(error);
      console.info(`map unavailable: ${detail}`);
      reportMapStatus({ kind: "unavailable" });
      return;
    }
    setAtlasMap(created);
    return () => {
      setAtlasMap(null);
      created.remove();
    };
  }, [canvas]);
  return atlasMap;
}

/** What the keyboard can step to, kept up to date while the map has the focus. */
function useSteps(atlasMap: AtlasMap | null, hasFocus: boolean) {
  const [steps, setSteps] = useState<Step[]>([]);
  const refreshSteps = useCallback(() => {
    if (!atlasMap) return [];
    const found = findSteps(atlasMap.map, atlasMap.pickable());
    setSteps(found);
    return found;
  }, [atlasMap]);

  useEffect(() => {
    if (!atlasMap || !hasFocus) return;
    const refresh = () => {
      // Finding what is drawn takes longer than a frame of a drag, which leaves every feature where it was.
      if (!atlasMap.isReachMoving()) refreshSteps();
    };
    refresh();
    atlasMap.map.on("idle", refresh);
    return () => {
      atlasMap.map.off("idle", refresh);
    };
  }, [atlasMap, hasFocus, refreshSteps]);
  return { steps, refreshSteps };
}

/** Pans or zooms as a key asks; false where it asks for neither. */
function moveMap(map: MapLibreMap, key: string): boolean {
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const direction = arrows[key];
  if (direction) map.panBy(pans[direction], { animate: !still, duration: still ? 0 : 200 });
  else if (key === "+" || key === "=") map.zoomIn({ animate: !still });
  else if (key === "-" || key === "_") map.zoomOut({ animate: !still });
  else return false;
  return true;
}

/**
 * The map and its instruments. Reads the store, tells it what it sees; works by pointer and by keyboard:
 * a crosshair picks what lies under it, Alt with an arrow steps from feature to feature.
 */
export function MapView() {
  const canvas = useRef<HTMLDivElement>(null);
  const atlasMap = useAtlasMap(canvas);
  const [hasFocus, setHasFocus] = useState(false);
  const { steps, refreshSteps } = useSteps(atlasMap, hasFocus);
  const [active, setActive] = useState<Step | null>(null);
  const [spoken, setSpoken] = useState("");
  const language = useAtlas((state) => state.board.language);
  const status = useAtlas((state) => state.mapStatus);
  const selection = useAtlas((state) => state.board.selection);
  const isCompared = useAtlas((state) => state.board.compare !== undefined);
  const listId = useId();

  const stepOn = (direction: Direction) => {
    if (!atlasMap) return;
    const found = steps.length > 0 ? steps : refreshSteps();
    const { clientWidth, clientHeight } = atlasMap.map.getContainer();
    const here = active && found.find((step) => step.selection.id === active.selection.id);
    const next = findNextStep(found, here ?? { x: clientWidth / 2, y: clientHeight / 2 }, direction);
    if (!next) return;
    setActive(next);
    hoverFeature(next.selection);
  };
  const pickHere = () => {
    if (!atlasMap) return;
    if (!active && atlasMap.takeCentre()) return;
    const { clientWidth, clientHeight } = atlasMap.map.getContainer();
    const found = active?.selection ?? atlasMap.pick({ x: clientWidth / 2, y: clientHeight / 2 });
    if (found) selectFeature(found);
    setSpoken(found ? "" : say("nothingHere", language));
  };
  const leaveStep = () => {
    setActive(null);
    hoverFeature(null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!atlasMap || event.ctrlKey || event.metaKey) return;
    const direction = arrows[event.key];
    if (direction && event.altKey) stepOn(direction);
    else if (event.key === "Enter" || event.key === " ") pickHere();
    else if (event.key === "Escape") {
      leaveStep();
      if (selection) selectFeature(null);
    } else if (moveMap(atlasMap.map, event.key)) {
      if (direction) leaveStep();
    } else return;
    event.preventDefault();
  };

  const optionId = (step: Step) => `${listId}-${step.selection.dataset}-${step.selection.id}`;
  const activeOption = active && steps.find((step) => optionId(step) === optionId(active));

  return (
    <div className={styles.frame} data-map-status={status.kind}>
      <div
        className={styles.application}
        role="application"
        aria-label={say("mapName", language)}
        aria-roledescription={say("mapRole", language)}
        aria-controls={listId}
        aria-activedescendant={activeOption ? optionId(activeOption) : undefined}
        tabIndex={status.kind === "unavailable" ? -1 : 0}
        onKeyDown={onKeyDown}
        onFocus={() => setHasFocus(true)}
        onBlur={() => {
          setHasFocus(false);
          leaveStep();
        }}
      >
        <div ref={canvas} className={styles.canvas} data-testid="map" data-idle="false" />
        {hasFocus && <div className={styles.crosshair} aria-hidden="true" />}
        <div
          id={listId}
          role="listbox"
          className={styles.unseen}
          aria-label={say("featuresInView", language)}
        >
          {steps.map((step) => (
            // biome-ignore lint/a11y/useFocusableInteractive: as above
            <div
              key={optionId(step)}
              id={optionId(step)}
              role="option"
              aria-selected={selection?.id === step.selection.id}
            >
              {language === "zh" ? step.name.zh : `${step.name.en} ${step.name.zh}`}
            </div>
          ))}
        </div>
        <p className={styles.unseen} role="status">
          {spoken}
        </p>
      </div>
      <div className={styles.neatline} aria-hidden="true" />
      {atlasMap && isCompared && (
        <Suspense fallback={null}>
          <ComparePanes main={atlasMap.map} />
        </Suspense>
      )}
      {atlasMap && <MapInstruments map={atlasMap.map} />}
    </div>
  );
}
