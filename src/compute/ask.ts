import type { KernelInput, KernelName, KernelOutput } from "../domain/kernels.ts";
import { failure, type Problem, type Result } from "../domain/result.ts";
import type { Call, Reply } from "./kernelHost.ts";

/** What is needed of a Worker; tests give a small one of their own. */
export interface WorkerPort {
  postMessage(message: unknown): void;
  terminate(): void;
  onmessage: ((event: { data: Reply }) => void) | null;
  onerror: ((event: { message?: string }) => void) | null;
}

/**
 * Keeps one worker and gives the function that asks it. A worker that dies answers every open question
 * with `worker-failed`, and the next question starts a new one.
 */
export function createAsker(startWorker: () => WorkerPort) {
  const open = new Map<number, (result: Result<unknown>) => void>();
  let worker: WorkerPort | null = null;
  let calls = 0;

  function closeAll(said: string) {
    worker?.terminate();
    worker = null;
    const problem: Problem = {
      code: "worker-failed",
      zh: `后台计算中断（${said}），请重试`,
      en: `The background computation stopped (${said}); try again`,
    };
    const settlers = [...open.values()];
    open.clear();
    for (const settle of settlers) settle(failure(problem));
  }

  function runningWorker(): WorkerPort {
    if (worker) return worker;
    worker = startWorker();
    worker.onmessage = ({ data }) => {
      const settle = open.get(data.id);
      open.delete(data.id);
      settle?.(data.result);
    };
    worker.onerror = (event) => closeAll(event.message ?? "worker");
    return worker;
  }

  /** Asks one kernel; `purpose` names what the answer is for, and a newer question for it cancels this one. */
  return function ask<K extends KernelName>(
    kernel: K,
    input: KernelInput<K>,
    purpose: string = kernel,
  ): Promise<Result<KernelOutput<K>>> {
    calls += 1;
    const call: Call = { id: calls, purpose, kernel, input };
    return new Promise((resolve) => {
      // The reply to a call carries that kernel's output: the table types both ends.
      open.set(call.id, resolve as (result: Result<unknown>) => void);
      runningWorker().postMessage(call);
    });
  };
}

const provided = new Map<string, Blob>();
let running: Worker | null = null;

/** Gives the kernels a file that no server has, under a name; a Blob is not copied. */
export function provideFile(name: string, blob: Blob) {
  if (provided.has(name)) return;
  provided.set(name, blob);
  running?.postMessage({ provided: name, blob });
}

export const ask = createAsker(() => {
  const worker =
    location.protocol === "file:"
      ? new Worker(new URL("./wholeWorker.ts", import.meta.url), { type: "module" })
      : new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  running = worker;
  worker.postMessage({ dataUrl: new URL("data/", document.baseURI).href });
  for (const [name, blob] of provided) worker.postMessage({ provided: name, blob });
  return worker as unknown as WorkerPort;
});
