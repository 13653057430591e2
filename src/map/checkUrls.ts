import type { Feature, FeatureCollection } from "geojson";
import type { CheckQuery } from "../domain/board/checkQuery.ts";
import type { Board } from "../domain/board.ts";
import type { CheckState } from "../state/checkStore.ts";
import { buildCheckView, findAlternativeResults } from "../state/checkView.ts";
import { buildConflictMarks } from "./checkFeatures.ts";

/** Time for the map to have read a file before its address is given up. */
const graceMilliseconds = 20_000;

const buildCourses = (check: CheckQuery): Feature[] =>
  check.alternatives.map((alternative) => ({
    type: "Feature",
    geometry: alternative.geometry,
    properties: { part: alternative.id === check.bent ? "bent" : "course", title: alternative.name },
  }));

/** Addresses of what the check draws: the map reads them as it reads any file. */
export function createCheckUrls() {
  const known = new Map<string, { from: unknown[]; url: string | undefined }>();
  const give = (kernel: string, from: unknown[], build: () => FeatureCollection | null): boolean => {
    const before = known.get(kernel);
    if (before?.from.every((value, index) => value === from[index])) return false;
    const collection = build();
    const url =
      collection && collection.features.length > 0
        ? URL.createObjectURL(new Blob([JSON.stringify(collection)], { type: "application/geo+json" }))
        : undefined;
    known.set(kernel, { from, url });
    const old = before?.url;
    if (old) setTimeout(() => URL.revokeObjectURL(old), graceMilliseconds);
    return url !== old;
  };
  return {
    /** Makes the addresses for what is to be shown now; true where any of them changed. */
    update(board: Board, state: CheckState): boolean {
      const { result } = buildCheckView(board, state);
      const isChanged = give("conflicts", [result], () => result && buildConflictMarks(result));
      const { check } = board;
      const at = check?.alternatives.findIndex(({ id }) => id === check.bent) ?? -1;
      const bent = at < 0 ? undefined : findAlternativeResults(board, state)[at];
      const marks = bent?.ok ? bent.value : null;
      const areCoursesChanged = give("alternatives", [check?.alternatives, check?.bent, marks], () =>
        check && check.alternatives.length > 0
          ? {
              type: "FeatureCollection",
              features: [...buildCourses(check), ...(marks ? buildConflictMarks(marks).features : [])],
            }
          : null,
      );
      return isChanged || areCoursesChanged;
    },
    urlOf: (kernel: string): string | undefined => known.get(kernel)?.url,
    remove() {
      for (const { url } of known.values()) if (url) URL.revokeObjectURL(url);
      known.clear();
    },
  };
}
