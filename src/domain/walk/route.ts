import type { Scene, Walk } from "./walk.ts";

/** Whether a route passes a scene; null is the whole walk, which leaves out hidden scenes only. */
export const isOnRoute = (scene: Scene, route: string | null): boolean =>
  !scene.hidden && (route === null || scene.routes.includes(route));

/** Places of the scenes a route passes, in order. */
export const findRoutePlaces = (walk: Walk, route: string | null): number[] =>
  walk.scenes.flatMap((scene, place) => (isOnRoute(scene, route) ? [place] : []));

/**
 * The place one step on (`1`) or back (`-1`) from a place on or beside the route; undefined past either end.
 * From a scene beside the route, where a question led, the route is met again where it was left.
 */
export function findNextPlace(
  walk: Walk,
  route: string | null,
  from: number,
  step: 1 | -1,
): number | undefined {
  const places = findRoutePlaces(walk, route);
  return step === 1 ? places.find((place) => place > from) : places.findLast((place) => place < from);
}

/** Seconds the scenes of a route are given, all together. */
export const sumSeconds = (walk: Walk, route: string | null): number =>
  walk.scenes.reduce((sum, scene) => sum + (isOnRoute(scene, route) ? scene.targetSeconds : 0), 0);

/** A presenter's clock: milliseconds since 1970; null while nothing is presented or the clock does not stand. */
export interface ShowClock {
  startedAt: number | null;
  sceneStartedAt: number | null;
  pausedAt: number | null;
}

/** Where a show stands in time. All in seconds. */
export interface Pace {
  elapsed: number;
  inScene: number;
  /** What this scene is given; 0 beside the route, where every second is taken from the rest. */
  target: number;
  /** What the whole route is given. */
  all: number;
  /** Above 0 late, below 0 early: how much later than planned the show ends if every scene to come keeps its time. */
  late: number;
  /** What is left to say, this scene's rest included. */
  rest: number;
}

/**
 * The pace of a show on a route. It looks at what is still to come, not at what was shown: a scene jumped over
 * counts as time won, a jump back as time to be spent again.
 *
 * @param place of the scene on the wall, on the route or beside it. @param now milliseconds since 1970.
 */
export function findPace(
  walk: Walk,
  route: string | null,
  place: number,
  clock: ShowClock,
  now: number,
): Pace {
  const until = clock.pausedAt ?? now;
  const secondsSince = (start: number | null) => (start === null ? 0 : Math.max(0, until - start) / 1_000);
  const elapsed = secondsSince(clock.startedAt);
  const inScene = secondsSince(clock.sceneStartedAt);
  const scene = walk.scenes[place];
  const target = scene && isOnRoute(scene, route) ? scene.targetSeconds : 0;
  const toCome = walk.scenes.reduce(
    (sum, other, at) => sum + (at > place && isOnRoute(other, route) ? other.targetSeconds : 0),
    0,
  );
  const all = sumSeconds(walk, route);
  const rest = Math.max(0, target - inScene) + toCome;
  return { elapsed, inScene, target, all, rest, late: elapsed + rest - all };
}

/** Stops the clock, or lets it go on as if no time had passed since. */
export function pauseClock(clock: ShowClock, now: number): ShowClock {
  const { startedAt, sceneStartedAt, pausedAt } = clock;
  if (pausedAt === null) return startedAt === null ? clock : { ...clock, pausedAt: now };
  const shift = now - pausedAt;
  return {
    startedAt: startedAt === null ? null : startedAt + shift,
    sceneStartedAt: sceneStartedAt === null ? null : sceneStartedAt + shift,
    pausedAt: null,
  };
}

/** Seconds spent at each scene of a rehearsal, by its id. */
export type RehearsedTimes = Readonly<Record<string, number>>;

/** Adds the time spent at a scene; a scene come back to keeps both visits. Under half a second it was passed by. */
export function addRehearsedTime(times: RehearsedTimes, id: string, seconds: number): RehearsedTimes {
  return seconds < 0.5 ? times : { ...times, [id]: (times[id] ?? 0) + seconds };
}

/** The targets a rehearsal offers: whole multiples of five seconds, at least five, for scenes still there. */
export function buildOfferedTargets(walk: Walk, times: RehearsedTimes): Record<string, number> {
  return Object.fromEntries(
    walk.scenes.flatMap(({ id }) =>
      times[id] === undefined ? [] : [[id, Math.min(3_600, Math.max(5, Math.round(times[id] / 5) * 5))]],
    ),
  );
}
