import { findRoutePlaces } from "../../domain/walk/route.ts";
import type { Walk } from "../../domain/walk/walk.ts";
import type { WalkWord } from "./walkWords.ts";

/** Where the show stands: the scene's own number, which the keys lead to, and how far the route has come. */
export function writePlace(
  walk: Walk,
  route: string | null,
  index: number,
  say: (key: WalkWord, fill?: Readonly<Record<string, string | number>>) => string,
): string {
  const places = findRoutePlaces(walk, route);
  const step = places.indexOf(index) + 1;
  if (step === 0) return say("besideRoute", { place: index + 1 });
  if (places.length === walk.scenes.length)
    return say("sceneShort", { place: index + 1, count: walk.scenes.length });
  return say("placeOnRoute", { place: index + 1, step, count: places.length });
}

/** A length of time as minutes and seconds. */
export const writeTime = (seconds: number) => {
  const whole = Math.max(0, Math.round(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
};
