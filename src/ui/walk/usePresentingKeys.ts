import { useEffect, useState } from "react";
import { countSteps } from "../../domain/walk/steps.ts";
import { useAtlas } from "../../state/store.ts";
import { canFillScreen } from "../../state/walk/fullScreen.ts";
import { findScene, playOn } from "../../state/walk/presenting.ts";
import { findKey, pressKey } from "../../state/walk/pressKey.ts";
import { useWalk } from "../../state/walk/walk.ts";
import { openConsoleWindow } from "./openConsoleWindow.ts";

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.matches("textarea, select, input:not([type=range],[type=checkbox],[type=radio])"));

/** A control reached by keyboard keeps its own keys; one clicked by mouse does not hold up a clicker. */
const isUsingControl = (target: EventTarget | null, key: string) =>
  (key === " " || key === "enter") &&
  target instanceof HTMLElement &&
  target.matches("button:focus-visible, a:focus-visible, [role=button]:focus-visible");

/** The keys of presenting. They go before those of the map, whose arrows would pan it. */
export function usePresentingKeys() {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const key = event.key.toLowerCase();
      const { mode } = useWalk.getState();
      if (useAtlas.getState().screen.dialog) return;
      if (mode === "detour") {
        if (key !== "r" && key !== "backspace" && key !== "f5") return;
      } else if (isUsingControl(event.target, key)) return;
      const name = findKey(key);
      if (name === undefined && key !== "p") return;
      event.preventDefault();
      event.stopPropagation();
      if (name === undefined) openConsoleWindow();
      else pressKey(name);
    };
    addEventListener("keydown", onKeyDown, true);
    return () => removeEventListener("keydown", onKeyDown, true);
  }, []);
}

/** Goes on by itself after the time a scene is given. */
export function usePlaying() {
  const isPlaying = useWalk((state) => state.isPlaying);
  const isPaused = useWalk((state) => state.pausedAt !== null);
  const index = useWalk((state) => state.index);
  const step = useWalk((state) => state.step);
  const mode = useWalk((state) => state.mode);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each scene has its own time
  useEffect(() => {
    if (!isPlaying || isPaused || mode !== "scene") return;
    const scene = findScene();
    const seconds = scene ? scene.targetSeconds / countSteps(scene) : 40;
    const timer = setTimeout(playOn, seconds * 1_000);
    return () => clearTimeout(timer);
  }, [isPlaying, isPaused, index, step, mode]);
}

/** Whether the whole screen can be had and is not; losing it never ends the walk. */
export function useScreenOffer(): boolean {
  const [isOffered, setOffered] = useState(canFillScreen);
  useEffect(() => {
    const onChange = () => setOffered(canFillScreen());
    document.addEventListener("fullscreenchange", onChange);
    return () => document.removeEventListener("fullscreenchange", onChange);
  }, []);
  return isOffered;
}
