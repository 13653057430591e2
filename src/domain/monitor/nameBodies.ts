import type { Bilingual } from "../plan.ts";

/** Rows write several bodies one after the other, the first answering before the others. */
const between = /[；;、]/;

/** The bodies that a row names, in its order; empty where it names none. */
export const splitBodies = (written: string): string[] =>
  written
    .split(between)
    .map((name) => name.trim())
    .filter((name) => name !== "");

/**
 * All bodies that answer for a project. Chinese is as the row has it; in English a body without a name of its own
 * keeps the Chinese one, so that none is left out.
 *
 * @param bodies names by how rows write them; that of "" stands where a row names nobody.
 */
export function nameBodies(written: string, bodies: Readonly<Record<string, Bilingual>>): Bilingual {
  const names = splitBodies(written);
  if (names.length === 0) return bodies[""] ?? { zh: "未写明", en: "Not named" };
  return { zh: written, en: [...new Set(names.map((name) => bodies[name]?.en ?? name))].join("; ") };
}
