import { describe, expect, it } from "vitest";
import { createKernelHost, type Reply } from "../../../src/compute/kernelHost.ts";
import type { Kernel } from "../../../src/domain/kernel.ts";
import { failure, type Result, success } from "../../../src/domain/result.ts";

const kernels = {
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
  const replies: (Reply & { transfer: ArrayBuffer[] })[] = [];
  const loads: string[] = [];
  ran.length = 0;
  const host = createKernelHost({
    kernels,
    loadFile: (name) => {
      loads.push(name);
      return load(name);
    },
    reply: (reply, transfer) => replies.push({ ...reply, transfer }),
    pause: () => new Promise((resolve) => setTimeout(resolve, 0)),
  });
  const settle = async (count: number) => {
    while (replies.length < count) await new Promise((resolve) => setTimeout(resolve, 1));
  };
  return { host, replies, loads, settle };
}
const call = (id: number, kernel: string, input: unknown, purpose = `p${id}`) => ({
  id,
  purpose,
  kernel,
  input,
});

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

  it("a newer call for the same purpose makes the older ones idle, running or waiting", async () => {
    const { host, replies, settle } = createHost();
    for (let id = 1; id <= 4; id += 1) host.receive(call(id, "addUp", { files: [`${id}.json`] }, "same"));
    await settle(4);
    expect(ran).toEqual(['{"files":["4.json"]}']);
    const codes = replies.map((reply) => [reply.id, reply.result.ok || reply.result.error.code]);
    expect(codes.sort()).toEqual([
      [1, "superseded"],
      [2, "superseded"],
      [3, "superseded"],
      [4, true],
    ]);
  });

  it("calls for other purposes all run", async () => {
    const { host, settle } = createHost();
    for (let id = 1; id <= 3; id += 1) host.receive(call(id, "addUp", { files: [`${id}.json`] }));
    await settle(3);
    expect(ran).toHaveLength(3);
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
