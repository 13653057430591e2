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

/** Moves a scene to another place; the walk itself where either place is none. */
export function moveScene(walk: Walk, from: number, to: number): Walk {
  if (!isPlace(walk, from) || !isPlace(walk, to) || from === to) return walk;
  const scenes = [...walk.scenes];
  const [moved] = scenes.splice(from, 1);
  scenes.splice(to, 0, moved!);
  return { ...walk, scenes };
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
