/** One picture of a scene in a video, from `at` seconds into the scene on, for `seconds`. */
export interface VideoMoment {
  at: number;
  seconds: number;
  /** Which step of the scene's text stands beside the map. */
  step: number;
  /** How much of the scene before still shines through, 1 to 0. */
  veil: number;
  /** Where the line between two boards lies, 0 to 1 from the left; null in a scene without one. */
  line: number | null;
}

const framesASecond = 25;
const fadeSeconds = 0.6;
const glideSeconds = 1.2;
/** Players jump and resume by pictures: a still scene has one every so many seconds. */
const stillSeconds = 2;

/** Slow, fast, slow: 0 to 1. */
const ease = (share: number) => share * share * (3 - 2 * share);

/**
 * The pictures of a scene one after another: it comes out of the one before, stands still, and moves only where its
 * line does. Their seconds add up to those of the scene.
 *
 * @param seconds of the whole scene, at least half a second a step.
 * @param stops where the line stands, step by step; empty without one.
 */
export function listVideoMoments(
  seconds: number,
  steps: number,
  stops: readonly number[],
  hasBefore: boolean,
): VideoMoment[] {
  const each = seconds / steps;
  const lineAt = (step: number) => (stops.length > 0 ? stops[Math.min(step, stops.length - 1)]! : null);
  const moments: VideoMoment[] = [];
  for (let step = 0; step < steps; step += 1) {
    const [from, to] = [lineAt(Math.max(0, step - 1)), lineAt(step)];
    const isGliding = from !== to;
    const moving = Math.min(
      step === 0 ? (hasBefore ? fadeSeconds : 0) : isGliding ? glideSeconds : 0,
      each / 2,
    );
    const frames = Math.round(moving * framesASecond);
    const moved = frames / framesASecond;
    for (let frame = 0; frame < frames; frame += 1) {
      const share = (frame + 1) / frames;
      moments.push({
        at: step * each + frame / framesASecond,
        seconds: 1 / framesASecond,
        step,
        veil: step === 0 ? 1 - share : 0,
        line: from === null || to === null ? null : from + (to - from) * ease(share),
      });
    }
    const stills = Math.max(1, Math.ceil((each - moved) / stillSeconds));
    const still = (each - moved) / stills;
    for (let index = 0; index < stills; index += 1)
      moments.push({ at: step * each + moved + index * still, seconds: still, step, veil: 0, line: to });
  }
  return moments;
}
