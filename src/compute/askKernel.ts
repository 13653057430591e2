import type { ConflictsInput } from "../domain/check/kernels.ts";
import type { Progress } from "../domain/kernel.ts";
import { type Reply, stopped } from "./kernelHost.ts";
import { createKernelLane, type Send, type Sent, type WorkerPort } from "./kernelLane.ts";

/**
 * What a drag or a glance asks for: done in less than a tenth of a second, and never kept waiting by the rest.
 * Every other kernel runs in the worker for long work.
 */
const quickKernels: ReadonlySet<string> = new Set([
  "monitorDay",
  "monitorScore",
  "monitorValue",
  "neighboursWithin",
  "railDepartures",
  "railMatrix",
  "railPath",
  "reachBands",
  "reachDifference",
  "reachFrame",
  "reachPath",
  "reachRange",
  "reachRing",
  "reachSummary",
  "travelMinutes",
]);

const reportKernels: ReadonlySet<string> = new Set(["conflictFile", "reportTemplate"]);

/** Which worker answers a kernel. */
export type LaneId = "quick" | "long" | "report";
export const findLane = (kernel: string): LaneId =>
  quickKernels.has(kernel) ? "quick" : reportKernels.has(kernel) ? "report" : "long";

const provided = new Map<string, Blob>();
const running = new Map<LaneId, Worker>();

/** Gives the kernels a file that no server has, under a name; a Blob is not copied. */
export function provideFile(name: string, blob: Blob) {
  if (provided.has(name)) return;
  provided.set(name, blob);
  for (const worker of running.values()) worker.postMessage({ provided: name, blob });
}

function createWorker(lane: LaneId): Worker {
  if (lane === "report") return new Worker(new URL("./reportWorker.ts", import.meta.url), { type: "module" });
  return location.protocol === "file:"
    ? new Worker(new URL("./wholeWorker.ts", import.meta.url), { type: "module" })
    : new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
}

function startWorker(lane: LaneId, isKept = true): WorkerPort {
  const worker = createWorker(lane);
  if (isKept) running.set(lane, worker);
  worker.postMessage({ dataUrl: new URL("data/", document.baseURI).href });
  for (const [name, blob] of provided) worker.postMessage({ provided: name, blob });
  const port: WorkerPort = {
    postMessage: (message) => worker.postMessage(message),
    terminate: () => worker.terminate(),
    onmessage: null,
    onerror: null,
  };
  worker.onmessage = ({ data }: MessageEvent<Reply>) => port.onmessage?.({ data });
  worker.onerror = ({ message }) => port.onerror?.({ message });
  return port;
}

const lanes: Record<LaneId, Send> = {
  quick: createKernelLane(() => startWorker("quick")),
  long: createKernelLane(() => startWorker("long")),
  report: createKernelLane(() => startWorker("report")),
};

/** A layer above this is checked by several workers; below it they would not be worth their start. */
const largeBytes = 4_000_000;

/** Files of own layers that a check reads are named in its input; their size is known here alone. */
const isLarge = (kernel: string, input: unknown): input is ConflictsInput =>
  kernel === "conflicts" &&
  (input as ConflictsInput).ownSubjects.some(
    (source) => "file" in source && (provided.get(source.file)?.size ?? 0) > largeBytes,
  );

/** Has a large check shared out, once what does that is there. */
function sendSplit(input: ConflictsInput, onProgress: (progress: Progress) => void): Sent {
  let isGivenUp = false;
  let sent: Sent | undefined;
  const answer = import("./splitCheck.ts").then(({ splitCheck, countWorkers }) => {
    if (isGivenUp) return stopped;
    const count = countWorkers(navigator.hardwareConcurrency);
    sent = splitCheck(input, count, () => startWorker("long", false), onProgress);
    return sent.answer;
  });
  const stop = () => {
    isGivenUp = true;
    sent?.stop();
  };
  return { answer, cancel: stop, stop };
}

/** Asks the kernel of a name in the worker that is for it. */
export const sendToKernel: Send = (kernel, input, onProgress) =>
  isLarge(kernel, input) ? sendSplit(input, onProgress) : lanes[findLane(kernel)](kernel, input, onProgress);
