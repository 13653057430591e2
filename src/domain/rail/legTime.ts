import type { PhaseId } from "../plan.ts";
import type { RailSection, TrainType } from "./railSource.ts";
import { findRunSeconds, type SpeedSection } from "./runTime.ts";

/** A section of a leg, and whether the service runs it from `from` to `to` on its way out. */
export interface LegTrack {
  section: RailSection;
  forward: boolean;
}

/**
 * Seconds from stop to stop, out or back, not rounded: kinematics under the share of each limit that trains of the
 * class run at, plus the stop allowance, times one plus the recovery share, times the single-track factor for the
 * share of the way on one track. Throws where a section has no speed in the phase.
 */
export function findLegSeconds(
  track: readonly LegTrack[],
  train: TrainType,
  phase: PhaseId,
  singleTrackFactor: number,
  back: boolean,
): number {
  const limits = track.map(({ section, forward }): SpeedSection => {
    const share = section.runningShare?.[train.class]?.[forward === back ? 1 : 0] ?? 1;
    return {
      lengthMetres: section.lengthMetres,
      limitMetresPerSecond: (Math.min(section.speedKmh[phase] ?? 0, train.topKmh) / 3.6) * share,
    };
  });
  if (back) limits.reverse();
  let metres = 0;
  let singleMetres = 0;
  for (const { section } of track) {
    metres += section.lengthMetres;
    if (section.tracks[phase] === 1) singleMetres += section.lengthMetres;
  }
  const pure =
    findRunSeconds(limits, {
      topMetresPerSecond: train.topKmh / 3.6,
      accelerationMetresPerSecondSquared: train.accelerationMetresPerSecondSquared,
      brakingMetresPerSecondSquared: train.brakingMetresPerSecondSquared,
    }) + train.stopAllowanceSeconds;
  return pure * (1 + train.recoveryShare) * (1 + ((singleTrackFactor - 1) * singleMetres) / metres);
}
