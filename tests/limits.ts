/**
 * How long a test may wait on this machine. A limit is there to end a test that will never pass, never to
 * judge speed, so it is wide for the machine the suite was written on (two cores, no graphics card) and
 * grows with how much slower this one is.
 */

/** Milliseconds `runProbe` takes on an idle machine of the kind the limits were written on. */
const referenceMilliseconds = 180;
/** A machine that seems slower than this is stuck; a test on it should end. */
const slowest = 12;
const variable = "ATLAS_TEST_SLOWNESS";

/** A fixed piece of what tests and page spend their time on: small objects, sorting, text, floating point. */
function runProbe(): number {
  const started = performance.now();
  let seed = 1;
  let sum = 0;
  for (let round = 0; round < 12; round += 1) {
    const values = Array.from({ length: 20_000 }, () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return { value: seed, angle: Math.sin(seed) };
    });
    values.sort((a, b) => a.value - b.value);
    for (const { angle, value } of values) sum += Math.hypot(angle, value % 7);
    sum += (JSON.parse(JSON.stringify(values.slice(0, 2_000))) as unknown[]).length;
  }
  if (!Number.isFinite(sum)) throw new Error("the probe lost its sum");
  return performance.now() - started;
}

const clamp = (factor: number) => Math.min(slowest, Math.max(1, factor));

/** Keeps a slowness for every process started from here on, unless a greater one is known already. */
export function keepSlowness(factor: number) {
  process.env[variable] = clamp(Math.max(factor, Number(process.env[variable] ?? 1))).toFixed(2);
}

/** How many times slower than the reference this machine is, from 1 to 12; measured once for all processes. */
export function findSlowness(): number {
  if (process.env[variable] === undefined) {
    const rounds = Array.from({ length: 5 }, runProbe).sort((a, b) => a - b);
    keepSlowness(rounds[2]! / referenceMilliseconds);
  }
  return clamp(Number(process.env[variable]));
}

/** A limit in milliseconds, of seconds as they are on the reference machine. */
export const limitMilliseconds = (seconds: number) => Math.round(seconds * 1_000 * findSlowness());
