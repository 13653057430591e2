import type { Geometry } from "geojson";
import type { DataFiles, Kernel } from "../kernel.ts";
import type { DatasetId, FeatureId, PlanFeatureCollection } from "../plan.ts";
import { failure, type Problem, success } from "../result.ts";
import { findNearestDistanceMetres } from "./nearest.ts";

export interface NeighboursInput {
  subject: { dataset: DatasetId; id: FeatureId };
  kilometres: number;
  datasets: readonly DatasetId[];
}

export interface Neighbour {
  dataset: DatasetId;
  id: FeatureId;
  /** 0 where the two touch or one lies in the other. */
  distanceMetres: number;
}

const fileOf = (dataset: DatasetId) => `${dataset}.geojson`;

/**
 * Features within a straight-line distance of one feature, nearest first.
 * Distances are those of `findNearestDistanceMetres`. Fails with `feature-unknown` where the subject is not in its dataset.
 */
export const neighboursWithin: Kernel<NeighboursInput, Neighbour[]> = {
  files: (input) => [...new Set([input.subject.dataset, ...input.datasets])].map(fileOf),
  run(input: NeighboursInput, files: DataFiles) {
    const collectionOf = (dataset: DatasetId) => files[fileOf(dataset)] as PlanFeatureCollection | undefined;
    const { subject } = input;
    const feature = collectionOf(subject.dataset)?.features.find((f) => f.properties.id === subject.id);
    if (!feature)
      return failure<Problem>({
        code: "feature-unknown",
        zh: `数据集“${subject.dataset}”中没有要素“${subject.id}”`,
        en: `There is no feature “${subject.id}” in dataset “${subject.dataset}”`,
      });
    const limitMetres = input.kilometres * 1000;
    const found: Neighbour[] = [];
    for (const dataset of input.datasets) {
      for (const other of collectionOf(dataset)?.features ?? []) {
        if (!other.geometry || (dataset === subject.dataset && other.properties.id === subject.id)) continue;
        const geometry: Geometry = other.geometry;
        const distanceMetres = findNearestDistanceMetres(feature.geometry, geometry, limitMetres);
        if (distanceMetres !== undefined) found.push({ dataset, id: other.properties.id, distanceMetres });
      }
    }
    return success(found.sort((a, b) => a.distanceMetres - b.distanceMetres));
  },
};
