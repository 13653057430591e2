import type { Bilingual } from "./plan.ts";
import type { Result } from "./result.ts";

/** Files below `public/data` by name: parsed JSON for `.json` and `.geojson`, an ArrayBuffer for the rest. */
export type DataFiles = Readonly<Record<string, unknown>>;

/** How far a long computation is. */
export interface Progress {
  /** 0 to 1; null where it cannot be told. */
  fraction: number | null;
  /** What it is at, for the reader. */
  words: Bilingual;
  /** What has been found so far, of a shape that the kernel names: to be looked at, and no result. */
  soFar?: unknown;
}

/**
 * A computation in steps. It yields how far it is; whoever runs it may take a breath or stop between two steps,
 * so it need not ask whether it is still wanted. Lay a `yield` where some milliseconds of work end, such as
 * after each subject of a loop, and pass on the steps of a part with `yield*`.
 */
export type Steps<T> = Generator<Progress, T, void>;

/** A pure computation with a name. The worker loads `files` first; the command line reads them from disk. */
export interface Kernel<Input, Output> {
  /** Names of the files below `public/data` it reads, such as `reach.json`. */
  files: (input: Input) => readonly string[];
  run: (input: Input, files: DataFiles) => Result<Output>;
  /**
   * The same as `run`, for a kernel that may take longer than a tenth of a second: the page shows how far it is
   * and can stop it, and other questions are answered in between. `run` is then `runSteps` of it.
   */
  steps?(input: Input, files: DataFiles): Steps<Result<Output>>;
  /** Buffers of the answer to hand over instead of copying. */
  transfer?(output: Output): ArrayBuffer[];
}

/** Takes all steps at once and gives the result. */
export function runSteps<T>(steps: Steps<T>, onProgress?: (progress: Progress) => void): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    onProgress?.(step.value);
  }
}
