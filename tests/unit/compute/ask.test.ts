import { describe, expect, it } from "vitest";
import { createAsker, type WorkerPort } from "../../../src/compute/ask.ts";
import type { Call } from "../../../src/compute/kernelHost.ts";
import { success } from "../../../src/domain/result.ts";

class FakeWorker implements WorkerPort {
  calls: Call[] = [];
  isTerminated = false;
  onmessage: WorkerPort["onmessage"] = null;
  onerror: WorkerPort["onerror"] = null;
  postMessage(message: unknown) {
    this.calls.push(message as Call);
  }
  terminate() {
    this.isTerminated = true;
  }
}

const input = { subject: { dataset: "towns", id: "a" }, kilometres: 10, datasets: ["towns"] };

function createFakeAsker() {
  const workers: FakeWorker[] = [];
  const ask = createAsker(() => {
    workers.push(new FakeWorker());
    return workers.at(-1)!;
  });
  return { ask, workers };
}

describe("asking the worker", () => {
  it("starts no worker before the first question and one for all", () => {
    const { ask, workers } = createFakeAsker();
    expect(workers).toHaveLength(0);
    void ask("neighboursWithin", input);
    void ask("neighboursWithin", input);
    expect(workers).toHaveLength(1);
  });

  it("answers reach the question they belong to, in whatever order they come", async () => {
    const { ask, workers } = createFakeAsker();
    const first = ask("neighboursWithin", input, "one");
    const second = ask("neighboursWithin", input, "two");
    const [a, b] = workers[0]!.calls;
    workers[0]!.onmessage!({ data: { id: b!.id, result: success([]) } });
    workers[0]!.onmessage!({
      data: { id: a!.id, result: success([{ dataset: "t", id: "x", distanceMetres: 1 }]) },
    });
    expect(await second).toEqual(success([]));
    expect((await first).ok && (await first)).toEqual(
      success([{ dataset: "t", id: "x", distanceMetres: 1 }]),
    );
    expect([a!.purpose, b!.purpose]).toEqual(["one", "two"]);
  });

  it("a worker that dies answers every open question and the next starts a new one", async () => {
    const { ask, workers } = createFakeAsker();
    const open = ask("neighboursWithin", input);
    workers[0]!.onerror!({ message: "out of memory" });
    const answer = await open;
    expect(!answer.ok && answer.error.code).toBe("worker-failed");
    expect(!answer.ok && answer.error.en).toContain("out of memory");
    expect(workers[0]!.isTerminated).toBe(true);
    void ask("neighboursWithin", input);
    expect(workers).toHaveLength(2);
  });
});
