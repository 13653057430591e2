import type { Plugin } from "vite";

const absent = "\0no-inflater";

/**
 * PMTiles brings an inflater for browsers that have no `DecompressionStream`. What the atlas is written in (arrays
 * copied by `toReversed`) asks for newer browsers than those, so the six kilobytes would be read for nothing.
 */
export function pmtilesPlugin(): Plugin {
  return {
    name: "pmtiles-without-inflater",
    enforce: "pre",
    resolveId: (source, importer) =>
      source === "fflate" && importer?.includes("/node_modules/pmtiles/") ? absent : undefined,
    load: (id) =>
      id === absent
        ? `export function decompressSync() { throw new Error("this browser has no DecompressionStream"); }`
        : undefined,
  };
}
