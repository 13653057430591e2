import type { CheckResult, CheckTotals, Conflict } from "./conflict.ts";
import type { Verdict } from "./rules.ts";

/** What one pair gains or loses from one run to another; null where a run has no such conflict. */
export interface ConflictChange {
  id: string;
  subject: string;
  zone: string;
  before: Conflict | null;
  after: Conflict | null;
  verdictBefore: Verdict | null;
  verdictAfter: Verdict | null;
  /** After less before; a run without the conflict counts as 0. */
  areaChangeSquareMetres: number;
  lengthChangeMetres: number;
}

/** Two alternatives side by side. */
export interface CheckComparison {
  changes: ConflictChange[];
  before: CheckTotals;
  after: CheckTotals;
  areaChangeSquareMetres: number;
  lengthChangeMetres: number;
}

/** Compares two runs pair by pair, in the order of the first and then what only the second has; equal pairs are left out. */
export function compareChecks(before: CheckResult, after: CheckResult): CheckComparison {
  const [earlier, later] = [before, after].map(
    ({ conflicts }) => new Map(conflicts.map((conflict) => [conflict.id, conflict])),
  ) as [Map<string, Conflict>, Map<string, Conflict>];
  const changes = [...new Set([...earlier.keys(), ...later.keys()])].flatMap((id): ConflictChange[] => {
    const [old, now] = [earlier.get(id) ?? null, later.get(id) ?? null];
    const named = (old ?? now)!;
    if (old && now && JSON.stringify(old) === JSON.stringify(now)) return [];
    return [
      {
        id,
        subject: named.subject,
        zone: named.zone,
        before: old,
        after: now,
        verdictBefore: old?.verdict ?? null,
        verdictAfter: now?.verdict ?? null,
        areaChangeSquareMetres: (now?.areaInsideSquareMetres ?? 0) - (old?.areaInsideSquareMetres ?? 0),
        lengthChangeMetres: (now?.lengthInsideMetres ?? 0) - (old?.lengthInsideMetres ?? 0),
      },
    ];
  });
  return {
    changes,
    before: before.totals,
    after: after.totals,
    areaChangeSquareMetres: after.totals.areaInsideSquareMetres - before.totals.areaInsideSquareMetres,
    lengthChangeMetres: after.totals.lengthInsideMetres - before.totals.lengthInsideMetres,
  };
}
