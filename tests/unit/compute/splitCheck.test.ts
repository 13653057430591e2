import { describe, expect, it } from "vitest";
import { countWorkers, splitCheck } from "../../../src/compute/splitCheck.ts";
import type { CheckSoFar } from "../../../src/domain/check/checkSoFar.ts";
import { noneByVerdict } from "../../../src/domain/check/checkSoFar.ts";
import type { ConflictsInput } from "../../../src/domain/check/kernels.ts";
import type { Progress } from "../../../src/domain/kernel.ts";
import { failure, success } from "../../../src/domain/result.ts";
import { createFakeWorkers } from "./fakeWorker.ts";

const input: ConflictsInput = {
  phase: "plan-2025",
  decisionDate: "2026-11-30",
  datasets: [],
  subjects: [],
  ownSubjects: [],
  planZones: false,
  ownZones: [],
  rules: null,
  parameters: null,
  time: "",
};

function start() {
  const { workers, start: startWorker } = createFakeWorkers();
  const told: Progress[] = [];
  const sent = splitCheck(input, 2, startWorker, (progress) => told.push(progress));
  return { workers, told, sent };
}
const tell = (worker: ReturnType<typeof start>["workers"][number], soFar: CheckSoFar) =>
  worker.reply({ id: worker.calls[0]!.id, progress: { fraction: 0, words: { zh: "", en: "" }, soFar } });
const found = (done: number, verdict: "prohibited" | "notice"): CheckSoFar => ({
  done,
  all: 100,
  byVerdict: { ...noneByVerdict(), [verdict]: done },
  first: [
    { id: verdict, verdict, subjectName: { zh: "地块", en: "plot" }, zoneName: { zh: "湖", en: "lake" } },
  ],
});
const turn = () => new Promise((resolve) => setTimeout(resolve, 0));

describe("a large check", () => {
  it("goes to several workers, and the shares to the first of them", async () => {
    const { workers, sent } = start();
    expect(workers.map(({ calls }) => calls.map(({ kernel }) => kernel))).toEqual([
      ["conflictsShare"],
      ["conflictsShare"],
    ]);
    expect(workers.map(({ calls }) => calls[0]!.input)).toMatchObject([
      { share: 0, of: 2 },
      { share: 1, of: 2 },
    ]);
    workers[1]!.answer(0, success("second"));
    await turn();
    workers[0]!.answer(0, success("first"));
    await turn();
    expect(workers[0]!.calls[1]).toMatchObject({
      kernel: "conflictsWhole",
      input: { shares: ["first", "second"] },
    });
    workers[0]!.answer(1, success("whole"));
    expect(await sent.answer).toEqual(success("whole"));
    expect(workers.every(({ isTerminated }) => isTerminated)).toBe(true);
  });

  it("tells of the whole, with the strictest found so far, once every part has begun", () => {
    const { workers, told } = start();
    tell(workers[0]!, found(40, "notice"));
    expect(told.at(-1)).toMatchObject({ fraction: null });
    tell(workers[1]!, found(10, "prohibited"));
    expect(told.at(-1)!.fraction).toBeCloseTo((0.95 * 50) / 200);
    expect(told.at(-1)!.words.zh).toBe("23%，已核查 50 / 200 个项目，已见 禁止 10、提示 40");
    const { first } = told.at(-1)!.soFar as CheckSoFar;
    expect(first.map(({ verdict }) => verdict)).toEqual(["prohibited", "notice"]);
  });

  it("is stopped at once, with nothing left running", async () => {
    const { workers, sent } = start();
    sent.stop();
    expect(workers.every(({ isTerminated }) => isTerminated)).toBe(true);
    expect(await sent.answer).toMatchObject({ ok: false, error: { code: "cancelled" } });
  });

  it("fails with the first part that fails", async () => {
    const { workers, sent } = start();
    workers[1]!.answer(0, failure({ code: "data-unavailable", zh: "缺", en: "gone" }));
    expect(await sent.answer).toMatchObject({ ok: false, error: { code: "data-unavailable" } });
    expect(workers.every(({ isTerminated }) => isTerminated)).toBe(true);
  });

  it("takes two workers at least and four at most", () => {
    expect([1, 2, 3, 4, 64].map(countWorkers)).toEqual([2, 2, 3, 4, 4]);
  });
});
