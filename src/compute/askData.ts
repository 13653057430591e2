import { failure, type Problem, type Result, success } from "../domain/result.ts";
import type { DataCall, DataReply, DataTask, DataTasks } from "./dataProtocol.ts";

/** The error code of work that the user stopped. */
export const cancelledCode = "cancelled";

/** What is needed of a Worker; tests give a small one of their own. */
export interface DataPort {
  postMessage(message: unknown): void;
  terminate(): void;
  onmessage: ((event: { data: DataReply }) => void) | null;
  onerror: ((event: { message?: string }) => void) | null;
}

interface OpenCall {
  settle: (result: Result<unknown>) => void;
  onProgress: ((fraction: number) => void) | undefined;
}

const cancelled: Problem = { code: cancelledCode, zh: "已取消", en: "Cancelled" };

/**
 * Keeps one worker for files and tables, started when first asked. It can be stopped in the middle of a
 * file; the contents it held are then gone, and `generation` tells who must give them back.
 */
export function createDataAsker(startWorker: () => DataPort) {
  const open = new Map<number, OpenCall>();
  let worker: DataPort | null = null;
  let calls = 0;
  let generation = 0;

  function stop(problem: Problem) {
    worker?.terminate();
    worker = null;
    const settlers = [...open.values()];
    open.clear();
    for (const { settle } of settlers) settle(failure(problem));
  }

  function runningWorker(): DataPort {
    if (worker) return worker;
    generation += 1;
    worker = startWorker();
    worker.onmessage = ({ data }) => {
      const call = open.get(data.id);
      if (data.kind === "progress") {
        call?.onProgress?.(data.fraction);
        return;
      }
      open.delete(data.id);
      call?.settle(data.kind === "done" ? success(data.output) : failure(data.problem));
    };
    worker.onerror = (event) =>
      stop({
        code: "worker-failed",
        zh: `后台处理中断（${event.message ?? "worker"}），请重试`,
        en: `The background work stopped (${event.message ?? "worker"}); try again`,
      });
    return worker;
  }

  return {
    ask<T extends DataTask>(
      task: T,
      input: DataTasks[T]["input"],
      onProgress?: (fraction: number) => void,
    ): Promise<Result<DataTasks[T]["output"]>> {
      calls += 1;
      const call: DataCall = { id: calls, task, input };
      return new Promise((resolve) => {
        const port = runningWorker();
        open.set(call.id, { settle: resolve as (result: Result<unknown>) => void, onProgress });
        port.postMessage(call);
      });
    },
    /** Stops whatever is going on, at once. */
    cancel: () => stop(cancelled),
    /** Changes with each new worker; 0 before the first. */
    generation: () => (worker ? generation : 0),
  };
}

export const dataWorker = createDataAsker(
  () =>
    new Worker(new URL("./dataWorker.ts", import.meta.url), {
      type: "module",
    }) as unknown as DataPort,
);
