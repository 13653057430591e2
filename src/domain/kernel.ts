import type { Result } from "./result.ts";

/** Files below `public/data` by name: parsed JSON for `.json` and `.geojson`, an ArrayBuffer for the rest. */
export type DataFiles = Readonly<Record<string, unknown>>;

/** A pure computation with a name. The worker loads `files` first; the command line reads them from disk. */
export interface Kernel<Input, Output> {
  /** Names of the files below `public/data` it reads, such as `towns.geojson`. */
  files: (input: Input) => readonly string[];
  run: (input: Input, files: DataFiles) => Result<Output>;
  /** Buffers of the answer to hand over instead of copying. */
  transfer?(output: Output): ArrayBuffer[];
}
