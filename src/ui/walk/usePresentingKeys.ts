import { useEffect } from "react";
import { setLanguage } from "../../state/actions.ts";
import {
  clearInk,
  findScene,
  goBack,
  goForward,
  goToScene,
  goToTyped,
  leavePresenting,
  returnToScene,
  startDetour,
  toggleBlank,
  toggleLooping,
  togglePanels,
  togglePlaying,
  toggleSheet,
  toggleTool,
  typeDigit,
} from "../../state/presenting.ts";
import { useAtlas } from "../../state/store.ts";
import { useWalk } from "../../state/walk.ts";
import { openConsoleWindow } from "./openConsoleWindow.ts";

const actions: Readonly<Record<string, () => void>> = {
  arrowright: goForward,
  arrowdown: goForward,
  pagedown: goForward,
  " ": goForward,
  arrowleft: goBack,
  arrowup: goBack,
  pageup: goBack,
  home: () => goToScene(0),
  end: () => goToScene((useWalk.getState().walk?.scenes.length ?? 1) - 1),
  enter: goToTyped,
  r: returnToScene,
  backspace: returnToScene,
  m: startDetour,
  b: () => toggleBlank("black"),
  ".": () => toggleBlank("black"),
  w: () => toggleBlank("white"),
  ",": () => toggleBlank("white"),
  h: togglePanels,
  l: () => toggleTool("laser"),
  d: () => toggleTool("ink"),
  c: clearInk,
  a: togglePlaying,
  o: toggleLooping,
  p: openConsoleWindow,
  e: () => setLanguage(useAtlas.getState().board.language === "zh" ? "en" : "zh"),
  "?": toggleSheet,
  escape: stepOut,
};

/** Escape closes what is on top, one thing at a time, and leaves when nothing is. */
function stepOut() {
  const { sheetOpen, typed, blank, tool } = useWalk.getState();
  if (sheetOpen) toggleSheet();
  else if (typed !== "") useWalk.setState({ typed: "" });
  else if (blank) toggleBlank(blank);
  else if (tool) toggleTool(tool);
  else if (useAtlas.getState().board.selection) returnToScene();
  else leavePresenting();
}

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
        if (key !== "r" && key !== "backspace") return;
      } else if (isUsingControl(event.target, key)) return;
      const digit = /^[0-9]$/.test(event.key);
      const action = digit ? () => typeDigit(event.key) : actions[key];
      if (!action) return;
      event.preventDefault();
      event.stopPropagation();
      // Under a blank screen the first key only brings the picture back, as presenters expect.
      const { blank } = useWalk.getState();
      if (blank && (action === goForward || action === goBack)) toggleBlank(blank);
      action();
    };
    addEventListener("keydown", onKeyDown, true);
    return () => removeEventListener("keydown", onKeyDown, true);
  }, []);
}

/** Goes on by itself after the time a scene is given. */
export function usePlaying() {
  const isPlaying = useWalk((state) => state.isPlaying);
  const index = useWalk((state) => state.index);
  const mode = useWalk((state) => state.mode);
  useEffect(() => {
    if (!isPlaying || mode !== "scene") return;
    const seconds = findScene()?.targetSeconds ?? 40;
    const timer = setTimeout(() => {
      const { walk, isLooping } = useWalk.getState();
      if (walk && index + 1 >= walk.scenes.length && !isLooping) togglePlaying();
      else goToScene(index + 1);
    }, seconds * 1_000);
    return () => clearTimeout(timer);
  }, [isPlaying, index, mode]);
}

/** Takes the whole screen where the browser allows; leaving that leaves the walk, as Escape must. */
export function useFullScreen() {
  useEffect(() => {
    let had = false;
    const onChange = () => {
      if (document.fullscreenElement) had = true;
      else if (had && useWalk.getState().mode === "scene") leavePresenting();
    };
    document.addEventListener("fullscreenchange", onChange);
    if (document.fullscreenEnabled && !document.fullscreenElement)
      // Refused without a fresh click, or by the person's settings: the walk then fills the page.
      document.documentElement.requestFullscreen().catch(() => {});
    return () => {
      document.removeEventListener("fullscreenchange", onChange);
      if (document.fullscreenElement) void document.exitFullscreen().catch(() => {});
    };
  }, []);
}
