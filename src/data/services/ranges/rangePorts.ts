import type { Problem, Result } from "../../../domain/result.ts";

/** What reading a file where it lies needs of the world: the page alone may ask other hosts. */
export interface RangePorts {
  /** Some bytes; fewer only where the file ends. */
  loadRange: (url: string, offset: number, length: number) => Promise<Result<ArrayBuffer>>;
  /** Bytes of the whole file. */
  loadSize: (url: string) => Promise<Result<number>>;
  /** One tile; null where the server says that there is none. */
  loadTile: (url: string) => Promise<Result<ArrayBuffer | null>>;
}

/** Why a file could not be read, on its way through a library that throws. */
export class RangeFailure extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.en);
    this.problem = problem;
  }
}

export const unwrap = <T>(result: Result<T>): T => {
  if (!result.ok) throw new RangeFailure(result.error);
  return result.value;
};
