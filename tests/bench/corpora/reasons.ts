import type { OgrLayer } from "./ogrinfo.ts";
import type { Reading } from "./reader.ts";

type Answered = Extract<Reading, { kind: "answered" }>;

const sum = (layers: readonly OgrLayer[]) => layers.reduce((total, { count }) => total + count, 0);
const hasWarning = ({ warnings }: Answered, ...codes: string[]) =>
  warnings.some(({ code }) => codes.includes(code));

/** Why the two sides may count differently and both be right; the first that fits is told. */
const reasons: { why: string; fits: (reading: Answered, layers: readonly OgrLayer[]) => boolean }[] = [
  {
    why: "GPX: ogrinfo lists the points of tracks and routes as records of their own",
    fits: ({ format, read, skipped }, layers) =>
      format === "gpx" &&
      read + skipped === sum(layers.filter(({ name }) => ["waypoints", "routes", "tracks"].includes(name))),
  },
  {
    why: "KML: overlays and network links are counted by ogrinfo; here they are named as left out",
    fits: (reading, layers) =>
      reading.format === "kml" &&
      reading.read + reading.skipped < sum(layers) &&
      hasWarning(reading, "kml-overlay", "kml-network-link"),
  },
  {
    why: "records marked as deleted are named as left out here; ogrinfo does not count them",
    fits: (reading, layers) =>
      reading.read + reading.skipped > sum(layers) && hasWarning(reading, "tab-deleted", "dbf-deleted"),
  },
  {
    why: "tables without a geometry, views and the like are named as left out here",
    fits: (reading, layers) =>
      reading.read + reading.skipped < sum(layers) &&
      hasWarning(reading, "gpkg-attributes", "gpkg-view", "table-left-out"),
  },
  {
    why: "GML: features within features are told here; ogrinfo counts the outer ones",
    fits: (reading) => reading.format === "gml" && hasWarning(reading, "gml-nested"),
  },
  {
    why: "KMZ: ogrinfo finds no layer in it",
    fits: ({ format, read }, layers) => format === "kml" && read > 0 && sum(layers) === 0,
  },
  {
    why: "tables: ogrinfo takes heading lines for records",
    fits: ({ headings, read, skipped }, layers) => {
      const more = sum(layers) - read - skipped;
      return more > 0 && more <= headings;
    },
  },
];

/** Why a reading counts other records than ogrinfo does; null where nothing known explains it. */
export const explainDifference = (reading: Answered, layers: readonly OgrLayer[]): string | null =>
  reasons.find(({ fits }) => fits(reading, layers))?.why ?? null;
