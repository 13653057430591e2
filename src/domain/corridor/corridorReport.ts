import type { FeatureCollection, Geometry } from "geojson";
import { lawVerdicts } from "../check/rules.ts";
import type { Bilingual } from "../plan.ts";
import type { CorridorResult, WeightTrial } from "./corridor.ts";

/** One end of a corridor as the reader named it. */
export interface CorridorEnd {
  /** WGS 84 degrees. */
  lngLat: readonly [number, number];
  /** Null for a place without a name. */
  name: Bilingual | null;
}

/** A result with what was asked, as reports and files say it. */
export interface CorridorReport {
  from: CorridorEnd;
  to: CorridorEnd;
  activity: Bilingual;
  result: CorridorResult;
}

/** How a way stands where any one weight is a fifth lower or higher. */
export interface WayStability {
  /** Lowest and highest cost over that of the way that is best then. */
  costRatios: readonly [least: number, most: number];
  /** Of the first way: least share of its length that stays. Null for the others. */
  keptShare: number | null;
}

/** The stability of each way over all trials; a way stands alone where nothing was tried. */
export function findStability({ ways, trials }: Pick<CorridorResult, "ways" | "trials">): WayStability[] {
  return ways.map(({ costRatio }, index) => {
    const ratios = trials.map(({ costRatios }) => costRatios[index]!);
    return {
      costRatios: [Math.min(costRatio, ...ratios), Math.max(costRatio, ...ratios)],
      keptShare: index === 0 ? Math.min(1, ...trials.map(({ keptShare }) => keptShare)) : null,
    };
  });
}

/** What a trial changed the weight of. */
export const findTrialTitle = ({ kinds }: Pick<CorridorResult, "kinds">, trial: WeightTrial): Bilingual =>
  kinds.find(({ kind }) => kind === trial.kind)?.title ?? { zh: "坡度", en: "slope" };

/** Trials in which a way changes its place or its cost by more than a thousandth. */
export const findTellingTrials = ({ ways, trials }: Pick<CorridorResult, "ways" | "trials">): WeightTrial[] =>
  trials.filter(
    ({ keptShare, costRatios }) =>
      keptShare < 0.999 ||
      costRatios.some((ratio, index) => Math.abs(ratio - ways[index]!.costRatio) > 0.001),
  );

/** Band and ways as GeoJSON; properties in metres. */
export function buildCorridorCollection(result: CorridorResult): FeatureCollection<Geometry> {
  const stability = findStability(result);
  return {
    type: "FeatureCollection",
    features: [
      {
        type: "Feature",
        properties: { part: "band", costUpTo: 1 + result.bandShare },
        geometry: result.band,
      },
      ...result.ways.map((way, index) => ({
        type: "Feature" as const,
        properties: {
          part: "way",
          rank: index + 1,
          lengthMetres: Math.round(way.lengthMetres),
          costRatio: way.costRatio,
          ownShare: way.ownShare,
          ...(way.meanSlopePercent === null ? {} : { meanSlopePercent: way.meanSlopePercent }),
          costRatioLeast: stability[index]!.costRatios[0],
          costRatioMost: stability[index]!.costRatios[1],
          ...Object.fromEntries(
            lawVerdicts.map((verdict) => [`${verdict}Metres`, Math.round(way.lengthByVerdict[verdict])]),
          ),
        },
        geometry: { type: "LineString" as const, coordinates: way.coordinates },
      })),
    ],
  };
}
