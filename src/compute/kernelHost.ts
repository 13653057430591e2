import type { DataFiles, Kernel } from "../domain/kernel.ts";
import { failure, type Problem, type Result } from "../domain/result.ts";

/** A question as it crosses into the worker. */
export interface Call {
  id: number;
  purpose: string;
  kernel: string;
  input: unknown;
}

/** Its answer on the way back. Every call gets exactly one. */
export interface Reply {
  id: number;
  result: Result<unknown>;
}

/** The error code of a question that a newer one for the same purpose made idle. */
export const supersededCode = "superseded";

const superseded = failure<Problem>({
  code: supersededCode,
  zh: "已有更新的请求",
  en: "A newer request has taken its place",
});

// A table of kernels of different inputs has no common input type but `never`.
type AnyKernel = Kernel<never, unknown>;

/** Each kernel by name, or what fetches it when it is first asked for. */
export type KernelTable = Readonly<Record<string, AnyKernel | (() => Promise<AnyKernel>)>>;

interface HostOptions {
  kernels: KernelTable;
  loadFile: (name: string) => Promise<Result<unknown>>;
  reply: (reply: Reply, transfer: ArrayBuffer[]) => void;
  /** Lets messages that have arrived be received before the next computation begins. */
  pause: () => Promise<void>;
}

/**
 * Answers calls one at a time, the newest of each purpose only: an older call still waiting, or whose files
 * are still loading, is answered `superseded` and never runs. Files are loaded once and kept.
 */
export function createKernelHost({ kernels, loadFile, reply, pause }: HostOptions) {
  const waiting: Call[] = [];
  const files = new Map<string, Promise<Result<unknown>>>();
  let busy = false;

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

  const fetched = new Map<string, AnyKernel>();

  async function findKernel(name: string): Promise<AnyKernel> {
    const kept = fetched.get(name);
    if (kept) return kept;
    const entry = Object.hasOwn(kernels, name) ? kernels[name] : undefined;
    if (!entry) throw new Error(`kernel: got '${name}', expected one of ${Object.keys(kernels)}`);
    const kernel = typeof entry === "function" ? await entry() : entry;
    fetched.set(name, kernel);
    return kernel;
  }

  const isNewest = (call: Call) => !waiting.some((other) => other.purpose === call.purpose);

  async function answer(call: Call): Promise<{ result: Result<unknown>; transfer: ArrayBuffer[] }> {
    const kernel = await findKernel(call.kernel);
    const input = call.input as never;
    const opened: Record<string, unknown> = {};
    for (const [name, result] of await Promise.all(
      kernel.files(input).map(async (name) => [name, await openFile(name)] as const),
    )) {
      if (!result.ok) return { result, transfer: [] };
      opened[name] = result.value;
    }
    await pause();
    if (!isNewest(call)) return { result: superseded, transfer: [] };
    const result = kernel.run(input, opened as DataFiles);
    return { result, transfer: (result.ok && kernel.transfer?.(result.value as never)) || [] };
  }

  async function work() {
    busy = true;
    for (let call = waiting.shift(); call; call = waiting.shift()) {
      const { id } = call;
      try {
        const { result, transfer } = await answer(call);
        reply({ id, result }, transfer);
      } catch (error) {
        const said = error instanceof Error ? error.message : String(error);
        const problem: Problem = {
          code: "kernel-failed",
          zh: `计算“${call.kernel}”出错：${said}`,
          en: `Computing “${call.kernel}” failed: ${said}`,
        };
        reply({ id, result: failure(problem) }, []);
      }
    }
    busy = false;
  }

  return {
    receive(call: Call) {
      for (let i = waiting.length - 1; i >= 0; i -= 1) {
        if (waiting[i]!.purpose !== call.purpose) continue;
        const [older] = waiting.splice(i, 1);
        reply({ id: older!.id, result: superseded }, []);
      }
      waiting.push(call);
      if (!busy) void work();
    },
  };
}
