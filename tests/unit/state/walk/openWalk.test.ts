import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { changeScene, removeScene } from "../../../../src/domain/walk/editWalk.ts";
import { parseWalk } from "../../../../src/domain/walk/parseWalk.ts";
import { editWalk, redoWalk, showWalk, undoWalk } from "../../../../src/state/walk/openWalk.ts";
import { useWalk } from "../../../../src/state/walk/walk.ts";

const shipped = () => {
  const text = readFileSync(resolve(import.meta.dirname, "../../../../public/boards/walk.json"), "utf8");
  const parsed = parseWalk(text);
  if (!parsed.ok) throw new Error(parsed.error.en);
  return parsed.value;
};
const read = () => useWalk.getState();
const secondsOf = (place: number) => read().walk!.scenes[place]!.targetSeconds;
const setSeconds = (place: number, targetSeconds: number, coalesceKey?: string) =>
  editWalk((open) => changeScene(open, place, { targetSeconds }), coalesceKey ? { coalesceKey } : {});

beforeEach(async () => {
  vi.useFakeTimers();
  await showWalk(shipped());
});
afterEach(() => {
  vi.useRealTimers();
});

describe("the past of the open walk", () => {
  it("takes edits back one by one and puts them there again", () => {
    const before = read().walk;
    setSeconds(0, 11);
    setSeconds(1, 12);
    undoWalk();
    expect([secondsOf(0), secondsOf(1)]).toEqual([11, before!.scenes[1]!.targetSeconds]);
    undoWalk();
    expect(read().walk).toBe(before);
    redoWalk();
    redoWalk();
    expect([secondsOf(0), secondsOf(1)]).toEqual([11, 12]);
    redoWalk();
    expect([secondsOf(0), secondsOf(1)]).toEqual([11, 12]);
  });

  it("takes a run of edits of one thing back as a whole, and a later one by itself", () => {
    const before = secondsOf(0);
    setSeconds(0, 11, "seconds 0");
    vi.advanceTimersByTime(1_000);
    setSeconds(0, 12, "seconds 0");
    vi.advanceTimersByTime(2_000);
    setSeconds(0, 13, "seconds 0");
    undoWalk();
    expect(secondsOf(0)).toBe(12);
    undoWalk();
    expect(secondsOf(0)).toBe(before);
  });

  it("knows no way forward once something else was edited", () => {
    setSeconds(0, 11);
    undoWalk();
    setSeconds(1, 12);
    redoWalk();
    expect(read().future).toEqual([]);
    expect(secondsOf(0)).not.toBe(11);
  });

  it("opens the scene again that was open before the edit, and never one that is gone", () => {
    const last = read().walk!.scenes.length - 1;
    useWalk.setState({ index: last });
    editWalk((open) => removeScene(open, last));
    expect(read().index).toBe(last - 1);
    undoWalk();
    expect(read().index).toBe(last);
    expect(read().walk!.scenes).toHaveLength(last + 1);
  });

  it("has no step for an edit that changes nothing, and none of another walk", async () => {
    editWalk((open) => open);
    expect(read().past).toEqual([]);
    setSeconds(0, 11);
    await showWalk({ ...shipped(), id: "another" });
    undoWalk();
    expect(read().walk!.id).toBe("another");
    expect(read().past).toEqual([]);
  });
});
