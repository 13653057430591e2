import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import { setPadding } from "../../state/actions.ts";
import { useAtlas } from "../../state/store.ts";
import { buildSceneCamera, fitScene, measureSpace } from "../../state/walk/presenting.ts";
import { useWalk } from "../../state/walk/walk.ts";

/** Tells the map what the panel covers and has the scene fitted, whenever the screen is laid out anew. */
export function useLayout(panel: RefObject<HTMLElement | null>, isScene: boolean, panelsHidden: boolean) {
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
export function useStrayed(): boolean {
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
