import type { Feature, Geometry } from "geojson";

/** All keys of the features' properties, in the order they first come. */
export function findPropertyKeys(features: readonly Feature<Geometry>[]): string[] {
  const keys = new Set<string>();
  for (const feature of features) for (const key of Object.keys(feature.properties ?? {})) keys.add(key);
  return [...keys];
}
