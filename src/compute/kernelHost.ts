import type { DataFiles, Kernel, Progress, Steps } from "../domain/kernel.ts";
import { failure, type Problem, type Result } from "../domain/result.ts";

/** A question as it crosses into the worker. */
export interface Call {
  id: number;
  kernel: string;
  input: unknown;
}

/** What comes back: how far a call is, any number of times, then its answer, once. */
export type Reply = { id: number; progress: Progress } | { id: number; result: Result<unknown> };

/** The answer of a call that was given up before it was done. */
export const stopped = failure<Problem>({ code: "cancelled", zh: "已停止", en: "Stopped" });

// A table of kernels of different inputs has no common input type but `never`.
type AnyKernel = Kernel<never, unknown>;

/** Each kernel by name, or what fetches it when it is first asked for. */
export type KernelTable = Readonly<Record<string, AnyKernel | (() => Promise<AnyKernel>)>>;

interface HostOptions {
  kernels: KernelTable;
  loadFile: (name: string) => Promise<Result<unknown>>;
  reply: (reply: Reply, transfer: ArrayBuffer[]) => void;
  /** Lets messages that have arrived be received before the computation goes on. */
  pause: () => Promise<void>;
  /** How long a computation in steps goes on before the next has its turn. */
  turnMilliseconds?: number;
}

/** A call whose kernel and files are there. */
interface Job {
  call: Call;
  kernel: AnyKernel;
  files: DataFiles;
  steps: Steps<Result<unknown>> | null;
}

const usualTurnMilliseconds = 40;

/**
 * Answers calls in turn: a computation in steps lets the others have theirs between two of its steps, one
 * without runs to its end. A cancelled call is answered so at once and goes no further. Files are loaded once
 * and kept.
 */
export function createKernelHost(options: HostOptions) {
  const { kernels, loadFile, reply, pause, turnMilliseconds = usualTurnMilliseconds } = options;
  const files = new Map<string, Promise<Result<unknown>>>();
  const fetched = new Map<string, AnyKernel>();
  /** Calls that have not been answered. */
  const open = new Set<number>();
  const jobs: Job[] = [];
  let isBusy = false;

  function openFile(name: string): Promise<Result<unknown>> {
    const kept = files.get(name);
    if (kept) return kept;
    const opened = loadFile(name);
    files.set(name, opened);
    // A failed load may succeed later (the network came back), so it is not kept.
    void opened.then((result) => {
      if (!result.ok) files.delete(name);
    });
    return opened;
  }

  async function findKernel(name: string): Promise<AnyKernel> {
    const kept = fetched.get(name);
    if (kept) return kept;
    const entry = Object.hasOwn(kernels, name) ? kernels[name] : undefined;
    if (!entry) throw new Error(`kernel: got '${name}', expected one of ${Object.keys(kernels)}`);
    const kernel = typeof entry === "function" ? await entry() : entry;
    fetched.set(name, kernel);
    return kernel;
  }

  function settle(id: number, result: Result<unknown>, transfer: ArrayBuffer[] = []) {
    if (open.delete(id)) reply({ id, result }, transfer);
  }

  function fail({ id, kernel }: Call, error: unknown) {
    const said = error instanceof Error ? error.message : String(error);
    settle(
      id,
      failure<Problem>({
        code: "kernel-failed",
        zh: `计算“${kernel}”出错：${said}`,
        en: `Computing “${kernel}” failed: ${said}`,
      }),
    );
  }

  async function prepare(call: Call) {
    try {
      const kernel = await findKernel(call.kernel);
      const opened: Record<string, unknown> = {};
      for (const [name, result] of await Promise.all(
        kernel.files(call.input as never).map(async (name) => [name, await openFile(name)] as const),
      )) {
        if (!result.ok) return settle(call.id, result);
        opened[name] = result.value;
      }
      jobs.push({ call, kernel, files: opened, steps: null });
      if (!isBusy) void work();
    } catch (error) {
      fail(call, error);
    }
  }

  /** The result, or null where there are steps left. */
  function takeTurn(job: Job): Result<unknown> | null {
    const { call, kernel } = job;
    const input = call.input as never;
    if (!kernel.steps) return kernel.run(input, job.files);
    job.steps ??= kernel.steps(input, job.files);
    const end = performance.now() + turnMilliseconds;
    for (;;) {
      const step = job.steps.next();
      if (step.done) return step.value;
      if (performance.now() < end) continue;
      reply({ id: call.id, progress: step.value }, []);
      return null;
    }
  }

  async function work() {
    isBusy = true;
    for (let job = jobs.shift(); job; job = jobs.shift()) {
      await pause();
      if (!open.has(job.call.id)) continue;
      try {
        const result = takeTurn(job);
        if (result)
          settle(job.call.id, result, (result.ok && job.kernel.transfer?.(result.value as never)) || []);
        else jobs.push(job);
      } catch (error) {
        fail(job.call, error);
      }
    }
    isBusy = false;
  }

  return {
    receive(call: Call) {
      open.add(call.id);
      void prepare(call);
    },
    /** Gives a call up; one that is answered already stays so. */
    cancel: (id: number) => settle(id, stopped),
  };
}
