import type { Scene, Walk } from "./walk.ts";

/** An id no scene of the walk has yet: `scene-1`, `scene-2`, … */
function findFreeId(walk: Walk): string {
  const taken = new Set(walk.scenes.map((scene) => scene.id));
  let number = walk.scenes.length + 1;
  while (taken.has(`scene-${number}`)) number += 1;
  return `scene-${number}`;
}

const isPlace = (walk: Walk, index: number) =>
  Number.isInteger(index) && index >= 0 && index < walk.scenes.length;

/** Puts a scene in at a place (clamped to the list) under an id of its own. */
export function insertScene(walk: Walk, at: number, scene: Omit<Scene, "id">): Walk {
  const scenes = [...walk.scenes];
  scenes.splice(Math.min(scenes.length, Math.max(0, at)), 0, { ...scene, id: findFreeId(walk) });
  return { ...walk, scenes };
}

/**
 * Moves a scene to another place; the walk itself where either place is none. A scene that lands among those of
 * another chapter becomes one of them, so that no chapter's heading stands twice.
 */
export function moveScene(walk: Walk, from: number, to: number): Walk {
  if (!isPlace(walk, from) || !isPlace(walk, to) || from === to) return walk;
  const scenes = [...walk.scenes];
  const [moved] = scenes.splice(from, 1);
  const near = [scenes[to - 1], scenes[to]].flatMap((scene) => (scene ? [scene.chapter] : []));
  const chapter = near.includes(moved!.chapter) ? moved!.chapter : (near[0] ?? moved!.chapter);
  scenes.splice(to, 0, chapter === moved!.chapter ? moved! : { ...moved!, chapter });
  return { ...walk, scenes };
}

/**
 * Gives a scene to another chapter and puts it behind the last scene of it, or, where it has none, before the
 * first scene of a later chapter. Gives the walk and the scene's new place.
 */
export function changeChapter(walk: Walk, index: number, chapter: number): { walk: Walk; place: number } {
  const scene = walk.scenes[index];
  if (!scene || scene.chapter === chapter) return { walk, place: index };
  const rest = walk.scenes.filter((_, at) => at !== index);
  const last = rest.findLastIndex((other) => other.chapter === chapter);
  const later = rest.findIndex((other) => other.chapter > chapter);
  const place = last >= 0 ? last + 1 : later >= 0 ? later : rest.length;
  const scenes = [...rest];
  scenes.splice(place, 0, { ...scene, chapter });
  return { walk: { ...walk, scenes }, place };
}

/** Gives the walk another name, in one language. */
export const renameWalk = (walk: Walk, language: "zh" | "en", name: string): Walk => ({
  ...walk,
  title: { ...walk.title, [language]: name },
});

/** Gives a chapter another name, in one language; the walk itself where there is no such chapter. */
export function renameChapter(walk: Walk, chapter: number, language: "zh" | "en", name: string): Walk {
  if (!walk.chapters.some((other) => other.chapter === chapter)) return walk;
  return {
    ...walk,
    chapters: walk.chapters.map((other) =>
      other.chapter === chapter ? { ...other, title: { ...other.title, [language]: name } } : other,
    ),
  };
}

/** Puts a copy of a scene behind it. */
export function duplicateScene(walk: Walk, index: number): Walk {
  const scene = walk.scenes[index];
  return scene ? insertScene(walk, index + 1, structuredClone(scene)) : walk;
}

/** Changes fields of a scene; its id stays. */
export function changeScene(walk: Walk, index: number, change: Partial<Omit<Scene, "id">>): Walk {
  if (!isPlace(walk, index)) return walk;
  return {
    ...walk,
    scenes: walk.scenes.map((scene, at) => (at === index ? { ...scene, ...change } : scene)),
  };
}

export const removeScene = (walk: Walk, index: number): Walk =>
  isPlace(walk, index) ? { ...walk, scenes: walk.scenes.filter((_, at) => at !== index) } : walk;

/** Takes the value of now as approved, for the numbers named. */
export function approveNumbers(walk: Walk, values: Readonly<Record<string, number>>): Walk {
  const numbers = Object.fromEntries(
    Object.entries(walk.numbers).map(([key, live]) => [
      key,
      Object.hasOwn(values, key) ? { ...live, approved: values[key]! } : live,
    ]),
  );
  return { ...walk, numbers };
}

/** Gives scenes the target seconds named for their ids. */
export const setTargets = (walk: Walk, seconds: Readonly<Record<string, number>>): Walk => ({
  ...walk,
  scenes: walk.scenes.map((scene) =>
    seconds[scene.id] === undefined ? scene : { ...scene, targetSeconds: seconds[scene.id]! },
  ),
});

/** Puts a scene on a route or takes it off; the walk itself where there is no such route or scene. */
export function setRoute(walk: Walk, index: number, route: string, isOn: boolean): Walk {
  const scene = walk.scenes[index];
  if (!scene || !walk.routes.some(({ id }) => id === route) || scene.routes.includes(route) === isOn)
    return walk;
  const routes = walk.routes
    .map(({ id }) => id)
    .filter((id) => (id === route ? isOn : scene.routes.includes(id)));
  return changeScene(walk, index, { routes });
}

/** Adds a route under an id of its own, passing every scene until some are taken off. */
export function addRoute(walk: Walk, title: Walk["title"], minutes: number): Walk {
  let number = walk.routes.length + 1;
  while (walk.routes.some(({ id }) => id === `route-${number}`)) number += 1;
  const id = `route-${number}`;
  return {
    ...walk,
    routes: [...walk.routes, { id, title, minutes }],
    scenes: walk.scenes.map((scene) => ({ ...scene, routes: [...scene.routes, id] })),
  };
}

export const changeRoute = (
  walk: Walk,
  route: string,
  change: Partial<Omit<Walk["routes"][number], "id">>,
): Walk => ({
  ...walk,
  routes: walk.routes.map((other) => (other.id === route ? { ...other, ...change } : other)),
});

/** Takes a route away; its scenes stay. */
export const removeRoute = (walk: Walk, route: string): Walk => ({
  ...walk,
  routes: walk.routes.filter(({ id }) => id !== route),
  scenes: walk.scenes.map((scene) =>
    scene.routes.includes(route) ? { ...scene, routes: scene.routes.filter((id) => id !== route) } : scene,
  ),
});
