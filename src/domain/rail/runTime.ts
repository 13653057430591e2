/** Track with one speed limit: metres, metres per second. */
export interface SpeedSection {
  lengthMetres: number;
  limitMetresPerSecond: number;
}

export interface Motion {
  topMetresPerSecond: number;
  accelerationMetresPerSecondSquared: number;
  brakingMetresPerSecondSquared: number;
}

/**
 * Shortest time in seconds from standstill at the start of `sections` to standstill at their end, with
 * constant acceleration and braking and every limit kept along its whole section. Source: equations of
 * uniform acceleration; the fastest lawful speed at each boundary comes from one pass in each sense.
 * Empty input gives 0. Throws on lengths or speeds that are not positive.
 */
export function findRunSeconds(sections: readonly SpeedSection[], motion: Motion): number {
  const a = motion.accelerationMetresPerSecondSquared;
  const b = motion.brakingMetresPerSecondSquared;
  const count = sections.length;
  if (count === 0) return 0;
  const limits = sections.map((section) => {
    const limit = Math.min(section.limitMetresPerSecond, motion.topMetresPerSecond);
    if (!(section.lengthMetres > 0) || !(limit > 0))
      throw new Error(
        `section of ${section.lengthMetres} m at ${limit} m/s, expected a positive length and speed`,
      );
    return limit;
  });
  const boundary = new Float64Array(count + 1);
  for (let i = 1; i < count; i += 1) {
    const reachable = Math.sqrt(boundary[i - 1]! ** 2 + 2 * a * sections[i - 1]!.lengthMetres);
    boundary[i] = Math.min(reachable, limits[i - 1]!, limits[i]!);
  }
  for (let i = count - 1; i > 0; i -= 1) {
    const stoppable = Math.sqrt(boundary[i + 1]! ** 2 + 2 * b * sections[i]!.lengthMetres);
    boundary[i] = Math.min(boundary[i]!, stoppable);
  }
  let seconds = 0;
  for (let i = 0; i < count; i += 1) {
    const enter = boundary[i]!;
    const leave = boundary[i + 1]!;
    const length = sections[i]!.lengthMetres;
    // The highest speed met when accelerating first and braking last, if the limit allows it.
    const peak = Math.min(
      limits[i]!,
      Math.sqrt((2 * a * b * length + b * enter ** 2 + a * leave ** 2) / (a + b)),
    );
    const accelerating = (peak - enter) / a;
    const braking = (peak - leave) / b;
    const covered = (peak ** 2 - enter ** 2) / (2 * a) + (peak ** 2 - leave ** 2) / (2 * b);
    seconds += accelerating + braking + Math.max(0, length - covered) / peak;
  }
  return seconds;
}
