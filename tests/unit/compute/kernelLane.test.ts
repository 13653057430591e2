import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { stopped } from "../../../src/compute/kernelHost.ts";
import { createKernelLane } from "../../../src/compute/kernelLane.ts";
import type { Progress } from "../../../src/domain/kernel.ts";
import { success } from "../../../src/domain/result.ts";
import { createFakeWorkers } from "./fakeWorker.ts";

function createLane() {
  const { workers, start } = createFakeWorkers();
  const send = createKernelLane(start);
  const told: Progress[] = [];
  const ask = (input: unknown) => send("measure", input, (progress) => told.push(progress));
  return { ask, workers, told };
}
const codeOf = async (answer: Promise<unknown>) => (await answer) as { error?: { code: string; en: string } };

describe("a lane to a worker", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it("starts no worker before the first question and one for all", () => {
    const { ask, workers } = createLane();
    expect(workers).toHaveLength(0);
    ask(1);
    ask(2);
    expect(workers).toHaveLength(1);
  });

  it("answers reach the question they belong to, in whatever order they come", async () => {
    const { ask, workers } = createLane();
    const [first, second] = [ask("a"), ask("b")];
    workers[0]!.answer(1);
    workers[0]!.answer(0);
    expect(await second.answer).toEqual(success("b"));
    expect(await first.answer).toEqual(success("a"));
  });

  it("passes on how far a question is", () => {
    const { ask, workers, told } = createLane();
    ask("a");
    const progress = { fraction: 0.4, words: { zh: "第一步", en: "First step" } };
    workers[0]!.reply({ id: workers[0]!.calls[0]!.id, progress });
    expect(told).toEqual([progress]);
  });

  it("a worker that dies is replaced and asked again once, then it is told", async () => {
    const { ask, workers } = createLane();
    const { answer } = ask("a");
    workers[0]!.onerror!({ message: "out of memory" });
    expect(workers[0]!.isTerminated).toBe(true);
    expect(workers[1]!.calls.map(({ input }) => input)).toEqual(["a"]);
    workers[1]!.onerror!({ message: "out of memory" });
    const { error } = await codeOf(answer);
    expect(error?.code).toBe("worker-failed");
    expect(error?.en).toContain("out of memory");
  });

  it("what was asked after the first death is asked again too", async () => {
    const { ask, workers } = createLane();
    const old = ask("old");
    workers[0]!.onerror!({ message: "gone" });
    const young = ask("young");
    workers[1]!.onerror!({ message: "gone" });
    expect((await codeOf(old.answer)).error?.code).toBe("worker-failed");
    expect(workers[2]!.calls.map(({ input }) => input)).toEqual(["young"]);
    workers[2]!.answer(0);
    expect(await young.answer).toEqual(success("young"));
  });

  it("the next question after a death nobody waited for starts a new worker", async () => {
    const { ask, workers } = createLane();
    const { answer } = ask("a");
    workers[0]!.answer(0);
    await answer;
    workers[0]!.onerror!({});
    ask("b");
    expect(workers).toHaveLength(2);
    expect(workers[1]!.calls).toHaveLength(1);
  });

  it("a worker that cannot be started is told, not thrown", async () => {
    const send = createKernelLane(() => {
      throw new Error("no workers here");
    });
    const { error } = await codeOf(send("measure", 1, () => undefined).answer);
    expect(error?.en).toContain("no workers here");
  });

  it("a cancelled question is told to the worker, and its late answer still counts", async () => {
    const { ask, workers } = createLane();
    const { answer, cancel } = ask("a");
    cancel();
    expect(workers[0]!.cancelled).toEqual([workers[0]!.calls[0]!.id]);
    vi.advanceTimersByTime(60_000);
    expect(workers[0]!.isTerminated).toBe(false);
    workers[0]!.answer(0);
    expect(await answer).toEqual(success("a"));
  });

  it("a stopped question that hears it keeps its worker", async () => {
    const { ask, workers } = createLane();
    const { answer, stop } = ask("a");
    stop();
    workers[0]!.answer(0, stopped);
    vi.advanceTimersByTime(60_000);
    expect(await answer).toEqual(stopped);
    expect(workers).toHaveLength(1);
  });

  it("a stopped question that does not hear it loses its worker, and the others go to a new one", async () => {
    const { ask, workers } = createLane();
    const deaf = ask("deaf");
    const other = ask("other");
    deaf.stop();
    vi.advanceTimersByTime(60_000);
    expect(await deaf.answer).toEqual(stopped);
    expect(workers[0]!.isTerminated).toBe(true);
    expect(workers[1]!.calls.map(({ input }) => input)).toEqual(["other"]);
    workers[1]!.answer(0);
    expect(await other.answer).toEqual(success("other"));
  });
});
