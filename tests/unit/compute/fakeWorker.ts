import type { Call, Reply } from "../../../src/compute/kernelHost.ts";
import type { WorkerPort } from "../../../src/compute/kernelLane.ts";
import { type Result, success } from "../../../src/domain/result.ts";

type Message = Call | { cancel: number };

/** A worker that answers when the test says so. */
export class FakeWorker implements WorkerPort {
  readonly calls: Call[] = [];
  readonly cancelled: number[] = [];
  isTerminated = false;
  onmessage: WorkerPort["onmessage"] = null;
  onerror: WorkerPort["onerror"] = null;

  postMessage(message: unknown) {
    const said = message as Message;
    if ("cancel" in said) this.cancelled.push(said.cancel);
    else this.calls.push(said);
  }
  terminate() {
    this.isTerminated = true;
  }
  reply(reply: Reply) {
    this.onmessage?.({ data: reply });
  }
  answer(at: number, result: Result<unknown> = success(this.calls[at]!.input)) {
    this.reply({ id: this.calls[at]!.id, result });
  }
}

/** Starts fake workers one after the other and keeps them all. */
export function createFakeWorkers() {
  const workers: FakeWorker[] = [];
  const start = () => {
    workers.push(new FakeWorker());
    return workers.at(-1)!;
  };
  return { workers, start };
}
