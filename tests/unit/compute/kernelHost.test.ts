import { describe, expect, it } from "vitest";
import { createKernelHost } from "../../../src/compute/kernelHost.ts";
import { type Kernel, type Progress, runSteps, type Steps } from "../../../src/domain/kernel.ts";
import { failure, type Result, success } from "../../../src/domain/result.ts";

function* countTo(input: { name: string; steps: number }): Steps<Result<string>> {
  for (let step = 1; step <= input.steps; step += 1) {
    ran.push(`${input.name} ${step}`);
    yield { fraction: step / input.steps, words: { zh: "数数", en: "Counting" } };
  }
  return success(input.name);
}

const kernels = {
  countTo: {
    files: () => [],
    run: (input: { name: string; steps: number }) => runSteps(countTo(input)),
    steps: countTo,
  } satisfies Kernel<{ name: string; steps: number }, string>,
  addUp: {
    files: (input: { files: string[] }) => input.files,
    run: (input: { files: string[] }, files) => {
      ran.push(JSON.stringify(input));
      return success(input.files.reduce((sum, name) => sum + (files[name] as number), 0));
    },
  } satisfies Kernel<{ files: string[] }, number>,
  fillBuffer: {
    files: () => [],
    run: (bytes: number) => success(new Uint8Array(bytes).buffer),
    transfer: (buffer: ArrayBuffer) => [buffer],
  } satisfies Kernel<number, ArrayBuffer>,
  explode: {
    files: () => [],
    run: () => {
      throw new Error("no such station");
    },
  } satisfies Kernel<null, never>,
};
const ran: string[] = [];

function createHost(load: (name: string) => Promise<Result<unknown>> = async (name) => success(name.length)) {
  const replies: { id: number; result: Result<unknown>; transfer: ArrayBuffer[] }[] = [];
  const told: { id: number; progress: Progress }[] = [];
  const loads: string[] = [];
  ran.length = 0;
  const host = createKernelHost({
    kernels,
    loadFile: (name) => {
      loads.push(name);
      return load(name);
    },
    reply: (reply, transfer) => ("result" in reply ? replies.push({ ...reply, transfer }) : told.push(reply)),
    pause: () => new Promise((resolve) => setTimeout(resolve, 0)),
    // Each step is a turn.
    turnMilliseconds: 0,
  });
  const settle = async (count: number) => {
    while (replies.length < count) await new Promise((resolve) => setTimeout(resolve, 1));
  };
  return { host, replies, told, loads, settle };
}
const call = (id: number, kernel: string, input: unknown) => ({ id, kernel, input });

describe("the kernel host", () => {
  it("gives a kernel its files and answers with what it returns", async () => {
    const { host, replies, settle } = createHost();
    host.receive(call(1, "addUp", { files: ["a.json", "bb.json"] }));
    await settle(1);
    expect(replies).toEqual([{ id: 1, result: success(13), transfer: [] }]);
  });

  it("loads a file once for all calls", async () => {
    const { host, loads, settle } = createHost();
    host.receive(call(1, "addUp", { files: ["a.json"] }));
    host.receive(call(2, "addUp", { files: ["a.json", "b.json"] }));
    await settle(2);
    expect(loads).toEqual(["a.json", "b.json"]);
  });

  it("a cancelled call that waits never runs, and the others do", async () => {
    const { host, replies, settle } = createHost();
    for (let id = 1; id <= 3; id += 1) host.receive(call(id, "addUp", { files: [`${id}.json`] }));
    host.cancel(2);
    await settle(3);
    expect(ran).toEqual(['{"files":["1.json"]}', '{"files":["3.json"]}']);
    const codes = replies.map((reply) => [reply.id, reply.result.ok || reply.result.error.code]);
    expect(codes.sort()).toEqual([
      [1, true],
      [2, "cancelled"],
      [3, true],
    ]);
  });

  it("two computations in steps take turns, and each tells how far it is", async () => {
    const { host, told, replies, settle } = createHost();
    host.receive(call(1, "countTo", { name: "long", steps: 4 }));
    host.receive(call(2, "countTo", { name: "short", steps: 2 }));
    await settle(2);
    expect(ran).toEqual(["long 1", "short 1", "long 2", "short 2", "long 3", "long 4"]);
    expect(replies.map(({ id }) => id)).toEqual([2, 1]);
    expect(told.filter(({ id }) => id === 2).map(({ progress }) => progress.fraction)).toEqual([0.5, 1]);
    expect(told[0]!.progress.words.en).toBe("Counting");
  });

  it("a computation in steps stops between two of them once it is cancelled", async () => {
    const { host, told, replies, settle } = createHost();
    host.receive(call(1, "countTo", { name: "endless", steps: 1e9 }));
    while (told.length < 3) await new Promise((resolve) => setTimeout(resolve, 0));
    host.cancel(1);
    const steps = ran.length;
    host.receive(call(2, "addUp", { files: [] }));
    await settle(2);
    expect(replies.map(({ id, result }) => [id, result.ok])).toEqual([
      [1, false],
      [2, true],
    ]);
    expect(ran.filter((step) => step.startsWith("endless"))).toHaveLength(steps);
  });

  it("a call answered already stays so when it is cancelled", async () => {
    const { host, replies, settle } = createHost();
    host.receive(call(1, "addUp", { files: [] }));
    await settle(1);
    host.cancel(1);
    expect(replies.map(({ result }) => result.ok)).toEqual([true]);
  });

  it("in one go a computation in steps gives what it gives in steps", () => {
    const seen: (number | null)[] = [];
    expect(runSteps(countTo({ name: "n", steps: 2 }), ({ fraction }) => seen.push(fraction))).toEqual(
      success("n"),
    );
    expect(seen).toEqual([0.5, 1]);
  });

  it("a file that fails is the answer, and is asked for again next time", async () => {
    let isBroken = true;
    const lost = failure({ code: "data-unavailable", zh: "断网", en: "offline" });
    const { host, replies, settle } = createHost(async () => (isBroken ? lost : success(5)));
    host.receive(call(1, "addUp", { files: ["a.json"] }));
    await settle(1);
    isBroken = false;
    host.receive(call(2, "addUp", { files: ["a.json"] }));
    await settle(2);
    expect(replies.map((reply) => reply.result)).toEqual([lost, success(5)]);
  });

  it("a kernel that throws answers with the reason and the next call still runs", async () => {
    const { host, replies, settle } = createHost();
    host.receive(call(1, "explode", null));
    host.receive(call(2, "addUp", { files: ["a.json"] }));
    await settle(2);
    const [first, second] = replies;
    expect(first!.result.ok).toBe(false);
    expect(!first!.result.ok && first!.result.error.en).toContain("no such station");
    expect(second!.result.ok).toBe(true);
  });

  it("an unknown kernel is named, with what there is", async () => {
    const { host, replies, settle } = createHost();
    host.receive(call(1, "toString", null));
    await settle(1);
    const { result } = replies[0]!;
    expect(!result.ok && result.error.en).toMatch(/toString.*addUp/);
  });

  it("buffers of an answer are handed over", async () => {
    const { host, replies, settle } = createHost();
    host.receive(call(1, "fillBuffer", 16));
    await settle(1);
    const { result, transfer } = replies[0]!;
    expect(result.ok && transfer[0]).toBe(result.ok && result.value);
  });
});
