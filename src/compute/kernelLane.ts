import type { Progress } from "../domain/kernel.ts";
import { failure, type Problem, type Result } from "../domain/result.ts";
import { type Call, type Reply, stopped } from "./kernelHost.ts";

/** What is needed of a Worker; tests give a small one of their own. */
export interface WorkerPort {
  postMessage(message: unknown): void;
  terminate(): void;
  onmessage: ((event: { data: Reply }) => void) | null;
  onerror: ((event: { message?: string }) => void) | null;
}

/** A question on its way. */
export interface Sent {
  answer: Promise<Result<unknown>>;
  /** Gives it up: it is answered `cancelled` unless it is done before that is heard. */
  cancel: () => void;
  /** Gives it up for certain: the worker is ended where it does not hear. */
  stop: () => void;
}

/** Sends one question to where it is answered. */
export type Send = (kernel: string, input: unknown, onProgress: (progress: Progress) => void) => Sent;

interface OpenCall {
  call: Call;
  settle: (result: Result<unknown>) => void;
  onProgress: (progress: Progress) => void;
  hasCrashed: boolean;
}

/** How long a stopped call may go on before its worker is ended: one without steps cannot hear. */
const patienceMilliseconds = 1_500;

/** Why a worker gave no answer. */
export const workerFailed = (said: string): Problem => ({
  code: "worker-failed",
  zh: `后台计算中断（${said}），请重试`,
  en: `The background computation stopped (${said}); try again`,
});

/**
 * Keeps one worker, started when first asked. One that dies is replaced and what it was at is asked again,
 * once; what dies with the second worker too is answered `worker-failed`.
 */
export function createKernelLane(startWorker: () => WorkerPort): Send {
  const open = new Map<number, OpenCall>();
  let worker: WorkerPort | null = null;
  let calls = 0;

  function settle(id: number, result: Result<unknown>) {
    const known = open.get(id);
    open.delete(id);
    known?.settle(result);
  }

  function post(call: Call) {
    try {
      runningWorker().postMessage(call);
    } catch (error) {
      settle(call.id, failure(workerFailed(error instanceof Error ? error.message : String(error))));
    }
  }

  /** Ends the worker; what is still open goes to the next. */
  function replace() {
    worker?.terminate();
    worker = null;
    for (const { call } of [...open.values()]) post(call);
  }

  function takeCrash(said: string) {
    for (const [id, known] of [...open])
      if (known.hasCrashed) settle(id, failure(workerFailed(said)));
      else known.hasCrashed = true;
    replace();
  }

  function runningWorker(): WorkerPort {
    if (worker) return worker;
    const started = startWorker();
    worker = started;
    started.onmessage = ({ data }) => {
      if ("progress" in data) open.get(data.id)?.onProgress(data.progress);
      else settle(data.id, data.result);
    };
    started.onerror = (event) => {
      if (worker === started) takeCrash(event.message || "worker");
    };
    return started;
  }

  return (kernel, input, onProgress) => {
    calls += 1;
    const call: Call = { id: calls, kernel, input };
    const answer = new Promise<Result<unknown>>((resolve) => {
      open.set(call.id, { call, settle: resolve, onProgress, hasCrashed: false });
    });
    post(call);
    const cancel = () => {
      if (open.has(call.id)) worker?.postMessage({ cancel: call.id });
    };
    const stop = () => {
      cancel();
      setTimeout(() => {
        if (!open.has(call.id)) return;
        settle(call.id, stopped);
        replace();
      }, patienceMilliseconds);
    };
    return { answer, cancel, stop };
  };
}
