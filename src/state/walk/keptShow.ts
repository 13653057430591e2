import type { RehearsedTimes } from "../../domain/walk/route.ts";
import { inkCount, useWalk, type WalkState } from "./walk.ts";

const showKey = "atlas-show";
/** Says that a show ran in this very tab, so that a reload takes it up without asking the other tabs. */
const tabKey = "atlas-show-here";
const mostAgeMilliseconds = 12 * 3_600_000;

/** Where a show stands: enough to take it up after a reload, a crash or a power cut. */
export interface KeptShow
  extends Pick<
    WalkState,
    | "index"
    | "step"
    | "blank"
    | "panelsHidden"
    | "isLooping"
    | "isPlaying"
    | "startedAt"
    | "sceneStartedAt"
    | "pausedAt"
    | "route"
    | "isRehearsal"
    | "rehearsed"
    | "keepsInk"
    | "inkColour"
  > {
  walkId: string;
  sceneId: string;
  savedAt: number;
}

const isTime = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);

const readTimes = (value: unknown): RehearsedTimes =>
  typeof value === "object" && value !== null
    ? Object.fromEntries(Object.entries(value).filter(([, seconds]) => isTime(seconds)))
    : {};

/** Reads what was kept; undefined for anything that is not a show of today. */
export function parseKeptShow(text: string | null, now: number): KeptShow | undefined {
  if (text === null) return undefined;
  let read: Partial<KeptShow>;
  try {
    read = JSON.parse(text) as Partial<KeptShow>;
  } catch {
    return undefined;
  }
  if (typeof read !== "object" || read === null) return undefined;
  const { walkId, sceneId, index, savedAt, startedAt, sceneStartedAt, blank } = read;
  if (typeof walkId !== "string" || typeof sceneId !== "string") return undefined;
  if (!isTime(savedAt) || now - savedAt > mostAgeMilliseconds) return undefined;
  if (!Number.isInteger(index) || index! < 0) return undefined;
  return {
    walkId,
    sceneId,
    index: index!,
    savedAt,
    blank: blank === "black" || blank === "white" ? blank : null,
    panelsHidden: read.panelsHidden === true,
    isLooping: read.isLooping === true,
    isPlaying: read.isPlaying === true,
    startedAt: isTime(startedAt) ? startedAt : savedAt,
    sceneStartedAt: isTime(sceneStartedAt) ? sceneStartedAt : savedAt,
    step: Number.isInteger(read.step) && read.step! >= 0 ? read.step! : 0,
    pausedAt: isTime(read.pausedAt) ? read.pausedAt : null,
    route: typeof read.route === "string" ? read.route : null,
    isRehearsal: read.isRehearsal === true,
    rehearsed: readTimes(read.rehearsed),
    keepsInk: read.keepsInk === true,
    inkColour: Number.isInteger(read.inkColour) ? Math.abs(read.inkColour!) % inkCount : 0,
  };
}

/** Storage may be refused by the person's settings: the show then runs without a net. */
const attempt = <T>(act: () => T): T | undefined => {
  try {
    return act();
  } catch {
    return undefined;
  }
};

export const findKeptShow = (): KeptShow | undefined =>
  parseKeptShow(attempt(() => localStorage.getItem(showKey)) ?? null, Date.now());

export const ranInThisTab = (): boolean => attempt(() => sessionStorage.getItem(tabKey)) === "yes";

export function forgetShow() {
  attempt(() => localStorage.removeItem(showKey));
  attempt(() => sessionStorage.removeItem(tabKey));
}

function keepShow(state: WalkState) {
  const scene = state.walk?.scenes[state.index];
  if (!state.walk || !scene) return;
  const { index, blank, panelsHidden, isLooping, isPlaying, startedAt, sceneStartedAt } = state;
  const { step, pausedAt, route, isRehearsal, rehearsed, keepsInk, inkColour } = state;
  const show: KeptShow = {
    walkId: state.walk.id,
    sceneId: scene.id,
    index,
    blank,
    panelsHidden,
    isLooping,
    isPlaying,
    startedAt,
    sceneStartedAt,
    step,
    pausedAt,
    route,
    isRehearsal,
    rehearsed,
    keepsInk,
    inkColour,
    savedAt: Date.now(),
  };
  attempt(() => localStorage.setItem(showKey, JSON.stringify(show)));
  attempt(() => sessionStorage.setItem(tabKey, "yes"));
}

const watched = [
  "walk",
  "index",
  "step",
  "mode",
  "blank",
  "panelsHidden",
  "isLooping",
  "isPlaying",
  "startedAt",
  "sceneStartedAt",
  "pausedAt",
  "route",
  "isRehearsal",
  "rehearsed",
  "keepsInk",
  "inkColour",
] as const satisfies readonly (keyof WalkState)[];

/**
 * Keeps the show at each step as long as one runs, and forgets it when it is left. Written at once and in one
 * piece: whatever ends the page between two steps, the last step stands.
 */
export function keepShows(): () => void {
  const now = useWalk.getState();
  if (now.mode !== "closed") keepShow(now);
  return useWalk.subscribe((state, before) => {
    if (watched.every((key) => state[key] === before[key])) return;
    if (state.mode !== "closed") keepShow(state);
    else if (before.mode !== "closed") forgetShow();
  });
}
