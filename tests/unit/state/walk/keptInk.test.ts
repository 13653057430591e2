import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Walk } from "../../../../src/domain/walk/walk.ts";
import { findKeptInk, keepInk, parseKeptInk } from "../../../../src/state/walk/keptInk.ts";
import { useWalk } from "../../../../src/state/walk/walk.ts";

const closed = useWalk.getState();
const walk = { id: "plan", scenes: [{ id: "a" }] } as unknown as Walk;
const stroke = { scene: "a", colour: 2, points: [{ longitude: 110, latitude: 40 }] };

describe("the ink of a show that may be cut off", () => {
  let stop: () => void;
  let hide: (() => void) | undefined;
  beforeEach(() => {
    const kept = new Map<string, string>();
    vi.useFakeTimers();
    vi.stubGlobal("localStorage", {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    });
    vi.stubGlobal("addEventListener", (_: string, act: () => void) => {
      hide = act;
    });
    vi.stubGlobal("removeEventListener", () => {});
    useWalk.setState({ ...closed, walk, mode: "scene" });
    stop = keepInk();
  });
  afterEach(() => {
    stop();
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it("is there half a second later, or when the page goes", () => {
    useWalk.setState({ strokes: [stroke] });
    vi.advanceTimersByTime(500);
    expect(findKeptInk("plan")).toEqual([stroke]);
    useWalk.setState({ strokes: [stroke, stroke] });
    hide?.();
    expect(findKeptInk("plan")).toHaveLength(2);
  });

  it("is not put off by a pen that never rests", () => {
    for (let moves = 0; moves < 60; moves += 1) {
      useWalk.setState({ strokes: [stroke] });
      vi.advanceTimersByTime(16);
    }
    expect(findKeptInk("plan")).toHaveLength(1);
  });

  it("goes when it is wiped and when the show is left, and stays with its walk", () => {
    useWalk.setState({ strokes: [stroke] });
    vi.advanceTimersByTime(500);
    expect(findKeptInk("another")).toEqual([]);
    useWalk.setState({ strokes: [] });
    vi.advanceTimersByTime(500);
    expect(findKeptInk("plan")).toEqual([]);
    useWalk.setState({ strokes: [stroke] });
    vi.advanceTimersByTime(500);
    useWalk.setState({ mode: "closed" });
    vi.advanceTimersByTime(500);
    expect(findKeptInk("plan")).toEqual([]);
  });

  it.each([
    null,
    "",
    "[]",
    '{"walkId":"plan"}',
    '{"walkId":"plan","strokes":[null,{"scene":"a"}]}',
    '{"walkId":"plan","strokes":[{"scene":"a","colour":9,"points":[{"longitude":1,"latitude":2}]}]}',
    '{"walkId":"plan","strokes":[{"scene":"a","colour":1,"points":[{"longitude":"x","latitude":2}]}]}',
  ])("what cannot be read is no ink: %s", (text) => expect(parseKeptInk(text, "plan")).toEqual([]));
});
