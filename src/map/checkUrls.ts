import type { FeatureCollection } from "geojson";
import type { Board } from "../domain/board.ts";
import type { CheckState } from "../state/checkStore.ts";
import { buildCheckView } from "../state/checkView.ts";
import { buildConflictMarks } from "./checkFeatures.ts";

/** Time for the map to have read a file before its address is given up. */
const graceMilliseconds = 20_000;

/** Addresses of what the check draws: the map reads them as it reads any file. */
export function createCheckUrls() {
  const known = new Map<string, { from: unknown; url: string | undefined }>();
  const give = (kernel: string, from: unknown, build: () => FeatureCollection | null): boolean => {
    const before = known.get(kernel);
    if (before && before.from === from) return false;
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
      return give("conflicts", result, () => result && buildConflictMarks(result));
    },
    urlOf: (kernel: string): string | undefined => known.get(kernel)?.url,
    remove() {
      for (const { url } of known.values()) if (url) URL.revokeObjectURL(url);
      known.clear();
    },
  };
}
