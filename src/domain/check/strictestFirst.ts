import type { Conflict } from "./conflict.ts";
import { verdicts } from "./rules.ts";

export const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** What tells how strict a conflict is, and one from another. */
export type Strictness = Pick<Conflict, "verdict" | "lawVerdict" | "subject" | "zone">;

/** The strictest first; no two conflicts of a run are alike. */
export const compareConflicts = (a: Strictness, b: Strictness): number =>
  verdicts.indexOf(a.verdict) - verdicts.indexOf(b.verdict) ||
  verdicts.indexOf(a.lawVerdict) - verdicts.indexOf(b.lawVerdict) ||
  compareText(a.subject, b.subject) ||
  compareText(a.zone, b.zone);

/** Keeps the strictest of many conflicts, so that a run of any size takes bounded room. `most` may be infinite. */
export function createStrictestFirst<T extends Strictness>(most: number) {
  let kept: T[] = [];
  /** The mildest that is kept once there are enough: what is milder is not taken. */
  let last: T | undefined;
  const cut = () => {
    kept.sort(compareConflicts);
    if (kept.length > most) kept = kept.slice(0, most);
    if (kept.length === most) last = kept.at(-1);
  };
  return {
    /** Tells whether any was taken, and whether others were let go for it. */
    add(found: readonly T[]): { isTaken: boolean; isCut: boolean } {
      const before = kept.length;
      for (const conflict of found) if (!last || compareConflicts(conflict, last) < 0) kept.push(conflict);
      const isTaken = kept.length > before;
      const isCut = kept.length >= 2 * most;
      if (isCut) cut();
      return { isTaken, isCut };
    },
    /** In their order. */
    read(): readonly T[] {
      cut();
      return kept;
    },
  };
}
