import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Scene, Walk } from "../../../../src/domain/walk/walk.ts";
import { findKeptShow, keepShows, parseKeptShow, ranInThisTab } from "../../../../src/state/walk/keptShow.ts";
import { useWalk } from "../../../../src/state/walk/walk.ts";

const scene = (id: string) => ({ id }) as Scene;
const walk = { id: "plan", scenes: ["a", "b", "c"].map(scene) } as unknown as Walk;
const closed = useWalk.getState();

function createStorage() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
}

describe("a show that may be cut off", () => {
  let stop: () => void;
  beforeEach(() => {
    vi.stubGlobal("localStorage", createStorage());
    vi.stubGlobal("sessionStorage", createStorage());
    useWalk.setState({ ...closed, walk });
    stop = keepShows();
  });
  afterEach(() => {
    stop();
    vi.unstubAllGlobals();
  });

  it("keeps nothing while none runs", () => {
    useWalk.setState({ index: 2 });
    expect(findKeptShow()).toBeUndefined();
    expect(ranInThisTab()).toBe(false);
  });

  it("stands at the last step, whatever came before", () => {
    useWalk.setState({ mode: "scene", index: 0, startedAt: 5_000, sceneStartedAt: 5_000 });
    useWalk.setState({ index: 2, sceneStartedAt: 9_000, blank: "black", isLooping: true });
    expect(findKeptShow()).toMatchObject({
      walkId: "plan",
      sceneId: "c",
      index: 2,
      startedAt: 5_000,
      sceneStartedAt: 9_000,
      blank: "black",
      isLooping: true,
    });
    expect(ranInThisTab()).toBe(true);
  });

  it("is forgotten when it is left, and kept through a detour", () => {
    useWalk.setState({ mode: "scene", index: 1 });
    useWalk.setState({ mode: "detour" });
    expect(findKeptShow()?.sceneId).toBe("b");
    useWalk.setState({ mode: "closed" });
    expect(findKeptShow()).toBeUndefined();
  });

  it("runs on where the browser keeps nothing", () => {
    const refuse = () => {
      throw new DOMException("refused", "SecurityError");
    };
    vi.stubGlobal("localStorage", { getItem: refuse, setItem: refuse, removeItem: refuse });
    expect(() => useWalk.setState({ mode: "scene" })).not.toThrow();
    expect(findKeptShow()).toBeUndefined();
  });
});

describe("what was kept", () => {
  const now = 1_000_000_000_000;
  const good = { walkId: "plan", sceneId: "b", index: 1, savedAt: now - 1_000 };
  it.each([
    ["nothing", null],
    ["no JSON", "{"],
    ["another value", "null"],
    ["no scene", JSON.stringify({ ...good, sceneId: 3 })],
    ["a place that is none", JSON.stringify({ ...good, index: -1 })],
    ["a show of yesterday", JSON.stringify({ ...good, savedAt: now - 13 * 3_600_000 })],
  ])("%s is no show", (_, text) => {
    expect(parseKeptShow(text, now)).toBeUndefined();
  });
  it("fills what an older page did not keep", () => {
    expect(parseKeptShow(JSON.stringify({ ...good, blank: "green" }), now)).toMatchObject({
      blank: null,
      panelsHidden: false,
      startedAt: good.savedAt,
    });
  });
});
