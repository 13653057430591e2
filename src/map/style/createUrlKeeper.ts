import type { FeatureCollection } from "geojson";

/** Time for the map to have read a file before its address is given up. */
const graceMilliseconds = 20_000;

/** Addresses of features that are made for the map, by name: it reads them as it reads any file. */
export function createUrlKeeper() {
  const known = new Map<string, { from: readonly unknown[]; url: string | undefined }>();
  return {
    /** Makes the features of a name anew where what they are made from has changed; true where their address has. */
    give(name: string, from: readonly unknown[], build: () => FeatureCollection | null): boolean {
      const before = known.get(name);
      if (before?.from.length === from.length && before.from.every((value, at) => value === from[at]))
        return false;
      const collection = build();
      const url =
        collection && collection.features.length > 0
          ? URL.createObjectURL(new Blob([JSON.stringify(collection)], { type: "application/geo+json" }))
          : undefined;
      known.set(name, { from, url });
      const old = before?.url;
      if (old) setTimeout(() => URL.revokeObjectURL(old), graceMilliseconds);
      return url !== old;
    },
    urlOf: (name: string): string | undefined => known.get(name)?.url,
    remove() {
      for (const { url } of known.values()) if (url) URL.revokeObjectURL(url);
      known.clear();
    },
  };
}
