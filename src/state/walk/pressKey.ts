import { setLanguage } from "../actions.ts";
import { useAtlas } from "../store.ts";
import { toggleFullScreen } from "./fullScreen.ts";
import { changeInk, clearInk, toggleKeepInk } from "./ink.ts";
import {
  goBack,
  goForward,
  goToEnd,
  goToTyped,
  leavePresenting,
  nudgeSwipe,
  resetClock,
  returnToScene,
  startDetour,
  toggleBlank,
  toggleLooping,
  togglePanels,
  togglePause,
  togglePlaying,
  toggleSheet,
  toggleTool,
  typeDigit,
} from "./presenting.ts";
import { useWalk } from "./walk.ts";

/** Under a covered screen the first step only brings the picture back, as presenters expect. */
const step = (act: () => void) => () => {
  const { blank } = useWalk.getState();
  if (blank) toggleBlank(blank);
  else act();
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

/** Every key of presenting, on the wall and on the console alike. */
const actions: Readonly<Record<string, () => void>> = {
  arrowright: step(goForward),
  arrowdown: step(goForward),
  pagedown: step(goForward),
  " ": step(goForward),
  arrowleft: step(goBack),
  arrowup: step(goBack),
  pageup: step(goBack),
  home: () => goToEnd("first"),
  end: () => goToEnd("last"),
  enter: goToTyped,
  r: returnToScene,
  backspace: returnToScene,
  m: startDetour,
  b: () => toggleBlank("black"),
  ".": () => toggleBlank("black"),
  w: () => toggleBlank("white"),
  ",": () => toggleBlank("white"),
  h: togglePanels,
  "[": () => nudgeSwipe(-1),
  "]": () => nudgeSwipe(1),
  l: () => toggleTool("laser"),
  d: () => toggleTool("ink"),
  c: clearInk,
  k: changeInk,
  i: toggleKeepInk,
  a: togglePlaying,
  o: toggleLooping,
  t: togglePause,
  z: resetClock,
  e: () => setLanguage(useAtlas.getState().board.language === "zh" ? "en" : "zh"),
  f: toggleFullScreen,
  "?": toggleSheet,
  escape: stepOut,
  // Many clickers send F5 to start a show; while one runs it is no reload.
  f5: () => {},
};

/** The name of a key that means something while presenting, as `pressKey` takes it; undefined for any other. */
export function findKey(key: string): string | undefined {
  const name = key.toLowerCase();
  return /^[0-9]$/.test(name) || Object.hasOwn(actions, name) ? name : undefined;
}

/** Does what a key means. Of a detour only the way back is taken: the rest belongs to the map. */
export function pressKey(name: string) {
  if (useWalk.getState().mode === "closed") return;
  if (/^[0-9]$/.test(name)) typeDigit(name);
  else if (Object.hasOwn(actions, name)) actions[name]!();
}
