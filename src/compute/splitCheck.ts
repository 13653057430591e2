import type { CheckSoFar } from "../domain/check/checkSoFar.ts";
import { describeAddingUp, describeSoFar, mergeSoFar } from "../domain/check/checkSoFar.ts";
import type { ConflictsInput } from "../domain/check/kernels.ts";
import type { Progress } from "../domain/kernel.ts";
import type { Result } from "../domain/result.ts";
import { stopped } from "./kernelHost.ts";
import { createKernelLane, type Send, type WorkerPort } from "./kernelLane.ts";

/** Each holds the layer and the zones in its memory. */
const mostWorkers = 4;

/** As many workers as share out a large check. */
export const countWorkers = (processors: number): number => Math.max(2, Math.min(mostWorkers, processors));

/** Tells of the whole what its parts tell; before each of them has found anything, what the last one said. */
function createTelling(count: number, onProgress: (progress: Progress) => void) {
  const told: (CheckSoFar | undefined)[] = Array.from({ length: count });
  const read = () => {
    const known = told.flatMap((soFar) => soFar ?? []);
    return known.length === count ? mergeSoFar(known) : undefined;
  };
  return {
    hear(part: number, progress: Progress) {
      // The kernel of a share tells this.
      told[part] = progress.soFar as CheckSoFar | undefined;
      const all = read();
      onProgress(all ? describeSoFar(all) : { fraction: null, words: progress.words });
    },
    addUp: () => onProgress(describeAddingUp(read())),
  };
}

/**
 * Shares a check out among workers that are started for it and ended with it, so that stopping takes no time and
 * no memory stays behind. The last step, putting the shares together, is the first worker's: it has the layer.
 */
export function splitCheck(
  input: ConflictsInput,
  count: number,
  startWorker: () => WorkerPort,
  onProgress: (progress: Progress) => void,
): ReturnType<Send> {
  const ports: WorkerPort[] = [];
  const start = () => {
    const port = startWorker();
    ports.push(port);
    return port;
  };
  const lanes = Array.from({ length: count }, () => createKernelLane(start));
  const telling = createTelling(count, onProgress);
  let settle: (result: Result<unknown>) => void = () => undefined;
  const answer = new Promise<Result<unknown>>((resolve) => {
    settle = (result) => {
      for (const port of ports.splice(0)) port.terminate();
      resolve(result);
    };
  });

  /** One that fails ends the others. */
  const take = (result: Result<unknown>) => {
    if (!result.ok) settle(result);
    return result.ok ? [result.value] : [];
  };

  async function run() {
    const shares = await Promise.all(
      lanes.map(async (send, share) =>
        take(
          await send("conflictsShare", { check: input, share, of: count }, (progress) =>
            telling.hear(share, progress),
          ).answer,
        ),
      ),
    );
    if (shares.some(({ length }) => length === 0)) return;
    telling.addUp();
    settle(
      await lanes[0]!("conflictsWhole", { check: input, shares: shares.flat() }, () => undefined).answer,
    );
  }
  void run();
  const stop = () => settle(stopped);
  return { answer, cancel: stop, stop };
}
