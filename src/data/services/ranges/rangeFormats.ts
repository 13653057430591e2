/** Files that are read where they lie, by how their address ends. */
export type RangeFormat = "pmtiles" | "flatgeobuf" | "geoparquet" | "cog";
const endings: readonly [RegExp, RangeFormat][] = [
  [/\.pmtiles$/i, "pmtiles"],
  [/\.fgb$/i, "flatgeobuf"],
  [/\.(geo)?parquet$/i, "geoparquet"],
  [/\.tiff?$/i, "cog"],
];

/** The format of a file that an address names; undefined where it names none that is read by ranges. */
export const findRangeFormat = (address: string): RangeFormat | undefined =>
  endings.find(([ending]) => ending.test(new URL(address).pathname))?.[1];
