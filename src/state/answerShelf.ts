import { type Answers, findKernel, type Request } from "../domain/board/request.ts";
import { type Result, success } from "../domain/result.ts";

type Part = readonly [key: string, result: Result<unknown>];

/** The parts an answer is kept in: those the request names, or the whole. */
export const splitAnswer = ({ key, unpack }: Request, result: Result<unknown>): readonly Part[] =>
  result.ok && unpack ? unpack(result.value).map(([part, value]) => [part, success(value)]) : [[key, result]];

/**
 * Where answers are kept, newest last.
 *
 * @param findCap how many answers of a kernel are kept beyond those that are asked or shown.
 * @param isAsked whether a key is asked now.
 */
export function createAnswerShelf(findCap: (kernel: string) => number, isAsked: (key: string) => boolean) {
  let answers: Answers = new Map();
  /** Key of the newest good answer for each purpose. */
  let latest: Readonly<Record<string, string>> = {};
  /** The keys a fleeting answer is kept under, by its purpose. */
  const fleeting = new Map<string, readonly string[]>();

  /** Tells which keys are asked now or shown meanwhile: no cap lets them go. */
  function createHold() {
    const shown = new Set(Object.values(latest));
    return (key: string) => isAsked(key) || shown.has(key);
  }

  /** Lets the oldest answers of each kernel go past its cap. */
  function trim(kept: Map<string, Result<unknown>>, kernels: ReadonlySet<string>) {
    const isHeld = createHold();
    for (const kernel of kernels) {
      const spare = [...kept.keys()].filter((key) => findKernel(key) === kernel && !isHeld(key));
      for (const key of spare.slice(0, Math.max(0, spare.length - findCap(kernel)))) kept.delete(key);
    }
  }

  return {
    read: () => ({ answers, latest }),
    has: (key: string) => answers.has(key),
    /** Keeps an answer; `isShown` where it may now stand for its purpose. */
    keep({ key: asked, purpose, isFleeting }: Request, parts: readonly Part[], isShown: boolean) {
      const kept = new Map(answers);
      for (const [key, result] of parts) {
        kept.delete(key);
        kept.set(key, result);
      }
      const keys = parts.map(([key]) => key);
      if (purpose !== undefined && isShown) {
        if (kept.get(asked)?.ok) latest = { ...latest, [purpose]: asked };
        const isHeld = createHold();
        for (const key of fleeting.get(purpose) ?? [])
          if (!keys.includes(key) && !isHeld(key)) kept.delete(key);
        fleeting.set(purpose, isFleeting ? keys : []);
      }
      trim(kept, new Set(keys.map(findKernel)));
      answers = kept;
    },
    /** Shows what is here already for its purpose; true where that is something else than before. */
    show({ key, purpose }: Request): boolean {
      if (purpose === undefined || latest[purpose] === key || !answers.get(key)?.ok) return false;
      latest = { ...latest, [purpose]: key };
      return true;
    },
    dropFailures() {
      answers = new Map([...answers].filter(([, answer]) => answer.ok));
    },
  };
}
