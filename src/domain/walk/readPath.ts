import type { NumberSource } from "./walk.ts";

export type AnswerSource = Extract<NumberSource, { kind: "answer" }>;

/** The number at a path of an answer; null where there is none. */
export function readPath(answer: unknown, path: AnswerSource["path"]): number | null {
  let value = answer;
  for (const step of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return null;
    value = (value as Record<string | number, unknown>)[step];
  }
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}
