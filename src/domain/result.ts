/** The outcome of anything that reads outside data. Plain, so that it crosses `postMessage` untouched. */
export type Result<T, E = Problem> = { ok: true; value: T } | { ok: false; error: E };

/** Why something was refused: a stable code for programs, sentences for people in both languages. */
export interface Problem {
  code: string;
  zh: string;
  en: string;
  file?: string;
  record?: number;
  line?: number;
  column?: number;
  /** Of a coordinate system that one's own parameters could take over: as it was stated. */
  system?: string;
}

export const success = <T>(value: T): { ok: true; value: T } => ({ ok: true, value });
export const failure = <E>(error: E): { ok: false; error: E } => ({ ok: false, error });
