import { describe, expect, it, vi } from "vitest";
import { stopped } from "../../../src/compute/kernelHost.ts";
import { createKernelLane } from "../../../src/compute/kernelLane.ts";
import type { Request } from "../../../src/domain/board/request.ts";
import { failure, success } from "../../../src/domain/result.ts";
import { type AnswersState, createAnswerEngine } from "../../../src/state/answerEngine.ts";
import { createFakeWorkers } from "../compute/fakeWorker.ts";

/** A request of a kernel, kept as the engine's users keep theirs: under kernel and question. */
const request = (kernel: string, input: unknown, more: Partial<Request> = {}): Request => ({
  key: JSON.stringify([kernel, input]),
  kernel,
  input,
  ...more,
});
const lost = failure({ code: "data-unavailable", zh: "断网", en: "offline" });

function createEngine({ mostAtOnce = 2, cap = 10, isDeaf = false } = {}) {
  const quick = createFakeWorkers();
  const long = createFakeWorkers();
  const lanes = { quick: createKernelLane(quick.start), long: createKernelLane(long.start) };
  let state: AnswersState = { answers: new Map(), underway: new Map(), latest: {} };
  const lane = (id: keyof typeof lanes) => ({
    send: ({ kernel, input }: Request, onProgress: Parameters<(typeof lanes)["quick"]>[2]) =>
      lanes[id](kernel, input, onProgress),
    mostAtOnce,
    isDeaf,
  });
  const engine = createAnswerEngine({
    lanes: { quick: lane("quick"), long: lane("long") },
    findLane: (kernel) => (kernel === "check" ? "long" : "quick"),
    findCap: () => cap,
    onChange: (next) => {
      state = next;
    },
  });
  /** Lets the promises of what has been replied run. */
  const settle = () => new Promise((resolve) => setTimeout(resolve, 0));
  return {
    engine,
    quick: quick.workers,
    long: long.workers,
    settle,
    state: () => state,
    inputs: () => quick.workers.flatMap(({ calls }) => calls.map(({ input }) => input)),
    answers: () => [...state.answers.keys()].map((key) => (JSON.parse(key) as unknown[])[1]),
  };
}

describe("the engine of answers", () => {
  it("asks in order, a few at a time, and lets the urgent overtake what waits", async () => {
    const { engine, quick, inputs, settle } = createEngine();
    engine.want(["a", "b", "c", "d"].map((input) => request("measure", input)));
    expect(inputs()).toEqual(["a", "b"]);
    engine.want(["urgent", "a", "b", "c", "d"].map((input) => request("measure", input)));
    quick[0]!.answer(0);
    await settle();
    expect(inputs()).toEqual(["a", "b", "urgent"]);
  });

  it("asks one question once, however often it is wanted, and not again once it is answered", async () => {
    const { engine, quick, inputs, settle } = createEngine();
    engine.want([request("measure", "a"), request("measure", "a")]);
    engine.want([request("measure", "a")]);
    quick[0]!.answer(0);
    await settle();
    engine.want([request("measure", "a")]);
    expect(inputs()).toEqual(["a"]);
  });

  it("a long computation holds nothing else up", async () => {
    const { engine, quick, long, settle, answers } = createEngine({ mostAtOnce: 1 });
    engine.want([request("check", "heavy"), request("measure", "drag")]);
    quick[0]!.answer(0);
    await settle();
    expect(answers()).toEqual(["drag"]);
    expect(long[0]!.calls).toHaveLength(1);
  });

  it("cancels what is no longer wanted and gives its room to the next", async () => {
    const { engine, quick, inputs, state, settle } = createEngine({ mostAtOnce: 1 });
    engine.want([request("measure", "old")]);
    engine.want([request("measure", "new")]);
    expect(quick[0]!.cancelled).toEqual([quick[0]!.calls[0]!.id]);
    expect(inputs()).toEqual(["old", "new"]);
    quick[0]!.answer(0, stopped);
    quick[0]!.answer(1);
    await settle();
    expect([...state().answers.keys()]).toEqual([request("measure", "new").key]);
    expect(state().underway.size).toBe(0);
  });

  it("where nothing can be cancelled the next waits, and what was done meanwhile is kept", async () => {
    const { engine, quick, inputs, answers, settle } = createEngine({ mostAtOnce: 1, isDeaf: true });
    for (const input of ["a", "b", "c"]) engine.want([request("measure", input)]);
    expect(inputs()).toEqual(["a"]);
    quick[0]!.answer(0);
    await settle();
    // "b" has been passed over meanwhile.
    expect(inputs()).toEqual(["a", "c"]);
    expect(answers()).toEqual(["a"]);
  });

  it("what is wanted again after it was cancelled is asked again", async () => {
    const { engine, quick, inputs, answers, settle } = createEngine();
    engine.want([request("measure", "a")]);
    engine.want([]);
    engine.want([request("measure", "a")]);
    quick[0]!.answer(0, stopped);
    await settle();
    expect(inputs()).toEqual(["a", "a"]);
    quick[0]!.answer(1);
    await settle();
    expect(answers()).toEqual(["a"]);
  });

  it("a failure stands until it is retried", async () => {
    const { engine, quick, state, inputs, settle } = createEngine();
    const wanted = request("measure", "a");
    engine.want([wanted]);
    quick[0]!.answer(0, lost);
    await settle();
    engine.want([wanted]);
    expect(state().answers.get(wanted.key)).toEqual(lost);
    expect(inputs()).toEqual(["a"]);
    engine.retry();
    expect(inputs()).toEqual(["a", "a"]);
    quick[0]!.answer(1);
    await settle();
    expect(state().answers.get(wanted.key)).toEqual(success("a"));
  });

  it("an answer that asks something new gets its second round", async () => {
    const { engine, quick, inputs, state, settle } = createEngine();
    const [before, after] = [request("measure", "before"), request("measure", "after")];
    // As `requestsOf` does: the difference is wanted once both sides are there.
    const wantAll = () =>
      engine.want([
        before,
        after,
        ...(state().answers.get(before.key)?.ok && state().answers.get(after.key)?.ok
          ? [request("subtract", "both")]
          : []),
      ]);
    wantAll();
    quick[0]!.answer(0);
    await settle();
    wantAll();
    expect(inputs()).toEqual(["before", "after"]);
    quick[0]!.answer(1);
    await settle();
    wantAll();
    expect(inputs()).toEqual(["before", "after", "both"]);
  });

  it("keeps as many old answers of a kernel as it may, and never lets go what is wanted or shown", async () => {
    const { engine, quick, answers, settle } = createEngine({ cap: 2 });
    const shown = request("measure", "shown", { purpose: "map" });
    for (const [at, wanted] of [
      shown,
      ...["a", "b", "c", "d"].map((id) => request("measure", id)),
    ].entries()) {
      engine.want([wanted]);
      quick[0]!.answer(at);
      await settle();
    }
    // "d" is wanted, "shown" is the newest of its purpose; of the rest the newest two are left.
    expect(answers().sort()).toEqual(["b", "c", "d", "shown"].sort());
  });

  it("the answers of one kernel do not push out those of another", async () => {
    const { engine, quick, answers, settle } = createEngine({ cap: 1 });
    for (const [at, wanted] of [
      request("subtract", "kept"),
      ...["a", "b", "c"].map((id) => request("measure", id)),
    ].entries()) {
      engine.want([wanted]);
      quick[0]!.answer(at);
      await settle();
    }
    expect(answers()).toContain("kept");
  });

  it("each frame of a drag is shown until the next and leaves nothing behind", async () => {
    const { engine, quick, state, answers, settle } = createEngine();
    const frame = (input: number) => request("measure", input, { purpose: "map", isFleeting: true });
    engine.want([frame(1)]);
    // The finger has moved on while the first frame is computed.
    engine.want([frame(2)]);
    quick[0]!.answer(0);
    await settle();
    expect(state().latest.map).toBe(frame(1).key);
    quick[0]!.answer(1);
    await settle();
    expect(state().latest.map).toBe(frame(2).key);
    engine.want([request("measure", 3, { purpose: "map" })]);
    quick[0]!.answer(2);
    await settle();
    expect(answers()).toEqual([3]);
  });

  it("a late answer never takes the place of a newer one", async () => {
    const { engine, quick, state, settle } = createEngine();
    const asked = (input: string) => request("measure", input, { purpose: "map" });
    engine.want([asked("old")]);
    engine.want([asked("new")]);
    quick[0]!.answer(1);
    await settle();
    quick[0]!.answer(0);
    await settle();
    expect(state().latest.map).toBe(asked("new").key);
  });

  it("going back to what was asked before shows its answer at once", async () => {
    const { engine, quick, state, inputs, settle } = createEngine();
    const asked = (input: string) => request("measure", input, { purpose: "map" });
    for (const [at, input] of ["first", "second"].entries()) {
      engine.want([asked(input)]);
      quick[0]!.answer(at);
      await settle();
    }
    engine.want([asked("first")]);
    expect(state().latest.map).toBe(asked("first").key);
    expect(inputs()).toEqual(["first", "second"]);
  });

  it("an answer of many parts is kept in parts", async () => {
    const { engine, quick, state, settle } = createEngine();
    const parts = (value: unknown) => [
      [JSON.stringify(["surface", "a"]), `${value} surface`] as const,
      [JSON.stringify(["bands", "a"]), `${value} bands`] as const,
    ];
    engine.want([request("surface", "a", { unpack: parts })]);
    quick[0]!.answer(0);
    await settle();
    expect([...state().answers.values()]).toEqual([success("a surface"), success("a bands")]);
  });

  it("tells how far each computation is, and forgets it with the answer", async () => {
    const { engine, long, state, settle } = createEngine();
    const wanted = request("check", "heavy");
    engine.want([wanted]);
    expect(state().underway.get(wanted.key)).toBeNull();
    const progress = { fraction: 0.5, words: { zh: "一半", en: "Half" } };
    long[0]!.reply({ id: long[0]!.calls[0]!.id, progress });
    expect(state().underway.get(wanted.key)).toEqual(progress);
    long[0]!.answer(0);
    await settle();
    expect(state().underway.has(wanted.key)).toBe(false);
  });

  it("what the reader stops stays stopped until it is retried", async () => {
    const { engine, long, state, settle } = createEngine();
    const wanted = request("check", "heavy");
    engine.want([wanted]);
    engine.stop(wanted.key);
    expect(long[0]!.cancelled).toHaveLength(1);
    long[0]!.answer(0, stopped);
    await settle();
    engine.want([wanted]);
    expect(state().answers.get(wanted.key)).toMatchObject({ ok: false, error: { code: "stopped" } });
    expect(long[0]!.calls).toHaveLength(1);
    engine.retry();
    expect(long[0]!.calls).toHaveLength(2);
  });

  it("a crash is asked again once and told after the second", async () => {
    const { engine, long, state, settle } = createEngine();
    const wanted = request("check", "heavy");
    engine.want([wanted]);
    long[0]!.onerror!({ message: "out of memory" });
    expect(long[1]!.calls.map(({ input }) => input)).toEqual(["heavy"]);
    expect(state().answers.has(wanted.key)).toBe(false);
    long[1]!.onerror!({ message: "out of memory" });
    await settle();
    expect(state().answers.get(wanted.key)).toMatchObject({ ok: false, error: { code: "worker-failed" } });
    expect(long.flatMap(({ calls }) => calls)).toHaveLength(2);
  });

  it("says what each answer took", async () => {
    const onAnswer = vi.fn();
    const workers = createFakeWorkers();
    const send = createKernelLane(workers.start);
    const engine = createAnswerEngine({
      lanes: {
        only: { send: ({ kernel, input }, onProgress) => send(kernel, input, onProgress), mostAtOnce: 1 },
      },
      findLane: () => "only",
      findCap: () => 1,
      onChange: () => undefined,
      onAnswer,
    });
    const wanted = request("measure", "a");
    engine.want([wanted]);
    workers.workers[0]!.answer(0);
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(onAnswer).toHaveBeenCalledWith(wanted, expect.any(Number));
  });
});
