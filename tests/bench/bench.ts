/** A benchmark: seeded, both sides in one run, prints what it measured and holds it against its goals. */
export interface Bench {
  title: string;
  run(): void | Promise<void>;
}

const missedGoals: string[] = [];

/**
 * Prints whether a goal is met, and goes on either way. Goals are ratios of two sides of one run, or bounds
 * on how wrong a result is: milliseconds would judge the machine.
 */
export function holdAgainstGoal(name: string, value: number, goal: { atLeast: number } | { atMost: number }) {
  const isMet = "atLeast" in goal ? value >= goal.atLeast : value <= goal.atMost;
  const wanted = "atLeast" in goal ? `at least ${goal.atLeast}` : `at most ${goal.atMost}`;
  console.log(`${isMet ? "✓" : "✗"} ${name}: ${value.toPrecision(3)} (goal ${wanted})`);
  if (!isMet) missedGoals.push(name);
}

/** Names of the goals missed so far. */
export const listMissedGoals = (): readonly string[] => missedGoals;

/** The value below which a share of the samples lies. */
export function findPercentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
}

/** Milliseconds that a call takes. */
export function measureMilliseconds(call: () => void): number {
  const start = performance.now();
  call();
  return performance.now() - start;
}

/** Random numbers from 0 to 1, the same for the same seed. Source: mulberry32 (Ettinger). */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
