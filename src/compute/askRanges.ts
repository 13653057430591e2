import type { RangePorts } from "../data/services/ranges/rangePorts.ts";
import type {
  RangeCall,
  RangeInput,
  RangeOutput,
  RangeReply,
  RangeTask,
  RangeWant,
} from "./rangeProtocol.ts";

/** A worker that reads files where they lie, through the page. */
export interface RangeReading {
  ask: <T extends RangeTask>(
    task: T,
    input: RangeInput<T>,
    tell?: (taken: number, matched: number | null) => void,
  ) => Promise<RangeOutput<T>>;
  /** Ends the worker and with it what it is at: what was asked rejects. */
  stop: () => void;
}

interface Open {
  resolve: (output: unknown) => void;
  reject: (error: Error) => void;
  tell: (taken: number, matched: number | null) => void;
}

/** Starts a worker for files that are read where they lie; what it needs of other hosts the page asks. */
export function startRanges(ports: RangePorts): RangeReading {
  const worker = new Worker(new URL("./rangeWorker.ts", import.meta.url), { type: "module" });
  const open = new Map<number, Open>();
  let calls = 0;
  const end = (said: string) => {
    worker.terminate();
    for (const { reject } of open.values()) reject(new Error(said));
    open.clear();
  };
  const load = (of: RangeWant) =>
    of.about === "range"
      ? ports.loadRange(of.url, of.offset, of.length)
      : of.about === "size"
        ? ports.loadSize(of.url)
        : ports.loadTile(of.url);
  worker.onmessage = ({ data }: MessageEvent<RangeReply>) => {
    if (data.kind === "want") {
      void load(data.of).then((result) =>
        worker.postMessage(
          { kind: "loaded", want: data.want, result } satisfies RangeCall,
          result.ok && result.value instanceof ArrayBuffer ? [result.value] : [],
        ),
      );
      return;
    }
    const call = open.get(data.id);
    if (data.kind === "told") return call?.tell(data.taken, data.matched);
    open.delete(data.id);
    if (data.kind === "done") call?.resolve(data.output);
    else call?.reject(new Error(data.problem));
  };
  worker.onerror = ({ message }) => end(message);
  return {
    ask: (task, input, tell = () => undefined) => {
      calls += 1;
      const id = calls;
      return new Promise((resolve, reject) => {
        // The worker answers a task with the output of that task.
        open.set(id, { resolve: (output) => resolve(output as RangeOutput<typeof task>), reject, tell });
        worker.postMessage({ kind: "call", id, task, input } satisfies RangeCall);
      });
    },
    stop: () => end("stopped"),
  };
}
