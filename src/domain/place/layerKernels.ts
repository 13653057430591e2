import type { Feature, FeatureCollection, Geometry } from "geojson";
import type { DataFiles, Kernel } from "../kernel.ts";
import { failure, type Problem, type Result, success } from "../result.ts";
import { buildBuffers } from "./buffers.ts";
import { type LocationRelation, overlayFeatures, selectByLocation } from "./overlay.ts";

/** Features to compute from: a file below `public/data` or a layer of the reader's own, whole or in part. */
export interface LayerSource {
  /** A file below `public/data`, or `own/<key>.geojson`. */
  file: string;
  /** Only features that stand in this phase; left out for layers that have none. */
  phase?: string;
  /** Only the features at these places of the file. */
  indexes?: readonly number[];
  /** Only the features with these ids. */
  ids?: readonly string[];
}

/** GeoJSON text of what was computed, as bytes so that it is handed over and not copied. */
export interface ComputedLayer {
  geojson: ArrayBuffer;
  count: number;
}

export interface BufferInput {
  source: LayerSource;
  /** Metres, each greater than 0. */
  distancesMetres: readonly number[];
  dissolve: boolean;
  rings: boolean;
}

export interface OverlayInput {
  operation: "intersection" | "difference" | "union" | "select";
  subjects: LayerSource;
  masks: LayerSource;
  /** For `select`: how the subjects stand to the masks. */
  relation?: LocationRelation;
}

/** Features of a source with what a result shall remember of each: its own attributes. */
function pickFeatures(source: LayerSource, files: DataFiles): Feature<Geometry | null>[] {
  const { features } = files[source.file] as FeatureCollection<Geometry | null>;
  const byPlace = source.indexes ? source.indexes.flatMap((at) => features[at] ?? []) : features;
  return byPlace.filter((feature) => {
    if (source.ids && !source.ids.includes(String(feature.properties?.id))) return false;
    return (
      source.phase === undefined || (feature.properties?.[`status:${source.phase}`] ?? "absent") !== "absent"
    );
  });
}

/** Attributes of a result: short ones of the sources; lists and statuses of the plan say nothing of a piece. */
function keepAttributes(feature: Feature<Geometry | null> | undefined, prefix = ""): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(feature?.properties ?? {}).flatMap(([key, value]) =>
      typeof value === "object" || key.startsWith("status:") ? [] : [[`${prefix}${key}`, value]],
    ),
  );
}

function finish(features: Feature<Geometry>[]): Result<ComputedLayer> {
  if (features.length === 0)
    return failure<Problem>({
      code: "result-empty",
      zh: "结果为空：两者没有符合条件的部分",
      en: "The result is empty: nothing meets the condition",
    });
  const text = JSON.stringify({ type: "FeatureCollection", features });
  const bytes = new TextEncoder().encode(text);
  return success({ geojson: bytes.buffer as ArrayBuffer, count: features.length });
}

const transfer = (output: ComputedLayer) => [output.geojson];

/**
 * Buffers of a layer at one or several distances as a new layer, with `distanceMetres` and `fromMetres`
 * (0 but for rings) on each. See `buildBuffers` for the accuracy. Fails with `result-empty` where the source
 * has no geometry, and `buffer-range` for a place or distance that is not supported.
 */
export const bufferLayer: Kernel<BufferInput, ComputedLayer> = {
  files: ({ source }) => [source.file],
  run({ source, distancesMetres, dissolve, rings }, files) {
    const features = pickFeatures(source, files);
    try {
      const buffers = buildBuffers(features, { distancesMetres, dissolve, rings });
      return finish(
        buffers.map(({ geometry, properties }) => ({
          type: "Feature",
          properties: {
            ...(properties.sourceIndex === null ? {} : keepAttributes(features[properties.sourceIndex])),
            distanceMetres: properties.distanceMetres,
            fromMetres: properties.fromMetres,
          },
          geometry,
        })),
      );
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return failure<Problem>({
        code: "buffer-range",
        zh: `缓冲无法计算：${error.message}`,
        en: `The buffer cannot be made: ${error.message}`,
      });
    }
  },
  transfer,
};

/**
 * Overlays two layers, or picks features of the first by where they stand to the second, as a new layer.
 * A piece of an intersection carries the attributes of both sides, those of the mask after `mask:`.
 * Fails with the first invalid geometry, or `result-empty`.
 */
export const overlayLayers: Kernel<OverlayInput, ComputedLayer> = {
  files: ({ subjects, masks }) => [...new Set([subjects.file, masks.file])],
  run({ operation, subjects, masks, relation = "intersects" }, files) {
    const [own, others] = [pickFeatures(subjects, files), pickFeatures(masks, files)];
    if (operation === "select") {
      const picked = selectByLocation(own, others, relation);
      return finish(
        picked.flatMap((at): Feature<Geometry>[] => {
          const { geometry } = own[at]!;
          return geometry ? [{ type: "Feature", properties: keepAttributes(own[at]), geometry }] : [];
        }),
      );
    }
    const overlaid = overlayFeatures(operation, own, others);
    if (!overlaid.ok) return overlaid;
    return finish(
      overlaid.value.map(({ geometry, properties: { subjectIndex, maskIndex } }) => ({
        type: "Feature",
        properties: {
          ...(subjectIndex === null ? {} : keepAttributes(own[subjectIndex])),
          ...(maskIndex === null ? {} : keepAttributes(others[maskIndex], "mask:")),
        },
        geometry,
      })),
    );
  },
  transfer,
};
