import { describe, expect, it } from "vitest";
import type { Request } from "../../../src/domain/board/request.ts";
import { success } from "../../../src/domain/result.ts";
import { createAnswerShelf, splitAnswer } from "../../../src/state/answerShelf.ts";

const failed = { ok: false as const, error: { code: "no", zh: "否", en: "no" } };
const request = (number: number, more: Partial<Request> = {}): Request => ({
  key: JSON.stringify(["reach", number]),
  kernel: "reach",
  input: number,
  ...more,
});

function makeShelf(cap: number, asked: Request[] = []) {
  const shelf = createAnswerShelf(
    () => cap,
    (key) => asked.some((one) => one.key === key),
  );
  const keep = (one: Request, isShown = true) =>
    shelf.keep(one, splitAnswer(one, success(one.input)), isShown);
  const numbers = () => [...shelf.read().answers.values()].map((answer) => answer.ok && answer.value);
  return { shelf, keep, numbers };
}

describe("the shelf of answers", () => {
  it("lets the oldest of a kernel go past its cap, one kept anew counting as new", () => {
    const { keep, numbers } = makeShelf(2);
    keep(request(1));
    keep(request(2));
    keep(request(1));
    keep(request(3));
    expect(numbers()).toEqual([1, 3]);
  });

  it("holds what is asked now or stands for a purpose, whatever the cap", () => {
    const asked = [request(1)];
    const { shelf, keep, numbers } = makeShelf(0, asked);
    keep(request(1));
    keep(request(2, { purpose: "surface" }));
    keep(request(3));
    expect(numbers()).toEqual([1, 2]);
    expect(shelf.read().latest).toEqual({ surface: request(2).key });
    asked.pop();
    keep(request(4));
    expect(numbers()).toEqual([2]);
  });

  it("lets an answer of a drag go once the next has come, but not the one it came to rest on", () => {
    const { keep, numbers } = makeShelf(9);
    const passing = { purpose: "surface", isFleeting: true };
    keep(request(1, { purpose: "surface" }));
    keep(request(2, passing));
    keep(request(3, passing));
    expect(numbers()).toEqual([1, 3]);
    keep(request(4, { purpose: "surface" }));
    keep(request(5, passing));
    expect(numbers()).toEqual([1, 4, 5]);
  });

  it("never shows a failure for its purpose, and forgets failures when told", () => {
    const { shelf, keep } = makeShelf(9);
    const [good, bad] = [request(1, { purpose: "check" }), request(2, { purpose: "check" })];
    keep(good);
    shelf.keep(bad, splitAnswer(bad, failed), true);
    expect(shelf.read().latest).toEqual({ check: good.key });
    expect(shelf.show(bad)).toBe(false);
    expect(shelf.has(bad.key)).toBe(true);
    shelf.dropFailures();
    expect(shelf.has(bad.key)).toBe(false);
    expect(shelf.has(good.key)).toBe(true);
  });

  it("shows what is here already, and says whether that is something else", () => {
    const { shelf, keep } = makeShelf(9);
    const [first, second] = [request(1, { purpose: "check" }), request(2, { purpose: "check" })];
    keep(first);
    keep(second);
    expect(shelf.show(first)).toBe(true);
    expect(shelf.show(first)).toBe(false);
    expect(shelf.read().latest).toEqual({ check: first.key });
    expect(shelf.show(request(1))).toBe(false);
  });

  it("keeps the parts of an answer one by one, a failure whole", () => {
    const parted = request(1, {
      unpack: () => [
        ["a", 1],
        ["b", 2],
      ],
    });
    expect(splitAnswer(parted, success("both"))).toEqual([
      ["a", success(1)],
      ["b", success(2)],
    ]);
    expect(splitAnswer(parted, failed)).toEqual([[parted.key, failed]]);
  });
});
