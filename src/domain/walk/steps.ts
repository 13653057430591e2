import type { Scene } from "./walk.ts";

/** Lines of a text as they come one after another; an empty text is one empty line. */
export const linesOf = (text: string): string[] => {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines.length > 0 ? lines : [""];
};

/** Lines of the language that has more of them, so that a change of language loses no step. */
const countLines = ({ narration }: Scene) =>
  Math.max(linesOf(narration.zh).length, linesOf(narration.en).length);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * Where the line stands, step by step, in a scene whose board is seen beside another one behind a line: all of the
 * other board, both, all of its own. 0 to 1 of the free part of the map, from the left; empty for any other scene.
 */
export function findSwipeStops({ view }: Pick<Scene, "view">): readonly number[] {
  const { compare } = view;
  if (!isRecord(compare) || compare.view !== "swipe" || !Array.isArray(compare.others)) return [];
  if (compare.others.length !== 1) return [];
  const { at } = compare;
  return [1, typeof at === "number" && at > 0 && at < 1 ? at : 0.5, 0];
}

/** The phase of the board on the other side of the line; undefined in a scene without one. */
export function findPhaseBefore(scene: Pick<Scene, "view">): string | undefined {
  if (findSwipeStops(scene).length === 0) return undefined;
  const { compare } = scene.view;
  const [other] = isRecord(compare) && Array.isArray(compare.others) ? (compare.others as unknown[]) : [];
  return isRecord(other) && typeof other.phase === "string" ? other.phase : undefined;
}

/** Steps that the line takes before anything else comes. */
const countMoves = (scene: Scene) => Math.max(0, findSwipeStops(scene).length - 1);

/** Where the line stands at a step, from 0; undefined in a scene without one. */
export function findSwipeAt(scene: Scene, step: number): number | undefined {
  const stops = findSwipeStops(scene);
  return stops[Math.min(Math.max(0, step), stops.length - 1)];
}

/** How many steps a scene takes: the line's way across the map, then its lines and charts; one where it comes whole. */
export const countSteps = (scene: Scene): number =>
  countMoves(scene) + (scene.stepped ? countLines(scene) + scene.figures.length : 1);

/** How many lines and charts stand at a step, from 0. The first step shows the first line. */
export function findShownParts(scene: Scene, step: number): { lines: number; figures: number } {
  const lines = countLines(scene);
  if (!scene.stepped) return { lines, figures: scene.figures.length };
  const told = Math.max(0, Math.min(step, countSteps(scene) - 1) - countMoves(scene)) + 1;
  return { lines: Math.min(lines, told), figures: Math.max(0, told - lines) };
}
